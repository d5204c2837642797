import type { Socket } from 'node:net'

/** The variable that tells the remote control where the test listens: `host:port`. */
export const controlAddressVariable = 'BYLINE_TEST_CONTROL'

/** From the test to the extension host. `exit` ends the editor with exit code 0. */
export type ControlRequest =
  | { readonly kind: 'evaluate'; readonly id: number; readonly source: string; readonly arg?: unknown }
  | { readonly kind: 'exit' }

/** From the extension host to the test; `value` is absent for `undefined`. */
export type ControlResponse =
  | { readonly kind: 'hello'; readonly pid: number }
  | { readonly kind: 'value'; readonly id: number; readonly value?: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly message: string; readonly stack: string }

/** Sends one message: one line of JSON. */
export function sendMessage(socket: Socket, message: ControlRequest | ControlResponse): void {
  socket.write(`${JSON.stringify(message)}\n`)
}

/** Calls back for every message that arrives; the caller says which kind it is. */
// oxlint-disable-next-line no-unnecessary-type-parameters -- each end receives one kind only
export function onMessage<T extends ControlRequest | ControlResponse>(
  socket: Socket,
  receive: (message: T) => void,
): void {
  let rest = ''
  socket.setEncoding('utf8')
  socket.on('data', (data: string) => {
    const lines = (rest + data).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) receive(JSON.parse(line) as T)
  })
}
