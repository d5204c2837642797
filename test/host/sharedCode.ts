import { existsSync } from 'node:fs'
import { openCode, type Code, type OpenOptions } from './code'
import { keepsHosts, leaveOpen } from './idleHosts'

// Every test file is a bundle of its own, so what they share hangs on the process.
const registryKey = Symbol.for('byline.test.sharedCode')

interface Shared {
  readonly opened: Promise<Code>
  readonly folder: string | undefined
  /** Whether nobody uses it since a file of tests has ended. */
  isIdle: boolean
}

function registry(): Map<string, Shared> {
  const holder = globalThis as { [registryKey]?: Map<string, Shared> }
  return (holder[registryKey] ??= new Map())
}

/**
 * The one editor for these options in this test run, started on first use: a start takes seconds, so tests share it
 * and bring their own files. Whoever runs the tests calls `closeSharedCodes` after each file.
 */
export async function sharedCode(options: OpenOptions): Promise<Code> {
  const key = JSON.stringify(options)
  const editors = registry()
  const shared = editors.get(key) ?? { opened: openCode(options), folder: options.folder, isIdle: false }
  shared.isIdle = false
  editors.set(key, shared)
  return shared.opened
}

/**
 * Closes all shared editors. Where hosts are kept, one whose folder is still there stays open for the next file that asks
 * for the same one, until somebody wants its host.
 */
export async function closeSharedCodes(): Promise<void> {
  const editors = registry()
  for (const [key, shared] of editors) {
    if (shared.isIdle) continue
    shared.isIdle = true
    // One that never started has failed its test already.
    const code = await shared.opened.catch(() => undefined)
    const close = async (): Promise<void> => {
      if (!shared.isIdle || editors.get(key) !== shared) return
      editors.delete(key)
      await code?.close().catch(() => {})
    }
    const isThere = shared.folder === undefined || existsSync(shared.folder)
    if (code?.host !== undefined && keepsHosts() && isThere) leaveOpen(code.host, close)
    else await close()
  }
}
