import * as vscode from 'vscode'
import { DisposableStore } from '../base/disposable'
import { UserFacingError } from '../base/errors'
import type { Consent } from './commits/consent'
import type { Documents } from './documents/documents'
import { markSelection } from './marks/markSelection'
import { goToNextAiLines } from './marks/nextAiLines'
import type { NotesOffer } from './commits/notesOffer'
import { openCommit } from './commits/openCommit'
import { pointedLine } from './marks/pointedLine'
import type { RecordDocument } from './documents/recordDocument'
import type { RecentTools } from './marks/recentTools'
import { registerCommand } from './ui/registerCommand'
import type { ReportPanel } from './report/reportPanel'
import type { Repositories } from './repositories/repositories'
import type { RepositoryContext } from './repositories/repositoryContext'
import type { ReportScope } from './report/reportScope'
import type { Settings } from './settings/settings'
import { offerTrust } from './ui/restrictedMode'
import { amendTrailers, checkHooks, forgetUnfinishedRuns } from './commits/unfinishedHooks'
import { keepTrailers } from '../commit/skipMark'
import { skipTrailersOnce, type TrailersPreview } from './commits/trailersPreview'

/** What the commands work on. */
export interface CommandTargets {
  readonly settings: Settings
  readonly repositories: Repositories
  readonly consent: Consent
  readonly preview: TrailersPreview
  readonly report: ReportPanel
  readonly documents: Documents
  readonly record: RecordDocument
  readonly notes: NotesOffer
  readonly tools: RecentTools
  /** Absolute path of the command line. */
  readonly cli: string
}

/** The commands of the palette; package.json names them for people. */
export function registerCommands(targets: CommandTargets, log: vscode.LogOutputChannel): DisposableStore {
  const { settings, repositories, consent, preview, report, documents, record, notes, tools, cli } = targets
  const store = new DisposableStore()
  /** What needs git leads to trust where the workspace has none. */
  const withGit = (id: string, run: (...args: unknown[]) => unknown): void => {
    store.add(
      registerCommand(`byline.${id}`, log, (...args) => (vscode.workspace.isTrusted ? run(...args) : offerTrust())),
    )
  }
  const on = (id: string, run: (repository: RepositoryContext, ...args: unknown[]) => unknown): void =>
    withGit(id, async (...args) =>
      run((await clickedRepository(repositories, args[0])) ?? (await currentRepository(repositories)), ...args),
    )
  on('showReport', (repository, scope) => report.show(repository, isScope(scope) ? scope : undefined))
  on('showTrailers', (repository) => preview.show(repository))
  on('skipTrailersOnce', (repository) => skipTrailersOnce(repository))
  on('keepTrailers', (repository) => keepTrailers(repository.open))
  on('enableTrailers', (repository) => consent.enable(repository))
  on('disableTrailers', (repository) => consent.disable(repository))
  on('checkHooks', (repository) => checkHooks(repository, cli))
  on('amendTrailers', (repository) => amendTrailers(repository, cli))
  on('forgetStoppedHooks', (repository) => forgetUnfinishedRuns(repository))
  on('syncNotes', (repository) => notes.sync(repository))
  withGit('openCommit', (argument) => {
    const line = pointedLine(argument)
    if (!line) throw new UserFacingError('Open a file first.')
    return openCommit(repositories, line)
  })
  store.add(
    registerCommand('byline.markSelection', log, (argument) => markSelection(documents, record, tools, argument)),
  )
  store.add(registerCommand('byline.nextAiLines', log, () => goToNextAiLines(documents)))
  store.add(registerCommand('byline.toggleGutter', log, () => settings.gutter.set(!settings.gutter.value)))
  store.add(registerCommand('byline.showMarks', log, () => showMarks(settings)))
  store.add(registerCommand('byline.showLog', log, () => log.show()))
  return store
}

/** Says so where there is nothing to do: whoever presses the button wants to see something happen. */
async function showMarks({ gutter }: Settings): Promise<void> {
  if (gutter.value)
    void vscode.window.showInformationMessage('The marks are on. Open a file with AI lines to see them.')
  else await gutter.set(true)
}

/** The buttons of the Source Control view hand over whose they are, which need not be the repository of the editor. */
async function clickedRepository(repositories: Repositories, clicked: unknown): Promise<RepositoryContext | undefined> {
  if (typeof clicked !== 'object' || clicked === null || !('rootUri' in clicked)) return undefined
  const { rootUri } = clicked
  if (!(rootUri instanceof vscode.Uri) || rootUri.scheme !== 'file') return undefined
  return repositories.ofFolder(rootUri.fsPath)
}

async function currentRepository(repositories: Repositories): Promise<RepositoryContext> {
  const repository = await repositories.current()
  if (repository) return repository
  if (vscode.workspace.workspaceFolders?.some((folder) => folder.uri.scheme !== 'file')) {
    throw new UserFacingError('This folder is not on disk. Byline needs a git repository.')
  }
  throw new UserFacingError('Open a file or a folder first.')
}

/** Menus pass arguments of their own; only a scope given by a caller that means it counts. */
function isScope(value: unknown): value is ReportScope {
  return typeof value === 'object' && value !== null && 'label' in value && 'base' in value && 'head' in value
}
