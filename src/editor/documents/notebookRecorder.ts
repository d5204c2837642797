import * as vscode from 'vscode'
import { AttributedText } from '../../attribution/text/attributedText'
import { normaliseText } from '../../attribution/text/normalise'
import { isKnown, unknown } from '../../attribution/text/origin'
import { DisposableStore } from '../../base/disposable'
import { describeError } from '../../base/errors'
import { attributedNotebook } from '../../formats/notebook/attributedNotebook'
import { indentationOf, plainNotebook } from '../../formats/notebook/plainNotebook'
import type { ObservationKind } from '../../provenance/sources'
import type { Documents } from './documents'
import type { Notebooks } from './notebooks'
import { type RecordedText, type Recorder, recordMs } from './recorder'
import type { TrackedDocument } from './trackedDocument'

/** What is kept of an open notebook. */
interface NotebookState extends RecordedText {
  timer: NodeJS.Timeout | undefined
  /** The recording begun last; the next waits for it. */
  running: Promise<void>
  /** The cells in order; they are followed no longer once the notebook is closed. */
  cells: readonly AttributedCell[]
  indentation: string | undefined
  /** The text on disk as it was recorded last. */
  onDisk: AttributedText | undefined
}

interface AttributedCell {
  readonly document: vscode.TextDocument
  /** Undefined for a cell that is not looked at. */
  readonly tracked: TrackedDocument | undefined
}

/** Writes who wrote a notebook into the ledger, as the text of its file: from who wrote its cells. */
export class NotebookRecorder extends DisposableStore {
  readonly #states = new Map<vscode.NotebookDocument, NotebookState>()

  constructor(
    private readonly documents: Documents,
    private readonly notebooks: Notebooks,
    private readonly recorder: Recorder,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    this.add(
      documents.onDidEdit((tracked) => {
        if (tracked.notebook) this.#recordSoon(tracked.notebook)
        else this.#explain(tracked)
      }),
    )
    this.add(vscode.workspace.onDidSaveNotebookDocument((notebook) => void this.record(notebook, 'saved')))
    this.add(vscode.workspace.onDidCloseNotebookDocument((notebook) => this.#closed(notebook)))
  }

  /** Records a notebook at once. Never rejects. */
  async record(notebook: vscode.NotebookDocument, kind: ObservationKind): Promise<void> {
    const state = this.#stateOf(notebook)
    clearTimeout(state.timer)
    state.timer = undefined
    this.#lookAtCells(notebook, state)
    const cells = state.cells.map(attributedOf)
    if (!cells.some((cell) => cell.runs().some(({ origin }) => isKnown(origin)))) return
    state.running = state.running.then(() => this.#record(notebook, state, cells, kind))
    return state.running
  }

  /** Writes everything that still waits. */
  async flush(): Promise<void> {
    for (const [notebook, { timer }] of this.#states) if (timer) void this.record(notebook, 'live')
    await Promise.all([...this.#states.values()].map(({ running }) => running))
  }

  override dispose(): void {
    for (const { timer } of this.#states.values()) clearTimeout(timer)
    super.dispose()
  }

  #stateOf(notebook: vscode.NotebookDocument): NotebookState {
    const known = this.#states.get(notebook)
    if (known) return known
    const state: NotebookState = {
      timer: undefined,
      running: Promise.resolve(),
      cells: [],
      indentation: undefined,
      recorded: undefined,
      onDisk: undefined,
    }
    this.#states.set(notebook, state)
    return state
  }

  #recordSoon(notebook: vscode.NotebookDocument): void {
    const state = this.#stateOf(notebook)
    this.#lookAtCells(notebook, state)
    state.timer ??= setTimeout(() => void this.record(notebook, 'live'), recordMs)
  }

  #lookAtCells(notebook: vscode.NotebookDocument, state: NotebookState): void {
    const before = state.cells
    state.cells = notebook.getCells().map(({ document }) => ({
      document,
      tracked: this.documents.of(document) ?? before.find((cell) => cell.document === document)?.tracked,
    }))
  }

  #closed(notebook: vscode.NotebookDocument): void {
    const state = this.#states.get(notebook)
    if (state?.timer) void this.record(notebook, 'live')
    this.#states.delete(notebook)
  }

  async #record(
    notebook: vscode.NotebookDocument,
    state: NotebookState,
    cells: readonly AttributedText[],
    kind: ObservationKind,
  ): Promise<void> {
    try {
      const file = await this.notebooks.fileOf(notebook)
      if (!file) return
      const onDisk = kind === 'saved' || !notebook.isDirty
      if (onDisk || state.indentation === undefined) {
        const json = await this.notebooks.textOf(notebook)
        if (json === undefined) return
        state.indentation = indentationOf(json)
        if (onDisk) state.onDisk = attributedNotebook(json, cells)
      }
      // What is not saved yet has no text of its own.
      const text = onDisk
        ? state.onDisk
        : attributedNotebook(
            plainNotebook(
              cells.map((cell) => cell.text()),
              state.indentation,
            ),
            cells,
          )
      if (!text) return
      await this.recorder.recordText(state, file, text, kind)
      if (onDisk) for (const tracked of this.documents.all) if (!tracked.notebook) this.#explain(tracked)
    } catch (error) {
      this.log.error(`Could not record the notebook ${notebook.uri.fsPath}: ${describeError(error)}`)
    }
  }

  /** The file of a notebook that is open as a text too: that its text changed on disk was the notebook's doing. */
  #explain(tracked: TrackedDocument): void {
    for (const [notebook, { onDisk }] of this.#states) {
      if (!onDisk || notebook.uri.toString() !== tracked.uri.toString()) continue
      const { normalised } = tracked
      if (normalised !== onDisk && normalised.sameText(onDisk)) this.documents.adopt(tracked, onDisk)
    }
  }
}

function attributedOf({ tracked, document }: AttributedCell): AttributedText {
  return tracked?.normalised ?? AttributedText.of(normaliseText(document.getText()), unknown)
}
