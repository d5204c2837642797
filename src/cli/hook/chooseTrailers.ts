import { countAdded } from '../../provenance/addedLines'
import type { FileProvenance } from '../../provenance/change'
import { provenanceOfChange } from '../../provenance/changeProvenance'
import { hasOurTrailers } from '../../provenance/messageTrailers'
import { parseTrailers } from '../../provenance/parseTrailers'
import type { Resolver } from '../../provenance/resolve'
import type { CommitInfo } from '../../provenance/sources'
import type { OpenRepository } from '../openRepository'
import type { PlannedCommit } from './plannedCommit'

/** `write` what was measured, `omit` all trailers, or `keep` those that the message has. */
export type Choice = 'write' | 'omit' | 'keep'

/**
 * Decides about the trailers of a commit that replaces or repeats others.
 *
 * Where the others had AI lines but no trailers, somebody took those out, and out they stay. Where their trailers claim
 * more than this machine can find out about the same commits - a colleague's work being rebased - measuring again would
 * lose what is known, so they are kept.
 */
export async function chooseTrailers(
  open: OpenRepository,
  resolver: Resolver,
  planned: PlannedCommit,
  files: readonly FileProvenance[],
  signal: AbortSignal,
): Promise<Choice> {
  if (planned.rewritten.length === 0) return 'write'
  const commits = await commitsOf(open, planned.rewritten)
  const marked = commits.filter(({ message }) => hasOurTrailers(message))
  if (marked.length === 0) {
    return aiLines(files) > 0 && (await knownAiLines(open, resolver, commits, signal)) > 0 ? 'omit' : 'write'
  }
  const claimed = sum(marked.map(({ message }) => claimedAiLines(message)))
  if (aiLines(files) >= claimed) return 'write'
  return (await knownAiLines(open, resolver, marked, signal)) < claimed ? 'keep' : 'write'
}

function claimedAiLines(message: string): number {
  return sum(parseTrailers(message).map(({ counts }) => (counts ? counts.ai + counts.mixed : 0)))
}

async function knownAiLines(
  open: OpenRepository,
  resolver: Resolver,
  commits: readonly CommitInfo[],
  signal: AbortSignal,
): Promise<number> {
  let lines = 0
  for (const { id, parents } of commits) {
    const from = parents.map((rev) => ({ kind: 'commit', rev }) as const)
    lines += aiLines(await provenanceOfChange(resolver, open.reader, from, { kind: 'commit', rev: id }, { signal }))
  }
  return lines
}

function aiLines(files: readonly FileProvenance[]): number {
  const { ai, mixed } = countAdded(files)
  return ai + mixed
}

async function commitsOf({ reader }: OpenRepository, ids: readonly string[]): Promise<readonly CommitInfo[]> {
  const commits: CommitInfo[] = []
  for (const rev of ids) {
    const id = await reader.commitId(rev)
    if (id === undefined) continue
    const text = await reader.git.text(['show', '-s', '--no-show-signature', '--no-notes', '--format=%P%n%s%n%B', id])
    const [parents = '', subject = '', ...message] = text.split('\n')
    commits.push({ id, parents: parents === '' ? [] : parents.split(' '), subject, message: message.join('\n') })
  }
  return commits
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
