import { realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import type { Origin } from '../attribution/origin'
import { UserFacingError } from '../base/errors'
import { Resolver } from '../provenance/resolve'
import type { Snapshot } from '../provenance/sources'
import { formatBlame } from './formatBlame'
import { openRepository } from './openRepository'
import { readTrailerSettings } from './settings'

/** `byline blame <file>`: who wrote each line of a file, on disk or in a revision. */
export async function blameCommand(file: string, options: { readonly rev?: string; readonly json?: true }): Promise<0> {
  const absolute = resolve(file)
  const open = await openRepository(process.cwd())
  const { reader, ledger } = open
  const path = await pathIn(open.repository.root, absolute)
  if (path === undefined) throw new UserFacingError(`${file} is outside of ${open.repository.root}.`)
  const rev = options.rev === undefined ? undefined : await reader.commitId(options.rev)
  if (options.rev !== undefined && rev === undefined) {
    throw new UserFacingError(`There is no revision "${options.rev}" in this repository.`)
  }
  const snapshot: Snapshot = rev === undefined ? { kind: 'worktree' } : { kind: 'commit', rev }
  const found = await reader.readFile(snapshot, path)
  if (!found)
    throw new UserFacingError(`There is no file ${path}${options.rev === undefined ? '' : ` in ${options.rev}`}.`)
  if (found.kind === 'skipped') throw new UserFacingError(`${path} is not looked at: ${skipWords[found.reason]}.`)

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
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ path, rev, blob: found.blob, lines: origins.map(jsonLine) })}\n`
      : formatBlame(texts, origins, process.stdout.isTTY),
  )
  return 0
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
function jsonLine({ contributor, tool, model, mode, session, evidence }: Origin, line: number) {
  return { line: line + 1, contributor, tool, model, mode, session, evidence }
}

/** With the links on the way to the file followed, but not one that the file itself is. */
async function pathIn(root: string, file: string): Promise<string | undefined> {
  const folder = await realpath(dirname(file)).catch(() => dirname(file))
  const path = relative(await realpath(root), join(folder, basename(file)))
  return path === '' || path.startsWith(`..${sep}`) || path === '..' ? undefined : path.split(sep).join('/')
}
