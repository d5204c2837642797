import type { SkipReason } from '../attribution/lines/fileProvenance'
import type { AttributedText } from '../attribution/text/attributedText'
import type { RangeNote } from '../formats/notes/note'

/** Why an observation was made; `declared` ones are the user's own word and win over all others. */
export type ObservationKind = 'live' | 'saved' | 'agent' | 'staged' | 'declared'

/** One observation: who wrote each character of one text, as seen at one moment. Written once, never edited. */
export interface Observation {
  /** Relative to the root of the repository, separated by `/`. */
  readonly path: string
  /** SHA-256 (hex) of the text as people see it: decoded, no BOM, CRLF as LF, in UTF-8. */
  readonly textId: string
  /** The text this one was edited from, where that is known. */
  readonly parentTextId?: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly kind: ObservationKind
  /**
   * The attributed text, or undefined when it was damaged or pruned.
   * @param text the very text of {@link textId}, where who asks has it: spares reading it
   */
  read(text?: string): Promise<AttributedText | undefined>
}

/** What provenance needs of the ledger. */
export interface ObservationSource {
  /** All observations of a path and of the paths it was seen copied or renamed from, newest first. */
  observationsOf(path: string): Promise<readonly Observation[]>
  /** All observations of one text, whatever its path was, newest first. */
  observationsOfText(textId: string): Promise<readonly Observation[]>
  /** Whether nothing was recorded of any path. */
  isEmpty(): Promise<boolean>
  /** The texts with AI lines in this work tree that may not be committed yet: path -> text id. */
  pendingTexts(): Promise<ReadonlyMap<string, string>>
  /** The id of a normalised text (see {@link Observation.textId}). */
  textIdOf(text: string): string
}

/** A state of all files: a commit (any revision git understands), what is staged, or what is on disk. */
export type Snapshot =
  | { readonly kind: 'commit'; readonly rev: string }
  | { readonly kind: 'index' }
  | { readonly kind: 'worktree' }

/** A file of one snapshot: its normalised text and the id of its blob, or why there is no text. */
export type SnapshotFile =
  | { readonly kind: 'text'; readonly text: string; readonly blob: string | undefined }
  | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly blob: string | undefined }

/** What a snapshot has under a path. */
export interface FileVersion {
  /** Octal, as git writes it: `100644`, `100755`, `120000` (symbolic link), `160000` (submodule). */
  readonly mode: string
  /** Full id of the blob. */
  readonly id: string
}

/** A file that differs between two snapshots and exists in the second. */
export interface ChangedFile {
  readonly path: string
  /** Set for renames and copies: the path in the first snapshot. */
  readonly oldPath?: string
  readonly status: 'added' | 'modified' | 'renamed' | 'copied' | 'deleted'
  /** In the second snapshot; absent on disk and in a conflict, and where it is not known. */
  readonly version?: FileVersion
  /** In the first snapshot, under `oldPath` where there is one; absent where the file is new or it is not known. */
  readonly oldVersion?: FileVersion
}

/** What a commit message claims of one file: lines of the blob whose abbreviated id it names. */
export interface LineClaims {
  readonly commit: string
  readonly path: string
  /** Full id of the commit's own blob at `path`. */
  readonly blob: string
  readonly message: string
  /** The path that the message has for this blob, where history was moved since; `path` where left out. */
  readonly claimedPath?: string
}

/** What notes claim of one blob, whoever wrote them. */
export interface NotedBlob {
  /** Full id; the blob itself may be gone. */
  readonly blob: string
  /** At least one; those that were retracted are not in it. */
  readonly ranges: readonly RangeNote[]
}

/** A commit as far as provenance cares. */
export interface CommitInfo {
  readonly id: string
  readonly parents: readonly string[]
  readonly subject: string
  readonly message: string
  /** When it was committed, in milliseconds; git keeps whole seconds. */
  readonly committedAtMs?: number
}

/** The files of commits, of the index and of the disk. */
export interface SnapshotSource {
  /** Absolute path of the work tree. */
  readonly root: string
  /** Full commit id, or undefined when the revision does not exist (such as HEAD before the first commit). */
  commitId(rev: string): Promise<string | undefined>
  /** The file in a snapshot, or undefined when it is not there. */
  readFile(snapshot: Snapshot, path: string): Promise<SnapshotFile | undefined>
  /**
   * Many files at once, in the order asked for.
   * @param versions what {@link changedFiles} said of the same paths in this snapshot, where it did: spares looking again
   */
  readFiles(
    snapshot: Snapshot,
    paths: readonly string[],
    versions?: readonly (FileVersion | undefined)[],
  ): Promise<readonly (SnapshotFile | undefined)[]>
  /** Which of these paths have no file in a snapshot; for what is staged also none on disk. */
  missing(snapshot: Snapshot, paths: readonly string[]): Promise<ReadonlySet<string>>
  /** Files that differ; `from` undefined is the empty tree. Renames and copies are followed. */
  changedFiles(from: Snapshot | undefined, to: Snapshot): Promise<readonly ChangedFile[]>
  /** The texts of blobs that were the file at `path`, in the order asked for; undefined for those that are gone. */
  blobTexts(path: string, blobs: readonly string[]): Promise<readonly (string | undefined)[]>
}

/** Commits, and how files went through them. */
export interface HistorySource {
  /** One commit; undefined where the revision does not exist. */
  commit(rev: string): Promise<CommitInfo | undefined>
  /** Commits in `base..head`, newest first. */
  commitsBetween(base: string | undefined, head: string): Promise<readonly CommitInfo[]>
  /** Commits reachable from `rev` that touch `path` (followed through renames) and whose message has `AI-Lines`, newest first. */
  commitsClaiming(path: string, rev: string, limit: number): Promise<readonly LineClaims[]>
  /** The commit that made a file what it is in `rev`; undefined where it is not there or nobody can tell. */
  lastChange(path: string, rev: string): Promise<CommitInfo | undefined>
  /** Commits reachable from `rev` whose message names this very blob, whatever its path was, newest first. */
  commitsNaming(blob: string, rev: string, limit: number): Promise<readonly CommitInfo[]>
  /** The other names that the file had, as far as history tells; a walk through all of it. */
  previousPaths(path: string, rev: string): Promise<readonly string[]>
}

/** What notes say. */
export interface NoteSource {
  /** The notes that speak of a path, in any order; none where they cannot be read. */
  notesOf(path: string): Promise<readonly NotedBlob[]>
  /** The note on a blob. */
  noteOn(blob: string): Promise<NotedBlob | undefined>
}

/** What provenance needs of a repository. Every method rejects with a UserFacingError when git cannot answer. */
export interface RepositoryReader extends SnapshotSource, HistorySource, NoteSource {}
