import * as vscode from 'vscode'
import { AcceptKeys } from './editor/acceptKeys'
import { ChatBaselines } from './editor/chatBaselines'
import { registerCommands } from './editor/commands'
import { Consent } from './editor/consent'
import { createApi } from './editor/createApi'
import { Copies } from './editor/copies'
import { Documents } from './editor/documents'
import { GitExtension } from './editor/gitExtension'
import { CurrentRepository } from './editor/currentRepository'
import { FileStatus } from './editor/fileStatus'
import { Gutter } from './editor/gutter'
import { HookSettings } from './editor/hookSettings'
import { Hover } from './editor/hover'
import { LedgerFollower } from './editor/ledgerFollower'
import { LedgerPruning } from './editor/ledgerPruning'
import { NotesOffer } from './editor/notesOffer'
import { PasteKeys } from './editor/pasteKeys'
import { PasteOffer } from './editor/pasteOffer'
import type { BylineApi } from './editor/publicApi'
import { NotebookRecorder } from './editor/notebookRecorder'
import { Notebooks } from './editor/notebooks'
import { recordDocument } from './editor/recordDocument'
import { PendingLines } from './editor/pendingLines'
import { PendingOnDisk } from './editor/pendingOnDisk'
import { RecentTools } from './editor/recentTools'
import { Recorder } from './editor/recorder'
import { RenameKey } from './editor/renameKey'
import { ReportPanel } from './editor/reportPanel'
import { Repositories } from './editor/repositories'
import { RepositoryStatus } from './editor/repositoryStatus'
import { RevisionTexts } from './editor/revisionTexts'
import { ShownTexts } from './editor/shownTexts'
import { Settings } from './editor/settings'
import { TrailersPreview } from './editor/trailersPreview'
import { CopiedOrigins } from './storage/copiedOrigins'

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
