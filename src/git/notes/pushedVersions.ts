import { isPlainText, pathFromBytes } from '../pathBytes'
import type { GitProgram } from '../gitProgram'
import { splitNul } from '../splitNul'
import type { BlobVersion } from './blobVersions'

/** With more paths than these the whole history is listed. */
const maxPaths = 200

/**
 * The commits that a remote is known to have, by the branches that were fetched from it or pushed to it. What may be a
 * branch of a remote with a longer name (`acme/private` and not `private` of `acme`) tells nothing.
 */
export async function pushedTips(git: GitProgram, remote: string): Promise<readonly string[]> {
  const folder = `refs/remotes/${remote}/`
  const [refs, remotes] = await Promise.all([
    git.text(['for-each-ref', '--format=%(objecttype) %(objectname) %(refname)', folder]),
    git.text(['remote']),
  ])
  const others = remotes.split('\n').flatMap((name) => (name.startsWith(`${remote}/`) ? [`refs/remotes/${name}/`] : []))
  const tips = new Set<string>()
  for (const line of refs.split('\n')) {
    const [, id, ref] = /^commit ([0-9a-f]+) (.+)$/.exec(line) ?? []
    if (id !== undefined && ref !== undefined && !others.some((other) => ref.startsWith(other))) tips.add(id)
  }
  return [...tips]
}

/** Which commits are looked at. */
export interface PushedRange {
  /** These and those before them; see {@link pushedTips}. */
  readonly tips: readonly string[]
  /** But neither these nor those before them; what is not there (any more) is passed over. */
  readonly without?: readonly string[]
  /** A day; older commits are not looked at. Left out: all are. */
  readonly since?: string
}

/** The versions that files have in the commits that were pushed to a remote. Nothing else was published. */
export async function pushedVersions(
  git: GitProgram,
  { tips, without = [], since }: PushedRange,
  paths: ReadonlySet<string>,
): Promise<readonly BlobVersion[]> {
  if (tips.length === 0 || paths.size === 0 || tips.every((tip) => without.includes(tip))) return []
  const few = paths.size <= maxPaths && [...paths].every(isPlainText)
  const { stdout } = await git.run(
    [
      '-c',
      'log.showRoot=true',
      'log',
      '--raw',
      '-z',
      '-c',
      '--no-renames',
      '--no-abbrev',
      '--format=',
      '--no-show-signature',
      '--no-ext-diff',
      '--no-textconv',
      ...(since === undefined ? [] : [`--since=${since}T00:00:00Z`]),
      '--ignore-missing',
      '--stdin',
      // A merge that only takes one side has no version of its own.
      ...(few ? ['--full-history', '--', ...paths] : ['--']),
    ],
    { input: [...tips, ...without.map((tip) => `^${tip}`), ''].join('\n'), timeoutMs: 120_000 },
  )
  const found = new Map<string, BlobVersion>()
  const fields = splitNul(stdout)
  for (let at = 0; at < fields.length; at++) {
    const head = fields[at]!.toString('latin1').trim()
    if (!head.startsWith(':')) continue
    const path = pathFromBytes(fields[++at] ?? Buffer.alloc(0))
    const words = head.split(' ')
    // `:<mode> <mode> <id> <id> <status>`; a merge has one more colon, mode and id for each further parent.
    const blob = words.at(-2) ?? ''
    if (!paths.has(path) || !modeAfter(words).startsWith('100') || /^0+$/.test(blob)) continue
    found.set(`${blob} ${path}`, { path, blob })
  }
  return [...found.values()]
}

/** n parents: n + 1 modes, n + 1 ids and the status. */
function modeAfter(words: readonly string[]): string {
  return words[(words.length - 1) / 2 - 1] ?? ''
}
