/** The names of the themes VS Code itself brings, as `setTheme` takes them. */
export type Theme = 'light' | 'dark' | 'hc' | 'hcLight'

/** `workbench.colorTheme` for each theme. */
export const themeNames: Readonly<Record<Theme, string>> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  hc: 'Default High Contrast',
  hcLight: 'Default High Contrast Light',
}

/** A quiet editor: nothing saves, formats, asks, updates or reaches for the network by itself. */
export const testSettings: Readonly<Record<string, unknown>> = {
  'files.autoSave': 'off',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'npm.fetchOnlinePackageInfo': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': themeNames.dark,
  'window.autoDetectColorScheme': false,
  // Each picture of an animation is drawn by the processor.
  'workbench.reduceMotion': 'on',
  'window.commandCenter': false,
  'chat.commandCenter.enabled': false,
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.untrustedFiles': 'open',
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
  'git.confirmSync': false,
  'editor.accessibilitySupport': 'off',
  'editor.cursorBlinking': 'solid',
  'terminal.integrated.gpuAcceleration': 'off',
  'scm.experimental.showHistoryGraph': false,
}
