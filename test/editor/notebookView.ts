import { Assistant } from '../host/assistant'
import type { Code } from '../host/code'

/** A notebook in the editor, worked on with keys and mouse as a person does. */
export class NotebookView {
  readonly assistant: Assistant

  constructor(
    readonly code: Code,
    /** Absolute path of the notebook's file. */
    readonly file: string,
  ) {
    this.assistant = new Assistant(code)
  }

  /** Opens the notebook and resolves when its cells are drawn. */
  async open(): Promise<void> {
    // As from the Explorer: what an extension opens stays open for minutes.
    await this.code.evaluate(async (api, file) => {
      await api.commands.executeCommand('vscode.open', api.Uri.file(file))
    }, this.file)
    await this.code.command('workbench.action.closeAuxiliaryBar')
    await this.code.page.locator('.notebookOverlay .cell-list-container .monaco-list-row').first().waitFor()
    await this.code.waitFor(
      () =>
        this.code.evaluate((api, file) => {
          const isActive = api.extensions.getExtension('byline.byline')?.isActive === true
          return isActive && api.window.activeNotebookEditor?.notebook.uri.fsPath === file
        }, this.file),
      { what: 'the notebook to be shown' },
    )
  }

  async close(): Promise<void> {
    await this.code.command('workbench.action.closeAllEditors')
    await this.code.waitFor(
      () =>
        this.code.evaluate(
          (api, file) => !api.workspace.notebookDocuments.some((notebook) => notebook.uri.fsPath === file),
          this.file,
        ),
      { what: 'the notebook to be closed' },
    )
  }

  /** Puts the cursor at the end of a cell (0-based) by keys, and resolves when its editor has the keyboard. */
  async enter(cell: number): Promise<void> {
    await this.code.evaluate((api, index) => {
      const editor = api.window.activeNotebookEditor!
      editor.selection = new api.NotebookRange(index, index + 1)
      editor.revealRange(editor.selection)
    }, cell)
    await this.code.command('notebook.cell.edit')
    await this.code.waitFor(
      () =>
        this.code.evaluate((api, index) => {
          const document = api.window.activeNotebookEditor?.notebook.cellAt(index).document
          return document !== undefined && api.window.activeTextEditor?.document === document
        }, cell),
      { what: `cell ${cell} to have the keyboard` },
    )
    await this.code.press('Control+End')
  }

  /** Saves by the keyboard and resolves when the notebook is saved. */
  async save(): Promise<void> {
    await this.code.press('Control+S')
    await this.code.waitFor(
      () => this.code.evaluate((api) => api.window.activeNotebookEditor?.notebook.isDirty === false),
      { what: 'the notebook to be saved' },
    )
  }

  /** `contributor text` of each line of each cell, as the public API tells it; `untracked` for a cell that is not followed. */
  async lines(): Promise<readonly (readonly string[])[]> {
    return this.code.evaluate((api, file) => {
      const notebook = api.workspace.notebookDocuments.find((candidate) => candidate.uri.fsPath === file)
      const byline = api.extensions.getExtension('byline.byline')!.exports
      return (notebook?.getCells() ?? []).map(({ document }) => {
        const ranges: { from: number; to: number; contributor: string }[] | undefined = byline.getAttribution(
          document.uri,
        )
        if (!ranges) return ['untracked']
        return ranges.flatMap(({ from, to, contributor }) =>
          Array.from({ length: to - from }, (_, i) => `${contributor} ${document.lineAt(from + i).text}`),
        )
      })
    }, this.file)
  }
}
