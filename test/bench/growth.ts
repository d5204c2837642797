import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AttributedText } from '../../src/attribution/text/attributedText'
import { GitProgram } from '../../src/git/gitProgram'
import { notesRef } from '../../src/git/notes/notesRefs'
import { commitNotes, type NoteContent } from '../../src/sharing/writeNotes'
import { formatNote } from '../../src/formats/notes/formatNote'
import { alternate } from './alternate'
import { ai, BenchRepository, cli } from './benchRepository'
import { inWords, times } from './inWords'
import type { BenchPart, Measurement } from './measurement'
import { median } from './quantile'
import { sourceLine, sourceText } from './sourceText'

const commits = 10_000
const files = 250
const linesPerFile = 100
/** Each sync makes one commit of notes. */
const commitsPerSync = 100
/** Commits whose versions this machine recorded and did not share yet. */
const recordedCommits = 100
const rounds = 3

/** What the notes of a long history weigh. */
export const growth: BenchPart = {
  name: 'growth',
  title: 'Growth of the notes',
  method:
    `A made-up history of ${commits.toLocaleString('en')} commits, each of which changes three lines in 1 to 3 of ` +
    `${files} files of ${linesPerFile} lines; every version has a note, written as \`byline sync\` writes them, after every ` +
    `${commitsPerSync} commits. The remote is packed by \`git gc\`. Clones and fetches are made over git’s own protocol ` +
    'from the same disk (`file://`), in turn; medians. Code that is alike packs better than real code does. ' +
    `\`byline sync\` runs as it is shipped, in a clone without notes that recorded the last ${recordedCommits} commits ` +
    'otherwise than the notes say.',
  async run() {
    const repository = new BenchRepository()
    const scratch = mkdtempSync(join(tmpdir(), 'byline-bench-growth-'))
    try {
      const versions = history()
      repository.import(versions)
      await writeNotes(repository, versions)
      const plain = join(scratch, 'plain.git')
      const noted = join(scratch, 'noted.git')
      for (const bare of [plain, noted])
        execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare])
      repository.git('push', '--quiet', plain, 'main')
      repository.git('push', '--quiet', noted, 'main', notesRef)
      for (const bare of [plain, noted]) execFileSync('git', ['-C', bare, 'gc', '--quiet'])
      const [without, withNotes] = [packBytes(plain), packBytes(noted)]
      const clone = (bare: string) => () => {
        const target = mkdtempSync(join(scratch, 'clone-'))
        const ms = repository.timeGit(false, 'clone', '--quiet', '--bare', `file://${bare}`, target)
        rmSync(target, { recursive: true })
        return ms
      }
      const fetch = (): number => {
        const target = mkdtempSync(join(scratch, 'fetch-'))
        repository.git('clone', '--quiet', '--bare', `file://${noted}`, target)
        const ms = repository.timeGit(false, '-C', target, 'fetch', '--quiet', 'origin', `+${notesRef}*:${notesRef}*`)
        const fetched = repository.git('-C', target, 'notes', '--ref=byline', 'list').trimEnd().split('\n').length
        if (fetched < commits) throw new Error(`${fetched} notes were fetched`)
        rmSync(target, { recursive: true })
        return ms
      }
      const [clonePlain, cloneNoted, fetchNotes] = await alternate(rounds, [clone(plain), clone(noted), fetch])
      const more = withNotes - without
      const [objects, ownObjects] = [notesRef, 'main'].map(
        (ref) => repository.git('rev-list', '--objects', ref).trimEnd().split('\n').length,
      )
      const notes = repository.git('notes', '--ref=byline', 'list').trimEnd().split('\n').length
      const sharing = await syncTimes(repository, noted, versions.slice(-recordedCommits))
      return [
        {
          what: 'What the notes weigh on the remote',
          result: `${kb(more)} in all, ${(more / commits).toFixed(0)} bytes a commit`,
          ratio: times(more / without),
          absolute: `${kb(without)} and ${ownObjects!.toLocaleString('en')} objects without, ${kb(withNotes)} and ${objects!.toLocaleString('en')} objects more with ${notes.toLocaleString('en')} notes`,
        },
        {
          what: 'A clone of a remote with notes, which brings none of them',
          result: inWords(median(cloneNoted!)),
          ratio: `${times(median(cloneNoted!) / median(clonePlain!))} a clone of one without`,
          absolute: `${inWords(median(clonePlain!))} without notes on the remote`,
        },
        {
          what: 'The first fetch of all notes',
          result: inWords(median(fetchNotes!)),
          ratio: `${times(median(fetchNotes!) / median(clonePlain!))} a clone without notes`,
          absolute: `${notes.toLocaleString('en')} notes, ${kb(more)}`,
        },
        ...sharing,
      ]
    } finally {
      repository.dispose()
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
    }
  },
}

const pathOf = (file: number): string => `src/part${file % 10}/file${file}.ts`

/** One commit for each map: the first has all files, each other one changes three neighbouring lines of 1 to 3. */
function history(): readonly ReadonlyMap<string, string>[] {
  const texts = Array.from({ length: files }, (_, file) => sourceText(linesPerFile, `f${file}`).split(/(?<=\n)/))
  const first = new Map(texts.map((lines, file) => [pathOf(file), lines.join('')]))
  return [first].concat(
    Array.from({ length: commits - 1 }, (_, commit) => {
      const changed = Array.from({ length: 1 + (commit % 3) }, (_, more) => (commit * 7 + more * 83) % files)
      const at = (commit * 13) % (linesPerFile - 3)
      return new Map(
        changed.map((file) => {
          const lines = texts[file]!
          for (let line = at; line < at + 3; line++) lines[line] = sourceLine(line, `c${commit}`)
          return [pathOf(file), lines.join('')]
        }),
      )
    }),
  )
}

async function writeNotes(
  repository: BenchRepository,
  versions: readonly ReadonlyMap<string, string>[],
): Promise<void> {
  const git = new GitProgram(repository.folder)
  const notes = new Map<string, NoteContent>()
  let parent: string | undefined
  for (let from = 0; from < versions.length; from += commitsPerSync) {
    const texts = versions.slice(from, from + commitsPerSync).flatMap((files) => [...files])
    const ids = repository.blobIds(texts.map(([, text]) => text))
    // As sync does: the versions of a file one after the other.
    const sorted = texts
      .map(([path, text], at) => ({ path, text, id: ids[at]! }))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
    for (const { path, text, id } of sorted) {
      // The first lines of each version are a person's.
      const lines = text
        .split('\n')
        .map((_, line) => (line < 20 ? ({ contributor: 'human', evidence: 'reported' } as const) : ai))
      const json = formatNote(path, AttributedText.fromLines(text, lines.slice(0, -1)), '2026-11-23').map(
        ({ json }) => json,
      )
      notes.set(id, { text: `${json.join('\n')}\n` })
    }
    const known: string | undefined = parent
    parent = await commitNotes(git, notes, known === undefined ? [] : [known], '2026-11-23')
    for (const [blob, id] of repository.notesOf(parent)) notes.set(blob, { id })
  }
  repository.git('update-ref', notesRef, parent!)
}

/** What `byline sync` costs on top of all these notes, and once more. */
async function syncTimes(
  repository: BenchRepository,
  remote: string,
  recorded: readonly ReadonlyMap<string, string>[],
): Promise<readonly Measurement[]> {
  repository.git('remote', 'add', 'origin', remote)
  repository.git('fetch', '--quiet', 'origin')
  repository.git('update-ref', '-d', notesRef)
  repository.git('gc', '--quiet', '--prune=now')
  // What was recorded within the last minute before a sync is looked at again by the next one.
  const at = new Date(Date.now() - 3_600_000).toISOString()
  for (const texts of recorded) await repository.record(texts, { pending: false, at })
  const first = repository.timeNode(cli, 'sync')
  const [again, fetch, node] = await alternate(rounds, [
    () => repository.timeNode(cli, 'sync'),
    () => repository.timeGit(false, 'fetch', '--quiet', 'origin', `+${notesRef}*:refs/notes/remotes/origin/byline*`),
    () => repository.timeNode('-e', '0'),
  ])
  const yardstick = median(fetch!) + median(node!)
  const absolute = `\`git fetch\` of the notes with nothing new ${inWords(median(fetch!))}, \`node -e 0\` ${inWords(median(node!))}`
  return [
    {
      what: `\`byline sync\` of ${recorded.length} commits on top of them, all of them fetched with it`,
      result: inWords(first),
      ratio: `${times(first / yardstick)} a fetch with nothing new and a start of Node`,
      absolute: `once; ${absolute}`,
    },
    {
      what: 'The same where there is nothing new',
      result: inWords(median(again!)),
      ratio: `${times(median(again!) / yardstick)} a fetch and a start of Node`,
      absolute: `${absolute}; ${kb(repository.peakMemory('sync'))} of memory`,
    },
  ]
}

function packBytes(bare: string): number {
  const folder = join(bare, 'objects', 'pack')
  return readdirSync(folder).reduce(
    (sum, name) => sum + (name.endsWith('.pack') ? statSync(join(folder, name)).size : 0),
    0,
  )
}

function kb(bytes: number): string {
  return `${Math.round(bytes / 1024).toLocaleString('en')} KB`
}
