import { execFile } from 'node:child_process'
import * as vscode from 'vscode'
import { UserFacingError } from '../../base/errors'
import { forgetRun, type UnfinishedRun, unfinishedRuns } from '../../commit/hooks/unfinishedRuns'
import { type RepositoryContext, realFolder } from '../repositories/repositoryContext'
import { showText } from '../ui/shownTexts'
import { syncEnvironment } from './syncProcess'

/** What tells of a run, by its file, that `byline doctor` was asked about in this window. */
const examined = new Set<string>()

/**
 * The runs of the commit hook in this work tree that did not come to their end, newest first. `byline doctor` looks into
 * new ones first, as it forgets those after which no commit lacks its trailers.
 * @param cli absolute path of the command line
 */
export async function unfinishedRunsOf(repository: RepositoryContext, cli: string): Promise<readonly UnfinishedRun[]> {
  const runs = await runsOf(repository)
  if (runs.every(({ file }) => examined.has(file))) return runs
  for (const { file } of runs) examined.add(file)
  await byline(repository, cli, 'doctor')
  return runsOf(repository)
}

/** The user knows of commits that may lack their trailers: nothing more is said of them. */
export async function forgetUnfinishedRuns(repository: RepositoryContext): Promise<void> {
  for (const run of await runsOf(repository)) await forgetRun(run)
}

/** Shows what `byline doctor` says: whether the next commit gets trailers, and if not, why and what to do. */
export async function checkHooks(repository: RepositoryContext, cli: string): Promise<void> {
  const { stdout, stderr } = await withProgress('checking the commit hooks', byline(repository, cli, 'doctor'))
  await showText('Commit Hooks', stdout + stderr)
}

/** Gives the last commit the trailers that it lacks, by `byline amend`, and says what came of it. */
export async function amendTrailers(repository: RepositoryContext, cli: string): Promise<void> {
  const { code, stdout, stderr } = await withProgress('adding the trailers', byline(repository, cli, 'amend'))
  const said = stderr.trim().replace(/^byline: /, '')
  if (code !== 0) throw new UserFacingError(said)
  void vscode.window.showInformationMessage(
    stdout
      .trim()
      .split('\n')[0]
      ?.replace(/ and says:$/, '.') ?? said,
  )
}

async function runsOf({ found, bylineFolder, isTrusted }: RepositoryContext): Promise<readonly UnfinishedRun[]> {
  if (!found || bylineFolder === undefined || !isTrusted) return []
  const runs = await unfinishedRuns(bylineFolder, Date.now())
  if (runs.length === 0) return []
  const here = await realFolder(found.gitDir)
  const places = await Promise.all(runs.map(({ gitDir }) => realFolder(gitDir)))
  return runs.filter((_, at) => places[at] === here)
}

async function withProgress<T>(title: string, task: Promise<T>): Promise<T> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: `Byline: ${title}` }, () => task)
}

interface Said {
  /** Exit code; -1 where it did not run to its end. */
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command of the command line in a repository. */
async function byline({ root, gitPath }: RepositoryContext, cli: string, command: string): Promise<Said> {
  const options = { cwd: root, env: syncEnvironment({ gitPath: gitPath ?? 'git' }), timeout: 60_000 }
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, command], options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0
      resolve({ code, stdout, stderr })
    })
  })
}
