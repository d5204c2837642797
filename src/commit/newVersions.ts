import type { GitProgram } from '../git/gitProgram'
import { pathFromBytes } from '../git/pathBytes'
import { splitNul } from '../git/splitNul'

/** A commit that was made again. Full ids. */
export interface Rewritten {
  readonly old: string
  readonly rev: string
}

/**
 * The rewritten commits that have a file in a version which the commit they were made of did not have. After a rebase
 * those are few as a rule: most commits carry the same files on. One process for all of them.
 * @param wanted which files count
 */
export async function withNewVersions(
  git: GitProgram,
  pairs: readonly Rewritten[],
  wanted: (path: string) => boolean,
): Promise<readonly Rewritten[]> {
  if (pairs.length === 0) return []
  const { stdout } = await git.run(
    ['diff-tree', '--stdin', '-r', '-m', '--root', '--raw', '-z', '--no-abbrev', '--no-renames'],
    { input: `${[...new Set(pairs.flatMap(({ old, rev }) => [old, rev]))].join('\n')}\n` },
  )
  const versions = new Map<string, Set<string>>()
  let ofCommit = new Set<string>()
  const fields = splitNul(stdout)
  for (let at = 0; at < fields.length; at++) {
    const head = fields[at]!.toString('latin1')
    const id = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [A-Z]/.exec(head)?.[1]
    if (id === undefined) {
      // A merge is named once for each of its parents.
      ofCommit = versions.get(head) ?? new Set()
      versions.set(head, ofCommit)
      continue
    }
    const path = pathFromBytes(fields[++at] ?? Buffer.alloc(0))
    if (!/^0+$/.test(id) && wanted(path)) ofCommit.add(`${id} ${path}`)
  }
  const none = new Set<string>()
  return pairs.filter(({ old, rev }) => {
    const before = versions.get(old) ?? none
    return [...(versions.get(rev) ?? none)].some((version) => !before.has(version))
  })
}
