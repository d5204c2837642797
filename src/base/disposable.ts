/** Something that holds a resource until it is disposed; disposing twice does nothing more. */
export interface Disposable {
  dispose(): void
}

/** Holds disposables and disposes them together, last one first. */
export class DisposableStore implements Disposable {
  #items: Disposable[] = []
  #disposed = false

  /** Keeps `item` until the store is disposed; in a disposed store it is disposed at once. */
  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose()
    else this.#items.push(item)
    return item
  }

  dispose(): void {
    this.#disposed = true
    for (const item of this.#items.splice(0).reverse()) item.dispose()
  }
}
