import { access, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { AttributedText } from '../../attribution/text/attributedText'
import { hasAiPart } from '../../attribution/text/origin'
import { UserFacingError } from '../../base/errors'
import type { Repository } from '../../git/findRepository'
import { heldTexts } from '../../git/reader/heldTexts'
import { ignoredPaths } from '../../git/ignoredPaths'
import type { RestrictedReader } from '../../git/restricted/restrictedReader'
import type { ProgramReader } from '../../git/reader/programReader'
import type { Observation, RepositoryReader } from '../../provenance/sources'
import { Resolver } from '../../provenance/resolve'
import type { Ledger } from '../../ledger/ledger'
import type { NewObservation } from '../../ledger/recordWriter'
import { type HeldTexts, isNothingHeld } from '../../ledger/deleteUnheld'
import { textIdOf } from '../../ledger/folder/textId'
import type { OpenRepository } from '../../repository/openRepository'
import { IgnoredFiles } from './ignoredFiles'
import { bylineFolderOf } from '../../ledger/folder/bylineFolder'

/** So long the process stays that answers for objects: files are opened one after the other, and each would start it anew. */
const objectsIdleMs = 10_000

/** In a long history git walks for seconds; whoever opened a file does not wait for more. */
const walkMs = 5_000

/** What a context is built from. */
export interface RepositoryParts {
  /** Absolute path of the work tree, or of the workspace folder while there is no repository. */
  readonly root: string
  /** Undefined while there is no repository. */
  readonly found: Repository | undefined
  /** The repository with its readers and settings; undefined where there is none or no git program may run. */
  readonly opened: OpenRepository | undefined
  readonly ledger: Ledger
  /** Reads the repository where no git program runs; else undefined, and while there is no repository. */
  readonly withoutGit: RestrictedReader | undefined
  /** Path of the git program; undefined where there is none or the workspace is not trusted. */
  readonly gitPath: string | undefined
  /** In a workspace that is not trusted nothing is written, and nothing outside of it is read. */
  readonly isTrusted: boolean
  /** Gets what the user may want to look up. */
  readonly log?: (message: string) => void
}

/** One repository (or workspace folder without one): its ledger, its objects, and the questions asked about its files. */
export class RepositoryContext {
  readonly root: string
  readonly ledger: Ledger
  readonly found: Repository | undefined
  /** @see RepositoryParts */
  readonly gitPath: string | undefined
  readonly isTrusted: boolean
  readonly #withoutGit: RestrictedReader | undefined
  /** For what somebody waits for, a report or the trailers: it leaves nothing out. */
  readonly #opened: OpenRepository | undefined
  /** For what is shown at once. */
  readonly #shown: ProgramReader | undefined
  /** Undefined while there is no repository that could ignore anything. */
  readonly #ignored: IgnoredFiles | undefined
  /** Paths that git ignores and of which nothing is left but what commits hold. */
  readonly #forgotten = new Set<string>()
  #headTexts = new Map<string, string | undefined>()

  constructor(parts: RepositoryParts) {
    this.root = parts.root
    this.found = parts.found
    this.ledger = parts.ledger
    this.gitPath = parts.gitPath
    this.isTrusted = parts.isTrusted
    this.#opened = parts.opened
    this.#shown = parts.opened?.newReader({ walkMs, objectsIdleMs })
    this.#withoutGit = parts.withoutGit
    this.#ignored = parts.found && new IgnoredFiles(parts.found, this.#shown?.git, parts.log)
  }

  /** Ends what runs for this repository. */
  dispose(): void {
    this.#shown?.dispose()
    this.#opened?.reader.dispose()
    this.#withoutGit?.dispose()
  }

  /** Why commits and notes tell nothing in Restricted Mode, as a sentence; undefined where they do. */
  get knownOnceTrusted(): string | undefined {
    return this.isTrusted ? undefined : this.#withoutGit?.unreadable
  }

  /** The git program on this repository. */
  get program(): ProgramReader {
    return this.open.reader
  }

  /** The repository as the command line and the hooks open it. */
  get open(): OpenRepository {
    if (this.#opened) return this.#opened
    this.mustHaveRepository()
    throw new UserFacingError(
      this.isTrusted
        ? 'Git was not found on PATH. Install it or set git.path, then reload the window.'
        : 'This needs git, which Byline does not run in Restricted Mode.',
    )
  }

  /** The repository, for what makes no sense without one. */
  mustHaveRepository(): Repository {
    if (this.found) return this.found
    throw new UserFacingError(
      `There is no git repository in ${this.root}. Create one with "Git: Initialize Repository".`,
    )
  }

  /** Where Byline keeps its files; undefined while there is no repository. */
  get bylineFolder(): string | undefined {
    return this.found && bylineFolderOf(this.found.commonDir)
  }

  /** Who wrote a text of a path, as far as records, notes and commits tell; records alone where git cannot be read. */
  async resolve(path: string, text: string): Promise<AttributedText> {
    const answer = await this.#read((repository) =>
      new Resolver({ observations: this.ledger, repository }).resolve({ path, text }),
    )
    return answer ?? new Resolver({ observations: this.ledger }).resolve({ path, text })
  }

  /**
   * The newest record of the text with this id at this path that another program wrote, such as an agent's report. Of a
   * text that came from disk (`isRead`) also one of a window that saw how it was made.
   */
  async recordedElsewhere(
    path: string,
    textId: string,
    { isRead }: { readonly isRead: boolean },
  ): Promise<Observation | undefined> {
    const ofText = (await this.ledger.observationsOf(path)).filter((observation) => observation.textId === textId)
    // The user's own word after it counts for more than what an agent told.
    const said = ofText.find(({ kind }) => kind === 'agent' || kind === 'declared')
    if (said && (said.kind === 'agent' || isRead)) return said
    if (!isRead) return undefined
    return ofText.find(
      ({ kind, parentTextId }) => kind !== 'staged' && parentTextId !== undefined && parentTextId !== textId,
    )
  }

  /** Writes down who wrote a text; of a file that git ignores nothing is kept, nor what was before git ignored it. */
  async record(observation: NewObservation): Promise<void> {
    if (!(await this.#isWritable())) return
    if (!(await this.#isIgnored(observation.path))) {
      await this.ledger.record(observation)
      this.#forgotten.delete(observation.path)
    } else if (this.isIgnored(observation.path)) await this.#forget([observation.path])
  }

  /** Says which texts commits hold; undefined where git cannot be asked. */
  get isHeld(): HeldTexts | undefined {
    if (!this.found) return isNothingHeld
    const git = this.#shown?.git
    return git && ((texts) => heldTexts(git, texts))
  }

  /** Deletes what was recorded of files before git came to ignore them. */
  async forgetIgnored(): Promise<void> {
    const git = this.#shown?.git
    if (!git || !(await this.#isWritable())) return
    const ignored = [...(await ignoredPaths(git, await this.ledger.paths()))].filter(
      ([, isIgnored]) => isIgnored === true,
    )
    await this.#forget(ignored.map(([path]) => path))
  }

  /** What commits hold of it stays. */
  async #forget(paths: readonly string[]): Promise<void> {
    const { isHeld } = this
    if (!isHeld) return
    for (const path of paths) {
      if (this.#forgotten.has(path)) continue
      await this.ledger.forget(path, { isHeld })
      this.#forgotten.add(path)
    }
  }

  async #isIgnored(path: string): Promise<boolean> {
    return (await this.#ignored?.isIgnored(path)) ?? false
  }

  /** A file or a folder has another path now: what was recorded below the old one counts for the new one. */
  async renamed(from: string, to: string): Promise<void> {
    if (!(await this.#isWritable())) return
    for (const path of await this.ledger.paths()) {
      if (path !== from && !path.startsWith(`${from}/`)) continue
      const here = to + path.slice(from.length)
      await this.ledger.renamed(path, here)
      // Where git ignores it no commit will come that it could wait for.
      if (await this.#isIgnored(here)) await this.ledger.setPending(here, undefined)
    }
  }

  /**
   * Takes over what another repository knows of a file, or of all in a folder, that was moved here.
   * @param from its path there
   * @param to its path here
   */
  async movedFrom(other: RepositoryContext, from: string, to: string): Promise<void> {
    for (const path of await other.ledger.paths()) {
      if (path !== from && !path.startsWith(`${from}/`)) continue
      const here = to + path.slice(from.length)
      const text = await this.textOnDisk(here)
      const attributed = text === undefined ? undefined : await other.recordedText(path, textIdOf(text))
      if (!attributed) continue
      await this.record({ path: here, attributed, kind: 'saved' })
      const hasAi = attributed.runs().some(({ origin }) => hasAiPart(origin))
      if (hasAi) await this.setPending(here, attributed.text())
    }
  }

  /** Marks a path as holding AI text that is not committed, or (undefined) not. */
  async setPending(path: string, text: string | undefined): Promise<void> {
    if (!(await this.#isWritable())) return
    const isPending = text !== undefined && !(await this.#isIgnored(path))
    await this.ledger.setPending(path, isPending ? textIdOf(text) : undefined)
  }

  /** Whether git ignores a file, as far as that has been asked: then nothing of it is kept. */
  isIgnored(path: string): boolean {
    return this.#ignored?.lastAnswer(path) === true
  }

  /** Whether git does not say if it ignores a file: then nothing of it is kept either. */
  isUnanswered(path: string): boolean {
    return this.#ignored?.isUnanswered(path) === true
  }

  /** The paths with AI text that is not committed, and the ids of those texts. */
  async pending(): Promise<ReadonlyMap<string, string>> {
    return this.ledger.pending()
  }

  /** What was recorded last of the text with this id at this path. */
  async recordedText(path: string, textId: string | undefined): Promise<AttributedText | undefined> {
    return (await this.ledger.observationsOf(path)).find((observation) => observation.textId === textId)?.read()
  }

  /** The committed text of a path; undefined where there is none or it cannot be read. */
  async textAtHead(path: string): Promise<string | undefined> {
    if (this.#headTexts.has(path)) return this.#headTexts.get(path)
    const file = await this.#read((reader) => reader.readFile({ kind: 'commit', rev: 'HEAD' }, path))
    const text = file?.kind === 'text' ? file.text : undefined
    this.#headTexts.set(path, text)
    return text
  }

  /** The text of a path on disk, normalised; undefined where there is none or it cannot be read. */
  async textOnDisk(path: string): Promise<string | undefined> {
    const file = await this.#read((reader) => reader.readFile({ kind: 'worktree' }, path))
    return file?.kind === 'text' ? file.text : undefined
  }

  /** Whether there is a file at a path. */
  async isOnDisk(path: string): Promise<boolean> {
    return isThere(join(this.root, path))
  }

  /** HEAD moved: what was read of it is of yesterday. */
  headMoved(): void {
    this.#headTexts.clear()
  }

  /** A repository that somebody deletes must not come back as a folder with a record in it. */
  async #isWritable(): Promise<boolean> {
    if (!this.isTrusted) return false
    if (!this.found) return true
    return isThere(this.found.gitDir)
  }

  /** Undefined where the repository cannot be asked. */
  async #read<T>(ask: (reader: RepositoryReader) => Promise<T | undefined>): Promise<T | undefined> {
    const reader = this.#shown ?? this.#withoutGit
    if (!reader) return undefined
    try {
      return await ask(reader)
    } catch (error) {
      // What git cannot answer is not known; anything else is a defect.
      if (!(error instanceof UserFacingError)) throw error
      return undefined
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** The folder as the disk names it, so that a path through a link and the repository's own agree. */
export async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    // Not there (yet): the name as given is the best there is.
    return path
  }
}
