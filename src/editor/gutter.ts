import * as vscode from 'vscode'
import type { Contributor, Origin } from '../attribution/origin'
import { DisposableStore } from '../base/disposable'
import type { Documents } from './documents'
import type { Settings } from './settings'
import type { TrackedDocument } from './trackedDocument'

/** How long after an edit the marks are drawn anew; the editor moves them along meanwhile. */
const redrawMs = 80

/** What is drawn. Human lines carry no mark, and unknown ones only where the user asks: they are never drawn as human. */
type Drawn = Exclude<Contributor, 'human'>

const drawn: readonly Drawn[] = ['ai', 'mixed', 'unknown']

/** Marks the lines in the gutter and the overview ruler: one decoration type for each kind of line. */
export class Gutter extends DisposableStore {
  #types: ReadonlyMap<Drawn, vscode.TextEditorDecorationType>
  readonly #timers = new Map<string, NodeJS.Timeout>()

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly settings: Settings,
    private readonly documents: Documents,
  ) {
    super()
    this.#types = this.#createTypes()
    this.add(vscode.window.onDidChangeVisibleTextEditors(() => this.#drawAll()))
    this.add(documents.onDidChange((tracked) => this.#drawSoon(tracked)))
    for (const setting of [settings.gutter, settings.showUnknown, settings.overviewRuler]) {
      this.add(setting.onDidChange(() => this.#recreate()))
    }
    this.#drawAll()
  }

  override dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    for (const type of this.#types.values()) type.dispose()
    super.dispose()
  }

  #recreate(): void {
    for (const type of this.#types.values()) type.dispose()
    this.#types = this.#createTypes()
    this.#drawAll()
  }

  #createTypes(): ReadonlyMap<Drawn, vscode.TextEditorDecorationType> {
    return new Map(drawn.map((kind) => [kind, this.#createType(kind)]))
  }

  #createType(kind: Drawn): vscode.TextEditorDecorationType {
    const icon = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(this.extensionUri, 'media', `gutter-${kind}-${theme}.svg`)
    return vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      ...(this.settings.gutter.value && {
        gutterIconSize: 'contain',
        light: { gutterIconPath: icon('light') },
        dark: { gutterIconPath: icon('dark') },
      }),
      ...(this.settings.overviewRuler.value &&
        kind !== 'unknown' && {
          overviewRulerColor: new vscode.ThemeColor(`byline.${kind}Foreground`),
          // The left lane is git's, the right one that of errors.
          overviewRulerLane: vscode.OverviewRulerLane.Center,
        }),
    })
  }

  #drawAll(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const tracked = this.documents.of(editor.document)
      if (tracked) this.#draw(editor, tracked)
    }
  }

  #drawSoon(tracked: TrackedDocument): void {
    const key = tracked.uri.toString()
    if (this.#timers.has(key)) return
    const timer = setTimeout(() => {
      this.#timers.delete(key)
      for (const editor of vscode.window.visibleTextEditors) {
        if (editor.document === tracked.document) this.#draw(editor, tracked)
      }
    }, redrawMs)
    this.#timers.set(key, timer)
  }

  #draw(editor: vscode.TextEditor, tracked: TrackedDocument): void {
    const lines = tracked.lines
    for (const [kind, type] of this.#types) {
      const isShown =
        (this.settings.gutter.value || this.settings.overviewRuler.value) &&
        (kind !== 'unknown' || this.settings.showUnknown.value)
      editor.setDecorations(type, isShown ? rangesOf(lines, kind) : [])
    }
  }
}

/** Consecutive lines of one kind as one range. */
function rangesOf(lines: readonly Origin[], kind: Drawn): vscode.Range[] {
  const ranges: vscode.Range[] = []
  let start = -1
  for (let line = 0; line <= lines.length; line++) {
    const isKind = lines[line]?.contributor === kind
    if (isKind && start < 0) start = line
    if (!isKind && start >= 0) {
      ranges.push(new vscode.Range(start, 0, line - 1, 0))
      start = -1
    }
  }
  return ranges
}
