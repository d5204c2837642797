import * as net from 'node:net'

import * as vscode from 'vscode'

import {
  controlAddressVariable,
  onMessage,
  sendMessage,
  type ControlRequest,
  type ControlResponse,
} from './controlProtocol'

type Evaluated = (api: typeof vscode, arg: unknown, load: NodeJS.Require) => unknown

let connection: Promise<void> | undefined

/** Entry as the extension tests: ends when the test says so. */
export function run(): Promise<void> {
  return connect()
}

/**
 * Entry as an extension: VS Code starts the extension tests once, extensions again after every restart of the
 * extension host.
 */
export function activate(): void {
  void connect()
}

/** @returns a promise that resolves when the test asks for the end, and never otherwise */
function connect(): Promise<void> {
  connection ??= new Promise((resolve, reject) => {
    const [host, port] = (process.env[controlAddressVariable] ?? '').split(':')
    const socket = net.connect(Number(port), host)
    socket.on('error', reject)
    onMessage<ControlRequest>(socket, (request) => {
      switch (request.kind) {
        case 'exit':
          return resolve()
        case 'evaluate':
          return void evaluate(request).then((response) => sendMessage(socket, response))
      }
    })
    sendMessage(socket, { kind: 'hello', pid: process.pid })
  })
  return connection
}

async function evaluate(request: ControlRequest & { kind: 'evaluate' }): Promise<ControlResponse> {
  try {
    // One way to the window and back: what the keys pressed before have changed has arrived here after it.
    await vscode.commands.executeCommand('setContext', 'byline.test.settled', request.id)
    // oxlint-disable-next-line no-implied-eval -- the test's own function, sent as text
    const evaluated = new Function(`return (${request.source});`)() as Evaluated
    return { kind: 'value', id: request.id, value: await evaluated(vscode, request.arg, require) }
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    return { kind: 'error', id: request.id, message, stack: stack ?? message }
  }
}
