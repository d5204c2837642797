import { randomUUID } from 'node:crypto'
import type { GitProgram } from '../git/gitProgram'
import { splitNul } from '../git/splitNul'

/** A note as it is to be: an existing blob, or a new text. */
export type NoteContent = { readonly id: string } | { readonly text: string }

/** With more notes than this the tree gets folders, as git itself does it. */
const fanOutAbove = 256

const timeoutMs = 120_000

const pieceLength = 256 * 1024

/**
 * Makes a commit of notes with two processes, however many notes there are, and gives its id. Of the tree only what
 * differs from that of the first parent is written. No reference is touched and none locked: the one that `git
 * fast-import` needs points to nothing again before any is stored, so a kill leaves at most objects that nobody asks for.
 * `git notes` would take a process for each note, and the N command of fast-import refuses notes on anything but
 * commits.
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
  const reference = `refs/byline-being-written-${randomUUID()}`
  const who = `Byline <byline@localhost> ${Date.parse(`${day}T00:00:00Z`) / 1000} +0000`
  const message = 'Who wrote which lines\n'
  const [first, ...others] = parents
  const present = first === undefined ? new Map<string, string>() : await notesIn(git, first)
  function* commands(): Iterable<string> {
    yield 'feature done\n'
    yield `commit ${reference}\nmark :1\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n${message}`
    if (first !== undefined) yield `from ${first}\n`
    for (const parent of others) yield `merge ${parent}\n`
    yield* changes(notes, present)
    yield `get-mark :1\nreset ${reference}\ndone\n`
  }
  const output = await git.text(['fast-import', '--quiet', '--done'], { input: inPieces(commands()), timeoutMs })
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(output)) throw new Error(`git fast-import said "${output}" and no id`)
  return output
}

/** Commands together that are some hundred kilobytes: a write for each would take longer than the work. */
function* inPieces(commands: Iterable<string>): Iterable<string> {
  let piece = ''
  for (const command of commands) {
    piece += command
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  yield piece
}

/**
 * What makes a tree the one of the notes, in the words of fast-import.
 * @param present the notes that the tree has, path -> note; undefined where it is to be made anew
 */
function* changes(
  notes: ReadonlyMap<string, NoteContent>,
  present: ReadonlyMap<string, string> | undefined,
): Iterable<string> {
  const pathOf = (blob: string) => (notes.size > fanOutAbove ? `${blob.slice(0, 2)}/${blob.slice(2)}` : blob)
  if (present) {
    // What goes is first: a folder may take the place of a file.
    const gone = new Set(present.keys())
    for (const blob of notes.keys()) gone.delete(pathOf(blob))
    for (const path of gone) yield `D ${path}\n`
  } else yield 'deleteall\n'
  for (const [blob, note] of notes) {
    const path = pathOf(blob)
    if ('text' in note) yield `M 100644 inline ${path}\ndata ${Buffer.byteLength(note.text)}\n${note.text}\n`
    else if (present?.get(path) !== note.id) yield `M 100644 ${note.id} ${path}\n`
  }
}

/** The tree of a commit, path -> note; undefined where it has anything else: then it is made anew. */
async function notesIn(git: GitProgram, commit: string): Promise<ReadonlyMap<string, string> | undefined> {
  const { stdout } = await git.run(['ls-tree', '-r', '-z', '--full-tree', commit], { timeoutMs })
  const notes = new Map<string, string>()
  for (const field of splitNul(stdout)) {
    const [, note, path] = /^100644 blob ([0-9a-f]+)\t([0-9a-f/]+)$/.exec(field.toString('latin1')) ?? []
    if (note === undefined || path === undefined) return undefined
    notes.set(path, note)
  }
  return notes
}
