import { readSmallText } from '../files/smallFile'
import type { AttributedText } from '../attribution/text/attributedText'
import { hasAiPart, isKnown } from '../attribution/text/origin'
import { blobsWithAi } from '../attribution/lines/addedLines'
import { changesFrom } from '../provenance/change/changeProvenance'
import { hasOurTrailers, removeOurTrailers } from '../formats/trailers/messageTrailers'
import type { ChangedFile } from '../provenance/sources'
import type { OpenRepository } from '../repository/openRepository'
import { readCommitRules } from './commitRules'
import { addTrailers } from './addTrailers'
import { clearPending } from './clearPending'
import { markHeadReset } from './headReset'
import { readMessageConfig, type MessageConfig } from './messageConfig'
import { isBlankMessage, maxMessageBytes, messageRules as rulesOf, visibleText, type MessageRules } from './messageText'
import { plannedCommit, type PlannedCommit } from './plannedCommit'
import { replaceFile } from '../files/replaceFile'
import { planTrailers, type TrailersDecision } from './planTrailers'
import { TemplateFile } from './templateFile'

/**
 * `prepare-commit-msg <file> [<source> [<commit>]]`: writes the trailers of what is staged into the message, in place of
 * those it has, and records the staged texts.
 */
export async function prepareMessage(
  open: OpenRepository,
  [file, source, reused]: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  if (file === undefined) return
  // Most commits are made on HEAD: git compares while it is found out whether this one is.
  const onHead = staged(open, 'HEAD').catch(() => undefined)
  const template = new TemplateFile(open)
  await template.clear()
  // One character a byte: git does not promise that a message is UTF-8.
  const message = await readSmallText(file, 'latin1', maxMessageBytes)
  const [planned, rules, config] = await Promise.all([
    plannedCommit(open, source, reused, message),
    readCommitRules(open, 'index'),
    readMessageConfig(open.reader.git),
  ])
  if (!planned) return
  const seen: StagedText[] = []
  const changes =
    planned.parents.length === 0
      ? await changesFrom(open.reader, [], { kind: 'index' })
      : await Promise.all(
          planned.parents.map(async (rev) => (rev === planned.head && (await onHead)) || staged(open, rev)),
        )
  const plan = await planTrailers(open, {
    planned,
    rules,
    config,
    message,
    changes,
    signal,
    of: 'index',
    onText: (path, attributed, before) => seen.push({ path, attributed, before }),
  })
  const { files, settings, decision } = plan
  if (takesOut(decision, planned)) {
    const rest = removeOurTrailers(message, settings.key === undefined ? [] : [settings.key])
    const messageRules = rulesOf(config, planned.options?.cleanup, message, process.env)
    const isWritten = decision === 'written' && hasRoom(rest, messageRules, planned, source)
    const trailers = isWritten ? plan.measured : []
    if (source === 'template' && trailers.length > 0) await template.write(visibleText(rest, messageRules))
    await writeMessage(file, message, rest, trailers, messageRules, config)
  }
  await recordMoves(open, plan.resolver.renames, seen)
  await recordStaged(open, seen)
  await open.ledger.addAiVersions(blobsWithAi(files))
  const movedFrom = process.env['BYLINE_MOVED']
  if (movedFrom !== undefined && movedFrom !== '') await markHeadReset(open, movedFrom, plan.changes)
  await clearPending(open, new Set(files.map(({ path }) => path)), file)
}

function staged({ reader }: OpenRepository, rev: string): Promise<readonly ChangedFile[]> {
  return reader.changedFiles({ kind: 'commit', rev }, { kind: 'index' })
}

/**
 * Whether the trailers that the message has do not stay as they are. A commit made again without trailers loses those it
 * had; anybody else's message stays as it is.
 */
function takesOut(decision: TrailersDecision, planned: PlannedCommit): boolean {
  switch (decision) {
    case 'written':
    case 'leftOut':
      return true
    case 'switchedOffInGit':
    case 'skippedOnce':
      return planned.amend
    case 'switchedOff':
    case 'kept':
      return false
  }
}

/**
 * An empty message must still stop the commit. Where somebody will write one, `commit-msg` looks again; where nobody
 * will, or that hook does not run, or the message will be kept with every blank line, there must be no trailers in it.
 */
function hasRoom(rest: string, rules: MessageRules, planned: PlannedCommit, source: string | undefined): boolean {
  const unguarded = planned.options?.noVerify === true
  if (source === 'template' && unguarded) return false
  return !isBlankMessage(rest, rules) || (rules.editor && !rules.keepsWhiteSpace && !unguarded)
}

async function writeMessage(
  file: string,
  message: string,
  rest: string,
  trailers: readonly string[],
  rules: MessageRules,
  config: MessageConfig,
): Promise<void> {
  if (trailers.length === 0 && !hasOurTrailers(message)) return
  const written = trailers.length === 0 ? rest : await addTrailers(rest, trailers, rules, config)
  if (written !== message) await replaceFile(file, Buffer.from(written, 'latin1'))
}

interface StagedText {
  readonly path: string
  readonly attributed: AttributedText
  readonly before: string | undefined
}

/** Files whose move nobody saw: what was recorded of the old path counts for the new one from now on. */
async function recordMoves(
  { ledger }: OpenRepository,
  moved: ReadonlyMap<string, string>,
  texts: readonly StagedText[],
): Promise<void> {
  for (const { path, attributed } of texts) {
    const source = moved.get(path)
    if (source === undefined) continue
    await ledger.renamed(source, path)
    const hasAi = attributed.runs().some(({ origin }) => hasAiPart(origin))
    if (hasAi) await ledger.setPending(path, ledger.textIdOf(attributed.text()))
  }
}

/** What was concluded of the staged texts is kept: the texts it was concluded from may be gone when somebody asks again. */
async function recordStaged({ ledger }: OpenRepository, texts: readonly StagedText[]): Promise<void> {
  const at = new Date().toISOString()
  const known = texts.filter(({ attributed }) => attributed.runs().some(({ origin }) => isKnown(origin)))
  // The disk works on several while others are packed.
  await Promise.all(
    known.map(({ path, attributed, before }) => {
      const parent = before === undefined ? {} : { parentTextId: ledger.textIdOf(before) }
      return ledger.record({ path, attributed, kind: 'staged', at, ...parent })
    }),
  )
}
