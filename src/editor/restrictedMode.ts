import * as vscode from 'vscode'

/** Says why something does not work in Restricted Mode, and leads to where the user can trust the workspace. */
export async function offerTrust(): Promise<void> {
  const manage = 'Manage Workspace Trust'
  const message = 'This needs git, which Byline does not run in Restricted Mode.'
  const choice = await vscode.window.showInformationMessage(message, manage)
  if (choice === manage) await vscode.commands.executeCommand('workbench.trust.manage')
}
