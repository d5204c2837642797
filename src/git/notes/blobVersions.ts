import { blobFile } from '../blobFile'
import { objectInfos, readBlobs, type ObjectInfo } from '../catFile'
import { fileAttributes } from '../fileAttributes'
import type { GitProgram } from '../gitProgram'

/** A blob that is or was the file at a path. */
export interface BlobVersion {
  readonly path: string
  readonly blob: string
}

/** Contents that are in memory at a time, unless a single one is larger. */
const batchBytes = 2 * 1024 * 1024

/**
 * The texts of versions of files, in the order asked for; undefined where the blob is gone or has no text. The
 * attributes are those on disk: what they were when a version was made is not worth a process for each.
 */
export async function versionTexts(
  git: GitProgram,
  versions: readonly BlobVersion[],
  maxBytes: number,
): Promise<readonly (string | undefined)[]> {
  const texts: (string | undefined)[] = []
  for await (const batch of versionBatches(git, versions, maxBytes)) for (const { text } of batch) texts.push(text)
  return texts
}

/** Reads the texts of any number of versions, a few megabytes at a time. */
export async function* versionBatches(
  git: GitProgram,
  versions: readonly BlobVersion[],
  maxBytes: number,
): AsyncGenerator<readonly { readonly version: BlobVersion; readonly text: string | undefined }[]> {
  if (versions.length === 0) return
  const attributesOf = await fileAttributes(git, [...new Set(versions.map(({ path }) => path))], 'worktree')
  const infos = await objectInfos(
    git,
    versions.map(({ blob }) => blob),
  )
  for (let from = 0, to = 0; from < versions.length; from = to) {
    const readable: ObjectInfo[] = []
    for (let bytes = 0; to < versions.length; to++) {
      const info = infos[to]
      if (info?.type !== 'blob' || info.bytes > maxBytes) continue
      if (readable.length > 0 && bytes + info.bytes > batchBytes) break
      readable.push(info)
      bytes += info.bytes
    }
    const contents = await readBlobs(git, readable)
    yield versions.slice(from, to).map((version) => {
      const { filtered, binary } = attributesOf(version.path)
      const bytes = filtered || binary ? undefined : contents.get(version.blob)
      const file = bytes && blobFile(bytes, version.blob)
      return { version, text: file?.kind === 'text' ? file.text : undefined }
    })
  }
}
