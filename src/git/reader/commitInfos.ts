import type { CommitInfo } from '../../provenance/sources'
import type { GitProgram } from '../gitProgram'
import { splitNul } from '../splitNul'

/** The commits that `git log` lists for these arguments, in its order. */
export async function commitInfos(git: GitProgram, args: readonly string[]): Promise<readonly CommitInfo[]> {
  const { stdout } = await git.run([
    'log',
    '-z',
    '--no-color',
    '--no-show-signature',
    '--no-notes',
    '--encoding=UTF-8',
    '--format=%H%x00%P%x00%ct%x00%s%x00%B',
    ...args,
  ])
  const fields = splitNul(stdout).map((field) => field.toString('utf8'))
  const commits: CommitInfo[] = []
  for (let at = 0; at + 4 < fields.length; at += 5) {
    const [id = '', parents = '', seconds = '', subject = '', message = ''] = fields.slice(at, at + 5)
    const committedAtMs = Number(seconds) * 1_000
    commits.push({ id, parents: parents === '' ? [] : parents.split(' '), subject, message, committedAtMs })
  }
  return commits
}
