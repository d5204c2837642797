import { heldTexts } from '../git/reader/heldTexts'
import { usualLimits } from '../ledger/prune'
import type { OpenRepository } from './openRepository'
import { bylineFiles } from '../ledger/folder/bylineFolder'

const dayMs = 24 * 60 * 60 * 1000

/**
 * Keeps the ledger small where agents record and no editor is ever open: once a day, beside the record of an edit and
 * never of a commit. Where an editor is used it does this, within the limit that its user has set.
 */
export async function pruneDaily({ ledger, reader }: OpenRepository): Promise<void> {
  const { files } = ledger
  if ((await files.changedAt(bylineFiles.settings)) !== undefined) return
  const last = await files.changedAt(bylineFiles.pruned)
  if (last !== undefined && Date.now() - last < dayMs) return
  // First, so that what fails or takes long is not tried again with every edit.
  await files.write(bylineFiles.pruned, '')
  if (last === undefined) return
  await ledger.prune({ ...usualLimits, isHeld: (texts) => heldTexts(reader.git, texts) })
}
