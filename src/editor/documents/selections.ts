import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import type { ChangeEvent } from './changeEvent'

/** Where an edit was made, as seen from the selections that were there before it. */
export interface Placed {
  /** Each change takes the place of one of the selections of an editor. */
  readonly atSelections: boolean
  /** Somebody selected by mouse or keyboard what a change takes the place of. */
  readonly overSelected: boolean
}

/** Compares edits with the selections of the editors that show a document: the editor tells of the edit first. */
export class Selections extends DisposableStore {
  readonly #kinds = new WeakMap<vscode.TextEditor, vscode.TextEditorSelectionChangeKind | undefined>()

  constructor() {
    super()
    this.add(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => void this.#kinds.set(textEditor, kind)),
    )
  }

  /** Where an edit was made; asked while the editor tells of it. */
  placeOf({ document, contentChanges }: ChangeEvent): Placed {
    const { Keyboard, Mouse } = vscode.TextEditorSelectionChangeKind
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document !== document || editor.selections.length !== contentChanges.length) continue
      const selections = editor.selections.toSorted((a, b) => a.start.compareTo(b.start))
      const ranges = contentChanges.map(({ range }) => range).toSorted((a, b) => a.start.compareTo(b.start))
      const isThere = selections.every((selection, i) => takesPlace(ranges[i]!, selection))
      if (!isThere) continue
      const kind = this.#kinds.get(editor)
      const isSelected = selections.some(({ isEmpty }) => !isEmpty) && (kind === Keyboard || kind === Mouse)
      return { atSelections: true, overSelected: isSelected }
    }
    return { atSelections: false, overSelected: false }
  }
}

/** A whole line that was copied without a selection is pasted above the one of the caret. */
function takesPlace(range: vscode.Range, selection: vscode.Selection): boolean {
  if (range.isEqual(selection)) return true
  return range.isEmpty && selection.isEmpty && range.start.isEqual(new vscode.Position(selection.start.line, 0))
}
