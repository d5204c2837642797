import * as git from 'isomorphic-git'
import { maxNoteLength } from '../../formats/notes/note'
import { maxNotes, notedId, type NoteStore } from '../notes/noteStore'
import { isNotesRef } from '../notes/notesRefs'
import type { ContainedFiles } from './containedFiles'
import type { Objects } from './objects'

/** Folders of a notes tree: two digits each, so no deeper than an id is long. */
const maxDepth = 20

/** Notes by isomorphic-git. */
export class IsomorphicNotes implements NoteStore {
  constructor(
    private readonly fs: ContainedFiles,
    private readonly gitdir: string,
    private readonly objects: Objects,
  ) {}

  async tips(): Promise<ReadonlyMap<string, string>> {
    const { fs, gitdir } = this
    const tips = new Map<string, string>()
    for (const name of await git.listRefs({ fs, gitdir, filepath: 'refs/notes' })) {
      const ref = `refs/notes/${name}`
      if (!isNotesRef(ref)) continue
      try {
        const id = await git.resolveRef({ fs, gitdir, ref })
        if ((await this.objects.commit(id))?.id === id) tips.set(ref, id)
      } catch {
        // It names nothing that is there: no notes.
      }
    }
    return tips
  }

  async entries(commit: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const entries = new Map<string, string[]>()
    const open = [{ tree: (await this.objects.commit(commit))?.tree ?? '', prefix: '', depth: 0 }]
    for (let next = open.shift(); next; next = open.shift()) {
      for await (const { name, mode, id } of this.objects.entries(next.tree)) {
        const path = next.prefix + name
        if (mode === '040000' && /^[0-9a-f]{2}$/.test(name) && next.depth < maxDepth) {
          open.push({ tree: id, prefix: `${path}/`, depth: next.depth + 1 })
        }
        const noted = mode.startsWith('100') ? notedId(path) : undefined
        if (noted === undefined) continue
        const known = entries.get(noted)
        if (known) known.push(id)
        else if (entries.size < maxNotes) entries.set(noted, [id])
      }
    }
    return entries
  }

  async contents(notes: readonly string[], maxBytes = Number.POSITIVE_INFINITY): Promise<ReadonlyMap<string, string>> {
    const contents = new Map<string, string>()
    let bytes = 0
    for (const id of notes) {
      try {
        const content = await this.objects.blob(id)
        if (content.length > maxNoteLength || bytes + content.length > maxBytes) continue
        bytes += content.length
        contents.set(id, content.toString('utf8'))
      } catch {
        // Gone, or too large: nothing is known by it.
      }
    }
    return contents
  }
}
