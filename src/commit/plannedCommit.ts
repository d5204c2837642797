import { join } from 'node:path'
import { readSmallText } from '../files/smallFile'
import type { OpenRepository } from '../repository/openRepository'
import { callingGit, commitOptionsOf, type CommitOptions } from './commandLine'

/** The commit that git is about to make, as far as a message hook can find out. */
export interface PlannedCommit {
  /** Full ids; empty for a first commit. */
  readonly parents: readonly string[]
  /** Full id of HEAD; undefined before the first commit. */
  readonly head: string | undefined
  readonly amend: boolean
  /** The commits that this one replaces or repeats, and whose message it has: amended, picked, squashed or named by `-C`. */
  readonly rewritten: readonly string[]
  /** Revisions besides the parents that lines may come from. */
  readonly related: readonly string[]
  /** What `git commit` was told; undefined where something else makes the commit or it cannot be seen. */
  readonly options: CommitOptions | undefined
}

/** A squash of more commits than this is not looked into one by one. */
const maxRewritten = 30

/**
 * Finds out which commit is being made.
 * @param source second argument of `prepare-commit-msg`
 * @param reused third argument: the commit whose message is used again
 * @param message as it is before the hooks
 * @returns undefined where it may or may not be an amend: then nothing can be measured
 */
export async function plannedCommit(
  open: OpenRepository,
  source: string | undefined,
  reused: string | undefined,
  message: string,
): Promise<PlannedCommit | undefined> {
  const head = await open.reader.commitId('HEAD')
  const command = await callingGit()
  const step = await rebaseStep(open.repository.gitDir)
  const options = command?.name === 'commit' ? commitOptionsOf(command.args) : undefined
  const amend = await isAmend(open, { source, reused, head, options, command, squashing: step !== undefined })
  if (amend === undefined) return undefined

  return withState(open, { head, amend, options, step, message, repeated: repeatedBy(source, reused) })
}

/** The commit that `git commit` makes next, with the message that git prepared, if it did; no amend. */
export async function nextCommit(open: OpenRepository): Promise<PlannedCommit & { readonly message: string }> {
  const head = await open.reader.commitId('HEAD')
  const step = await rebaseStep(open.repository.gitDir)
  const message = (await readState(open, 'SQUASH_MSG')) + (await readState(open, 'MERGE_MSG'))
  const planned = await withState(open, { head, amend: false, options: undefined, step, message, repeated: [] })
  return { ...planned, message }
}

/** The message of another commit, as `git commit -C` takes it: mostly with what that commit changed. */
function repeatedBy(source: string | undefined, reused: string | undefined): readonly string[] {
  return source === 'commit' && reused !== undefined && reused !== 'HEAD' ? [reused] : []
}

interface CommitSigns {
  readonly head: string | undefined
  readonly amend: boolean
  readonly options: CommitOptions | undefined
  readonly step: readonly string[] | undefined
  readonly message: string
  readonly repeated: readonly string[]
}

/** What a merge, pick, revert, squash or rebase that is going on makes of the commit. */
async function withState(
  open: OpenRepository,
  { head, amend, options, step, message, repeated }: CommitSigns,
): Promise<PlannedCommit> {
  const state = async (name: string) => idsIn(await readState(open, name))
  const picked = await state('CHERRY_PICK_HEAD')
  const squashed = step ?? squashedIn(await readState(open, 'SQUASH_MSG'))
  const rewritten = amend
    ? [...(head === undefined ? [] : [head]), ...(step ?? [])]
    : [...picked, ...squashed, ...repeated]
  // REVERT_HEAD is there only after a conflict; the message always says it.
  const reverted = [...(await state('REVERT_HEAD')), ...revertedIn(message)].map((id) => `${id}^`)
  const stopped = await state('REBASE_HEAD')
  const parents = amend
    ? await parentsOf(open, 'HEAD')
    : [...(head === undefined ? [] : [head]), ...(await state('MERGE_HEAD'))]
  return {
    parents,
    head,
    amend,
    rewritten: [...new Set(rewritten)].slice(0, maxRewritten),
    related: [...new Set([...rewritten, ...reverted, ...stopped])].slice(0, maxRewritten),
    options,
  }
}

interface AmendSigns {
  readonly source: string | undefined
  readonly reused: string | undefined
  readonly head: string | undefined
  readonly options: CommitOptions | undefined
  readonly command: { readonly name: string; readonly exact: boolean } | undefined
  readonly squashing: boolean
}

/** undefined where the signs allow both. */
async function isAmend(open: OpenRepository, signs: AmendSigns): Promise<boolean | undefined> {
  const { source, reused, head, options, command, squashing } = signs
  if (head === undefined) return false
  if (options && command?.exact) return options.amend
  if (options && !options.amend) return false
  // The arguments as one line may have the word out of a message: the date has to agree.
  if (options) return reused === 'HEAD' || (await hasDateOf(open, head)) ? true : undefined
  if (squashing) return true
  // A rebase, cherry-pick, revert or merge makes its commits itself and amends only when squashing.
  if (command) return false
  if (source === 'commit') return reused === 'HEAD'
  return (await hasDateOf(open, head)) ? undefined : false
}

/** An amend keeps the author date, which git hands to its hooks. Two commits within a second have the same one, too. */
async function hasDateOf(open: OpenRepository, head: string): Promise<boolean> {
  const date = process.env['GIT_AUTHOR_DATE']?.replace(/^@/, '')
  if (date === undefined) return false
  return (
    date === (await open.reader.git.text(['show', '-s', '--no-show-signature', '--date=raw', '--format=%ad', head]))
  )
}

/**
 * The commits that a step of `git rebase` melts into HEAD, from the chain of `squash` and `fixup` it is in.
 * @returns undefined outside such a step. `done` keeps its last line while the rebase stops for a conflict.
 */
async function rebaseStep(gitDir: string): Promise<readonly string[] | undefined> {
  const done = await readText(join(gitDir, 'rebase-merge', 'done'))
  const ids: string[] = []
  for (const line of done.trimEnd().split('\n').toReversed()) {
    const match = /^(\w+)(?: -[cC])? ([0-9a-f]{7,64})\b/.exec(line)
    if (!match) break
    ids.unshift(match[2]!)
    if (!/^(?:squash|fixup|s|f)$/.test(match[1]!)) break
  }
  // A last line that squashes nothing makes an ordinary pick.
  return ids.length > 1 ? ids : undefined
}

function revertedIn(message: string): readonly string[] {
  return Array.from(message.matchAll(/^This reverts commit ([0-9a-f]{7,64})\b/gm), ([, id]) => id!)
}

function squashedIn(message: string): readonly string[] {
  return Array.from(message.matchAll(/^commit ([0-9a-f]{40}(?:[0-9a-f]{24})?)$/gm), ([, id]) => id!)
}

function idsIn(text: string): string[] {
  return text.split('\n').filter((line) => /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(line))
}

async function parentsOf(open: OpenRepository, rev: string): Promise<readonly string[]> {
  return idsIn(await open.reader.git.text(['rev-parse', `${rev}^@`]))
}

function readState(open: OpenRepository, name: string): Promise<string> {
  return readText(join(open.repository.gitDir, name))
}

async function readText(path: string): Promise<string> {
  try {
    return await readSmallText(path)
  } catch {
    return '' // the operation that writes this file is not going on
  }
}
