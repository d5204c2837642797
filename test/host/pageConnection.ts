/** As much of Node's own as is used here; it has it from version 22 on. */
interface Socket {
  addEventListener(kind: 'open' | 'error', listener: () => void): void
  addEventListener(kind: 'message', listener: (event: { readonly data: string }) => void): void
  send(data: string): void
}

interface Message {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
  readonly method?: string
  readonly params?: unknown
}

/**
 * Speaks to a browser over its debugging port and hears nothing that it did not ask for: a library that follows all that
 * happens in a page takes part of the processor's time from the tests.
 */
export class PageConnection {
  #lastId = 0
  readonly #answers = new Map<number, (message: Message) => void>()
  readonly #listeners = new Map<string, (params: never) => void>()

  private constructor(private readonly socket: Socket) {
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(data) as Message
      if (message.id !== undefined) this.#answers.get(message.id)?.(message)
      else if (message.method !== undefined) this.#listeners.get(message.method)?.(message.params as never)
    })
  }

  static async open(remoteDebuggingPort: number): Promise<PageConnection> {
    const answer = await fetch(`http://127.0.0.1:${remoteDebuggingPort}/json/version`)
    const { webSocketDebuggerUrl } = (await answer.json()) as { webSocketDebuggerUrl: string }
    const { WebSocket } = globalThis as unknown as { WebSocket: new (url: string) => Socket }
    const socket = new WebSocket(webSocketDebuggerUrl)
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', () =>
        reject(new Error(`The browser does not answer at ${webSocketDebuggerUrl}`)),
      )
    })
    return new PageConnection(socket)
  }

  /** Calls a method of the DevTools protocol. */
  async call<R>(method: string, params: object = {}, sessionId?: string): Promise<R> {
    const id = ++this.#lastId
    const { result, error } = await new Promise<Message>((resolve) => {
      this.#answers.set(id, resolve)
      this.socket.send(JSON.stringify({ id, method, params, sessionId }))
    })
    this.#answers.delete(id)
    if (error) throw new Error(`${method}: ${error.message}`)
    return result as R
  }

  /** Hears an event of the DevTools protocol. */
  on<P>(method: string, listener: (params: P) => void): void {
    this.#listeners.set(method, listener)
  }
}
