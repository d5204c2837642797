import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { GitProgram } from '../gitProgram'
import type { IdentifiedText } from '../../ledger/deleteUnheld'
import { textIdOf } from '../../ledger/folder/textId'
import { objectInfos } from '../catFile'
import { versionBatches } from '../notes/blobVersions'
import { pushedVersions } from '../notes/pushedVersions'
import { isPlainText } from '../pathBytes'
import { splitNul } from '../splitNul'

/** Of a whole history; it is asked in the background. */
const walkMs = 10 * 60_000

/** No larger file is ever recorded. */
const maxBytes = 5 * 1024 * 1024

/** Paths that one run of git is asked about. */
const pathsAtOnce = 200

/**
 * Which of some texts git holds: as a file of any commit, in whichever form it was committed, or staged. Objects that
 * no commit reaches any more count too until git itself takes them away: they may be in the reflog, or in a stash.
 * @returns ids of texts
 * @throws UserFacingError where git cannot be asked
 */
export async function heldTexts(git: GitProgram, texts: readonly IdentifiedText[]): Promise<ReadonlySet<string>> {
  if (texts.length === 0) return new Set()
  const algorithm = await objectFormat(git)
  const textIds = new Map<string, string>()
  for (const { textId, text } of texts) {
    // An editor that does this goes on answering its user.
    await setImmediate()
    for (const bytes of formsOf(text)) textIds.set(blobId(algorithm, bytes), textId)
  }
  const ids = [...textIds.keys()]
  const present = (await isPartial(git)) ? await reachable(git, textIds) : await stored(git, ids)
  const held = new Set(present.flatMap((id) => textIds.get(id) ?? []))
  const left = texts.filter(({ textId }) => !held.has(textId))
  return new Set([...held, ...(await heldWithMixedEnds(git, left))])
}

/** Where a file has both kinds of line ends its text does not tell which: what was committed has to be read. */
async function heldWithMixedEnds(git: GitProgram, texts: readonly IdentifiedText[]): Promise<ReadonlySet<string>> {
  // It takes two lines to differ.
  const asked = texts.filter(({ text }) => text.includes('\n', text.indexOf('\n') + 1))
  const paths = await pathsWithMixedEnds(git, new Set(asked.map(({ path }) => path)))
  const held = new Set<string>()
  if (paths.size === 0) return held
  const wanted = new Set(asked.map(({ textId }) => textId))
  const tips = (await git.text(['rev-list', '--no-walk', '--all', '--reflog'])).split('\n').filter((id) => id !== '')
  for await (const batch of versionBatches(git, await pushedVersions(git, { tips }, paths), maxBytes)) {
    for (const { text } of batch) {
      const textId = text === undefined ? '' : textIdOf(text)
      if (wanted.has(textId)) held.add(textId)
    }
  }
  return held
}

async function pathsWithMixedEnds(git: GitProgram, paths: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const asked = [...paths].filter(isPlainText)
  const mixed = new Set<string>()
  for (let from = 0; from < asked.length; from += pathsAtOnce) {
    const listed = ['ls-files', '-z', '--eol', '--', ...asked.slice(from, from + pathsAtOnce)]
    for (const field of splitNul((await git.run(listed)).stdout)) {
      const line = field.toString('utf8')
      if (line.startsWith('i/mixed ')) mixed.add(line.slice(line.indexOf('\t') + 1))
    }
  }
  return mixed
}

async function stored(git: GitProgram, ids: readonly string[]): Promise<readonly string[]> {
  const infos = await objectInfos(git, ids)
  return ids.filter((_, at) => infos[at] !== undefined)
}

/** What a partial clone lacks cannot be asked for one by one; its trees name it. */
async function reachable(git: GitProgram, asked: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const listed = ['rev-list', '--objects', '--all', '--reflog', '--indexed-objects', '--missing=print']
  const { stdout } = await git.run([...listed, '--no-object-names'], { timeoutMs: walkMs })
  // What is missing here stands behind a question mark.
  return stdout
    .toString('latin1')
    .split('\n')
    .map((line) => line.replace(/^\?/, ''))
    .filter((id) => asked.has(id))
}

/** A text can have been committed with other line ends, behind a byte order mark, or in Latin-1. */
function formsOf(text: string): readonly Buffer[] {
  const forms = text.includes('\n') ? [text, text.replaceAll('\n', '\r\n')] : [text]
  const isLatin1 = /[\u0080-\u00ff]/.test(text) && !/[\u0100-\uffff]/.test(text)
  return forms.flatMap((form) => [
    Buffer.from(form, 'utf8'),
    Buffer.from(`\uFEFF${form}`, 'utf8'),
    ...(isLatin1 ? [Buffer.from(form, 'latin1')] : []),
  ])
}

function blobId(algorithm: string, bytes: Buffer): string {
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

async function objectFormat(git: GitProgram): Promise<string> {
  const { code, stdout } = await git.run(['rev-parse', '--show-object-format'], { answers: [128] })
  // Before 2.25 git does not know the question, and no other answer.
  return code === 0 && stdout.toString('latin1').trim() === 'sha256' ? 'sha256' : 'sha1'
}

async function isPartial(git: GitProgram): Promise<boolean> {
  const names = '^(remote\\..*\\.promisor|extensions\\.partialclone)$'
  return (await git.run(['config', '-z', '--get-regexp', names], { answers: [1] })).stdout.length > 0
}
