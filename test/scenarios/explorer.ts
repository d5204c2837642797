import { existsSync } from 'node:fs'
import type { Stage } from './stage'

/** Renames the active file in the Explorer. */
export async function renameInExplorer(stage: Stage, name: string): Promise<void> {
  await showInExplorer(stage)
  await stage.press('F2')
  await stage.focused('.explorer-folders-view .monaco-inputbox')
  await stage.press('Control+A')
  await stage.type(name)
  await stage.press('Enter')
  await stage.untilFile(name)
}

/** Moves the active file by cut and paste in the Explorer: into the folder where another file is. */
export async function moveInExplorer(stage: Stage, name: string, neighbour: string): Promise<void> {
  await showInExplorer(stage)
  await stage.press('Control+X')
  await stage.open(neighbour)
  await showInExplorer(stage)
  await stage.press('Control+V')
  await stage.untilFile(`${neighbour.slice(0, neighbour.lastIndexOf('/'))}/${name}`)
}

/** Deletes the active file in the Explorer. */
export async function deleteInExplorer(stage: Stage, file: string): Promise<void> {
  await showInExplorer(stage)
  await stage.press('Delete')
  await stage.code.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete' }).first().click()
  await stage.code.waitFor(() => !existsSync(stage.absolute(file)), { what: `${file} to be deleted` })
}

/** Takes the last thing done in the Explorer back, which brings a deleted file back. */
export async function undoInExplorer(stage: Stage, file: string): Promise<void> {
  // The file is gone before the editor has taken note of how to bring it back, and the dialog leaves the keyboard nowhere.
  await stage.code.waitFor(async () => {
    await stage.code.command('workbench.files.action.focusFilesExplorer')
    await stage.focused('.explorer-folders-view')
    await stage.press('Control+Z')
    await stage.rest()
    return existsSync(stage.absolute(file))
  })
}

/** Shows the active file in the Explorer, which then has the keyboard. */
async function showInExplorer(stage: Stage): Promise<void> {
  await stage.code.command('workbench.files.action.showActiveFileInExplorer')
  await stage.focused('.explorer-folders-view')
}
