import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { deleterOf } from '../../attribution/text/deletions'
import type { Origin } from '../../attribution/text/origin'
import { UserFacingError } from '../../base/errors'
import { visibleJson } from '../../base/visibleText'
import { Resolver } from '../../provenance/resolve'
import type { Snapshot, SnapshotFile } from '../../provenance/sources'
import { type LineSpan, isNumeric, linesIn, lineSpan } from './blameLines'
import { formatBlame } from './formatBlame'
import type { OpenRepository } from '../../repository/openRepository'
import { openOwnerOf } from '../record/owningRepository'
import { readTrailerSettings } from '../../repository/repositorySettings'
import { showsColors } from '../showsColors'
import { userFolder } from '../../repository/userFolder'

export interface BlameOptions {
  readonly rev?: string
  /** Ranges in the form that `git blame -L` takes; all lines where left out. */
  readonly lines?: readonly string[]
  readonly json?: true
}

/** `byline blame <file>`: who wrote each line of a file, on disk or in a revision. */
export async function blameCommand(file: string, options: BlameOptions): Promise<0> {
  const absolute = resolve(userFolder(), file)
  const open = await openOwnerOf(absolute)
  const { reader, ledger } = open
  const path = await pathIn(open.repository.root, absolute)
  if (path === undefined) throw new UserFacingError(`${file} is outside of ${open.repository.root}.`)
  if (path === '') throw new UserFacingError(`${file} is a folder. Name a file in it.`)
  const rev = options.rev === undefined ? undefined : await reader.commitId(options.rev)
  if (options.rev !== undefined && rev === undefined) {
    throw new UserFacingError(`There is no revision "${options.rev}" in this repository.`)
  }
  const found = await textOf(
    open,
    rev === undefined ? { kind: 'worktree' } : { kind: 'commit', rev },
    path,
    options.rev,
  )

  const { key } = await readTrailerSettings(open)
  const resolver = new Resolver({ observations: ledger, repository: reader }, { keys: key === undefined ? [] : [key] })
  const attributed = await resolver.resolve({
    path,
    text: found.text,
    ...(rev !== undefined && { rev }),
    ...(found.blob !== undefined && { blob: found.blob }),
  })
  // A final line terminator opens no further line.
  const texts = found.text === '' ? [] : found.text.replace(/\n$/, '').split('\n')
  const origins = attributed.lineOrigins(0, Math.min(texts.length, attributed.lineCount))
  const wanted = linesIn(await spansOf(open, path, rev, options.lines, texts.length))
  process.stdout.write(
    options.json
      ? `${visibleJson(JSON.stringify({ path, rev, blob: found.blob, lines: wanted.map((line) => jsonLine(line, origins[line])) }))}\n`
      : formatBlame(texts, origins, { colored: showsColors(process.stdout), lines: wanted }),
  )
  return 0
}

/** @throws UserFacingError where there is no such file, or it is not looked at */
async function textOf(
  { reader, repository }: OpenRepository,
  snapshot: Snapshot,
  path: string,
  rev: string | undefined,
): Promise<Extract<SnapshotFile, { readonly kind: 'text' }>> {
  const where = rev === undefined ? '' : ` in ${rev}`
  const found = await reader.readFile(snapshot, path)
  if (found?.kind === 'text') return found
  if (await isFolder(reader, repository.root, snapshot, path)) {
    throw new UserFacingError(`${path} is a folder${where}. Name a file in it.`)
  }
  if (found) throw new UserFacingError(`${path} is not looked at: ${skipWords[found.reason]}.`)
  throw new UserFacingError(`There is no file ${path}${where}.`)
}

/** Whether a path is a folder of this repository's own files: neither a file nor the folder of a submodule. */
async function isFolder(
  reader: OpenRepository['reader'],
  root: string,
  snapshot: Snapshot,
  path: string,
): Promise<boolean> {
  if (snapshot.kind === 'commit') {
    const { stdout } = await reader.git.run(['ls-tree', '--full-tree', snapshot.rev, '--', path])
    return /^\d+ tree /.test(stdout.toString('latin1'))
  }
  const found = await lstat(join(root, path)).catch(() => undefined)
  if (!found?.isDirectory()) return false
  // What git lists as a commit is the folder of a submodule; so is a repository that git does not know yet.
  const { stdout } = await reader.git.run(['ls-files', '--stage', '--', path])
  const isRepository = await lstat(join(root, path, '.git')).then(
    () => true,
    () => false,
  )
  return !isRepository && !stdout.toString('latin1').startsWith('160000 ')
}

/** The lines that were asked for; git is asked for what is no number. */
async function spansOf(
  { reader }: OpenRepository,
  path: string,
  rev: string | undefined,
  ranges: readonly string[] | undefined,
  lineCount: number,
): Promise<readonly LineSpan[]> {
  if (ranges === undefined) return [{ from: 0, to: lineCount }]
  if (ranges.every(isNumeric)) return ranges.map((range) => lineSpan(range, lineCount))
  // Its own blame: it knows the functions of each language. That nothing is older spares it the history.
  const asked = ['blame', '--porcelain', '--since=1.second.ago', ...ranges.map((range) => `-L${range}`)]
  const { code, stdout, stderr } = await reader.git.run([...asked, ...(rev === undefined ? [] : [rev]), '--', path], {
    answers: [128, 129],
  })
  if (code !== 0) {
    const reason = stderr.split('\n')[0]?.replace(/^(?:fatal|error): /, '')
    throw new UserFacingError(`-L ${ranges.join(' -L ')} names no lines of ${path}: ${reason}.`)
  }
  const lines = [...stdout.toString('latin1').matchAll(/^[0-9a-f]{40,64} \d+ (\d+)/gm)].map(([, line]) => Number(line))
  return lines.filter((line) => line <= lineCount).map((line) => ({ from: line - 1, to: line }))
}

const skipWords = {
  binary: 'it is binary',
  tooLarge: 'it is too large',
  filtered: 'it goes through a git filter, such as Git LFS',
  symlink: 'it is a symbolic link',
  submodule: 'it is a submodule',
  unreadable: 'it cannot be read',
} as const

/** Keys in the order of the documented format; what is not known is absent. */
function jsonLine(line: number, origin: Origin | undefined) {
  const { contributor, tool, model, mode, session, evidence } = origin ?? { contributor: 'unknown' as const }
  const deletedBy = origin && deleterOf(origin)
  return { line: line + 1, contributor, tool, model, mode, session, evidence, deletedBy }
}

/**
 * With the links on the way to the file followed, but not one that the file itself is.
 * @returns empty for the root itself, undefined for what lies outside of it
 */
async function pathIn(root: string, file: string): Promise<string | undefined> {
  const top = await realpath(root)
  if ((await realpath(file).catch(() => file)) === top) return ''
  const folder = await realpath(dirname(file)).catch(() => dirname(file))
  const path = relative(top, join(folder, basename(file)))
  return isAbsolute(path) || path.startsWith(`..${sep}`) || path === '..' ? undefined : path.split(sep).join('/')
}
