import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAi } from '../../attribution/origin'
import type { ChangedFile } from '../../provenance/sources'
import type { OpenRepository } from '../openRepository'

/** Files that one move is looked through for. */
const maxFiles = 1_000

/**
 * After HEAD was moved back, as by `git reset --soft`: what the commits that it left had of AI is not committed any more,
 * so it is pending again where it still is in the index or on disk.
 * @param from full id of the commit that HEAD was moved from, as the shell part of the hook found it
 * @param staged what differs between HEAD and the index
 */
export async function markMovedBack(open: OpenRepository, from: string, staged: readonly ChangedFile[]): Promise<void> {
  const { reader, ledger } = open
  const isReset = (await reader.commitId(from)) !== undefined && (await wasReset(open, from))
  if (isReset) {
    const head = (await reader.commitId('HEAD')) === undefined ? undefined : ({ kind: 'commit', rev: 'HEAD' } as const)
    const left = await reader.changedFiles(head, { kind: 'commit', rev: from })
    const present = new Set(
      [...staged, ...(await reader.changedFiles(head, { kind: 'worktree' }))].map(({ path }) => path),
    )
    const paths = left.map(({ path }) => path).filter((path) => present.has(path))
    const files = await reader.readFiles({ kind: 'commit', rev: from }, paths.slice(0, maxFiles))
    const pending = await ledger.pending()
    for (const [at, file] of files.entries()) {
      const path = paths[at]!
      if (file?.kind !== 'text' || pending.has(path)) continue
      if (await hasAi(open, path)) await ledger.setPending(path, ledger.textIdOf(file.text))
    }
  }
  await writeFile(join(open.bylineFolder, 'moved'), `${from}\n`)
}

/** A rebase leaves commits, too, but has made them again. Where there is no log of HEAD nobody knows. */
async function wasReset({ repository }: OpenRepository, from: string): Promise<boolean> {
  try {
    const lines = (await readFile(join(repository.gitDir, 'logs', 'HEAD'), 'utf8')).trimEnd().split('\n')
    const move = lines.findLast((line) => line.startsWith(from))
    return move === undefined || move.includes('\treset: ')
  } catch {
    return true // no log is kept
  }
}

async function hasAi({ ledger }: OpenRepository, path: string): Promise<boolean> {
  for (const observation of await ledger.observationsOf(path)) {
    const attributed = await observation.read()
    if (attributed?.runs().some(({ origin }) => isAi(origin.contributor))) return true
  }
  return false
}
