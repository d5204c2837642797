import { maxNoteLength } from '../../formats/notes/note'
import { objectInfos, readBlobs } from '../catFile'
import type { GitProgram } from '../gitProgram'
import { splitNul } from '../splitNul'
import { maxNotes, notedId, type NoteStore } from './noteStore'
import { notesTips } from './notesRefs'

/** Notes through the git program. */
export class ProgramNotes implements NoteStore {
  #git: GitProgram
  /** The last ones asked for: a sync looks at those of a commit several times, and they never change. */
  #entries: { readonly commit: string; readonly entries: Promise<ReadonlyMap<string, readonly string[]>> } | undefined

  constructor(git: GitProgram) {
    this.#git = git
  }

  async tips(): Promise<ReadonlyMap<string, string>> {
    return notesTips(this.#git)
  }

  entries(commit: string): Promise<ReadonlyMap<string, readonly string[]>> {
    if (this.#entries?.commit !== commit) this.#entries = { commit, entries: this.#readEntries(commit) }
    return this.#entries.entries
  }

  async #readEntries(commit: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const { stdout } = await this.#git.run(['ls-tree', '-r', '-z', '--full-tree', commit])
    const entries = new Map<string, string[]>()
    for (const field of splitNul(stdout)) {
      const [, note, path] = /^100(?:644|755) blob ([0-9a-f]+)\t(.+)$/.exec(field.toString('latin1')) ?? []
      const id = path === undefined ? undefined : notedId(path)
      if (id === undefined || note === undefined) continue
      const known = entries.get(id)
      if (known) known.push(note)
      else if (entries.size < maxNotes) entries.set(id, [note])
    }
    return entries
  }

  async contents(notes: readonly string[], maxBytes = Number.POSITIVE_INFINITY): Promise<ReadonlyMap<string, string>> {
    let bytes = 0
    const wanted = (await objectInfos(this.#git, notes)).flatMap((info) => {
      if (info?.type !== 'blob' || info.bytes > maxNoteLength || bytes + info.bytes > maxBytes) return []
      bytes += info.bytes
      return [info]
    })
    const blobs = await readBlobs(this.#git, wanted)
    return new Map([...blobs].map(([id, bytes]) => [id, bytes.toString('utf8')]))
  }

  async present(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const infos = await objectInfos(this.#git, ids)
    return new Set(ids.filter((_, at) => infos[at] !== undefined))
  }
}
