import { stat } from 'node:fs/promises'
import * as vscode from 'vscode'
import { AttributedText } from '../../attribution/text/attributedText'
import { normaliseText } from '../../attribution/text/normalise'
import { unknown } from '../../attribution/text/origin'
import { readSmallFile } from '../../files/smallFile'
import { decodeText } from '../../git/decodeText'
import { notebookCells } from '../../formats/notebook/notebookCells'
import { indentationOf, plainNotebook } from '../../formats/notebook/plainNotebook'
import { textIdOf } from '../../ledger/folder/textId'
import type { Repositories, RepositoryFile } from '../repositories/repositories'
import type { Settings } from '../settings/settings'

/** The scheme of the editor's documents of cells; their path is that of the notebook. */
export const cellScheme = 'vscode-notebook-cell'

/** The cells of a notebook as they stood at one moment: somebody may edit them while it is looked up who wrote them. */
export interface NotebookMoment {
  readonly notebook: vscode.NotebookDocument
  readonly isDirty: boolean
  readonly cells: readonly vscode.TextDocument[]
  /** Of the cells, normalised. */
  readonly texts: readonly string[]
}

/** Notebooks that are stored as JSON (`.ipynb`): their text on disk, and who wrote their cells by what is known of it. */
export class Notebooks {
  /** What was found of a notebook when it was opened. */
  readonly #opened = new WeakMap<vscode.NotebookDocument, Promise<readonly AttributedText[] | undefined>>()
  readonly #files = new WeakMap<vscode.NotebookDocument, RepositoryFile | undefined>()
  readonly #tooLarge = new WeakSet<vscode.NotebookDocument>()
  readonly #moments = new WeakMap<vscode.NotebookDocument, NotebookMoment>()

  constructor(
    private readonly settings: Settings,
    private readonly repositories: Repositories,
  ) {}

  /** Where a notebook belongs; undefined while it is not saved. */
  async fileOf(notebook: vscode.NotebookDocument): Promise<RepositoryFile | undefined> {
    const file = await this.repositories.fileOf(notebook.uri)
    this.#files.set(notebook, file)
    return file
  }

  /** Where a notebook belongs, without asking anew; undefined while `fileOf` has not answered. */
  knownFileOf(notebook: vscode.NotebookDocument): RepositoryFile | undefined {
    return this.#files.get(notebook)
  }

  /** Whether the file of a notebook was found to be over the size limit; its cells are not looked at then. */
  isTooLarge(notebook: vscode.NotebookDocument): boolean {
    return this.#tooLarge.has(notebook)
  }

  /** The normalised text on disk; undefined where there is none or it is over the size limit. */
  async textOf(notebook: vscode.NotebookDocument): Promise<string | undefined> {
    if (notebook.uri.scheme !== 'file') return undefined
    const { size } = await stat(notebook.uri.fsPath)
    if (size > this.settings.maxFileSizeKb.value * 1024) {
      this.#tooLarge.add(notebook)
      return undefined
    }
    this.#tooLarge.delete(notebook)
    return decodeText(await readSmallFile(notebook.uri.fsPath, size))
  }

  /** Looks anew whether the file of a notebook is over the size limit, which has changed. */
  async measure(notebook: vscode.NotebookDocument): Promise<void> {
    if (!isFollowed(notebook)) return
    const wasTooLarge = this.isTooLarge(notebook)
    try {
      await this.textOf(notebook)
    } catch {
      // Deleted meanwhile, or not readable: it stays what it was found to be.
    }
    // What was found of it before is of no use: nothing, or what was true before it was left out.
    if (wasTooLarge !== this.isTooLarge(notebook)) this.#opened.delete(notebook)
  }

  /** A notebook as it stands now. */
  momentOf(notebook: vscode.NotebookDocument): NotebookMoment {
    const known = this.#moments.get(notebook)
    if (known) return known
    const cells = notebook.getCells().map(({ document }) => document)
    const texts = cells.map((cell) => normaliseText(cell.getText()))
    const moment = { notebook, isDirty: notebook.isDirty, cells, texts }
    // All cells of a notebook are opened in a row, and nothing can change between them.
    this.#moments.set(notebook, moment)
    queueMicrotask(() => this.#moments.delete(notebook))
    return moment
  }

  /**
   * Who wrote a cell that was just opened, by what is known of its notebook: with the notebook, also where hot exit
   * brought it back unsaved; later (after a change on disk) only where the notebook was as on disk.
   * @param moment when it was opened
   */
  async originsOf(moment: NotebookMoment, cell: vscode.TextDocument): Promise<AttributedText | undefined> {
    const { notebook } = moment
    let opened = this.#opened.get(notebook)
    if (!opened) {
      opened = this.#resolve(moment)
      this.#opened.set(notebook, opened)
    }
    const found = sameCell(await opened, moment, cell)
    return found ?? (moment.isDirty ? undefined : this.#reloaded(moment, cell))
  }

  /** Who wrote a cell, by a record that another program made of the notebook's text on disk. */
  async recordedByAgent(
    notebook: vscode.NotebookDocument,
    cell: vscode.TextDocument,
  ): Promise<AttributedText | undefined> {
    const file = await this.fileOf(notebook)
    const json = file && (await this.textOf(notebook))
    if (json === undefined) return undefined
    const attributed = await (
      await file!.repository.recordedElsewhere(file!.path, textIdOf(json), { isRead: false })
    )?.read()
    return attributed && sameCell(notebookCells(attributed), this.momentOf(notebook), cell)
  }

  async #resolve({ notebook, texts }: NotebookMoment): Promise<readonly AttributedText[] | undefined> {
    const file = await this.fileOf(notebook)
    if (!file) return undefined
    const json = await this.textOf(notebook)
    if (this.isTooLarge(notebook)) return undefined
    const text = json !== undefined && isOnDisk(json, texts) ? json : plainNotebook(texts, json && indentationOf(json))
    return notebookCells(await file.repository.resolve(file.path, text))
  }

  async #reloaded(moment: NotebookMoment, cell: vscode.TextDocument): Promise<AttributedText | undefined> {
    const { notebook, texts } = moment
    const file = await this.fileOf(notebook)
    const json = file && (await this.textOf(notebook))
    if (json === undefined || !isOnDisk(json, texts)) return undefined
    return sameCell(notebookCells(await file!.repository.resolve(file!.path, json)), moment, cell)
  }
}

/** The notebook that a cell is of, if it is one that Byline can follow: stored as JSON, on disk or not saved yet. */
export function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  const { scheme, path } = document.uri
  if (scheme !== cellScheme) return undefined
  return vscode.workspace.notebookDocuments.find(
    (notebook) => notebook.uri.path === path && isFollowed(notebook) && indexOf(notebook, document) >= 0,
  )
}

/** The old side of a comparison is a notebook too, of another scheme. */
function isFollowed({ uri }: vscode.NotebookDocument): boolean {
  return (uri.scheme === 'file' || uri.scheme === 'untitled') && /\.ipynb$/i.test(uri.path)
}

function indexOf(notebook: vscode.NotebookDocument, cell: vscode.TextDocument): number {
  return notebook.getCells().findIndex(({ document }) => document === cell)
}

function isOnDisk(json: string, texts: readonly string[]): boolean {
  const cells = notebookCells(AttributedText.of(json, unknown))
  return cells?.length === texts.length && cells.every((cell, index) => cell.text() === texts[index])
}

/** What was found of a cell, if that is the text it had at that moment. */
function sameCell(
  found: readonly AttributedText[] | undefined,
  { cells, texts }: NotebookMoment,
  cell: vscode.TextDocument,
): AttributedText | undefined {
  const index = cells.indexOf(cell)
  const known = found?.[index]
  return known?.text() === texts[index] ? known : undefined
}
