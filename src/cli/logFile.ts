import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { visibleText } from '../base/visibleText'

const maxBytes = 256 * 1024

/**
 * A log of bounded size, one line an entry, for what runs where nobody reads its output. Writing is synchronous, so
 * that the last words of a process that is about to exit are kept, and never fails.
 */
export class LogFile {
  #path: string

  constructor(path: string) {
    this.#path = path
  }

  readonly write = (message: string): void => {
    // What is logged may be anybody's, and is read in a terminal.
    const line = `${new Date().toISOString()} ${visibleText(oneLine(message))}\n`
    try {
      mkdirSync(dirname(this.#path), { recursive: true })
      appendFileSync(this.#path, line)
      if (statSync(this.#path).size > maxBytes) this.#dropOldHalf()
    } catch {
      // A repository that cannot be written to has nowhere to say so, and must not be disturbed for it.
    }
  }

  #dropOldHalf(): void {
    const text = readFileSync(this.#path, 'utf8')
    writeFileSync(this.#path, text.slice(text.indexOf('\n', text.length / 2) + 1))
  }
}

/** The lines of a message side by side. */
function oneLine(message: string): string {
  return message
    .slice(0, 4_000)
    .split('\n')
    .map((line) => line.trim())
    .join(' | ')
}
