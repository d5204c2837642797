import type { AttributedText } from '../../attribution/text/attributedText'
import { lineEdits } from '../../attribution/matching/diff'
import type { LineSpan } from '../../attribution/text/lineSpan'
import type { FileProvenance } from '../../attribution/lines/fileProvenance'
import { linesDeletedByAi } from '../../attribution/lines/deletedLines'
import type { Resolver } from '../resolve'
import type { ChangedFile, FileVersion, RepositoryReader, Snapshot, SnapshotFile } from '../sources'

export interface ChangeOptions {
  readonly signal?: AbortSignal
  /** After each file: how many of how many are done, and which one was. */
  readonly onProgress?: (done: number, total: number, path: string) => void
  /** Waited for between groups of files: where others need the thread too, they get their turn here. */
  readonly giveTurn?: () => Promise<void>
  /** What `changedFiles` says of each earlier state, in their order, where it was asked already. */
  readonly changes?: readonly (readonly ChangedFile[])[]
  /** Paths that are not looked at at all. */
  readonly exclude?: (path: string) => boolean
  /** After each file that was looked at: its whole text, and the text it has in the first of the earlier states. */
  readonly onText?: (path: string, attributed: AttributedText, before: string | undefined) => void
  /** See `ResolveRequest.related`. */
  readonly related?: readonly string[]
  /** See `ResolveRequest.claimants`. */
  readonly claimants?: readonly string[]
  /** See `ResolveRequest.searchHistory`. */
  readonly searchHistory?: (path: string) => boolean
}

/** How many files are read at a time; two times as many are in memory. */
const batchSize = 250

/** How many files are asked for at a time. */
const atATime = 125

/**
 * Who wrote what a change adds, file by file: which lines of the later text are in no earlier text at that place, and
 * where every line of it comes from. Deleted files are left out; what was not looked at says why.
 * @param from the state before; several for a merge, where a line is added only if no parent has it; undefined for
 *   the empty tree
 * @throws the signal's reason when it was aborted; UserFacingError where the repository cannot be read
 */
export async function provenanceOfChange(
  resolver: Resolver,
  repository: RepositoryReader,
  from: Snapshot | readonly Snapshot[] | undefined,
  to: Snapshot,
  options: ChangeOptions = {},
): Promise<readonly FileProvenance[]> {
  const parents = from === undefined ? [] : isSeveral(from) ? from : [from]
  const lists = options.changes ?? (await changesFrom(repository, parents, to))
  const changes = changedInAll(lists).filter(({ path }) => !options.exclude?.(path))
  const files: FileProvenance[] = []
  let done = 0
  const read = (start: number): Promise<Batch> =>
    readBatch(repository, parents, to, changes.slice(start, start + batchSize))
  let next = read(0)
  for (let start = 0; start < changes.length; start += batchSize) {
    const { batch, texts, before } = await next
    // Git reads the next ones while these are worked on.
    next = read(start + batchSize)
    // Where this ends early nobody asks for them.
    next.catch(() => undefined)
    const found = async (change: Change, at: number): Promise<FileProvenance | undefined> => {
      options.signal?.throwIfAborted()
      const file = texts[at]
      const earlier = before.map((snapshot) => snapshot[at])
      const provenance = file && (await provenanceOfFile(resolver, change, file, earlier, parents, to, options))
      options.onProgress?.(++done, changes.length, change.path)
      return provenance
    }
    // One waits for the disk while others are worked on.
    for (let from = 0; from < batch.length; from += atATime) {
      await options.giveTurn?.()
      const some = batch.slice(from, from + atATime)
      for (const file of await Promise.all(some.map((change, at) => found(change, from + at))))
        if (file) files.push(file)
    }
  }
  return files
}

/** What changed since each of the earlier states; since nothing where there are none. */
export async function changesFrom(
  repository: RepositoryReader,
  parents: readonly Snapshot[],
  to: Snapshot,
): Promise<readonly (readonly ChangedFile[])[]> {
  const from = parents.length === 0 ? [undefined] : parents
  return Promise.all(from.map((parent) => repository.changedFiles(parent, to)))
}

/** A file that differs from every parent, with what each of them has in its place. */
interface Change {
  readonly path: string
  readonly version: FileVersion | undefined
  readonly old: readonly EarlierState[]
}

interface EarlierState {
  /** Where it is another. */
  readonly path: string | undefined
  readonly version: FileVersion | undefined
  readonly exists: boolean
}

type SkippedState = Extract<SnapshotFile, { readonly kind: 'skipped' }>

interface Batch {
  readonly batch: readonly Change[]
  /** In the order of the changes. */
  readonly texts: readonly (SnapshotFile | undefined)[]
  /** For each earlier state, its texts in the order of the changes. */
  readonly before: readonly (readonly (SnapshotFile | undefined)[])[]
}

async function readBatch(
  repository: RepositoryReader,
  parents: readonly Snapshot[],
  to: Snapshot,
  batch: readonly Change[],
): Promise<Batch> {
  if (batch.length === 0) return { batch, texts: [], before: [] }
  const [texts, ...before] = await Promise.all([
    repository.readFiles(
      to,
      batch.map(({ path }) => path),
      batch.map(({ version }) => version),
    ),
    ...parents.map((parent, number) => readEarlier(repository, parent, batch, number)),
  ])
  return { batch, texts, before }
}

/** The files of one earlier state, in the order of the changes. */
async function readEarlier(
  repository: RepositoryReader,
  parent: Snapshot,
  changes: readonly Change[],
  number: number,
): Promise<readonly (SnapshotFile | undefined)[]> {
  const there = changes.filter((change) => change.old[number]?.exists !== false)
  if (there.length === 0) return changes.map(() => undefined)
  const files = await repository.readFiles(
    parent,
    there.map((change) => change.old[number]?.path ?? change.path),
    there.map((change) => change.old[number]?.version),
  )
  const read = new Map(there.map((change, at) => [change, files[at]]))
  return changes.map((change) => read.get(change))
}

function changedInAll(all: readonly (readonly ChangedFile[])[]): readonly Change[] {
  const lists = all.map(
    (list) => new Map(list.filter(({ status }) => status !== 'deleted').map((file) => [file.path, file])),
  )
  const [first = new Map<string, ChangedFile>(), ...others] = lists
  return [...first.values()]
    .filter(({ path }) => others.every((other) => other.has(path)))
    .map(({ path, version }) => ({
      path,
      version,
      old: lists.map((list) => {
        const file = list.get(path)
        return { path: file?.oldPath, version: file?.oldVersion, exists: file?.status !== 'added' }
      }),
    }))
}

async function provenanceOfFile(
  resolver: Resolver,
  { path, old }: Change,
  file: SnapshotFile,
  earlier: readonly (SnapshotFile | undefined)[],
  parents: readonly Snapshot[],
  to: Snapshot,
  options: ChangeOptions,
): Promise<FileProvenance> {
  const oldPath = old.map((state) => state.path).find((known) => known !== undefined && known !== path)
  const about = {
    path,
    ...(oldPath !== undefined && { oldPath }),
    ...(file.blob !== undefined && { blob: file.blob }),
  }
  if (file.kind === 'skipped') return { ...about, lines: [], added: [], skipped: file.reason }
  for (const [number, parent] of parents.entries()) {
    if (parent.kind === 'commit') resolver.remember(parent.rev, old[number]?.path ?? path, earlier[number])
  }
  const count = lineCountOf(file.text)
  const added = earlier
    .filter((state) => !hidesText(state))
    .map((state) => addedSpans(state?.kind === 'text' ? state.text : '', file.text, count))
    .reduce(intersection, [{ from: 0, to: count }])
    .filter((span) => span.to > span.from)
  // Without the text before nobody can tell what of it is new, unless none of it is to another parent.
  const hidden = earlier.find(hidesText)
  if (hidden && added.length > 0) return { ...about, lines: [], added: [], skipped: hidden.reason }
  const revisions = parents.flatMap((parent) => (parent.kind === 'commit' ? [parent.rev] : []))
  const attributed = await resolver.resolve({
    path,
    text: file.text,
    ...(file.blob !== undefined && { blob: file.blob }),
    ...(oldPath !== undefined && { previousPath: oldPath }),
    ...(to.kind === 'commit' && { rev: to.rev }),
    // An index or work tree compared with another comes from HEAD all the same.
    ...((revisions.length > 0 || parents.length === 0) && { parents: revisions }),
    ...(options.related && { related: options.related }),
    ...(options.claimants && { claimants: options.claimants }),
    ...(options.searchHistory && { searchHistory: options.searchHistory(path) }),
  })
  options.onText?.(path, attributed, earlier[0]?.kind === 'text' ? earlier[0].text : undefined)
  const [first] = earlier
  const deleted =
    earlier.length === 1 && first?.kind === 'text'
      ? await linesDeletedByAi(first.text, attributed, async () =>
          resolver.resolve({
            path: oldPath ?? path,
            text: first.text,
            ...(first.blob !== undefined && { blob: first.blob }),
            ...(revisions[0] !== undefined && { rev: revisions[0] }),
          }),
        )
      : []
  const lines = attributed.lineOrigins().slice(0, count)
  return { ...about, lines, added, ...(deleted.length > 0 && { deleted }) }
}

/**
 * Whether there is a text that could not be looked at, so that nobody knows which lines are new. A link, a submodule and
 * a binary file have none; of one that is too large no line was ever known, so that what takes its place is new.
 */
function hidesText(state: SnapshotFile | undefined): state is SkippedState {
  return state?.kind === 'skipped' && (state.reason === 'filtered' || state.reason === 'unreadable')
}

/** As git counts them: a final line terminator opens no further line. */
function lineCountOf(text: string): number {
  if (text === '') return 0
  let count = text.endsWith('\n') ? 0 : 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

function addedSpans(before: string, after: string, count: number): readonly LineSpan[] {
  if (before === after) return []
  if (before === '') return [{ from: 0, to: count }]
  return lineEdits(before, after)
    .map(({ after }) => ({ from: Math.min(after.from, count), to: Math.min(after.to, count) }))
    .filter((span) => span.to > span.from)
}

/** The lines that are in both; both ascending and disjoint. */
function intersection(a: readonly LineSpan[], b: readonly LineSpan[]): readonly LineSpan[] {
  const spans: LineSpan[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const from = Math.max(a[i]!.from, b[j]!.from)
    const to = Math.min(a[i]!.to, b[j]!.to)
    if (to > from) spans.push({ from, to })
    if (a[i]!.to < b[j]!.to) i++
    else j++
  }
  return spans
}

function isSeveral(from: Snapshot | readonly Snapshot[]): from is readonly Snapshot[] {
  return Array.isArray(from)
}
