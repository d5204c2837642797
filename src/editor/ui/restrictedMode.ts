import * as vscode from 'vscode'

/** Says why something does not work in Restricted Mode, and leads to where the user can trust the workspace. */
export function offerTrust(): void {
  const manage = 'Manage Workspace Trust'
  const message = 'This needs git, which Byline does not run in Restricted Mode.'
  // Not waited for: the question may stay open for hours.
  void vscode.window.showInformationMessage(message, manage).then((choice) => {
    if (choice === manage) void vscode.commands.executeCommand('workbench.trust.manage')
  })
}
