import { blobFile } from '../blobTexts'
import { objectInfos, readBlobs } from '../catFile'
import { fileAttributes } from '../fileAttributes'
import type { GitProgram } from '../gitProgram'

/** A blob that is or was the file at a path. */
export interface BlobVersion {
  readonly path: string
  readonly blob: string
}

/**
 * The texts of many versions of files, in the order asked for; undefined where the blob is gone or has no text. The
 * attributes are those on disk: what they were when a version was made is not worth a process for each.
 */
export async function versionTexts(
  git: GitProgram,
  versions: readonly BlobVersion[],
  maxBytes: number,
): Promise<readonly (string | undefined)[]> {
  if (versions.length === 0) return []
  const attributesOf = await fileAttributes(git, [...new Set(versions.map(({ path }) => path))], 'worktree')
  const infos = await objectInfos(
    git,
    versions.map(({ blob }) => blob),
  )
  const readable = infos.filter((info) => info?.type === 'blob' && info.bytes <= maxBytes)
  const contents = await readBlobs(
    git,
    readable.filter((info) => info !== undefined),
  )
  return versions.map(({ path, blob }) => {
    const { filtered, binary } = attributesOf(path)
    const bytes = filtered || binary ? undefined : contents.get(blob)
    const file = bytes && blobFile(bytes, blob)
    return file?.kind === 'text' ? file.text : undefined
  })
}
