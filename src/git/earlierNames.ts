import { findingRenames } from './findingRenames'
import type { GitProgram } from './gitProgram'
import { isPlainText, pathFromBytes } from './pathBytes'
import { splitZ } from './splitZ'

/** Commits of one path that are looked through: a bound, not a promise of completeness. */
const maxCommits = 2000

/** The names that a file had before, or that it was copied from, as far as the history of a commit tells. */
export async function earlierNames(git: GitProgram, path: string, commit: string): Promise<readonly string[]> {
  if (!isPlainText(path)) return []
  const { stdout } = await findingRenames((threshold) =>
    git.run([
      'log',
      '--no-color',
      '--no-show-signature',
      '--no-notes',
      '--no-ext-diff',
      '-z',
      '--follow',
      `-M${threshold}`,
      '--name-status',
      `--max-count=${maxCommits}`,
      '--format=',
      commit,
      '--',
      path,
    ]),
  )
  const names = new Set<string>()
  const fields = splitZ(stdout)
  for (let at = 0; at < fields.length; at++) {
    const status = fields[at]!.toString('latin1').trim()
    if (/^[RC]\d+$/.test(status)) {
      names.add(pathFromBytes(fields[at + 1] ?? Buffer.alloc(0)))
      at += 2
    } else if (/^[A-Z]$/.test(status)) at++
  }
  names.delete(path)
  return [...names]
}
