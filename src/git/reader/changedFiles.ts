import type { ChangedFile, FileVersion, Snapshot } from '../../provenance/sources'
import { findingRenames } from './findingRenames'
import type { GitProgram } from '../gitProgram'
import { pathFromBytes } from '../pathBytes'
import { splitNul } from '../splitNul'

const diffOptions = [
  '-z',
  '--raw',
  '--no-abbrev',
  '--no-relative',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--diff-algorithm=histogram',
  '--ignore-submodules=dirty',
  '-l1000',
]

const statuses: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  D: 'deleted',
  R: 'renamed',
  C: 'copied',
}

/**
 * The files that differ between two states; `tree` is a commit or tree id. Untracked files that are not ignored count
 * as added on disk; a file that was moved there without git's knowledge is one deleted and one added.
 */
export async function changedFiles(
  git: GitProgram,
  from: { readonly tree: string } | 'index',
  to: Snapshot,
): Promise<readonly ChangedFile[]> {
  if (to.kind === 'commit') {
    const range = from === 'index' ? ['diff-index', '--cached', '-R', to.rev] : ['diff-tree', '-r', from.tree, to.rev]
    return parse(await diff(git, range))
  }
  if (to.kind === 'index') return from === 'index' ? [] : parse(await diff(git, ['diff-index', '--cached', from.tree]))
  // `git diff` and not diff-index: it looks again where only the time of a file changed.
  const tracked = parse(await diff(git, from === 'index' ? ['diff'] : ['diff', from.tree]))
  const { stdout } = await git.run(['ls-files', '-z', '--others', '--exclude-standard'])
  const untracked = splitNul(stdout).map(pathFromBytes)
  // A nested repository is listed as a folder.
  const files = untracked.filter((path) => !path.endsWith('/'))
  return merged([...tracked, ...files.map((path): ChangedFile => ({ path, status: 'added' }))])
}

async function diff(git: GitProgram, command: readonly string[]): Promise<Buffer> {
  const [name = '', ...rest] = command
  const { stdout } = await findingRenames((threshold) =>
    git.run([name, ...diffOptions, `-M${threshold}`, `-C${threshold}`, ...rest, '--']),
  )
  return stdout
}

/** `:<mode> <mode> <id> <id> <status>[score]`, NUL, path, NUL, and the new path of a rename or copy. */
function parse(output: Buffer): ChangedFile[] {
  const changed: ChangedFile[] = []
  const fields = splitNul(output)
  for (let at = 0; at < fields.length;) {
    const [, oldMode, mode, oldId, id, letter] =
      /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/.exec(fields[at]?.toString('latin1') ?? '') ?? []
    if (letter === undefined) throw new Error(`Unexpected output of git diff: ${fields[at]?.toString('latin1')}`)
    const status = statuses[letter] ?? 'modified'
    const version = versionOf(mode, id)
    const oldVersion = versionOf(oldMode, oldId)
    const versions = { ...(version && { version }), ...(oldVersion && { oldVersion }) }
    const first = pathFromBytes(fields[at + 1] ?? Buffer.alloc(0))
    if (status === 'renamed' || status === 'copied') {
      changed.push({ path: pathFromBytes(fields[at + 2] ?? Buffer.alloc(0)), oldPath: first, status, ...versions })
      at += 3
    } else {
      changed.push({ path: first, status, ...versions })
      at += 2
    }
  }
  return merged(changed)
}

/** Git writes zeros for what is not there or was not looked at. */
function versionOf(mode: string | undefined, id: string | undefined): FileVersion | undefined {
  return mode === undefined || id === undefined || /^0+$/.test(id) || /^0+$/.test(mode) ? undefined : { mode, id }
}

/** One entry a path: in a conflict, and for a file removed from the index but not from disk, there are two. */
function merged(changed: readonly ChangedFile[]): ChangedFile[] {
  const byPath = new Map<string, ChangedFile>()
  for (const file of changed) {
    const known = byPath.get(file.path)
    byPath.set(file.path, known ? { path: file.path, status: 'modified' } : file)
  }
  return [...byPath.values()]
}
