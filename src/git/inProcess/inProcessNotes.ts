import { setImmediate } from 'node:timers/promises'
import { maxNoteLength } from '../../formats/notes/note'
import { maxNotes, notedId, type NoteStore } from '../notes/noteStore'
import { isNotesRef } from '../notes/notesRefs'
import type { ObjectStore } from './objectStore'
import type { References } from './references'

/** Folders of a notes tree: two digits each, so no deeper than an id is long. */
const maxDepth = 20

/** Notes in process. */
export class InProcessNotes implements NoteStore {
  #references: References
  #store: ObjectStore

  constructor(references: References, store: ObjectStore) {
    this.#references = references
    this.#store = store
  }

  async tips(): Promise<ReadonlyMap<string, string>> {
    const tips = new Map<string, string>()
    for (const [ref, id] of await this.#references.below('refs/notes')) {
      if (!isNotesRef(ref)) continue
      try {
        if ((await this.#store.commit(id)).id === id) tips.set(ref, id)
      } catch {
        // It names no commit, or nothing that is there: no notes.
      }
    }
    return tips
  }

  async entries(commit: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const entries = new Map<string, string[]>()
    const open = [{ tree: (await this.#store.commit(commit)).tree, prefix: '', depth: 0 }]
    for (let next = open.shift(); next; next = open.shift()) {
      await setImmediate()
      for (const [name, entry] of await this.#store.tree(next.tree)) {
        const path = next.prefix + name
        if (entry.type === 'tree' && /^[0-9a-f]{2}$/.test(name) && next.depth < maxDepth) {
          open.push({ tree: entry.id, prefix: `${path}/`, depth: next.depth + 1 })
        }
        const id = entry.type === 'blob' && /^0?100/.test(entry.mode) ? notedId(path) : undefined
        if (id === undefined) continue
        const known = entries.get(id)
        if (known) known.push(entry.id)
        else if (entries.size < maxNotes) entries.set(id, [entry.id])
      }
    }
    return entries
  }

  async contents(notes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const contents = new Map<string, string>()
    for (const [at, id] of notes.entries()) {
      if (at % 20 === 19) await setImmediate()
      try {
        const bytes = await this.#store.blob(id)
        if (bytes.length <= maxNoteLength) contents.set(id, Buffer.from(bytes).toString('utf8'))
      } catch {
        // Gone, as in a partial clone: nothing is known by it.
      }
    }
    return contents
  }
}
