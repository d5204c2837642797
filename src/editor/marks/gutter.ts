import * as vscode from 'vscode'
import type { LineSpan } from '../../attribution/text/lineSpan'
import type { Origin } from '../../attribution/text/origin'
import { DisposableStore } from '../../base/disposable'
import type { Documents } from '../documents/documents'
import { besideTypes, type Drawn, marginTypes, rulerTypes, type Types } from './gutterTypes'
import { gutterMs, rulerMs } from './redrawDelays'
import type { Settings } from '../settings/settings'
import type { TrackedDocument } from '../documents/trackedDocument'

/** Lines above and below what is visible that get their gutter marks too, so that scrolling meets them drawn. */
const marginLines = 500

/**
 * Marks the lines in the gutter and the overview ruler, with one decoration type for each kind of line. The gutter is
 * drawn round what is visible only: in a file of 50,000 lines that is what an edit can wait for.
 */
export class Gutter extends DisposableStore {
  /** Marks in the glyph margin. */
  #margin: Types
  /** Marks beside the text, where there is no glyph margin. */
  #beside: Types
  #ruler: Types
  /** What is drawn soon, by the document. */
  readonly #gutterTimers = new Map<TrackedDocument, NodeJS.Timeout>()
  readonly #rulerTimers = new Map<TrackedDocument, NodeJS.Timeout>()
  /** The lines of an editor that have their gutter marks. */
  readonly #marked = new WeakMap<vscode.TextEditor, LineSpan>()

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly settings: Settings,
    private readonly documents: Documents,
  ) {
    super()
    this.#margin = marginTypes(extensionUri, settings)
    this.#beside = besideTypes(settings)
    this.#ruler = rulerTypes(settings)
    this.add(vscode.window.onDidChangeVisibleTextEditors(() => this.#drawAll()))
    this.add(vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#scrolled(textEditor)))
    this.add(
      documents.onDidChange((tracked) => {
        soon(this.#gutterTimers, gutterMs, tracked, (editor) => this.#drawGutter(editor))
        soon(this.#rulerTimers, rulerMs, tracked, (editor) => this.#drawRuler(editor))
      }),
    )
    this.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('editor.glyphMargin')) this.#drawAll()
      }),
    )
    for (const setting of [settings.gutter, settings.showUnknown, settings.overviewRuler]) {
      this.add(setting.onDidChange(() => this.#recreate()))
    }
    this.#drawAll()
  }

  override dispose(): void {
    for (const timer of [...this.#gutterTimers.values(), ...this.#rulerTimers.values()]) clearTimeout(timer)
    this.#disposeTypes()
    super.dispose()
  }

  #disposeTypes(): void {
    for (const type of this.#types()) type.dispose()
  }

  #recreate(): void {
    this.#disposeTypes()
    this.#margin = marginTypes(this.extensionUri, this.settings)
    this.#beside = besideTypes(this.settings)
    this.#ruler = rulerTypes(this.settings)
    this.#drawAll()
  }

  #types(): readonly vscode.TextEditorDecorationType[] {
    return [this.#margin, this.#beside, this.#ruler].flatMap((types) => [...types.values()])
  }

  #drawAll(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      this.#drawGutter(editor)
      this.#drawRuler(editor)
    }
  }

  #scrolled(editor: vscode.TextEditor): void {
    const marked = this.#marked.get(editor)
    const visible = visibleLines(editor)
    if (marked && marked.from <= visible.from && visible.to <= marked.to) return
    this.#drawGutter(editor)
  }

  #drawGutter(editor: vscode.TextEditor): void {
    const tracked = this.documents.of(editor.document)
    if (!tracked) return this.#clear(editor)
    const { lineCount } = tracked
    const visible = visibleLines(editor)
    const from = Math.min(lineCount, Math.max(0, visible.from - marginLines))
    const to = Math.min(lineCount, visible.to + marginLines)
    const lines = tracked.attributed.lineOrigins(from, to)
    const hasMargin = hasGlyphMargin(editor.document)
    const draw = (types: Types, isShown: boolean): void => {
      for (const [kind, type] of types) editor.setDecorations(type, isShown ? rangesOf(lines, from, kind) : [])
    }
    draw(this.#margin, hasMargin)
    draw(this.#beside, !hasMargin)
    // At an end of the file there is nothing further to be drawn, however far the editor scrolls beyond it.
    this.#marked.set(editor, { from, to: to === lineCount ? Infinity : to })
  }

  /** The document is followed no longer. */
  #clear(editor: vscode.TextEditor): void {
    if (!this.#marked.delete(editor)) return
    for (const type of this.#types()) editor.setDecorations(type, [])
  }

  #drawRuler(editor: vscode.TextEditor): void {
    const tracked = this.documents.of(editor.document)
    if (!tracked) return this.#clear(editor)
    for (const [kind, type] of this.#ruler) editor.setDecorations(type, rangesOf(tracked.lines, 0, kind))
  }
}

/** Not put off by further edits: who types on sees the marks follow. */
function soon(
  timers: Map<TrackedDocument, NodeJS.Timeout>,
  delayMs: number,
  tracked: TrackedDocument,
  draw: (editor: vscode.TextEditor) => void,
): void {
  if (timers.has(tracked)) return
  const timer = setTimeout(() => {
    timers.delete(tracked)
    for (const editor of vscode.window.visibleTextEditors) if (editor.document === tracked.document) draw(editor)
  }, delayMs)
  timers.set(tracked, timer)
}

/** The setting may differ by language. Cells of notebooks always have the margin. */
function hasGlyphMargin(document: vscode.TextDocument): boolean {
  if (document.uri.scheme === 'vscode-notebook-cell') return true
  return vscode.workspace.getConfiguration('editor', document).get('glyphMargin', true)
}

/** From the first visible line to the last, folded ones between them included. */
function visibleLines({ visibleRanges }: vscode.TextEditor): LineSpan {
  const first = visibleRanges[0]
  const last = visibleRanges.at(-1)
  return first && last ? { from: first.start.line, to: last.end.line + 1 } : { from: 0, to: 0 }
}

/** Consecutive lines of one kind as one range; `lines[0]` is the line `first`. */
function rangesOf(lines: readonly Origin[], first: number, kind: Drawn): vscode.Range[] {
  const ranges: vscode.Range[] = []
  let start = -1
  for (let line = 0; line <= lines.length; line++) {
    const isKind = lines[line]?.contributor === kind
    if (isKind && start < 0) start = line
    if (!isKind && start >= 0) {
      ranges.push(new vscode.Range(first + start, 0, first + line - 1, 0))
      start = -1
    }
  }
  return ranges
}
