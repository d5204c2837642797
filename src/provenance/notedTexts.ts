import type { AttributedText } from '../attribution/text/attributedText'
import { carryOver } from '../attribution/matching/carryOver'
import { hasSubstance } from '../attribution/text/substance'
import { hashedText } from '../formats/notes/hashedText'
import { lineHash, splitHashes } from '../formats/notes/lineHash'
import { noteText } from '../formats/notes/noteText'
import type { NotedBlob, SnapshotSource } from './sources'
import { isTelling } from '../attribution/text/telling'

/** How many noted versions of a file a text is compared with. */
const maxNotes = 8

/** How many notes of one path are looked at; more than a file has versions worth comparing. */
const maxCandidates = 2_000

/** How many lines of its own a text needs to be taken for the same file under another name. */
const minLines = 3

/**
 * What the note on this very blob says of its text. A note of another path counts only where the text says enough
 * not to be the same by chance, as two files of one line are.
 * @param names that the file has or had
 */
export function exactNote(text: string, names: readonly string[], noted: NotedBlob): AttributedText | undefined {
  const ranges = noted.ranges.filter(({ path }) => names.includes(path))
  if (ranges.length > 0) return noteText(text, ranges)
  return names[0] !== undefined && isTelling(text, names[0], minLines) ? noteText(text, noted.ranges) : undefined
}

/**
 * Attributes a text by what notes say of other versions of the file: those that know most of its lines first. Where a
 * version is gone its lines are known by their hashes.
 * @param noted notes that speak of a name the file has or had
 * @param names those names
 * @param parents what the file was in the revisions that the text was made from
 */
export async function notedTexts(
  text: string,
  names: readonly string[],
  noted: readonly NotedBlob[],
  repository: Pick<SnapshotSource, 'blobTexts'>,
  parents: readonly string[] = [],
): Promise<readonly AttributedText[]> {
  const known = noted
    .map(({ blob, ranges }) => ({ blob, ranges: ranges.filter(({ path }) => names.includes(path)) }))
    .filter(({ ranges }) => ranges.length > 0)
  const chosen = mostTelling(text, known)
  const texts: AttributedText[] = []
  for (const { blob, ranges } of chosen) {
    const [version] = await repository.blobTexts(ranges[0]!.path, [blob])
    const source = version === undefined ? undefined : noteText(version, ranges)
    texts.push(source ? carryOver(text, [source], parents) : hashedText(text, version === undefined ? ranges : []))
  }
  return texts
}

/** Each time the version that claims most of the lines that none before it claims; of equals the one with fewest others, then the newest. */
function mostTelling(text: string, noted: readonly NotedBlob[]): readonly NotedBlob[] {
  const open = new Set(text.split('\n').filter(hasSubstance).map(lineHash))
  const candidates = noted
    .map((noted) => ({ noted, day: dayOf(noted), claimed: claimedHashes(noted) }))
    .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.noted.blob < b.noted.blob ? 1 : -1))
    .slice(0, maxCandidates)
  const all = new Set(open)
  const strangers = candidates.map(({ claimed }) => claimed.filter((hash) => !all.has(hash)).length)
  const chosen: NotedBlob[] = []
  while (chosen.length < maxNotes && open.size > 0) {
    let best = -1
    let bestScore = 0
    for (const [i, { claimed }] of candidates.entries()) {
      const score = claimed.reduce((sum, hash) => sum + (open.has(hash) ? 1 : 0), 0)
      if (score > bestScore || (score > 0 && score === bestScore && strangers[i]! < strangers[best]!)) {
        best = i
        bestScore = score
      }
    }
    const candidate = candidates[best]
    if (!candidate) break
    chosen.push(candidate.noted)
    for (const hash of candidate.claimed) open.delete(hash)
  }
  return chosen
}

function claimedHashes({ ranges }: NotedBlob): readonly string[] {
  const hashes = new Set<string>()
  for (const range of ranges)
    for (const span of range.hashes) for (const hash of splitHashes(span).slice(1, -1)) hashes.add(hash)
  return [...hashes]
}

function dayOf({ ranges }: NotedBlob): string {
  return ranges.reduce((newest, { at }) => (at > newest ? at : newest), '')
}
