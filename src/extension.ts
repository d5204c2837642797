import * as vscode from 'vscode'
import { AcceptKeys } from './editor/signals/acceptKeys'
import { ChatBaselines } from './editor/signals/chatBaselines'
import { registerCommands } from './editor/commands'
import { Consent } from './editor/commits/consent'
import { createApi } from './editor/api/createApi'
import { Copies } from './editor/signals/copies'
import { Documents } from './editor/documents/documents'
import { GitExtension } from './editor/repositories/gitExtension'
import { CurrentRepository } from './editor/commits/currentRepository'
import { FileStatus } from './editor/marks/fileStatus'
import { Gutter } from './editor/marks/gutter'
import { HookSettings } from './editor/commits/hookSettings'
import { Hover } from './editor/marks/hover'
import { LedgerFollower } from './editor/documents/ledgerFollower'
import { LedgerPruning } from './editor/repositories/ledgerPruning'
import { NotesOffer } from './editor/commits/notesOffer'
import { PasteKeys } from './editor/signals/pasteKeys'
import { PasteOffer } from './editor/marks/pasteOffer'
import type { BylineApi } from './editor/api/publicApi'
import { NotebookRecorder } from './editor/documents/notebookRecorder'
import { Notebooks } from './editor/documents/notebooks'
import { recordDocument } from './editor/documents/recordDocument'
import { PendingLines } from './editor/documents/pendingLines'
import { PendingOnDisk } from './editor/documents/pendingOnDisk'
import { RecentTools } from './editor/marks/recentTools'
import { Recorder } from './editor/documents/recorder'
import { RenameKey } from './editor/signals/renameKey'
import { ReportPanel } from './editor/report/reportPanel'
import { Repositories } from './editor/repositories/repositories'
import { RepositoryStatus } from './editor/commits/repositoryStatus'
import { RevisionTexts } from './editor/commits/revisionTexts'
import { ShownTexts } from './editor/ui/shownTexts'
import { Settings } from './editor/settings/settings'
import { TrailersPreview } from './editor/commits/trailersPreview'
import { CopiedOrigins } from './ledger/copiedOrigins'

declare const BYLINE_VERSION: string

let recorders: readonly { flush(): Promise<void> }[] = []

/** Builds the objects, inside to outside, and hands them to each other. */
export function activate(context: vscode.ExtensionContext): BylineApi {
  const startedMs = performance.now()
  const log = vscode.window.createOutputChannel('Byline', { log: true })
  const settings = new Settings()
  const git = new GitExtension(log)
  const repositories = new Repositories(context.globalStorageUri, git, log)
  const notebooks = new Notebooks(settings, repositories)
  const acceptKeys = new AcceptKeys(settings.watchAcceptCommands)
  const chatBaselines = new ChatBaselines()
  const copies = new Copies(new CopiedOrigins(context.globalStorageUri.fsPath), log)
  const pasteKeys = new PasteKeys(settings.watchPaste)
  const renameKey = new RenameKey(settings.watchRenameCommand)
  const documents = new Documents(
    settings,
    repositories,
    notebooks,
    acceptKeys,
    pasteKeys,
    renameKey,
    chatBaselines,
    copies,
    log,
  )
  const pending = new PendingLines(documents)
  const recorder = new Recorder(documents, pending, log)
  const notebookRecorder = new NotebookRecorder(documents, notebooks, recorder, log)
  recorders = [recorder, notebookRecorder]
  const follower = new LedgerFollower(documents, notebooks, repositories, git, recorder, pending, log)
  const pendingOnDisk = new PendingOnDisk(repositories, pending, log)
  const pruning = new LedgerPruning(repositories, settings, log)
  const hookSettings = new HookSettings(repositories, log)
  const gutter = new Gutter(context.extensionUri, settings, documents)
  const hover = new Hover(settings, documents)
  const cli = context.asAbsolutePath('dist/cli.js')
  const current = new CurrentRepository(repositories, pending, git, cli, log)
  const fileStatus = new FileStatus(settings, documents, notebooks)
  const repositoryStatus = new RepositoryStatus(settings, current)
  const tools = new RecentTools(context.globalState)
  const record = recordDocument(recorder, notebookRecorder)
  const pasteOffer = new PasteOffer(settings, documents, record, tools, log)
  const consent = new Consent(cli, BYLINE_VERSION, settings, repositories, pending, log)
  const preview = new TrailersPreview(pending)
  const notes = new NotesOffer(cli, settings, repositories, git, log)
  const revisions = new RevisionTexts(repositories)
  const report = new ReportPanel(context.extensionUri, repositories, log)
  const commands = registerCommands(
    { settings, repositories, consent, preview, report, documents, record, notes, tools, cli },
    log,
  )
  context.subscriptions.push(log, settings, git, repositories, acceptKeys, pasteKeys, renameKey)
  context.subscriptions.push(chatBaselines, documents, pending, recorder)
  context.subscriptions.push(
    notebookRecorder,
    follower,
    pendingOnDisk,
    pruning,
    hookSettings,
    gutter,
    hover,
    current,
    fileStatus,
    repositoryStatus,
    pasteOffer,
    consent,
    preview,
    notes,
    revisions,
    new ShownTexts(),
    report,
    commands,
  )
  log.info(`Byline ${BYLINE_VERSION} is on; activation took ${(performance.now() - startedMs).toFixed(1)} ms.`)
  return createApi(documents)
}

/** The editor closes: what was not recorded yet is written now. */
export async function deactivate(): Promise<void> {
  await Promise.all(recorders.map((recorder) => recorder.flush()))
}
