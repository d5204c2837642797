import * as vscode from 'vscode'
import { rangeReport } from '../report/rangeReport'
import type { Report } from '../report/report'
import type { RepositoryContext } from './repositoryContext'
import { trailerSettingsOf } from './trailerSettings'
import { UserFacingError } from '../base/errors'

/** What a report looks at. */
export interface ReportScope {
  /** For people. */
  readonly label: string
  /** Undefined: HEAD. */
  readonly base: string | undefined
  /** Undefined: the files on disk. */
  readonly head: string | undefined
}

/** How a long report is followed and stopped. */
export interface ReportProgress {
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number, path: string) => void
}

/** Branches that others are usually compared with, in the order in which they are tried. */
const usualBases = ['@{upstream}', 'origin/HEAD', 'origin/main', 'origin/master', 'main', 'master']

/** Asks what the report is to look at; undefined when the user turns away. */
export async function pickScope(repository: RepositoryContext): Promise<ReportScope | undefined> {
  const base = await usualBase(repository)
  const uncommitted: vscode.QuickPickItem = { label: 'Uncommitted changes', description: 'files on disk against HEAD' }
  const branch: vscode.QuickPickItem = {
    label: 'This branch',
    description: base ? `against ${base}` : 'against a base you name',
  }
  const range: vscode.QuickPickItem = { label: 'A range…', description: 'two revisions, such as v1.2..main' }
  const picked = await vscode.window.showQuickPick([uncommitted, branch, range], { placeHolder: 'Report on what?' })
  if (picked === uncommitted) return { label: 'uncommitted changes', base: undefined, head: undefined }
  if (picked === branch) {
    const against = base ?? (await askForBase(repository))
    if (!against) return undefined
    const from = await mergeBase(repository, against, 'HEAD')
    return { label: `this branch against ${against}`, base: from, head: 'HEAD' }
  }
  if (picked !== range) return undefined
  const typed = await vscode.window.showInputBox({
    title: 'Report on a range',
    prompt:
      'Two revisions with ".." between them: branches, tags or commits. Three dots: what the second added since it left the first. Nothing after the dots means HEAD.',
    placeHolder: 'HEAD~3..HEAD',
    validateInput: async (value) => {
      // Nobody has done anything wrong yet; Enter on nothing turns away.
      if (value.trim() === '') return { message: 'For example HEAD~3..HEAD', severity: info }
      const range = parseRange(value)
      if (!range) return 'Write two revisions with ".." between them, such as HEAD~3..HEAD.'
      return (await whyNotThere(repository, range.base)) ?? whyNotThere(repository, range.head)
    },
  })
  const parsed = typed === undefined ? undefined : parseRange(typed)
  if (!parsed) return undefined
  const { base: from, dots, head } = parsed
  const start = dots === '...' ? await mergeBase(repository, from, head) : from
  return { label: `${from}${dots}${head}`, base: start, head }
}

const info = vscode.InputBoxValidationSeverity.Info

/** Asks for the branch or commit that this branch is compared with, where none of the usual ones is there. */
async function askForBase(repository: RepositoryContext): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: 'Report on this branch',
    prompt: 'The branch or commit that this branch is compared with.',
    placeHolder: 'main',
    validateInput: async (value) =>
      value.trim() === '' ? { message: 'For example main', severity: info } : whyNotThere(repository, value.trim()),
  })
  return typed?.trim()
}

/** A sentence where a repository has no such revision; undefined where it has. */
async function whyNotThere({ program }: RepositoryContext, revision: string): Promise<string | undefined> {
  return (await program.commitId(revision)) === undefined ? noRevisionSentence(revision) : undefined
}

function noRevisionSentence(revision: string): string {
  return `There is no revision "${revision}" in this repository.`
}

/** Works the report out. Throws the signal's reason when cancelled, UserFacingError for a revision that is not there. */
export async function reportOn(
  repository: RepositoryContext,
  scope: ReportScope,
  progress: ReportProgress,
): Promise<Report> {
  const { program } = repository
  const base = await program.commitId(scope.base ?? 'HEAD')
  if (base === undefined && scope.base !== undefined) throw new UserFacingError(noRevisionSentence(scope.base))
  const head = scope.head === undefined ? undefined : await program.commitId(scope.head)
  if (head === undefined && scope.head !== undefined) throw new UserFacingError(noRevisionSentence(scope.head))
  const { key } = await trailerSettingsOf(repository)
  return rangeReport(
    { observations: repository.ledger, repository: program },
    { range: scope.label, base, head, keys: key === undefined ? [] : [key] },
    { ...progress, giveTurn: () => new Promise((resolve) => setImmediate(resolve)) },
  )
}

interface TypedRange {
  readonly base: string
  /** With three of them the report begins where `head` left `base`, as for git and the command line. */
  readonly dots: '..' | '...'
  readonly head: string
}

function parseRange(text: string): TypedRange | undefined {
  const [, base, dots, head = 'HEAD'] = /^\s*([^\s.-]\S*?)(\.{2,3})([^\s.-]\S*)?\s*$/.exec(text) ?? []
  return base === undefined ? undefined : { base, dots: dots === '...' ? '...' : '..', head }
}

async function usualBase(repository: RepositoryContext): Promise<string | undefined> {
  const head = await repository.program.commitId('HEAD')
  for (const name of usualBases) {
    const id = await repository.program.commitId(name)
    if (id !== undefined && id !== head) return name
  }
  return undefined
}

/** Where `head` left the other one; the other one itself where they have nothing in common. */
async function mergeBase({ program }: RepositoryContext, other: string, head: string): Promise<string> {
  const [commit, tip] = [await program.commitId(other), await program.commitId(head)]
  if (commit === undefined) throw new UserFacingError(noRevisionSentence(other))
  if (tip === undefined) throw new UserFacingError(noRevisionSentence(head))
  const { code, stdout } = await program.git.run(['merge-base', commit, tip], { answers: [1] })
  return code === 0 ? stdout.toString('utf8').trim() : commit
}
