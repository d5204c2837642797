import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { lineEdits } from '../../attribution/matching/diff'
import type { Observation } from '../../provenance/sources'
import type { OpenRepository } from '../../repository/openRepository'

/** A file is made and first written in one go, by one program. */
const madeAtOnceMs = 1_000

/** The editor that shows a file writes what becomes of it within seconds. */
const watchedMs = 30_000

/** The text that an edit was made on, as far as anybody knows who was not told. */
export interface TextBefore {
  readonly text: string
  /**
   * Whether it is proved that the file had this text right before the edit. Where it is not, somebody else may have
   * written what the tool does not speak of.
   */
  readonly isProved: boolean
}

/**
 * Of what was recorded, staged and committed last, the text most like the one after the edit. Proved is it only where
 * an editor was recording the file the moment before, or where nothing was known of the file and it was made and
 * written in one go: everything else may have been written to since, and nothing on disk tells.
 */
export async function textBefore(open: OpenRepository, path: string, after: string): Promise<TextBefore> {
  const { ledger, reader } = open
  const [newest] = await ledger.observationsOf(path)
  const recorded = (await newest?.read())?.text()
  const files = [
    await reader.readFile({ kind: 'index' }, path),
    await reader.readFile({ kind: 'commit', rev: 'HEAD' }, path),
  ]
  if (newest === undefined && files.every((file) => file === undefined)) {
    return { text: '', isProved: await wasMadeAtOnce(join(open.repository.root, path)) }
  }
  const texts = [recorded, ...files.map((file) => (file?.kind === 'text' ? file.text : undefined))]
  if (recorded !== undefined && isWatched(newest)) return { text: recorded, isProved: true }
  let best = ''
  let fewest = Number.POSITIVE_INFINITY
  for (const text of new Set(texts)) {
    if (text === undefined) continue
    const changed = lineEdits(text, after).reduce((sum, edit) => sum + edit.after.to - edit.after.from, 0)
    if (changed < fewest) [best, fewest] = [text, changed]
  }
  return { text: best, isProved: false }
}

function isWatched(newest: Observation | undefined): boolean {
  if (newest?.kind !== 'live' && newest?.kind !== 'saved') return false
  return Math.abs(Date.now() - Date.parse(newest.at)) <= watchedMs
}

/** Also where there is no file (it is not written yet), or its file system does not say when it was made. */
async function wasMadeAtOnce(file: string): Promise<boolean> {
  try {
    const { birthtimeMs, mtimeMs } = await stat(file)
    return birthtimeMs === 0 || mtimeMs - birthtimeMs <= madeAtOnceMs
  } catch {
    return true
  }
}
