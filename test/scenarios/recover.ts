import type { Code } from '../host/code'

/**
 * Leaves nothing of a scenario behind in the editor, however it ended: widgets, chat edits that nobody decided on,
 * unsaved text, open editors.
 */
export async function recover(code: Code): Promise<void> {
  await code.closeOtherWindows()
  for (let i = 0; i < 3; i++) await code.press('Escape')
  await code.command('notifications.clearAll')
  await code.command('workbench.action.closeAuxiliaryBar')
  await code.command('workbench.action.closeSidebar')
  for (let i = 0; i < 20; i++) {
    const dirty = await code.evaluate((api) => api.window.tabGroups.all.flatMap((group) => group.tabs).length)
    if (dirty === 0) break
    await code.command('workbench.action.revertAndCloseActiveEditor')
  }
  await code.command('workbench.action.closeAllEditors')
}
