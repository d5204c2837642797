import type { AttributedText } from '../../attribution/text/attributedText'
import { deleterOf } from '../../attribution/text/deletions'
import type { Origin } from '../../attribution/text/origin'
import { weakestEvidence } from '../../attribution/text/evidence'
import { blankHash, lineHash, shortId } from './lineHash'
import { formatLineRanges, spansWhere } from '../trailers/lineRanges'
import { maxLineNumber } from './note'

/** A line of a note. */
export interface FormattedLine {
  /** Made of everything but the day: who says the same of the same blob says it under the same id. */
  readonly id: string
  readonly json: string
}

/**
 * The lines of the note of a blob, one for each origin: sorted keys and no author, session or time of day.
 * @param path as the commit has it
 * @param day of the record, `2026-11-23`
 */
export function formatNote(path: string, attributed: AttributedText, day: string): readonly FormattedLine[] {
  const text = attributed.text()
  const texts = text.split('\n')
  // A final line terminator opens no further line.
  const count = text.endsWith('\n') ? texts.length - 1 : texts.length
  if (count > maxLineNumber || /[\p{Cc}\p{Cs}]/u.test(path)) return []
  const origins = attributed.lineOrigins().slice(0, count)
  const groups = new Map<string, Shared>()
  const keyOf = new Map<Origin, string>()
  const keys = origins.map((origin) => {
    if (origin.contributor === 'unknown') return undefined
    const known = keyOf.get(origin)
    if (known !== undefined) return known
    const shared = sharedPart(origin)
    const key = JSON.stringify(shared)
    keyOf.set(origin, key)
    groups.set(key, shared)
    return key
  })
  if (groups.size === 0) return []
  const hashes = texts.slice(0, count).map(lineHash)
  return [...groups]
    .map(([key, shared]): FormattedLine => {
      const spans = spansWhere(count, (line) => keys[line] === key)
      const sequences = spans.map(({ from, to }) =>
        [hashes[from - 1] ?? blankHash, ...hashes.slice(from, to), hashes[to] ?? blankHash].join(''),
      )
      const about = {
        ...shared,
        hashes: sequences.join(','),
        lines: formatLineRanges(spans),
        path,
        type: 'range',
        v: 1,
      }
      const id = shortId(sortedJson(about))
      return { id, json: sortedJson({ ...about, at: day, id }) }
    })
    .sort((a, b) => (a.json < b.json ? -1 : a.json > b.json ? 1 : 0))
}

/** Says a line again under the id that comes next: an id that was retracted stays so. */
export function nextLine({ id, json }: FormattedLine): FormattedLine {
  const next = nextId(id)
  return { id: next, json: sortedJson({ ...(JSON.parse(json) as Readonly<Record<string, unknown>>), id: next }) }
}

/** The id that a line gets after this one was retracted. */
export function nextId(id: string): string {
  return shortId(`${id}#`)
}

/** Retracts the line with this id. */
export function formatRetraction(id: string): string {
  return sortedJson({ id, type: 'retract', v: 1 })
}

/** What leaves the machine of an origin. */
type Shared = Readonly<Record<string, string>>

function sharedPart(origin: Origin): Shared {
  const { contributor, tool, model, mode, evidence } = origin
  const name = (text: string | undefined): string | undefined =>
    text === undefined || text === '' || text.length > 200 || /\p{C}/u.test(text) ? undefined : text
  const known = { contributor, tool: name(tool), model: name(model), mode, evidence: weakestEvidence([evidence]) }
  const fields = { ...known, deletedBy: deleterOf(origin) }
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined))
}

function sortedJson(value: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))))
}
