import type { Disposable } from './disposable'

/** Subscribe to something that happens; dispose the result to stop listening. */
export type Event<T> = (listener: (value: T) => void) => Disposable

/** The sending end of an {@link Event}. */
export class Emitter<T> implements Disposable {
  #listeners = new Set<(value: T) => void>()

  readonly event: Event<T> = (listener) => {
    this.#listeners.add(listener)
    return { dispose: () => void this.#listeners.delete(listener) }
  }

  fire(value: T): void {
    for (const listener of this.#listeners) listener(value)
  }

  dispose(): void {
    this.#listeners.clear()
  }
}
