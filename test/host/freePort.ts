import * as net from 'node:net'

import { HostProblem } from './hostProblem'

/** A TCP port of 127.0.0.1 that nobody listens on now. */
export function freePort(): Promise<number> {
  return listenOnce(0)
}

/** @throws HostProblem when somebody listens on the port */
export async function requireFreePort(port: number): Promise<void> {
  await listenOnce(port).catch(() => {
    throw new HostProblem(`Port ${port} is taken by another program; end that program or choose another port.`)
  })
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const { port: chosen } = server.address() as net.AddressInfo
      server.close(() => resolve(chosen))
    })
  })
}
