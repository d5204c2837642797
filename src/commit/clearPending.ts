import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readSmallText } from '../files/smallFile'
import type { SnapshotFile } from '../provenance/sources'
import { type PendingMark, worktreeKey } from '../ledger/folder/pendingFolder'
import type { OpenRepository } from '../repository/openRepository'
import { bylineFiles } from '../ledger/folder/bylineFolder'

/** A change that was reverted may still lie in a stash or be undone in the editor; after this time nobody waits for it. */
const maxAgeMs = 14 * 24 * 3_600_000

/**
 * Forgets pending AI text that is no longer pending. Where some is left and all of it was looked at, the hooks are told
 * by the date of the file `looked` that they need not look at it again, in this work tree, for a commit that has none of it.
 * @param staged paths that differ between the index and what the commit is made on: they stay until the next time
 * @param messageFile as git named it to the hook: in the git directory of the work tree
 */
export async function clearPending(
  open: OpenRepository,
  staged: ReadonlySet<string>,
  messageFile: string,
): Promise<void> {
  const { ledger } = open
  for (const mark of await noLongerPending(open, staged)) await ledger.clearPending(mark)
  const left = await ledger.pendingPaths()
  if (left.length === 0 || left.some((path) => staged.has(path))) return
  await ledger.files.write(bylineFiles.looked, `${messageFile.replace(/\/[^/]*$/, '')}\n`)
}

/**
 * Marks of pending AI text that was committed, or reverted long ago. Committed is also what the branch had before a
 * rebase, which would otherwise look at it again for every pick. Git tells nobody that a commit was made, so they are
 * found when somebody asks the next time. What other work trees have is committed here if it was stashed there; whether
 * it was reverted is for them to say.
 * @param staged paths that differ between the index and HEAD: they are pending still
 */
export async function noLongerPending(
  open: OpenRepository,
  staged: ReadonlySet<string>,
): Promise<readonly PendingMark[]> {
  const { ledger, reader } = open
  const marks = await ledger.pendingMarks()
  const rebased = await rebasedHead(open)
  const asked = new Set(marks.map(({ path }) => path).filter((path) => rebased !== undefined || !staged.has(path)))
  const paths = [...asked]
  if (paths.length === 0) return []
  const head = await reader.readFiles({ kind: 'commit', rev: 'HEAD' }, paths)
  const before = rebased === undefined ? [] : await reader.readFiles({ kind: 'commit', rev: rebased }, paths)
  const onDisk = await reader.readFiles({ kind: 'worktree' }, paths)
  const elsewhere = await otherWorktrees(open, marks)
  const settled: PendingMark[] = []
  for (const [at, path] of paths.entries()) {
    // While a rebase stops for an edit, what it took out of a commit lies on disk and is not committed yet.
    const isTakenOut = !staged.has(path) && textOf(onDisk[at]) !== textOf(head[at])
    const committed = [head[at], isTakenOut ? undefined : before[at]].map(textOf)
    const textIds = committed.map((text) => text !== undefined && ledger.textIdOf(text))
    const isTakenBack = !staged.has(path) && committed[0] === textOf(onDisk[at]) && (await isOld(open, path))
    for (const mark of marks.filter((mark) => mark.path === path))
      if (textIds.includes(mark.textId) || (isTakenBack && !elsewhere.has(mark.worktree))) settled.push(mark)
  }
  return settled
}

/** The work trees besides this one that made marks and are still there. */
async function otherWorktrees(
  { repository }: OpenRepository,
  marks: readonly PendingMark[],
): Promise<ReadonlySet<string>> {
  const others = marks.filter(({ isOwn }) => !isOwn)
  if (others.length === 0) return new Set()
  const names = await readdir(join(repository.commonDir, 'worktrees')).catch(() => []) // there are none
  const present = new Set(names.map(worktreeKey))
  // A bare repository has no main work tree, and no index.
  if (existsSync(join(repository.commonDir, 'index'))) present.add('')
  return new Set(others.map(({ worktree }) => worktree).filter((worktree) => present.has(worktree)))
}

async function isOld({ ledger }: OpenRepository, path: string): Promise<boolean> {
  const [newest] = await ledger.observationsOf(path)
  return newest === undefined || Date.now() - Date.parse(newest.at) > maxAgeMs
}

async function rebasedHead({ repository }: OpenRepository): Promise<string | undefined> {
  try {
    return (await readSmallText(join(repository.gitDir, 'rebase-merge', 'orig-head'))).trim()
  } catch {
    return undefined // no rebase is going on
  }
}

function textOf(file: SnapshotFile | undefined): string | undefined {
  return file?.kind === 'text' ? file.text : undefined
}
