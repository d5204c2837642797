/** The promise kept under `key`, made when it is first asked for. */
export function memoize<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  let promise = known.get(key)
  if (!promise) {
    promise = make()
    known.set(key, promise)
  }
  return promise
}
