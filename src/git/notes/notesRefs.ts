import type { GitProgram } from '../gitProgram'

/** Where the notes of this repository are, and on a remote. */
export const notesRef = 'refs/notes/byline'

/** Where the notes that were fetched from a remote are. */
export function remoteNotesRef(remote: string): string {
  return `refs/notes/remotes/${remote}/byline`
}

/** Whether a reference is one of those whose notes are read. */
export function isNotesRef(ref: string): boolean {
  return ref === notesRef || /^refs\/notes\/remotes\/.+\/byline$/.test(ref)
}

/** The references with notes: name -> commit id. What points to anything but a commit holds no notes. */
export async function notesTips(git: GitProgram): Promise<ReadonlyMap<string, string>> {
  const output = await git.text(['for-each-ref', '--format=%(objecttype) %(objectname) %(refname)', 'refs/notes/'])
  const tips = new Map<string, string>()
  for (const line of output.split('\n')) {
    const [, id, ref] = /^commit ([0-9a-f]+) (.+)$/.exec(line) ?? []
    if (id !== undefined && ref !== undefined && isNotesRef(ref)) tips.set(ref, id)
  }
  return tips
}
