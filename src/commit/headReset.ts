import { join } from 'node:path'
import { readSmallText } from '../files/smallFile'
import { hasAiPart } from '../attribution/text/origin'
import type { ChangedFile, SnapshotFile } from '../provenance/sources'
import type { OpenRepository } from '../repository/openRepository'
import { bylineFiles } from '../ledger/folder/bylineFolder'

/** Files that one move is looked through for. */
const maxFiles = 1_000

/** A log of HEAD of 100,000 moves. */
const maxLogBytes = 32 * 1024 * 1024

/**
 * After HEAD was moved back, as by `git reset --soft`: what the commits that it left had of AI is not committed any more,
 * so it is pending again where it still is in the index or on disk.
 * @param from full id of the commit that HEAD was moved from, as the shell part of the hook found it
 * @param staged what differs between HEAD and the index
 */
export async function markHeadReset(open: OpenRepository, from: string, staged: readonly ChangedFile[]): Promise<void> {
  const { reader, ledger } = open
  // First, so that what takes too long once is not tried again with every commit.
  await ledger.files.write(bylineFiles.moved, `${from}\n`)
  const recorded = new Set(await ledger.paths())
  if (recorded.size === 0 || (await reader.commitId(from)) === undefined || !(await wasReset(open, from))) return
  const head = (await reader.commitId('HEAD')) === undefined ? undefined : ({ kind: 'commit', rev: 'HEAD' } as const)
  const paths = (await reader.changedFiles(head, { kind: 'commit', rev: from }))
    .map(({ path }) => path)
    .filter((path) => recorded.has(path))
    .slice(0, maxFiles)
  const left = await reader.readFiles({ kind: 'commit', rev: from }, paths)
  const committed = head ? await reader.readFiles(head, paths) : []
  const onDisk = await reader.readFiles({ kind: 'worktree' }, paths)
  const inIndex = new Set(staged.map(({ path }) => path))
  const marks = (await ledger.pendingMarks()).filter(({ isOwn }) => isOwn)
  const pending = new Set(marks.map(({ path }) => path))
  for (const [at, path] of paths.entries()) {
    const file = left[at]
    const isPresent = inIndex.has(path) || textOf(onDisk[at]) !== textOf(committed[at])
    if (file?.kind !== 'text' || !isPresent || pending.has(path)) continue
    if (await hasAi(open, path)) await ledger.setPending(path, ledger.textIdOf(file.text))
  }
}

/** A rebase leaves commits, too, but has made them again. Where there is no log of HEAD nobody knows. */
async function wasReset({ repository }: OpenRepository, from: string): Promise<boolean> {
  try {
    const lines = (await readSmallText(join(repository.gitDir, 'logs', 'HEAD'), 'utf8', maxLogBytes))
      .trimEnd()
      .split('\n')
    const move = lines.findLast((line) => line.startsWith(from))
    return move === undefined || move.includes('\treset: ')
  } catch {
    return true // no log is kept
  }
}

function textOf(file: SnapshotFile | undefined): string | undefined {
  return file?.kind === 'text' ? file.text : undefined
}

async function hasAi({ ledger }: OpenRepository, path: string): Promise<boolean> {
  for (const observation of await ledger.observationsOf(path)) {
    const attributed = await observation.read()
    if (attributed?.runs().some(({ origin }) => hasAiPart(origin))) return true
  }
  return false
}
