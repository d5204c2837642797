import * as v from 'valibot'
import type { LedgerFolder } from '../ledger/folder/ledgerFolder'
import type { GitProgram } from '../git/gitProgram'
import { bylineFiles } from '../ledger/folder/bylineFolder'

/** What was compared with a remote by the last sync that went through. */
export interface Compared {
  /** Commits of the remote's branches, by their ids. */
  readonly tips: readonly string[]
  /** The commit of notes that the remote had then. */
  readonly notes: string
  /** The notes of this repository after it. */
  readonly own: string
  /** When, ISO 8601 UTC: records that are older were looked at. */
  readonly at: string
  /** How many notes the remote had after it; not told by earlier versions. */
  readonly count?: number
}

const objectId = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/))
const state = v.strictObject({
  v: v.literal(1),
  remotes: v.array(
    v.tuple([
      v.string(),
      v.strictObject({
        tips: v.array(objectId),
        notes: objectId,
        own: objectId,
        at: v.pipe(v.string(), v.isoTimestamp()),
        count: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
      }),
    ]),
  ),
})

/**
 * How far the records were compared with the commits of each remote, so that a sync takes as long as there is news and
 * not as long as the history. It may be lost at any time: then everything is compared again.
 */
export class SyncState {
  #folder: LedgerFolder

  /** @param folder where Byline keeps its files */
  constructor(folder: LedgerFolder) {
    this.#folder = folder
  }

  /**
   * undefined where nothing is known, or the notes that were there then are no longer part of those of the remote:
   * what somebody takes away there is shared again.
   * @param theirs the commit of notes that the remote has now
   */
  async of(git: GitProgram, remote: string, theirs: string | undefined): Promise<Compared | undefined> {
    const found = (await this.#read()).get(remote)
    if (!found || theirs === undefined) return undefined
    if (found.notes === theirs) return found
    const { code } = await git.run(['merge-base', '--is-ancestor', found.notes, theirs], { answers: [1, 128] })
    return code === 0 ? found : undefined
  }

  /** Never rejects: who misses it compares again. */
  async set(remote: string, compared: Compared): Promise<void> {
    const remotes = (await this.#read()).set(remote, compared)
    await this.#folder
      .write(bylineFiles.compared, JSON.stringify({ v: 1, remotes: [...remotes] }))
      .catch(() => undefined)
  }

  async #read(): Promise<Map<string, Compared>> {
    try {
      const bytes = await this.#folder.read(bylineFiles.compared)
      return bytes ? new Map(v.parse(state, JSON.parse(bytes.toString('utf8'))).remotes) : new Map()
    } catch {
      return new Map() // damaged
    }
  }
}
