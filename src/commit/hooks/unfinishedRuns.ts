import { lstat, readdir, rm } from 'node:fs/promises'
import * as path from 'node:path'
import { readSmallText } from '../../files/smallFile'
import { unfinishedPrefix } from '../../ledger/folder/bylineFolder'

/** A run of a hook that did not come to its end, so that its commit may lack its trailers. */
export interface UnfinishedRun {
  /** Absolute path of the file that tells, which is removed once nobody has to know any more. */
  readonly file: string
  readonly hook: string
  /** Where the commit was made; absolute path of the git directory of that work tree. */
  readonly gitDir: string
  /** When it began, in milliseconds of Unix time. */
  readonly startedMs: number
  /** What became of it, in a few words: `was stopped after 5 s`; undefined where it was ended from outside. */
  readonly why: string | undefined
}

/** Longer files are none of ours. */
const maxBytes = 16 * 1024

/** Of a run that goes on; no hook gets more. */
const runningMs = 40_000

export function isUnfinishedRun(name: string): boolean {
  return name.startsWith(unfinishedPrefix)
}

/**
 * The runs of message hooks that did not come to their end, newest first. One that may still be going on is left out.
 * @param bylineFolder where Byline keeps its files in the repository
 * @param nowMs milliseconds of Unix time
 */
export async function unfinishedRuns(bylineFolder: string, nowMs: number): Promise<readonly UnfinishedRun[]> {
  const names = (await readdir(bylineFolder).catch(() => [])).filter(isUnfinishedRun) // no folder: nothing ever ran
  const runs = await Promise.all(names.map((name) => readRun(path.join(bylineFolder, name), nowMs)))
  return runs.flatMap((run) => (run === undefined ? [] : [run])).sort((a, b) => b.startedMs - a.startedMs)
}

/** Forgets a run. */
export async function forgetRun({ file }: UnfinishedRun): Promise<void> {
  await rm(file, { force: true })
}

async function readRun(file: string, nowMs: number): Promise<UnfinishedRun | undefined> {
  try {
    const found = await lstat(file)
    if (!found.isFile() || found.size > maxBytes) return undefined
    const [first = '', ...lines] = (await readSmallText(file)).trimEnd().split('\n')
    const [hook = '', folder, message = ''] = first.split('\t')
    if (hook !== 'prepare-commit-msg' || folder === undefined) return undefined
    const why = lines.findLast((line) => !line.startsWith('started '))
    if (why === undefined && nowMs - found.mtimeMs < runningMs && isRunning(file)) return undefined
    return {
      file,
      hook,
      gitDir: path.resolve(folder, path.dirname(message)),
      startedMs: found.birthtimeMs > 0 ? Math.min(found.birthtimeMs, found.mtimeMs) : found.mtimeMs,
      why,
    }
  } catch {
    return undefined // gone meanwhile: it came to its end
  }
}

/** The name ends in the number of the process. Who may not send it a signal may know that it is there. */
function isRunning(file: string): boolean {
  try {
    return process.kill(Number(file.slice(file.lastIndexOf('.') + 1)), 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
