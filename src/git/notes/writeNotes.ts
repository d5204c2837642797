import type { GitProgram } from '../gitProgram'

/** A note as it is to be: an existing blob, or a new text. */
export type NoteContent = { readonly id: string } | { readonly text: string }

/** With more notes than this the tree gets folders, as git itself does it. */
const fanOutAbove = 256

const timeoutMs = 120_000

/**
 * Makes a commit of notes with a handful of processes, however many notes there are, and gives its id. No reference is
 * touched and none locked: a kill leaves at most objects that nobody asks for. `git notes` would take a process for
 * each note, and the N command of fast-import refuses notes on anything but commits.
 * @param notes all that the commit has: noted blob -> note; new ones that are alike best one after the other
 * @param parents the commits it goes on top of; the first is the one it continues
 * @param day of the commit, 2026-11-23; with it goes neither a name nor the time of day
 */
export async function commitNotes(
  git: GitProgram,
  notes: ReadonlyMap<string, NoteContent>,
  parents: readonly string[],
  day: string,
): Promise<string> {
  const ids = await writeTexts(
    git,
    [...notes.values()].flatMap((note) => ('text' in note ? [note.text] : [])),
  )
  let next = 0
  const entries = [...notes].map(([blob, note]) => ({ blob, note: 'id' in note ? note.id : ids[next++]! }))
  const tree = await writeTree(git, entries)
  const who = `Byline <byline@localhost> ${Date.parse(`${day}T00:00:00Z`) / 1000} +0000`
  const head = [`tree ${tree}`, ...parents.map((id) => `parent ${id}`), `author ${who}`, `committer ${who}`]
  // Not by commit-tree: it would take the user's name from wherever it can.
  return git.text(['hash-object', '-t', 'commit', '-w', '--stdin'], {
    input: `${head.join('\n')}\n\nWho wrote which lines\n`,
  })
}

/** Stores texts, each as what differs from the one before it, and gives their ids in order. */
async function writeTexts(git: GitProgram, texts: readonly string[]): Promise<readonly string[]> {
  if (texts.length === 0) return []
  const input: Buffer[] = [Buffer.from('feature done\n')]
  for (const [at, text] of texts.entries()) {
    const bytes = Buffer.from(text, 'utf8')
    input.push(Buffer.from(`blob\nmark :${at + 1}\ndata ${bytes.length}\n`), bytes, Buffer.from('\n'))
  }
  input.push(Buffer.from(`${texts.map((_, at) => `get-mark :${at + 1}\n`).join('')}done\n`))
  const output = await git.text(['fast-import', '--quiet', '--done'], { input: Buffer.concat(input), timeoutMs })
  const ids = output.split('\n').filter((line) => /^[0-9a-f]{40,64}$/.test(line))
  if (ids.length !== texts.length) throw new Error(`git fast-import said ${ids.length} ids for ${texts.length} texts`)
  return ids
}

async function writeTree(
  git: GitProgram,
  entries: readonly { readonly blob: string; readonly note: string }[],
): Promise<string> {
  const listing = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
  if (entries.length <= fanOutAbove) {
    const input = listing(entries.map(({ blob, note }) => `100644 blob ${note}\t${blob}`))
    return git.text(['mktree', '--missing'], { input, timeoutMs })
  }
  const folders = new Map<string, string[]>()
  for (const { blob, note } of entries) {
    const name = blob.slice(0, 2)
    const lines = folders.get(name) ?? []
    folders.set(name, lines)
    lines.push(`100644 blob ${note}\t${blob.slice(2)}`)
  }
  const input = [...folders.values()].map(listing).join('\n')
  const trees = (await git.text(['mktree', '--missing', '--batch'], { input, timeoutMs })).split('\n')
  const root = listing([...folders.keys()].map((name, at) => `040000 tree ${trees[at]}\t${name}`))
  return git.text(['mktree', '--missing'], { input: root, timeoutMs })
}
