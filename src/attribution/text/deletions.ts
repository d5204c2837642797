import { isAi, sameOrigin, type Contributor, type Deletion, type Origin } from './origin'
import type { Run } from './run'

/** More lines that AI took out at one place are not told apart; the bound keeps records small. */
export const mostLines = 2_000

/**
 * What a line is after what was taken out of it:
 *
 * | the text left | AI took out others' text | a person took out AI's | nobody known took out AI's | … or people's |
 * |---|---|---|---|---|
 * | `ai` | `ai`, as AI left it | `mixed` | `mixed` | `ai` |
 * | `mixed` | `mixed` | `mixed` | `mixed` | `mixed` |
 * | `human` | `mixed` | `human`, AI's text is gone | `human` | `unknown` |
 * | `unknown` | `mixed` | `unknown` | `unknown` | `unknown` |
 *
 * Whoever takes out their own text, or a person what nobody is known to have written, leaves the line as if that text
 * had never been there.
 *
 * @param written the class of the text that is left
 * @param runs of the visible text that is left
 * @returns the class, and the deletions that made it `mixed` or belong to what did
 */
export function changedBy(
  written: Contributor,
  runs: readonly Run[],
): { readonly contributor: Contributor; readonly deletions: readonly Deletion[] } {
  let inside: readonly Deletion[] = []
  for (const { origin } of runs) {
    const deletions = origin.deletions?.filter(
      // In a line of several authors it says nothing new that one put text in the place of another's.
      (deletion) => isInside(deletion) && !(written === 'mixed' && isReplacement(origin, deletion)),
    )
    if (deletions !== undefined) inside = mergeDeletions(inside, deletions)
  }
  if (inside.length === 0) return { contributor: written, deletions: inside }
  const ofAi = inside.filter(({ by, of }) => of === 'ai' && !isAi(by.contributor))
  const byAi = inside.filter(({ by, of }) => of === 'other' && isAi(by.contributor))
  if (written === 'ai') return { contributor: ofAi.length > 0 ? 'mixed' : 'ai', deletions: ofAi }
  if (written === 'mixed') return { contributor: 'mixed', deletions: [...ofAi, ...byAi] }
  if (byAi.length > 0) return { contributor: 'mixed', deletions: byAi }
  return { contributor: inside.some(isUnseen) ? 'unknown' : written, deletions: [] }
}

/** Whether whoever took text out put this text in the place of it. */
export function isReplacement(text: Origin, { by }: Deletion): boolean {
  return by.contributor === text.contributor
}

/** Whether it was a part of a line, so that it says something of the line. */
export function isInside({ lines }: Deletion): boolean {
  return lines === undefined
}

/** Who took a part out of a line, by the origin of the line; AI before all others. */
export function deleterOf({ deletions = [] }: Origin): Contributor | undefined {
  const all = deletions.filter(isInside).map(({ by }) => by.contributor)
  return all.find(isAi) ?? all.find((contributor) => contributor === 'human') ?? all[0]
}

function isUnseen({ by, of }: Deletion): boolean {
  return by.contributor === 'unknown' && of === 'other'
}

/** Both; what one says of the same contributor, tool and text as another is told once, with the time of the first. */
export function mergeDeletions(a: readonly Deletion[], b: readonly Deletion[]): readonly Deletion[] {
  if (b.length === 0) return a
  if (a.length === 0) return b
  let merged: readonly Deletion[] = a
  for (const deletion of b) {
    const at = merged.findIndex((other) => isAlike(other, deletion))
    if (at < 0) merged = [...merged, deletion]
    else if (deletion.lines) {
      const known = merged[at]!
      merged = merged.with(at, { ...known, lines: [...(known.lines ?? []), ...deletion.lines].slice(0, mostLines) })
    }
  }
  return merged
}

function isAlike(a: Deletion, b: Deletion): boolean {
  return a.of === b.of && isInside(a) === isInside(b) && sameOrigin(withoutTime(a.by), withoutTime(b.by))
}

function withoutTime(origin: Origin): Origin {
  const { at: _, ...others } = origin
  return others
}

/**
 * What a whole line is known by once it is gone: short, and the same for the same line however it was indented. It
 * counts lines within one change and need not hold against anybody who wants two lines to have the same one.
 */
export function lineMark(line: string): string {
  let hash = 0x811c9dc5
  for (const unit of line.trim()) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193)
  return (hash >>> 0).toString(36)
}
