import { type Deletion, type Origin, unknown, withoutDeletions } from '../../attribution/text/origin'
import type { Run } from '../../attribution/text/run'

/** What stands in the place of a session where a run of length 0 lists the lines that are gone. */
const linesPrefix = 'lines:'

/**
 * Runs as they are stored: what a run tells of deletions stands before it as pairs of runs of length 0. The first of a
 * pair is who took something out; the second is `ai` or `unknown`, whose text it was, with the marks of whole lines where
 * its session would stand. A version that knows nothing of deletions reads such runs as no text at all, and loses no more.
 */
export function storedRuns(runs: readonly Run[]): readonly Run[] {
  if (runs.every(({ origin }) => origin.deletions === undefined)) return runs
  return runs.flatMap(({ length, origin }) => [
    ...(origin.deletions ?? []).flatMap((deletion) => [
      { length: 0, origin: deletion.by },
      { length: 0, origin: goneOf(deletion) },
    ]),
    { length, origin: withoutDeletions(origin) },
  ])
}

function goneOf({ of, lines }: Deletion): Origin {
  const session = lines && { session: linesPrefix + lines.join(' ') }
  return { contributor: of === 'ai' ? 'ai' : 'unknown', ...session }
}

/** Stored runs as they were; pairs that make no sense are passed over. */
export function readRuns(stored: readonly Run[]): readonly Run[] {
  if (stored.every(({ length }) => length > 0)) return stored
  const runs: Run[] = []
  let marks: Origin[] = []
  for (const { length, origin } of stored) {
    if (length === 0) {
      marks.push(origin)
      continue
    }
    const deletions = readDeletions(marks)
    runs.push({ length, origin: deletions.length > 0 ? { ...origin, deletions } : origin })
    marks = []
  }
  return runs
}

function readDeletions(marks: readonly Origin[]): readonly Deletion[] {
  const deletions: Deletion[] = []
  for (let i = 0; i + 1 < marks.length; i += 2) {
    const { contributor, session } = marks[i + 1] ?? unknown
    const lines = session?.startsWith(linesPrefix) ? session.slice(linesPrefix.length).split(' ') : undefined
    deletions.push({ by: marks[i]!, of: contributor === 'ai' ? 'ai' : 'other', ...(lines && { lines }) })
  }
  return deletions
}
