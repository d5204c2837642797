import { once } from 'node:events'
import * as net from 'node:net'

import { onMessage, sendMessage, type ControlRequest, type ControlResponse } from './controlProtocol'
import { waitFor } from './waitFor'

interface Pending {
  readonly socket: net.Socket
  resolve(value: unknown): void
  reject(error: Error): void
}

/**
 * The test's end of the remote control. Each window has an extension host of its own; the one that connected last is
 * spoken to, or the one that was selected since.
 */
export class ControlServer {
  /** By the process id of the extension host, in the order in which they connected. */
  private readonly hosts = new Map<number, net.Socket>()
  private hostPid: number | undefined
  private nextId = 1
  private readonly pending = new Map<number, Pending>()

  private constructor(private readonly server: net.Server) {
    server.on('connection', (socket) => this.accept(socket))
  }

  static async listen(): Promise<ControlServer> {
    const server = net.createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new ControlServer(server)
  }

  /** `host:port` to connect to. */
  get address(): string {
    return `127.0.0.1:${(this.server.address() as net.AddressInfo).port}`
  }

  /** The process id of the extension host that is spoken to. */
  get extensionHostPid(): number | undefined {
    return this.hostPid
  }

  /** Speaks to the extension host of another window from now on. */
  select(extensionHostPid: number): void {
    if (!this.hosts.has(extensionHostPid)) throw new Error(`Extension host ${extensionHostPid} is not connected.`)
    this.hostPid = extensionHostPid
  }

  /** The extension hosts that are connected, by their process ids; that of a closed window may stay for minutes. */
  get connectedPids(): ReadonlySet<number> {
    return new Set(this.hosts.keys())
  }

  /** Resolves when an extension host that is none of these is spoken to. */
  async connected(timeoutMs: number, before: ReadonlySet<number>): Promise<void> {
    await waitFor(() => this.hostPid !== undefined && !before.has(this.hostPid), {
      timeoutMs,
      what: 'the extension host to connect',
    })
  }

  /**
   * Runs a function in the extension host.
   * @param source the function's text; its result must be JSON
   * @throws what the function threw, or when it takes longer than `timeoutMs` or the extension host ends meanwhile
   */
  async evaluate(source: string, arg: unknown, timeoutMs: number): Promise<unknown> {
    const socket = this.socket
    if (!socket) throw new Error('No extension host is connected.')
    const id = this.nextId++
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise((resolve, reject) => {
        this.pending.set(id, { socket, resolve, reject })
        timer = setTimeout(() => reject(new Error(`No answer within ${timeoutMs} ms to ${source}`)), timeoutMs)
        this.send(socket, { kind: 'evaluate', id, source, arg })
      })
    } finally {
      clearTimeout(timer)
      this.pending.delete(id)
    }
  }

  /** Kills the extension hosts that are connected, and resolves when none is. */
  async endHosts(): Promise<void> {
    for (const pid of this.hosts.keys()) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has ended already; its connection is about to.
      }
    }
    await waitFor(() => this.hosts.size === 0, { what: 'the extension hosts to end' })
  }

  /** Asks the editor to end with exit code 0. */
  requestExit(): void {
    if (this.socket) this.send(this.socket, { kind: 'exit' })
  }

  dispose(): void {
    for (const socket of this.hosts.values()) socket.destroy()
    this.server.close()
  }

  private get socket(): net.Socket | undefined {
    return this.hostPid === undefined ? undefined : this.hosts.get(this.hostPid)
  }

  private send(socket: net.Socket, request: ControlRequest): void {
    sendMessage(socket, request)
  }

  private accept(socket: net.Socket): void {
    onMessage<ControlResponse>(socket, (response) => this.receive(socket, response))
    // An extension host that is killed resets its connection; 'close' follows and says all there is to say.
    socket.on('error', () => {})
    socket.on('close', () => {
      for (const [pid, connected] of this.hosts) if (connected === socket) this.hosts.delete(pid)
      if (this.socket === undefined) this.hostPid = [...this.hosts.keys()].at(-1)
      for (const { socket: asked, reject } of this.pending.values()) {
        if (asked === socket) reject(new Error('The extension host ended.'))
      }
    })
  }

  private receive(socket: net.Socket, response: ControlResponse): void {
    switch (response.kind) {
      case 'hello':
        this.hosts.set(response.pid, socket)
        this.hostPid = response.pid
        return
      case 'value':
        this.pending.get(response.id)?.resolve(response.value)
        return
      case 'error': {
        const error = new Error(response.message)
        error.stack = response.stack
        this.pending.get(response.id)?.reject(error)
      }
    }
  }
}
