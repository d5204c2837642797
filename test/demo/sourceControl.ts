import type { Code } from '../host/code'

/** Stages everything and commits it from the Source Control view, as a person does: message typed, Ctrl+Enter. */
export async function commitFromSourceControl(code: Code, message: string): Promise<void> {
  await code.command('workbench.view.scm')
  await code.command('git.refresh')
  await code.command('git.stageAll')
  const before = await headOf(code)
  await code.page.locator('.scm-editor .monaco-editor').first().click()
  await code.type(message)
  await code.press('Control+Enter')
  await code.waitFor(async () => (await headOf(code)) !== before, { what: 'the commit to be made', timeoutMs: 30_000 })
}

/**
 * Answers Byline's question in the affirmative: the notification first, then the dialog with the details; `look` is
 * called while that is open.
 */
export async function consentToTrailers(code: Code, look: () => Promise<void> = async () => undefined): Promise<void> {
  await answerNotification(code, 'Show Details…')
  const dialog = code.page.locator('.monaco-dialog-box')
  await dialog.waitFor()
  await code.command('notifications.clearAll')
  await look()
  await dialog.getByRole('button', { name: 'Add Provenance' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Presses a button of a notification, which may have gone to the notification centre by itself. */
export async function answerNotification(code: Code, button: string): Promise<void> {
  await code.command('notifications.showList')
  await code.page
    .locator('.notification-toast, .notifications-center')
    .getByText(button, { exact: true })
    .first()
    .click()
}

async function headOf(code: Code): Promise<string> {
  return code.evaluate(async (api) => {
    const git = api.extensions.getExtension('vscode.git')?.exports.getAPI(1)
    const repository = git?.repositories[0]
    await repository?.status()
    return String(repository?.state.HEAD?.commit)
  })
}
