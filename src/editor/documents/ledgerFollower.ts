import type * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import { describeError } from '../../base/errors'
import { fillUnknown, hasUnknown } from '../../provenance/fillUnknown'
import { textIdOf } from '../../ledger/folder/textId'
import type { Documents } from './documents'
import type { GitExtension } from '../repositories/gitExtension'
import type { Notebooks } from './notebooks'
import type { PendingLines } from './pendingLines'
import type { Recorder } from './recorder'
import type { Repositories, RepositoryFile } from '../repositories/repositories'
import { realFolder, type RepositoryContext } from '../repositories/repositoryContext'
import type { TrackedDocument } from './trackedDocument'

/** Follows what happens outside the editor: files that are written, records of agents and other windows, and commits. */
export class LedgerFollower extends DisposableStore {
  /** The record last taken over by a document, so that it is taken once. */
  readonly #taken = new WeakMap<TrackedDocument, string>()

  readonly #takenCells = new WeakMap<vscode.NotebookDocument, string>()

  constructor(
    private readonly documents: Documents,
    private readonly notebooks: Notebooks,
    private readonly repositories: Repositories,
    git: GitExtension,
    private readonly recorder: Recorder,
    private readonly pending: PendingLines,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    this.add(repositories.onDidOpen((repository) => void this.#guard(this.pending.refresh(repository))))
    this.add(repositories.onDidChangeLedger((repository) => void this.#guard(this.#takeOver(repository))))
    this.add(documents.onDidReadFromDisk((tracked) => void this.#lookUp(tracked)))
    this.add(documents.onDidAdopt((tracked) => void this.#guard(this.#adopted(tracked))))
    this.add(repositories.onDidChangeOwners(() => void this.#guard(this.#findOwners())))
    this.add(git.onDidMoveHead((root) => void this.#guard(this.#headMoved(root))))
  }

  async #takeOver(repository: RepositoryContext): Promise<void> {
    await this.#takeOverCells(repository)
    for (const tracked of this.documents.all) {
      const { file } = tracked
      if (file?.repository !== repository) continue
      const textId = textIdOf(tracked.normalised.text())
      const { readTextId } = tracked
      await this.#takeRecord(tracked, file, textId, readTextId === textId)
      // Somebody may have typed before the record of what came from disk was there.
      if (readTextId !== undefined && readTextId !== textId) await this.#takeRecord(tracked, file, readTextId, true)
    }
    // What was taken over counts.
    await this.pending.follow(repository)
  }

  async #takeRecord(
    tracked: TrackedDocument,
    { repository, path }: RepositoryFile,
    textId: string,
    isRead: boolean,
  ): Promise<void> {
    const record = await repository.recordedElsewhere(path, textId, { isRead })
    const key = record && `${record.textId} ${record.at}`
    if (!record || !key || this.#taken.get(tracked) === key) return
    const attributed = await record.read()
    if (!attributed) return
    const isTaken = this.documents.adopt(tracked, attributed) || this.documents.adoptFromDisk(tracked, attributed)
    if (isTaken) this.#taken.set(tracked, key)
  }

  /** A text came from disk: a record of this very text, an agent's or another window's, knows more than the change event. */
  async #lookUp(tracked: TrackedDocument): Promise<void> {
    const read = tracked.normalise(tracked.history.fromDisk ?? tracked.attributed)
    const textId = textIdOf(read.text())
    const isRead = tracked.recorded?.textId !== textId
    if (isRead) {
      tracked.readTextId = textId
      // Seen to be there, not seen being made: who saw that, in another window, is believed before this one.
      tracked.recorded = { textId, parentTextId: undefined }
    }
    try {
      this.documents.resynchronise(tracked)
      const { notebook, document } = tracked
      const known = notebook
        ? await this.notebooks.recordedByAgent(notebook, document)
        : await this.repositories.recorded(tracked, read, { isRead })
      if (known && !this.documents.adopt(tracked, known)) this.documents.adoptFromDisk(tracked, known)
      if (!known) await this.#lookUpHistory(tracked)
    } catch (error) {
      this.log.error(`Could not look up who wrote ${tracked.uri.fsPath}: ${describeError(error)}`)
    }
  }

  /** Of a text that came from disk, by a pull or a checkout, commits and notes may tell what nobody saw here. */
  async #lookUpHistory(tracked: TrackedDocument): Promise<void> {
    const { readTextId } = tracked
    const read = tracked.normalise(tracked.history.fromDisk ?? tracked.attributed)
    if (readTextId === undefined || textIdOf(read.text()) !== readTextId || !hasUnknown(read)) return
    const history = await this.repositories.resolve(tracked, read)
    if (!history || tracked.readTextId !== readTextId) return
    const filled = fillUnknown(read, history)
    if (filled !== read && !this.documents.adopt(tracked, filled)) this.documents.adoptFromDisk(tracked, filled)
  }

  /** Looks for the cells of open notebooks in what was recorded of the text of their notebook. */
  async #takeOverCells(repository: RepositoryContext): Promise<void> {
    const cells = this.documents.all.filter(({ notebook }) => notebook && !notebook.isDirty)
    for (const notebook of new Set(cells.flatMap((cell) => cell.notebook ?? []))) {
      const file = this.notebooks.knownFileOf(notebook)
      if (file?.repository !== repository) continue
      const record = (await repository.ledger.observationsOf(file.path)).find(
        ({ kind }) => kind === 'agent' || kind === 'declared',
      )
      const key = record && `${record.textId} ${record.at}`
      if (record?.kind !== 'agent' || !key || this.#takenCells.get(notebook) === key) continue
      this.#takenCells.set(notebook, key)
      for (const cell of this.documents.cellsOf(notebook)) {
        const known = await this.notebooks.recordedByAgent(notebook, cell.document)
        if (known) this.documents.adopt(cell, known)
      }
    }
  }

  /** Documents that are open while their repository comes or goes are recorded where they belong from now on. */
  async #findOwners(): Promise<void> {
    for (const tracked of this.documents.all) {
      const file = await this.repositories.fileOf(tracked.uri)
      if (file?.repository === tracked.file?.repository && file?.path === tracked.file?.path) continue
      tracked.file = file
      await this.recorder.record(tracked, tracked.document.isDirty ? 'live' : 'saved')
    }
  }

  async #adopted({ file }: TrackedDocument): Promise<void> {
    if (file) await this.pending.recount(file.repository, file.path)
  }

  async #headMoved(root: string): Promise<void> {
    // The editor may name the folder through a link.
    const folder = await realFolder(root)
    for (const repository of await this.repositories.all()) {
      if (repository.root !== folder) continue
      repository.headMoved()
      await this.pending.refresh(repository)
      // Git writes the files of a checkout before it moves HEAD.
      for (const tracked of this.documents.all) {
        if (tracked.file?.repository === repository) await this.#lookUpHistory(tracked)
      }
    }
  }

  async #guard(work: Promise<void>): Promise<void> {
    try {
      await work
    } catch (error) {
      this.log.error(`Following what happened outside the editor: ${describeError(error)}`)
    }
  }
}
