import { countAdded } from '../attribution/lines/addedLines'
import { countDeleted } from '../attribution/lines/deletedLines'
import type { FileProvenance } from '../attribution/lines/fileProvenance'
import { provenanceOfChange } from '../provenance/change/changeProvenance'
import { hasOurTrailers } from '../formats/trailers/messageTrailers'
import { parseTrailers } from '../formats/trailers/parseTrailers'
import type { Resolver } from '../provenance/resolve'
import type { ChangedFile, CommitInfo } from '../provenance/sources'
import type { OpenRepository } from '../repository/openRepository'
import type { PlannedCommit } from './plannedCommit'

/** `write` what was measured, `omit` all trailers, or `keep` those that the message has. */
export type Choice = 'write' | 'omit' | 'keep'

/**
 * Decides about the trailers of a commit that replaces or repeats others.
 *
 * Where the others had AI lines but no trailers, somebody took those out, and out they stay. Where their trailers claim
 * more than this machine can find out about the same commits - a colleague's work being rebased - measuring again would
 * lose what is known, so they are kept. The same goes for a message that came without telling from where, as after
 * `cherry-pick --no-commit`, where nothing is known here of the files that it names.
 * @param files what was measured of the staged files
 * @param message as it is before the hook
 */
export async function chooseTrailers(
  open: OpenRepository,
  resolver: Resolver,
  planned: PlannedCommit,
  files: readonly FileProvenance[],
  { message, staged }: { readonly message: string; readonly staged: readonly ChangedFile[] },
  signal: AbortSignal,
): Promise<Choice> {
  if (planned.rewritten.length === 0) return (await isOthersWork(open, files, message, staged)) ? 'keep' : 'write'
  const commits = await commitsOf(open, planned.rewritten)
  const marked = commits.filter(({ message }) => hasOurTrailers(message))
  if (marked.length === 0) {
    const wereOut = aiLines(files) > 0 && (await knownAiLines(open, resolver, commits, signal)) > 0
    return wereOut && (await wereOffered(open, commits)) ? 'omit' : 'write'
  }
  const claimed = sum(marked.map(({ message }) => claimedAiLines(message)))
  if (aiLines(files) >= claimed) return 'write'
  return (await knownAiLines(open, resolver, marked, signal)) < claimed ? 'keep' : 'write'
}

async function isOthersWork(
  { ledger }: OpenRepository,
  files: readonly FileProvenance[],
  message: string,
  staged: readonly ChangedFile[],
): Promise<boolean> {
  if (claimedAiLines(message) <= aiLines(files)) return false
  const paths = new Set(staged.map(({ path }) => path))
  const claimed = parseTrailers(message).flatMap((block) => block.files.map(({ path }) => path))
  if (claimed.length === 0 || !claimed.every((path) => paths.has(path))) return false
  for (const path of claimed) if ((await ledger.observationsOf(path)).length > 0) return false
  return true
}

/** Whether a hook looked at what the commits hold when they were made: it leaves a record of what it found. */
async function wereOffered({ ledger, reader }: OpenRepository, commits: readonly CommitInfo[]): Promise<boolean> {
  for (const { id, parents } of commits) {
    const [parent] = parents
    const from = parent === undefined ? undefined : ({ kind: 'commit', rev: parent } as const)
    const paths = (await reader.changedFiles(from, { kind: 'commit', rev: id })).map(({ path }) => path)
    const recorded = new Set(await ledger.paths())
    const known = paths.filter((path) => recorded.has(path))
    for (const [at, file] of (await reader.readFiles({ kind: 'commit', rev: id }, known)).entries()) {
      if (file?.kind !== 'text') continue
      const textId = ledger.textIdOf(file.text)
      const observations = await ledger.observationsOf(known[at]!)
      if (observations.some((observation) => observation.kind === 'staged' && observation.textId === textId))
        return true
    }
  }
  return false
}

function claimedAiLines(message: string): number {
  return sum(parseTrailers(message).map(({ counts, deleted = 0 }) => (counts ? counts.ai + counts.mixed : 0) + deleted))
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

/** Those that AI took out count too: the message tells of both. */
function aiLines(files: readonly FileProvenance[]): number {
  const { ai, mixed } = countAdded(files)
  return ai + mixed + countDeleted(files)
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
