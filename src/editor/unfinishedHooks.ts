import { execFile } from 'node:child_process'
import * as vscode from 'vscode'
import { forgetRun, type UnfinishedRun, unfinishedRuns } from '../git/hooks/unfinishedRuns'
import { type RepositoryContext, realFolder } from './repositoryContext'
import { syncEnvironment } from './syncProcess'

/** The runs of the commit hook in this work tree that did not come to their end, newest first. */
export async function unfinishedRunsOf(repository: RepositoryContext): Promise<readonly UnfinishedRun[]> {
  const { found, bylineFolder, isTrusted } = repository
  if (!found || bylineFolder === undefined || !isTrusted) return []
  const runs = await unfinishedRuns(bylineFolder, Date.now())
  const here = await realFolder(found.gitDir)
  const places = await Promise.all(runs.map(({ gitDir }) => realFolder(gitDir)))
  return runs.filter((_, at) => places[at] === here)
}

/** The user knows of commits that may lack their trailers: nothing more is said of them. */
export async function forgetUnfinishedRuns(repository: RepositoryContext): Promise<void> {
  for (const run of await unfinishedRunsOf(repository)) await forgetRun(run)
}

/** Shows what `byline doctor` says: whether the next commit gets trailers, and if not, why and what to do. */
export async function checkHooks({ root, gitPath }: RepositoryContext, cli: string): Promise<void> {
  const content = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Byline: checking the commit hooks' },
    () => doctor(cli, root, gitPath ?? 'git'),
  )
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: 'plaintext' }))
}

async function doctor(cli: string, root: string, gitPath: string): Promise<string> {
  const options = { cwd: root, env: syncEnvironment({ gitPath }), timeout: 30_000 }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [cli, 'doctor'], options, (error, stdout, stderr) => {
      // Its exit code tells that something is wrong, which the text tells as well.
      if (stdout === '' && error) reject(error)
      else resolve(stdout + stderr)
    })
  })
}
