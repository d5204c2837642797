import { openCode, type Code, type OpenOptions } from './code'

// Every test file is a bundle of its own, so what they share hangs on the process.
const registryKey = Symbol.for('byline.test.sharedCode')

function registry(): Map<string, Promise<Code>> {
  const holder = globalThis as { [registryKey]?: Map<string, Promise<Code>> }
  return (holder[registryKey] ??= new Map())
}

/**
 * The one editor for these options in this test run, started on first use: a start takes seconds, so tests share it
 * and bring their own files. `runEditorTests` closes it.
 */
export function sharedCode(options: OpenOptions): Promise<Code> {
  const key = JSON.stringify(options)
  const editors = registry()
  const opened = editors.get(key) ?? openCode(options)
  editors.set(key, opened)
  return opened
}

/** Closes all shared editors. */
export async function closeSharedCodes(): Promise<void> {
  const editors = registry()
  for (const opened of editors.values()) {
    // One that never started has failed its test already.
    await opened.then((code) => code.close()).catch(() => {})
  }
  editors.clear()
}
