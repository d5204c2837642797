import * as vscode from 'vscode'
import { describeError, UserFacingError } from '../../base/errors'
import { visibleLines } from '../../base/visibleText'

/** Registers a command whose errors reach the person: those meant for people as they are, all others through the log. */
export function registerCommand(
  id: string,
  log: vscode.LogOutputChannel,
  run: (...args: unknown[]) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      return await run(...args)
    } catch (error) {
      if (error instanceof vscode.CancellationError) return undefined
      if (error instanceof UserFacingError) {
        void vscode.window.showErrorMessage(visibleLines(error.message))
        return undefined
      }
      log.error(`${id}: ${describeError(error)}`)
      void vscode.window.showErrorMessage('Byline could not do this. The log says why.', 'Show Log').then((choice) => {
        if (choice) log.show()
      })
      return undefined
    }
  })
}
