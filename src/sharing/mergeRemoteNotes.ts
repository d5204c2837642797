import { UserFacingError } from '../base/errors'
import type { GitProgram } from '../git/gitProgram'
import { notesRef, notesTips } from '../git/notes/notesRefs'
import { ProgramNotes } from '../git/notes/programNotes'
import { commitNotes, type NoteContent } from './writeNotes'

/** How often another sync in the same repository is given way. */
const maxAttempts = 6

/**
 * Makes a commit of notes part of those of this repository. Where both sides have notes on one blob the result has the
 * lines of both, as `git notes merge -s cat_sort_uniq` would make it, but without anybody's name.
 */
export async function mergeRemoteNotes(git: GitProgram, commit: string, day: string): Promise<void> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const own = (await notesTips(git)).get(notesRef)
    if (own === commit || (own !== undefined && (await isAncestor(git, commit, own)))) return
    const next =
      own === undefined || (await isAncestor(git, own, commit)) ? commit : await merged(git, own, commit, day)
    // Compared and set at once: another sync may be as far.
    const { code } = await git.run(['update-ref', notesRef, next, own ?? '0'.repeat(commit.length)], { answers: [128] })
    if (code === 0) return
  }
  throw new UserFacingError(`${notesRef} of this repository could not be changed. Sync again.`)
}

async function isAncestor(git: GitProgram, a: string, b: string): Promise<boolean> {
  return (await git.run(['merge-base', '--is-ancestor', a, b], { answers: [1] })).code === 0
}

/** The commit itself where it has all that our notes say. */
async function merged(git: GitProgram, own: string, commit: string, day: string): Promise<string> {
  const store = new ProgramNotes(git)
  const ours = await store.entries(own)
  const theirs = await store.entries(commit)
  const both = new Map<string, readonly string[]>()
  for (const [blob, ids] of ours) {
    if (theirs.get(blob)?.join() !== ids.join()) both.set(blob, [...ids, ...(theirs.get(blob) ?? [])])
  }
  const contents = await store.contents([...both.values()].flat())
  const notes = new Map<string, NoteContent>()
  for (const [blob, [id]] of theirs) if (id !== undefined) notes.set(blob, { id })
  let more = false
  for (const [blob, ids] of both) {
    const linesOf = (id: string) => (contents.get(id) ?? '').split('\n').filter((line) => line.trim() !== '')
    const lines = new Set(ids.flatMap(linesOf))
    if (lines.size <= new Set((theirs.get(blob) ?? []).flatMap(linesOf)).size) continue
    notes.set(blob, { text: `${[...lines].sort().join('\n')}\n` })
    more = true
  }
  return more ? commitNotes(git, notes, [own, commit], day) : commit
}
