import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import type { ProgramReader } from '../../git/reader/programReader'
import { provenanceOfChange } from '../../provenance/change/changeProvenance'
import type { FileProvenance } from '../../attribution/lines/fileProvenance'
import { hookState } from '../../commit/hooks/hookState'
import { countAdded } from '../../attribution/lines/addedLines'
import { formatTrailers } from '../../formats/trailers/formatTrailers'
import type { Snapshot } from '../../provenance/sources'
import type { TrailerSettings } from '../../formats/trailers/trailerSettings'
import { hookOptions } from './hookOptions'
import type { PendingLines } from '../documents/pendingLines'
import type { RepositoryContext } from '../repositories/repositoryContext'
import { waitingText } from './repositoryStatus'
import { trailerSettingsOf } from './trailerSettings'
import { isNextCommitSkipped } from './trailersState'
import { bylineFiles } from '../../ledger/folder/bylineFolder'

const scheme = 'byline-trailers'
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
  repository.mustHaveRepository()
  // The mark names HEAD: once the commit is made it no longer holds, and nobody has to clear it away.
  const head = (await repository.program.commitId('HEAD')) ?? 'unborn'
  await repository.ledger.files.write(bylineFiles.skipNextCommit, `${head}\n`)
  const undo = 'Undo'
  void vscode.window
    .showInformationMessage('The next commit gets no trailers. A pull or a checkout before it ends that.', undo)
    .then(async (choice) => {
      if (choice === undo) await keepTrailers(repository)
    })
}

/** Lets the next commit have its trailers after all. */
export async function keepTrailers(repository: RepositoryContext): Promise<void> {
  repository.mustHaveRepository()
  await repository.ledger.files.remove(bylineFiles.skipNextCommit)
}

/** @param waiting the status bar's words for what waits to be committed, so that its number is found here again */
async function previewText(repository: RepositoryContext, waiting: string | undefined): Promise<string> {
  const { program } = repository
  const head = await program.commitId('HEAD')
  const merged = await program.commitId('MERGE_HEAD')
  const from = [head, merged].flatMap((rev): Snapshot[] => (rev === undefined ? [] : [{ kind: 'commit', rev }]))
  const staged = await program.changedFiles(from[0], { kind: 'index' })
  // With nothing staged the Source Control view commits everything, so that is what is shown.
  const to: Snapshot = staged.length > 0 ? { kind: 'index' } : { kind: 'worktree' }
  const files = await withBlobs(program, await provenanceOfChange(repository.newResolver(), program, from, to))
  const settings = await trailerSettingsOf(repository)
  const trailers = formatTrailers(files, settings)
  const what = staged.length > 0 ? 'what is staged' : 'all changes'
  const first = waiting === undefined ? [] : [`# ${waiting}.`]
  const obstacles = await obstaclesTo(repository)
  if (files.length === 0) return [...first, '# Nothing to commit.', ...obstacles, ''].join('\n')
  if (trailers.length === 0) {
    return [...first, `# A commit of ${what} gets no trailers: ${whyNone(files, settings)}.`, ...obstacles, ''].join(
      '\n',
    )
  }
  if (await isNextCommitSkipped(repository)) {
    const skipped = `# A commit of ${what} gets no trailers: you left them out. They would be:`
    return [...first, skipped, '', ...trailers, ''].join('\n')
  }
  return [...first, `# A commit of ${what} gets these trailers:`, '', ...trailers, ...obstacles, ''].join('\n')
}

/** Why commits get no trailers whatever they add, as lines of the preview; none where nothing stands in the way. */
async function obstaclesTo(repository: RepositoryContext): Promise<readonly string[]> {
  if (repository.ledger.consent() !== 'granted') {
    return ['', '# But the commit hooks are not installed here.', `# Run ${enableCommand} first.`]
  }
  const { installed, problem } = await hookState(repository.mustHaveRepository(), hookOptions(repository))
  const obstacles: string[] = []
  if (problem !== undefined) obstacles.push(`# But the commit hooks are not in place here: ${problem}`)
  else if (!installed) {
    obstacles.push(`# But the commit hooks are not in place here: run ${enableCommand}.`)
  }
  if (!(await areWantedByGit(repository))) {
    obstacles.push('# But git config byline.trailers is false here, so no commit gets trailers.')
  }
  return obstacles.length === 0 ? [] : ['', ...obstacles]
}

/** The same question that the hooks ask; what is neither true nor false counts as true there, too. */
async function areWantedByGit({ program }: RepositoryContext): Promise<boolean> {
  const { stdout } = await program.git.run(['config', '--type=bool', '--get', 'byline.trailers'], { answers: [1, 128] })
  return stdout.toString('utf8').trim() !== 'false'
}

function whyNone(files: readonly FileProvenance[], { enabled, minimumShare }: TrailerSettings): string {
  if (!enabled) return 'byline.trailers.enabled or byline.json switches them off'
  const { ai, mixed } = countAdded(files)
  if (ai + mixed === 0) return 'it adds no AI lines'
  return `fewer than ${Math.round(minimumShare * 100)} % of the lines it adds are from AI`
}

/** What is not staged has no blob yet; git says which id it will get. */
async function withBlobs(program: ProgramReader, files: readonly FileProvenance[]): Promise<readonly FileProvenance[]> {
  return Promise.all(
    files.map(async (file) => {
      if (file.blob !== undefined || file.skipped) return file
      return { ...file, blob: await program.git.text(['hash-object', '--', file.path]) }
    }),
  )
}

function folderName(root: string): string {
  return root.slice(Math.max(root.lastIndexOf('/'), root.lastIndexOf('\\')) + 1)
}
