import { formatRetraction, nextId, nextLine, type FormattedLine } from './formatNote'
import { parseNote } from './note'

/** What is said here of one blob. */
export interface NoteClaim {
  readonly path: string
  readonly lines: readonly FormattedLine[]
  /** It was concluded at commit time, not seen. */
  readonly concluded: boolean
  /** Ids of all that still stands: the lines, and what other sightings say of the same text. */
  stands(): Promise<ReadonlySet<string>>
}

/** The note of a blob as it is in this repository. */
export interface EarlierNote {
  readonly text: string
  /** Whether what it says of this path may be shared: another file with the same text may be nobody else's business. */
  isShared(path: string): boolean
}

/** Which lines of notes were written and retracted here before. */
export interface OwnLines {
  wrote(id: string): boolean
  retracted(id: string): boolean
}

export interface MergedNote {
  readonly text: string
  /** Ids of the lines that were not there before. */
  readonly written: readonly string[]
  readonly retracted: readonly string[]
}

/**
 * The note of a blob with what is said here, and with what was said here before and no longer is retracted. Only
 * what was written here is retracted, and only what was retracted here is said again: what others retract stays
 * retracted, or two people would write notes against each other for ever.
 * @param before the note as the remote has it
 * @param earlier what is not shared of it is left out, and what takes that back
 * @returns undefined where it would say nothing that `before` does not
 */
export async function mergeNote(
  before: string,
  earlier: EarlierNote,
  claims: readonly NoteClaim[],
  own: OwnLines,
): Promise<MergedNote | undefined> {
  const known = parseNote(before).lines
  const lines = new Set(before.split('\n').filter((line) => line.trim() !== ''))
  const size = lines.size
  const ranges = new Map<string, string>()
  const gone = new Set<string>()
  for (const line of known) {
    if (line.type === 'range') ranges.set(line.id, line.path)
    else gone.add(line.id)
  }
  const retractions = new Map<string, string>()
  for (const json of earlier.text.split('\n')) {
    const [read] = parseNote(json).lines
    if (read?.type === 'retract') retractions.set(json, read.id)
    if (read?.type !== 'range' || ranges.has(read.id) || !earlier.isShared(read.path)) continue
    ranges.set(read.id, read.path)
    lines.add(json)
  }
  for (const [json, id] of retractions) {
    if (!ranges.has(id)) continue
    gone.add(id)
    lines.add(json)
  }
  const written: string[] = []
  const retracted: string[] = []
  for (const claim of claims) {
    // What was seen by others says more than what was concluded here.
    if (claim.concluded && known.length > 0) continue
    const said = new Set<string>()
    for (const first of claim.lines) {
      let line = first
      while (gone.has(line.id) && own.retracted(line.id)) line = nextLine(line)
      said.add(line.id)
      if (gone.has(line.id) || ranges.has(line.id)) continue
      lines.add(line.json)
      written.push(line.id)
    }
    const outdated = [...ranges].filter(
      ([id, path]) => path === claim.path && own.wrote(id) && !gone.has(id) && !said.has(id),
    )
    if (outdated.length === 0) continue
    const stands = new Set<string>()
    for (let id of await claim.stands()) {
      stands.add(id)
      while (own.retracted(id)) stands.add((id = nextId(id)))
    }
    for (const [id] of outdated) {
      if (stands.has(id)) continue
      lines.add(formatRetraction(id))
      retracted.push(id)
    }
  }
  // As `git notes merge -s cat_sort_uniq` would leave it.
  return lines.size > size ? { text: `${[...lines].sort().join('\n')}\n`, written, retracted } : undefined
}
