import type { FileVersion, SnapshotFile } from '../../provenance/sources'
import { blobFile } from '../blobFile'
import { type ObjectInfo, objectInfos, readBlobs } from '../catFile'
import { type AttributeSource, fileAttributes } from '../fileAttributes'
import type { GitProgram } from '../gitProgram'

/** The texts of files that are blobs, or why they have none: path -> file. */
export async function blobTexts(
  git: GitProgram,
  entries: ReadonlyMap<string, FileVersion>,
  source: AttributeSource,
  maxBytes: number,
): Promise<ReadonlyMap<string, SnapshotFile>> {
  const files = new Map<string, SnapshotFile>()
  const wanted: [path: string, blob: string][] = []
  const [attributesOf, found] = await Promise.all([
    fileAttributes(git, [...entries.keys()], source),
    objectInfos(
      git,
      [...entries.values()].map(({ id }) => id),
    ),
  ])
  const infos: (ObjectInfo | undefined)[] = []
  for (const [at, [path, { mode, id }]] of [...entries].entries()) {
    const attributes = attributesOf(path)
    if (mode === '160000') files.set(path, { kind: 'skipped', reason: 'submodule', blob: undefined })
    else if (mode === '120000') files.set(path, { kind: 'skipped', reason: 'symlink', blob: id })
    else if (attributes.filtered) files.set(path, { kind: 'skipped', reason: 'filtered', blob: id })
    else if (attributes.binary) files.set(path, { kind: 'skipped', reason: 'binary', blob: id })
    else {
      wanted.push([path, id])
      infos.push(found[at])
    }
  }
  const readable = infos.filter((info) => info?.type === 'blob' && info.bytes <= maxBytes)
  const contents = await readBlobs(
    git,
    readable.filter((info) => info !== undefined),
  )
  for (const [index, [path, blob]] of wanted.entries()) {
    const bytes = contents.get(blob)
    if (bytes) files.set(path, blobFile(bytes, blob))
    else files.set(path, { kind: 'skipped', reason: infos[index] ? 'tooLarge' : 'unreadable', blob })
  }
  return files
}
