import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import * as path from 'node:path'
import * as v from 'valibot'
import { replaceFile } from '../files/replaceFile'
import { readSmallText } from '../files/smallFile'
import { AttributedText } from '../attribution/text/attributedText'
import { hash, instant } from './folder/ledgerEntry'
import { errorCode } from './folder/errorCode'
import { origin, storedOrigin } from './store/recordFile'
import { readRuns, storedRuns } from './store/storedRuns'
import { textIdOf } from './folder/textId'

/** How long what was copied is known in other windows. */
const keptMs = 60 * 60 * 1_000

/** Less than this many letters and digits may be anybody's: a lone brace, a short word. */
const fewestLetters = 8

/** Longest text and largest number of runs that are kept: a paste must not wait for the disk. */
const longest = 2_000_000
const mostRuns = 20_000
/** More than such a file has. */
const maxBytes = 16 * 1024 * 1024

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const copied = v.strictObject({
  v: v.literal(1),
  at: instant,
  by: v.string(),
  textId: hash,
  origins: v.array(origin),
  /** [length in UTF-16 units, index into `origins`] */
  runs: v.pipe(v.array(v.tuple([count, count])), v.maxLength(mostRuns)),
})

/**
 * Who wrote what was copied last in any window of this machine, so that a paste in another window knows. One small
 * file, replaced by each copy; it holds the hash of the text and not the text.
 */
export class CopiedOrigins {
  /** Tells the windows apart. */
  readonly #by = randomUUID()
  #last: Promise<void> = Promise.resolve()

  /** @param folder of the extension that all windows share; made when needed */
  constructor(private readonly folder: string) {}

  /** Notes what was copied, in place of what was copied before. `at` is ISO 8601 with milliseconds. */
  async write(stretch: AttributedText, at: string): Promise<void> {
    // One after the other: an older copy must not come last.
    this.#last = this.#last.then(() => this.#write(stretch, at))
    return this.#last
  }

  /**
   * The text on the clipboard with its origins, where another window copied this very text last. Undefined for all
   * else, also for text so short that it may come from anywhere. Damaged files count as none.
   */
  async find(text: string, nowMs: number): Promise<AttributedText | undefined> {
    if (text.length > longest || !isTelling(text)) return undefined
    const read = await this.#read()
    if (!read || read.by === this.#by) return undefined
    const ageMs = nowMs - Date.parse(read.at)
    if (ageMs < -keptMs || ageMs > keptMs) return undefined
    // A last line without an end is copied with one.
    const found = [text, text.replace(/\r?\n$/, '')].find((candidate) => textIdOf(plain(candidate)) === read.textId)
    return found === undefined ? undefined : attributed(plain(found), read)
  }

  async #write(stretch: AttributedText, at: string): Promise<void> {
    const file = this.#file
    const text = stretch.text()
    const runs = storedRuns(stretch.runs())
    if (text.length > longest || runs.length > mostRuns || !isTelling(text)) {
      // What another window knows of an earlier copy is not on the clipboard any more.
      await rm(file, { force: true })
      return
    }
    const origins = runs.map((run) => JSON.stringify(storedOrigin(run.origin)))
    const different = [...new Set(origins)]
    const content: v.InferOutput<typeof copied> = {
      v: 1,
      at,
      by: this.#by,
      textId: textIdOf(text),
      origins: different.map((json) => JSON.parse(json) as v.InferOutput<typeof origin>),
      runs: runs.map((run, i) => [run.length, different.indexOf(origins[i]!)]),
    }
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    await replaceFile(file, JSON.stringify(content), { temporary: `${file}.${this.#by}`, mode: 0o600 })
  }

  async #read(): Promise<v.InferOutput<typeof copied> | undefined> {
    try {
      const result = v.safeParse(copied, JSON.parse(await readSmallText(this.#file, 'utf8', maxBytes)))
      return result.success ? result.output : undefined
    } catch (error) {
      // Not JSON, or cut short: as good as nothing copied. All other errors are the disk's.
      if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return undefined
      throw error
    }
  }

  get #file(): string {
    return path.join(this.folder, 'copied.json')
  }
}

function isTelling(text: string): boolean {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '').length >= fewestLetters
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

function attributed(text: string, read: v.InferOutput<typeof copied>): AttributedText | undefined {
  const runs = read.runs.map(([length, index]) => ({ length, origin: read.origins[index] }))
  const sum = runs.reduce((length, run) => length + run.length, 0)
  const whole = runs.flatMap(({ length, origin: from }) => (from ? [{ length, origin: from }] : []))
  return sum === text.length && whole.length === runs.length
    ? AttributedText.fromRuns(text, readRuns(whole))
    : undefined
}
