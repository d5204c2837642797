import * as v from 'valibot'
import type { LineSpan } from '../../attribution/text/lineSpan'
import type { Deletion, Origin } from '../../attribution/text/origin'
import { evidences, modes } from '../../attribution/text/evidence'
import { hashDigits } from './lineHash'
import { parseLineRanges } from '../trailers/lineRanges'

/** Lines of one blob that one origin wrote. */
export interface RangeNote {
  readonly type: 'range'
  readonly id: string
  /** The day it was recorded: `2026-11-23`. */
  readonly at: string
  /** Of the file that the blob was. */
  readonly path: string
  /** `contributor` is never `unknown`: what no range covers is. */
  readonly origin: Origin
  /** Ascending and disjoint. */
  readonly lines: readonly LineSpan[]
  /**
   * For each span the hashes of the line before it, of its lines and of the line after it, written one after the other;
   * see {@link lineHash} and {@link splitHashes}.
   */
  readonly hashes: readonly string[]
}

/** Retracts the range with this id. */
export interface RetractNote {
  readonly type: 'retract'
  readonly id: string
}

export type NoteLine = RangeNote | RetractNote

export interface ParsedNote {
  readonly lines: readonly NoteLine[]
  /** One sentence for each line that is left out; none of them repeats what the note says. */
  readonly problems: readonly string[]
}

/** A note is not read beyond this: its blob is no larger than what Byline looks at, and so is a note of it. */
export const maxNoteLength = 4 * 1024 * 1024

/** More lines than the claims of any one file. */
const maxLines = 5_000

/** No line is longer: one range line holds a hash of each line of a file. */
const maxLineLength = 1024 * 1024

/** More lines than any text that Byline looks at. */
export const maxLineNumber = 500_000

const printable = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(maxLength),
    v.check((text) => !/\p{C}/u.test(text), 'has control characters'),
  )
const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{8,64}$/))
const version = v.literal(1)

const range = v.object({
  type: v.literal('range'),
  v: version,
  id,
  at: v.pipe(v.string(), v.regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/)),
  contributor: v.picklist(['ai', 'mixed', 'human']),
  evidence: v.picklist(evidences),
  hashes: v.pipe(v.string(), v.regex(/^[0-9a-f,]+$/)),
  lines: v.string(),
  path: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(4096),
    v.check((path) => !/[\p{Cc}\p{Cs}]/u.test(path), 'has control characters'),
    v.check((path) => path.split('/').every((name) => !['', '.', '..'].includes(name)), 'is no path in a repository'),
  ),
  mode: v.exactOptional(v.picklist(modes)),
  model: v.exactOptional(printable(200)),
  tool: v.exactOptional(printable(200)),
  deletedBy: v.exactOptional(v.picklist(['ai', 'human', 'unknown'])),
})
const retract = v.object({ type: v.literal('retract'), v: version, id })
const line = v.variant('type', [range, retract])

/**
 * Reads the note of a blob. Anybody who may push can have written it, so nothing is believed that is not exactly of
 * the form, and nothing is thrown. Unknown keys are passed over: a later version may have more to say.
 */
export function parseNote(text: string): ParsedNote {
  if (text.length > maxNoteLength) return { lines: [], problems: [`it is longer than ${maxNoteLength} characters`] }
  const lines: NoteLine[] = []
  const problems: string[] = []
  for (const [at, json] of text.split('\n').entries()) {
    if (json.trim() === '') continue
    if (lines.length + problems.length >= maxLines) {
      problems.push(`it has more than ${maxLines} lines`)
      break
    }
    const read = parseLine(json)
    if (typeof read === 'string') problems.push(`line ${at + 1} ${read}`)
    else lines.push(read)
  }
  return { lines, problems }
}

/** The line, or what is wrong with it. */
function parseLine(json: string): NoteLine | string {
  if (json.length > maxLineLength) return 'is too long'
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return 'is not JSON'
  }
  const result = v.safeParse(line, parsed)
  // The messages of the schema quote what they found; the names of the keys are ours.
  if (!result.success) return `is not valid at "${v.getDotPath(result.issues[0]) ?? 'its type'}"`
  const read = result.output
  if (read.type === 'retract') return { type: 'retract', id: read.id }
  const lines = parseLineRanges(read.lines)
  if (!lines || (lines.at(-1)?.to ?? 0) > maxLineNumber) return 'is not valid at "lines"'
  const sequences = read.hashes.split(',')
  const lengths = lines.map(({ from, to }) => (to - from + 2) * hashDigits)
  if (sequences.length !== lines.length || sequences.some((sequence, i) => sequence.length !== lengths[i])) {
    return 'is not valid at "hashes"'
  }
  const { id, at, path, contributor, evidence, mode, model, tool, deletedBy } = read
  const wrote = {
    ...(tool !== undefined && { tool }),
    ...(model !== undefined && { model }),
    ...(mode !== undefined && { mode }),
    evidence,
  }
  const origin: Origin = {
    contributor,
    ...(deletedBy !== undefined && { deletions: [deletionBy(deletedBy, wrote)] }),
    ...wrote,
  }
  return { type: 'range', id, at, path, origin, lines, hashes: sequences }
}

/** @param wrote what the note says of the line: where AI took something out, of that AI */
function deletionBy(contributor: 'ai' | 'human' | 'unknown', wrote: Omit<Origin, 'contributor'>): Deletion {
  return contributor === 'ai' ? { by: { contributor, ...wrote }, of: 'other' } : { by: { contributor }, of: 'ai' }
}
