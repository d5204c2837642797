import type { LedgerFolder } from './ledgerFolder'
import { textIdOf } from './textId'
import { bylineFiles } from './bylineFolder'

const line = /^([^\t\n\r]+)\t([0-9a-f]{64})\n$/

/** That a path has AI text in a work tree that may not be committed yet. */
export interface PendingMark {
  readonly path: string
  /** The text that was seen there last. */
  readonly textId: string
  /** {@link worktreeKey} of a linked work tree; empty for the main one. */
  readonly worktree: string
  /** It was made in the work tree that the ledger is opened for. */
  readonly isOwn: boolean
}

/** What stands for a linked work tree in the names of files: short, and of letters and digits whatever it is called. */
export function worktreeKey(name: string): string {
  return textIdOf(name).slice(0, 16)
}

/**
 * The texts with AI lines that may not be committed yet. `pending` exists only while there are any: that is what the
 * shell part of the hooks asks. It is a folder with one file for each path and work tree, because then windows and hooks
 * add and remove without a lock: a folder that another process just wrote into cannot be removed.
 */
export class PendingFolder {
  #folder: LedgerFolder
  #worktree: string

  /** @param worktree name of a linked work tree among those of the repository; undefined for the main one */
  constructor(folder: LedgerFolder, worktree: string | undefined) {
    this.#folder = folder
    this.#worktree = worktree === undefined ? '' : worktreeKey(worktree)
  }

  /** Those of all work trees. */
  async all(): Promise<readonly PendingMark[]> {
    const pending: PendingMark[] = []
    for (const name of await this.#folder.list(bylineFiles.pending)) {
      const content = (await this.#folder.read(`${bylineFiles.pending}/${name}`))?.toString('utf8')
      if (content === undefined) continue
      const [, escaped, textId] = line.exec(content) ?? []
      const path = escaped === undefined ? undefined : unescaped(escaped)
      if (path === undefined || textId === undefined) {
        await this.#folder.quarantine(`${bylineFiles.pending}/${name}`, 'not a path and a text id')
      } else {
        const worktree = /-([0-9a-f]{16})$/.exec(name)?.[1] ?? ''
        pending.push({ path, textId, worktree, isOwn: worktree === this.#worktree })
      }
    }
    if (pending.length === 0) await this.#removeIfEmpty()
    return pending
  }

  /** Marks a path in this work tree, in place of what it was marked with. */
  async set(path: string, textId: string): Promise<void> {
    await this.#folder.write(fileOf(path, this.#worktree), `${escaped(path)}\t${textId}\n`)
  }

  /** Takes the mark of a path away, in this work tree where no other is named. */
  async clear({ path, worktree = this.#worktree }: Pick<PendingMark, 'path'> & Partial<PendingMark>): Promise<void> {
    await this.#folder.remove(fileOf(path, worktree))
    await this.#removeIfEmpty()
  }

  async #removeIfEmpty(): Promise<void> {
    // One that stays costs a hook one look.
    await this.#folder.removeEmptyFolder(bylineFiles.pending)
  }
}

function fileOf(path: string, worktree: string): string {
  return `${bylineFiles.pending}/${textIdOf(escaped(path)).slice(0, 40)}${worktree === '' ? '' : `-${worktree}`}`
}

/** JSON's escapes without its quotes: no tab or line end is left, and lone surrogates survive. */
function escaped(path: string): string {
  return JSON.stringify(path).slice(1, -1)
}

function unescaped(text: string): string | undefined {
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    // The caller reports the file as damaged.
    return undefined
  }
}
