import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import { Setting } from './setting'

/** What is to happen to the notes after a push. */
export type NotesSync = 'ask' | 'always' | 'never'

/** The settings of Byline, but for what a repository may set as well (`trailerSettings.ts`); names and defaults are those of package.json. */
export class Settings extends DisposableStore {
  readonly gutter = this.add(new Setting('gutter.enabled', true))
  readonly showUnknown = this.add(new Setting('gutter.showUnknown', false))
  readonly overviewRuler = this.add(new Setting('overviewRuler.enabled', true))
  readonly hover = this.add(new Setting('hover.enabled', true))
  readonly statusBar = this.add(new Setting('statusBar.enabled', true))
  readonly watchAcceptCommands = this.add(new Setting('capture.acceptCommands', true))
  readonly watchRenameCommand = this.add(new Setting('capture.renameCommand', true))
  readonly watchPaste = this.add(new Setting('capture.paste', true))
  readonly askAboutPastes = this.add(new Setting<'large' | 'off'>('capture.askAboutPastes', 'large'))
  readonly maxFileSizeKb = this.add(new Setting('capture.maxFileSizeKB', 5_000))
  readonly maxStorageMb = this.add(new Setting('storage.maxSizeMB', 200))
  readonly askConsent = this.add(new Setting('trailers.askConsent', true))
  readonly #notesSync = this.add(new Setting<NotesSync>('notes.sync', 'ask'))

  /** Whether notes are shared after a push in a folder. Its own settings may say no; only the user says yes. */
  notesSync(folder: vscode.Uri): NotesSync {
    const inspected = vscode.workspace.getConfiguration('byline', folder).inspect<NotesSync>(this.#notesSync.key)
    const inFolder = [inspected?.workspaceFolderValue, inspected?.workspaceValue]
    if (inspected?.globalValue === 'never' || inFolder.includes('never')) return 'never'
    return inspected?.globalValue === 'always' && !inFolder.includes('ask') ? 'always' : 'ask'
  }
}
