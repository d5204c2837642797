import * as v from 'valibot'
import { readSmallText } from '../../files/smallFile'
import { parseNote } from '../../formats/notes/note'
import { validRanges } from '../../formats/notes/noteText'
import type { NotedBlob } from '../../provenance/sources'
import { maxNoteBytesOfPath, maxNotedVersions, type NoteStore } from './noteStore'

/** What changes in the references meanwhile is seen after this time. */
const freshMs = 1_000

/** Notes of so many bytes are parsed in one go. */
const batchSize = 500

const maxCacheBytes = 64 * 1024 * 1024
const objectId = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/))

/** Pairs and not an object by path: a file may well be called `__proto__`. */
const cacheFile = v.strictObject({
  v: v.literal(1),
  tips: v.array(v.tuple([v.string(), objectId])),
  /** Noted blob, its notes, the paths that they speak of. */
  notes: v.array(v.tuple([objectId, v.array(objectId), v.array(v.string())])),
})

interface IndexedNote {
  readonly notes: readonly string[]
  readonly paths: readonly string[]
}

interface Index {
  readonly tips: ReadonlyMap<string, string>
  readonly notes: ReadonlyMap<string, IndexedNote>
  /** Path -> noted blobs. */
  readonly byPath: ReadonlyMap<string, readonly string[]>
}

export interface NoteIndexOptions {
  /** Where the index is kept between runs; nowhere where left out. */
  readonly file?: string
  /** Writes the file; left out where nothing is written. May reject. */
  readonly save?: (content: string) => Promise<void>
  /** Gets one line for all that is wrong with the notes. */
  readonly log?: (message: string) => void
}

/**
 * Which notes speak of which path. Made of the notes whenever a reference moved; the notes that did not change are not
 * read again. What is wrong with a note is said once and the note left out: anybody who may push can have written it.
 */
export class NoteIndex {
  #store: NoteStore
  #options: NoteIndexOptions
  #index: Index | undefined
  #checked = 0
  #current: Promise<Index> | undefined
  #gathered:
    | { readonly ids: string[]; questions: number; readonly contents: Promise<ReadonlyMap<string, string>> }
    | undefined

  constructor(store: NoteStore, options: NoteIndexOptions = {}) {
    this.#store = store
    this.#options = options
  }

  /** Looks at the references now, for who will ask in a moment. */
  async prepare(): Promise<void> {
    await this.#fresh()
  }

  async notesOf(file: string): Promise<readonly NotedBlob[]> {
    const index = await this.#fresh()
    return this.#read(index, await this.#likeliest(index.byPath.get(file) ?? []))
  }

  async noteOn(blob: string): Promise<NotedBlob | undefined> {
    const index = await this.#fresh()
    return index.notes.has(blob) ? (await this.#read(index, [blob]))[0] : undefined
  }

  /**
   * Of more versions than are looked at those that are in this repository come first: a flood of notes on what is not
   * there hides none of the others.
   */
  async #likeliest(blobs: readonly string[]): Promise<readonly string[]> {
    if (blobs.length <= maxNotedVersions) return blobs
    const present = await this.#store.present?.(blobs)
    const ordered = present
      ? [...blobs.filter((id) => present.has(id)), ...blobs.filter((id) => !present.has(id))]
      : blobs
    return ordered.slice(0, maxNotedVersions)
  }

  async #read(index: Index, blobs: readonly string[]): Promise<readonly NotedBlob[]> {
    if (blobs.length === 0) return []
    const contents = await this.#contents(blobs.flatMap((blob) => index.notes.get(blob)?.notes ?? []))
    return blobs.flatMap((blob) => {
      const ranges = rangesIn(index.notes.get(blob)?.notes ?? [], contents).ranges
      return ranges.length > 0 ? [{ blob, ranges }] : []
    })
  }

  /** The questions of one moment are one for git: a report asks for hundreds of files at a time. */
  #contents(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    this.#gathered ??= {
      ids: [],
      questions: 0,
      contents: new Promise((resolve) => setImmediate(resolve)).then(() => {
        const { ids, questions } = this.#gathered!
        this.#gathered = undefined
        return this.#store.contents([...new Set(ids)], questions * maxNoteBytesOfPath)
      }),
    }
    for (const id of ids) this.#gathered.ids.push(id)
    this.#gathered.questions++
    return this.#gathered.contents
  }

  /** The questions of one moment share one look at the references. */
  #fresh(): Promise<Index> {
    const now = Date.now()
    if (!this.#current || now - this.#checked > freshMs) {
      this.#checked = now
      this.#current = this.#refresh()
      // A failure is not kept; who asked gets to see it.
      this.#current.catch(() => (this.#current = undefined))
    }
    return this.#current
  }

  async #refresh(): Promise<Index> {
    const tips = await this.#store.tips()
    if (tips.size === 0) return (this.#index = emptyIndex)
    this.#index ??= await this.#load()
    if (this.#index && sameTips(this.#index.tips, tips)) return this.#index
    this.#index = await this.#build(tips, this.#index ?? emptyIndex)
    await this.#save(this.#index)
    return this.#index
  }

  async #build(tips: ReadonlyMap<string, string>, before: Index): Promise<Index> {
    const notesOn = new Map<string, Set<string>>()
    for (const commit of new Set(tips.values())) {
      for (const [blob, notes] of await this.#store.entries(commit)) {
        const known = notesOn.get(blob)
        if (known) for (const note of notes) known.add(note)
        else notesOn.set(blob, new Set(notes))
      }
    }
    const notes = new Map<string, IndexedNote>()
    const changed: (readonly [string, readonly string[]])[] = []
    for (const [blob, ids] of notesOn) {
      const known = before.notes.get(blob)
      const sorted = [...ids].sort()
      if (known && known.notes.join() === sorted.join()) notes.set(blob, known)
      else changed.push([blob, sorted])
    }
    const problems: string[] = []
    for (let from = 0; from < changed.length; from += batchSize) {
      const batch = changed.slice(from, from + batchSize)
      const contents = await this.#store.contents(batch.flatMap(([, ids]) => ids))
      for (const [blob, ids] of batch) {
        const { ranges, problem } = rangesIn(ids, contents)
        if (problem !== undefined) problems.push(`on ${blob}: ${problem}`)
        notes.set(blob, { notes: ids, paths: [...new Set(ranges.map((range) => range.path))] })
      }
    }
    if (problems.length > 0) {
      this.#options.log?.(
        `notes: ${problems.length} of ${notes.size} are not valid in full, the rest of each counts; ${problems.slice(0, 3).join('; ')}`,
      )
    }
    return indexOf(tips, notes)
  }

  async #load(): Promise<Index | undefined> {
    const { file } = this.#options
    if (file === undefined) return undefined
    try {
      const { tips, notes } = v.parse(cacheFile, JSON.parse(await readSmallText(file, 'utf8', maxCacheBytes)))
      return indexOf(new Map(tips), new Map(notes.map(([blob, notes, paths]) => [blob, { notes, paths }])))
    } catch {
      return undefined // none yet, or damaged: it is made again of the notes
    }
  }

  async #save({ tips, notes }: Index): Promise<void> {
    const entries = [...notes].map(([blob, { notes, paths }]) => [blob, notes, paths])
    // Where nothing can be written the next run reads the notes again.
    await this.#options.save?.(JSON.stringify({ v: 1, tips: [...tips], notes: entries })).catch(() => undefined)
  }
}

const emptyIndex: Index = { tips: new Map(), notes: new Map(), byPath: new Map() }

function indexOf(tips: ReadonlyMap<string, string>, notes: ReadonlyMap<string, IndexedNote>): Index {
  const byPath = new Map<string, string[]>()
  for (const [blob, { paths }] of notes) {
    for (const path of paths) {
      const known = byPath.get(path)
      if (known) known.push(blob)
      else byPath.set(path, [blob])
    }
  }
  return { tips, notes, byPath }
}

function rangesIn(ids: readonly string[], contents: ReadonlyMap<string, string>) {
  const problems: string[] = []
  const lines = ids.flatMap((id) => {
    const text = contents.get(id)
    const parsed = text === undefined ? { lines: [], problems: ['it is gone or too large'] } : parseNote(text)
    problems.push(...parsed.problems)
    return parsed.lines
  })
  // Two references have the same line as a rule; it is one claim.
  const valid = validRanges(lines)
  const ranges = valid.length < 2 ? valid : [...new Map(valid.map((range) => [JSON.stringify(range), range])).values()]
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  return { ranges, problem: problems[0] === undefined ? undefined : `${problems[0]}${more}` }
}

function sameTips(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...b].every(([ref, commit]) => a.get(ref) === commit)
}
