import type { AttributedText } from '../attribution/text/attributedText'
import type { FileProvenance } from '../attribution/lines/fileProvenance'
import { formatTrailers } from '../formats/trailers/formatTrailers'
import type { TrailerSettings } from '../formats/trailers/trailerSettings'
import { changesFrom, provenanceOfChange } from '../provenance/change/changeProvenance'
import { Resolver } from '../provenance/resolve'
import type { ChangedFile } from '../provenance/sources'
import type { OpenRepository } from '../repository/openRepository'
import { chooseTrailers } from './chooseTrailers'
import type { CommitRules } from './commitRules'
import type { MessageConfig } from './messageConfig'
import type { PlannedCommit } from './plannedCommit'

/** What becomes of the trailers of a commit. */
export type TrailersDecision =
  /** `measured` is written, in place of those that the message has. */
  | 'written'
  /** Nothing is: settings or `byline.json`, the configuration of git, or the user for this one commit. The message stays. */
  | 'switchedOff'
  | 'switchedOffInGit'
  | 'skippedOnce'
  /** The commit that is made again had none though somebody could have left them in: out they stay. */
  | 'leftOut'
  /** Those that the message has say more than is known here. */
  | 'kept'

/** What a commit would say of who wrote its lines: for the hook that writes it and the preview that shows it. */
export interface TrailersPlan {
  readonly decision: TrailersDecision
  readonly settings: TrailerSettings
  /** Lines for the message, by what is known here; none where nothing that is committed is from AI. */
  readonly measured: readonly string[]
  readonly files: readonly FileProvenance[]
  /** What differs from the first parent. */
  readonly changes: readonly ChangedFile[]
  /** That answered for the files. */
  readonly resolver: Resolver
}

export interface TrailersRequest {
  readonly planned: PlannedCommit
  readonly rules: CommitRules
  readonly config: MessageConfig
  /** As it is before the hook. */
  readonly message: string
  /** What is committed: the index, or everything on disk. */
  readonly of: 'index' | 'worktree'
  /** What differs from each parent, in their order, where it was asked already. */
  readonly changes?: readonly (readonly ChangedFile[])[]
  readonly signal: AbortSignal
  /** After each file that was looked at: its whole text, and the text it has in the first parent. */
  readonly onText?: (path: string, attributed: AttributedText, before: string | undefined) => void
}

/** How many files are looked at for one that comes back under another name. */
const maxComingBack = 500

/**
 * Measures what is committed against the parents that the commit will have, and decides about its trailers. Nothing is
 * written anywhere.
 */
export async function planTrailers(open: OpenRepository, request: TrailersRequest): Promise<TrailersPlan> {
  const { planned, rules, of, signal, onText } = request
  const { settings } = rules
  const keys = settings.key === undefined ? [] : [settings.key]
  const resolver = new Resolver({ observations: open.ledger, repository: open.reader }, { claims: 'named', keys })
  const parents = planned.parents.map((rev) => ({ kind: 'commit', rev }) as const)
  const to = { kind: of }
  const changes = request.changes ?? (await changesFrom(open.reader, parents, to))
  const isMeasured = planned.related.length > 0 || (await isAnyKnown(open, changes[0] ?? []))
  const options = { signal, changes, related: planned.related, ...(onText && { onText }) }
  const found = isMeasured ? await provenanceOfChange(resolver, open.reader, parents, to, options) : []
  const files = of === 'index' ? found : await withBlobs(open, found)
  const decision = await decide(open, resolver, files, changes[0] ?? [], request)
  return {
    decision,
    settings,
    measured: formatTrailers(files, settings),
    files,
    changes: changes[0] ?? [],
    resolver,
  }
}

async function decide(
  open: OpenRepository,
  resolver: Resolver,
  files: readonly FileProvenance[],
  staged: readonly ChangedFile[],
  { planned, rules, config, message, signal }: TrailersRequest,
): Promise<TrailersDecision> {
  if (!rules.settings.enabled) return 'switchedOff'
  if (!config.trailers) return 'switchedOffInGit'
  if (rules.skippedOnce) return 'skippedOnce'
  const choice = await chooseTrailers(open, resolver, planned, files, { message, staged }, signal)
  return ({ write: 'written', omit: 'leftOut', keep: 'kept' } as const)[choice]
}

/**
 * Whether anything was recorded of any file that is committed, or one of them may be a file that was recorded under another
 * name. If not, no line of the commit can be from AI, and many files need not be read.
 */
async function isAnyKnown({ ledger, reader }: OpenRepository, changed: readonly ChangedFile[]): Promise<boolean> {
  for (const { path, oldPath } of changed) {
    if ((await ledger.observationsOf(path)).length > 0) return true
    if (oldPath !== undefined && (await ledger.observationsOf(oldPath)).length > 0) return true
  }
  const added = changed.filter(({ status }) => status === 'added')
  for (const { path, version } of added.slice(0, maxComingBack)) {
    const blob = version?.id ?? (await blobOf({ reader }, path))
    if (blob !== undefined && (await ledger.isAiVersion(blob))) return true
  }
  const pending = await ledger.pendingTexts()
  return pending.size > 0 && (await reader.missing({ kind: 'worktree' }, [...pending.keys()])).size > 0
}

/** What is not staged has no blob yet; git says which id it will get. */
async function withBlobs(open: OpenRepository, files: readonly FileProvenance[]): Promise<readonly FileProvenance[]> {
  return Promise.all(
    files.map(async (file) => {
      if (file.blob !== undefined || file.skipped) return file
      const blob = await blobOf(open, file.path)
      return blob === undefined ? file : { ...file, blob }
    }),
  )
}

/** The id that the file at a path gets when it is staged; undefined where it cannot be read. */
async function blobOf({ reader }: Pick<OpenRepository, 'reader'>, path: string): Promise<string | undefined> {
  const { code, stdout } = await reader.git.run(['hash-object', '--', path], { answers: [128] })
  return code === 0 ? stdout.toString('utf8').trim() : undefined
}
