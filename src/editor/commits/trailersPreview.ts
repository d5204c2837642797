import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import type { FileProvenance } from '../../attribution/lines/fileProvenance'
import { hookState } from '../../commit/hooks/hookState'
import { countAdded } from '../../attribution/lines/addedLines'
import { type NextCommit, planNextCommit } from '../../commit/planNextCommit'
import type { TrailersDecision } from '../../commit/planTrailers'
import { keepTrailers, skipOnce } from '../../commit/skipMark'
import type { TrailerSettings } from '../../formats/trailers/trailerSettings'
import { hookOptions } from './hookOptions'
import { writeSettingsForHooks } from './hookSettings'
import type { PendingLines } from '../documents/pendingLines'
import type { RepositoryContext } from '../repositories/repositoryContext'
import { waitingText } from './repositoryStatus'

const scheme = 'byline-trailers'
/** Longer than anybody waits. */
const timeoutMs = 120_000

const enableCommand = '"Byline: Add Provenance to Commits…"'

/** Shows the trailers that a commit at this moment would get, in a read-only document. */
export class TrailersPreview extends DisposableStore implements vscode.TextDocumentContentProvider {
  readonly #changed = this.add(new vscode.EventEmitter<vscode.Uri>())
  readonly #texts = new Map<string, string>()
  readonly onDidChange = this.#changed.event

  constructor(private readonly pending: PendingLines) {
    super()
    this.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this))
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? ''
  }

  /** Works the trailers out and opens them. */
  async show(repository: RepositoryContext): Promise<void> {
    const text = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Byline: looking at what is staged' },
      () => previewText(repository, waitingText(this.pending.linesOf(repository))),
    )
    const uri = vscode.Uri.from({
      scheme,
      path: `/${folderName(repository.root)} - pending trailers.txt`,
      query: repository.root,
    })
    this.#texts.set(uri.toString(), text)
    this.#changed.fire(uri)
    const document = await vscode.workspace.openTextDocument(uri)
    await vscode.window.showTextDocument(document, { preview: true })
  }
}

/** Leaves the trailers out of the commit that comes next on the present HEAD; a button takes that back. */
export async function skipTrailersOnce(repository: RepositoryContext): Promise<void> {
  await skipOnce(repository.open)
  const undo = 'Undo'
  void vscode.window
    .showInformationMessage('The next commit gets no trailers. A pull or a checkout before it ends that.', undo)
    .then(async (choice) => {
      if (choice === undo) await keepTrailers(repository.open)
    })
}

/** @param waiting the status bar's words for what waits to be committed, so that its number is found here again */
async function previewText(repository: RepositoryContext, waiting: string | undefined): Promise<string> {
  // The hook reads what it finds there.
  if (repository.ledger.consent() === 'granted') await writeSettingsForHooks(repository)
  const next = await planNextCommit(repository.open, AbortSignal.timeout(timeoutMs))
  const first = waiting === undefined ? [] : [`# ${waiting}.`]
  const lines = [...first, ...answerOf(next)]
  const obstacles = next.plan.decision === 'skippedOnce' ? [] : await obstaclesTo(repository, next)
  return [...lines, ...obstacles, ''].join('\n')
}

/** What the commit that comes next says, as lines of the preview. */
function answerOf({ plan, of, trailers }: NextCommit): readonly string[] {
  const what = of === 'index' ? 'what is staged' : 'all changes'
  const { decision, files, settings, measured } = plan
  if (files.length === 0 && plan.changes.length === 0) return ['# Nothing to commit.']
  if (decision === 'skippedOnce' && measured.length > 0) {
    return [`# A commit of ${what} gets no trailers: you left them out. They would be:`, '', ...measured]
  }
  if (decision === 'switchedOffInGit' && measured.length > 0) {
    return [`# A commit of ${what} would get these trailers:`, '', ...measured]
  }
  if (decision === 'kept' && trailers.length > 0) {
    return [`# A commit of ${what} keeps the trailers of the message that git prepared:`, '', ...trailers]
  }
  if (trailers.length > 0 && decision === 'written') {
    return [`# A commit of ${what} gets these trailers:`, '', ...trailers]
  }
  return [`# A commit of ${what} gets no trailers: ${whyNone(decision, files, settings)}.`]
}

/** Why commits get no trailers whatever they add, as lines of the preview; none where nothing stands in the way. */
async function obstaclesTo(repository: RepositoryContext, { rules, config }: NextCommit): Promise<readonly string[]> {
  if (rules.consent !== 'granted') {
    return ['', '# But the commit hooks are not installed here.', `# Run ${enableCommand} first.`]
  }
  const { installed, problem } = await hookState(repository.mustHaveRepository(), hookOptions(repository))
  const obstacles: string[] = []
  if (problem !== undefined) obstacles.push(`# But the commit hooks are not in place here: ${problem}`)
  else if (!installed) {
    obstacles.push(`# But the commit hooks are not in place here: run ${enableCommand}.`)
  }
  if (!config.trailers) {
    obstacles.push('# But git config byline.trailers is false here, so no commit gets trailers.')
  }
  return obstacles.length === 0 ? [] : ['', ...obstacles]
}

function whyNone(
  decision: TrailersDecision,
  files: readonly FileProvenance[],
  { minimumShare }: TrailerSettings,
): string {
  if (decision === 'switchedOff') return 'byline.trailers.enabled or byline.json switches them off'
  if (decision === 'leftOut') return 'what it makes again had none'
  const { ai, mixed } = countAdded(files)
  if (ai + mixed === 0) return 'it adds no AI lines'
  return `fewer than ${Math.round(minimumShare * 100)} % of the lines it adds are from AI`
}

function folderName(root: string): string {
  return root.slice(Math.max(root.lastIndexOf('/'), root.lastIndexOf('\\')) + 1)
}
