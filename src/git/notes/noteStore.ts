/** The notes as git keeps them, however they are read. Nothing in it is to be trusted. */
export interface NoteStore {
  /** The references with notes: name -> commit id. */
  tips(): Promise<ReadonlyMap<string, string>>
  /** The notes of a commit: id of the noted object -> ids of the notes on it. */
  entries(commit: string): Promise<ReadonlyMap<string, readonly string[]>>
  /**
   * Contents of notes: id -> text; those that are gone or too large are left out, and all that come when there are
   * `maxBytes` already.
   */
  contents(notes: readonly string[], maxBytes?: number): Promise<ReadonlyMap<string, string>>
  /** Which of many objects are in the repository. */
  present?(ids: readonly string[]): Promise<ReadonlySet<string>>
}

/**
 * Noted versions of one path that are looked at for one question: anybody who may push can have written notes by the
 * thousand, and the versions that a file is likely to come from are few.
 */
export const maxNotedVersions = 1_000

/** Bytes of notes that are read for one path. */
export const maxNoteBytesOfPath = 16 * 1024 * 1024

/** More notes than these are not looked at. */
export const maxNotes = 200_000

/** The id that an entry of a notes tree is about, from its path: `aa/bb…`, any depth; undefined for anything else. */
export function notedId(path: string): string | undefined {
  const id = path.replaceAll('/', '')
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id) && /^(?:[0-9a-f]{2}\/)*[0-9a-f]+$/.test(path) ? id : undefined
}
