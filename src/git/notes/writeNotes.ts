import type { GitProgram } from '../gitProgram'

/** A note as it is to be: an existing blob, or a new text. */
export type NoteContent = { readonly id: string } | { readonly text: string }

/** With more notes than this the tree gets folders, as git itself does it. */
const fanOutAbove = 256

/**
 * Makes a commit of notes with one process and gives its id; no reference changes. `git notes` would take a process
 * for each, and the N command of fast-import refuses notes on anything but commits.
 * @param notes all that the commit has: noted blob -> note
 * @param parents the commits it goes on top of; the first is the one it continues
 * @param day of the commit, 2026-11-23; with it goes neither a name nor the time of day
 */
export async function commitNotes(
  git: GitProgram,
  notes: ReadonlyMap<string, NoteContent>,
  parents: readonly string[],
  day: string,
): Promise<string> {
  const input: Buffer[] = []
  const put = (text: string): void => void input.push(Buffer.from(text, 'utf8'))
  const data = (text: string): void => {
    const bytes = Buffer.from(text, 'utf8')
    put(`data ${bytes.length}\n`)
    input.push(bytes)
    put('\n')
  }
  put('feature done\n')
  put(`commit ${scratchRef}\nmark :1\n`)
  put(`committer Byline <byline@localhost> ${Date.parse(`${day}T00:00:00Z`) / 1000} +0000\n`)
  data('Who wrote which lines')
  for (const [at, parent] of parents.entries()) put(`${at === 0 ? 'from' : 'merge'} ${parent}\n`)
  put('deleteall\n')
  const fanOut = notes.size > fanOutAbove
  for (const [blob, note] of [...notes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const path = fanOut ? `${blob.slice(0, 2)}/${blob.slice(2)}` : blob
    if ('id' in note) put(`M 100644 ${note.id} ${path}\n`)
    else {
      put(`M 100644 inline ${path}\n`)
      data(note.text)
    }
  }
  // The reference is gone again before the process ends, so that a kill leaves none behind.
  put(`\nget-mark :1\nreset ${scratchRef}\nfrom ${'0'.repeat(40)}\n\ndone\n`)
  const output = await git.text(['fast-import', '--quiet', '--done', '--date-format=raw'], {
    input: Buffer.concat(input),
    timeoutMs: 120_000,
  })
  const id = /^([0-9a-f]{40,64})$/m.exec(output)?.[1]
  if (id === undefined) throw new Error(`git fast-import did not say what it made: ${output.slice(0, 200)}`)
  return id
}

const scratchRef = 'refs/byline/scratch'
