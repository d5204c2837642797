import type { GitProgram } from './gitProgram'
import { infoOf, type ObjectInfo } from './objectProcess'

export type { ObjectInfo } from './objectProcess'

/** More bytes than this are not asked of one process. */
const batchBytes = 64 * 1024 * 1024

/** Missing objects of a partial clone that are asked for; what comes after so many counts as missing, too. */
const maxStops = 50

/**
 * Looks up many objects, in the order asked for. A name is an id or anything git resolves, such as
 * `<commit>:<path>`; one with a line end in it counts as missing.
 */
export async function objectInfos(git: GitProgram, names: readonly string[]): Promise<(ObjectInfo | undefined)[]> {
  if (names.length === 0) return []
  const plain = names.map((name) => (/[\n\r]/.test(name) ? ':' : name))
  try {
    return await git.objects.infos(plain)
  } catch {
    // An old git, or an object that it stumbles over: asked one process at a time.
  }
  const infos: (ObjectInfo | undefined)[] = []
  for (let stops = 0; infos.length < names.length && stops <= maxStops; stops++) {
    const asked = plain.slice(infos.length)
    // In a partial clone git stops at the first object that it would have to fetch; that one is missing here.
    const { code, stdout } = await git.run(['cat-file', '--batch-check'], {
      input: `${asked.join('\n')}\n`,
      answers: [128],
    })
    const lines = stdout.toString('utf8').split('\n').slice(0, -1)
    infos.push(...lines.map(infoOf))
    if (code === 0) break
    if (lines.length === 0 && stops === 0) await git.run(['rev-parse', '--git-dir'])
    infos.push(undefined)
  }
  return names.map((_, index) => infos[index])
}

/** The contents of blobs: id -> bytes. */
export async function readBlobs(git: GitProgram, blobs: readonly ObjectInfo[]): Promise<ReadonlyMap<string, Buffer>> {
  const contents = new Map<string, Buffer>()
  let batch: string[] = []
  let bytes = 0
  for (const blob of new Map(blobs.map((blob) => [blob.id, blob])).values()) {
    if (bytes + blob.bytes > batchBytes && batch.length > 0) {
      await readBatch(git, batch, contents)
      batch = []
      bytes = 0
    }
    batch.push(blob.id)
    bytes += blob.bytes
  }
  if (batch.length > 0) await readBatch(git, batch, contents)
  return contents
}

async function readBatch(git: GitProgram, ids: readonly string[], contents: Map<string, Buffer>): Promise<void> {
  try {
    for (const [id, bytes] of await git.objects.contents(ids)) contents.set(id, bytes)
    return
  } catch {
    // As above.
  }
  const { stdout } = await git.run(['cat-file', '--batch'], { input: `${ids.join('\n')}\n` })
  for (let from = 0; from < stdout.length;) {
    const end = stdout.indexOf(10, from)
    const [id, type, bytes] = stdout.toString('utf8', from, end).split(' ')
    from = end + 1
    if (id === undefined || type !== 'blob') continue
    contents.set(id, stdout.subarray(from, from + Number(bytes)))
    from += Number(bytes) + 1
  }
}
