import type { LineClaims } from '../../provenance/sources'
import { objectInfos } from '../catFile'
import type { FollowedChange } from './followedChanges'
import type { GitProgram } from '../gitProgram'
import { hasLineClaims } from '../hasLineClaims'
import { splitNul } from '../splitNul'

/** Merges that are looked through: a bound, not a promise of completeness. */
const maxMerges = 500
const logOptions = ['--no-color', '--no-show-signature', '--no-notes', '--encoding=UTF-8', '--no-ext-diff']

interface Candidate {
  readonly commit: string
  readonly committedAt: number
  readonly path: string
  readonly message: string
}

/**
 * Commits reachable from `rev` that changed `path` (under the names it had) and whose message has `AI-Lines`, newest
 * first. A merge counts where the file is like none of its parents'.
 * @param changes those of the path, with their messages: they are looked at here and not by `--grep`, as git then skips the
 *   commits in between, and with them the renames
 */
export async function commitsClaiming(
  git: GitProgram,
  path: string,
  rev: string,
  limit: number,
  changes: readonly FollowedChange[],
): Promise<readonly LineClaims[]> {
  const names = new Set([path, ...changes.map((change) => change.path)])
  const candidates = [
    ...changes.filter((change) => hasLineClaims.test(change.message)),
    ...(await mergesOf(git, names, rev)),
  ].sort((a, b) => b.committedAt - a.committedAt)
  const found: LineClaims[] = []
  for (let from = 0; from < candidates.length && found.length < limit; from += limit) {
    const batch = candidates.slice(from, from + limit)
    const infos = await objectInfos(
      git,
      batch.map(({ commit, path }) => `${commit}:${path}`),
    )
    for (const [index, { commit, path, message }] of batch.entries()) {
      const info = infos[index]
      if (info?.type === 'blob' && found.length < limit) found.push({ commit, path, blob: info.id, message })
    }
  }
  return found
}

async function mergesOf(git: GitProgram, names: ReadonlySet<string>, rev: string): Promise<readonly Candidate[]> {
  const { stdout } = await git.run([
    'log',
    ...logOptions,
    '-z',
    '--merges',
    '--basic-regexp',
    '--grep=^[ \t]*AI-Lines:',
    `--max-count=${maxMerges}`,
    '--format=%H %ct %P%x00%B',
    rev,
    '--',
  ])
  const fields = splitNul(stdout)
  const candidates: (Candidate & { readonly parents: readonly string[] })[] = []
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [commit = '', seconds, ...parents] = fields[at]?.toString('latin1').split(' ') ?? []
    const message = fields[at + 1]?.toString('utf8') ?? ''
    for (const path of names) candidates.push({ commit, committedAt: Number(seconds), path, message, parents })
  }
  const infos = await objectInfos(
    git,
    candidates.flatMap(({ commit, path, parents }) => [commit, ...parents].map((id) => `${id}:${path}`)),
  )
  let at = 0
  return candidates.filter(({ parents }) => {
    const [own, ...ofParents] = infos.slice(at, (at += 1 + parents.length))
    return own !== undefined && ofParents.every((info) => info?.id !== own.id)
  })
}
