import type { FileVersion } from '../../provenance/sources'
import type { GitProgram } from '../gitProgram'
import { isPlainText, pathFromBytes } from '../pathBytes'
import { splitNul } from '../splitNul'

/** Arguments of one process; Windows takes 32,767 characters. */
const argumentBytes = 16_000
/** With more than these it is cheaper to list everything. */
const manyPaths = 2000

/** The entries of `paths` in a commit's tree: path -> entry. */
export async function treeEntries(
  git: GitProgram,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, FileVersion>> {
  return entriesOf(git, ['ls-tree', '-z', '--full-tree', '--full-name'], ['-r', commit], [commit], paths)
}

/** The entries of `paths` in the index, `GIT_INDEX_FILE` of the environment included: path -> entry. */
export async function indexEntries(
  git: GitProgram,
  paths: readonly string[],
): Promise<ReadonlyMap<string, FileVersion>> {
  return entriesOf(git, ['ls-files', '-z', '--stage'], [], [], paths)
}

async function entriesOf(
  git: GitProgram,
  command: readonly string[],
  all: readonly string[],
  some: readonly string[],
  paths: readonly string[],
): Promise<ReadonlyMap<string, FileVersion>> {
  const wanted = new Set(paths)
  const found = new Map<string, FileVersion>()
  // What is no Unicode cannot be an argument.
  const chunks = paths.length > manyPaths || !paths.every(isPlainText) ? [undefined] : chunksOf(paths)
  for (const chunk of chunks) {
    const { stdout } = await git.run(chunk ? [...command, ...some, '--', ...chunk] : [...command, ...all])
    for (const field of splitNul(stdout)) {
      const tab = field.indexOf(9)
      const path = pathFromBytes(field.subarray(tab + 1))
      if (!wanted.has(path)) continue
      const entry = parseEntry(field.toString('latin1', 0, tab))
      if (entry) found.set(path, entry)
    }
  }
  return found
}

/** `<mode> <type> <id>` of a tree, `<mode> <id> <stage>` of the index, where only stage 0 is no conflict. */
function parseEntry(head: string): FileVersion | undefined {
  const [mode = '', second = '', third = ''] = head.split(/ +/)
  if (second === 'tree') return undefined
  if (second === 'blob' || second === 'commit') return { mode, id: third }
  return third === '0' ? { mode, id: second } : undefined
}

function chunksOf(paths: readonly string[]): string[][] {
  const chunks: string[][] = []
  let bytes = argumentBytes
  for (const path of paths) {
    bytes += Buffer.byteLength(path) + 1
    if (bytes > argumentBytes) {
      chunks.push([])
      bytes = Buffer.byteLength(path) + 1
    }
    chunks.at(-1)?.push(path)
  }
  return chunks
}
