import type { ObservationEntry } from './folder/ledgerEntry'
import type { RecordStore } from './store/recordStore'

/** A normalised text with its id. */
export interface IdentifiedText {
  /** Of a file that had it. */
  readonly path: string
  readonly textId: string
  readonly text: string
}

/** Says which of some texts the repository holds, by their ids: those that a commit has, or may come to have. */
export type HeldTexts = (texts: readonly IdentifiedText[]) => Promise<ReadonlySet<string>>

/** For what lies in no repository: no commit can hold it. */
export const isNothingHeld: HeldTexts = async () => new Set()

/** Texts are looked for in commits in batches of about so many characters, and of so many texts. */
const batchLength = 16 * 1024 * 1024
const batchSize = 10_000

/**
 * Deletes those of the records whose text no commit holds; returns how many.
 * @param options with `andUnreadable` also those whose text is damaged or gone
 */
export async function deleteUnheld(
  store: RecordStore,
  entries: readonly ObservationEntry[],
  isHeld: HeldTexts,
  options: { readonly andUnreadable?: true } = {},
): Promise<number> {
  let deleted = 0
  let batch: { readonly entry: ObservationEntry; readonly text: string }[] = []
  let length = 0
  const finish = async (): Promise<void> => {
    const texts = new Map(batch.map(({ entry: { path, textId }, text }) => [textId, { path, textId, text }]))
    const held = await isHeld([...texts.values()])
    const gone = batch.map(({ entry }) => entry).filter(({ textId }) => !held.has(textId))
    await store.delete(...gone)
    deleted += gone.length
    batch = []
    length = 0
  }
  for (const entry of entries) {
    const text = await store.textOf(entry)
    if (text === undefined) {
      // Damaged or gone. A commit may have it all the same, and then the record still tells whose it is.
      if (options.andUnreadable !== true) continue
      await store.delete(entry)
      deleted++
      continue
    }
    batch.push({ entry, text })
    length += text.length
    if (length > batchLength || batch.length === batchSize) await finish()
  }
  if (batch.length > 0) await finish()
  return deleted
}
