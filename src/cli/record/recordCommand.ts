import { AttributedText } from '../../attribution/text/attributedText'
import { normaliseText } from '../../attribution/text/normalise'
import { hasAiPart, type Origin, unknown } from '../../attribution/text/origin'
import { reconcile } from '../../attribution/matching/reconcile'
import { describeError, UserFacingError } from '../../base/errors'
import { withoutRepositoryVariables } from '../../git/gitProgram'
import { Resolver } from '../../provenance/resolve'
import { type GenericEvent, parseGenericEvent } from './genericEvent'
import type { OpenRepository } from '../../repository/openRepository'
import { openHere } from '../openHere'
import { pruneDaily } from '../../repository/pruneDaily'
import { readStdin } from '../../files/readStdin'
import { recordTarget } from './recordTarget'
import { textBefore } from './textBefore'

const maxPayloadBytes = 12 * 1024 * 1024
const maxTextLength = 5 * 1024 * 1024

/**
 * `byline record --agent <name>`: one edit of an AI tool on stdin. Always 0 and silent on stdout, because the tool that
 * runs it takes output and failures for answers; what cannot be used is one line in the log of the repository.
 */
export async function recordCommand(agent: string): Promise<0> {
  let log: ((message: string) => Promise<void>) | undefined
  try {
    const payload = await readStdin(maxPayloadBytes)
    const event = payload === undefined ? { problem: `more than ${maxPayloadBytes} bytes` } : parseGenericEvent(payload)
    log = (message) => logHere(`record --agent ${agent.slice(0, 100)}: ${message}`)
    if (agent !== 'generic') await log('this agent is not known to this version; nothing recorded')
    else if ('problem' in event) await log(`${event.problem}; nothing recorded`)
    else await recordGeneric(event)
  } catch (error) {
    const reason = error instanceof UserFacingError ? error.message : describeError(error)
    await log?.(`${reason}; nothing recorded`).catch(() => undefined) // there is nobody left to tell
  }
  return 0
}

/** What went wrong goes into the log of the repository that the tool runs in; outside of any it is not kept. */
async function logHere(message: string): Promise<void> {
  ;(await openHere(withoutRepositoryVariables(process.env))).log(message)
}

async function recordGeneric(event: GenericEvent): Promise<void> {
  const { open, path } = await recordTarget(event.path)
  const after = await textAfter(open, path, event)
  if (after === undefined) await open.ledger.setPending(path, undefined)
  else if ('problem' in after) open.log(`record: ${path} ${after.problem}; nothing recorded`)
  else await recordEdit(open, path, event, after.text, (message) => open.log(`record: ${message}`))
  await open.ledger.close()
}

/** undefined where the file is gone. */
async function textAfter(
  { reader }: OpenRepository,
  path: string,
  event: GenericEvent,
): Promise<{ readonly text: string } | { readonly problem: string } | undefined> {
  if (Math.max(event.before?.length ?? 0, event.after?.length ?? 0) > maxTextLength) return { problem: 'is too large' }
  if (event.after !== undefined) return { text: normaliseText(event.after) }
  const file = await reader.readFile({ kind: 'worktree' }, path)
  return file?.kind === 'skipped' ? { problem: `is not looked at (${file.reason})` } : file
}

async function recordEdit(
  open: OpenRepository,
  path: string,
  event: GenericEvent,
  after: string,
  log: (message: string) => void,
): Promise<void> {
  const { ledger, reader } = open
  const { text: before, isProved } =
    event.before === undefined
      ? await textBefore(open, path, after)
      : { text: normaliseText(event.before), isProved: true }
  if (before === after) return
  if (!isProved) log(`${path}: without "before" nobody knows which of the new lines are the tool's; they stay unknown`)
  const at = new Date().toISOString()
  const resolver = new Resolver({ observations: ledger, repository: reader })
  const known = before === '' ? AttributedText.empty : await resolver.resolve({ path, text: before })
  const attributed = reconcile(known, after, isProved ? originOf(event, at) : unknown)
  // A report that tells how this text came about may come later; see `withLateReports`.
  const isBlind = before !== '' && !(await resolver.wasSeen(path, before)) && !(await isInGit(open, path, before))
  if (isBlind) await ledger.record({ path, attributed: known, kind: 'staged', at })
  const parentTextId = ledger.textIdOf(before)
  const { textId } = await ledger.record({ path, attributed, kind: 'agent', at, parentTextId })
  if (attributed.runs().some(({ origin }) => hasAiPart(origin))) await ledger.setPending(path, textId)
  await ledger.tidy(path)
  await pruneDaily(open)
}

/** Whether a text is committed or staged: who wrote that is known, or not, without any report. */
async function isInGit({ reader }: OpenRepository, path: string, text: string): Promise<boolean> {
  for (const snapshot of [{ kind: 'commit', rev: 'HEAD' }, { kind: 'index' }] as const) {
    const file = await reader.readFile(snapshot, path)
    if (file?.kind === 'text' && file.text === text) return true
  }
  return false
}

function originOf({ contributor, tool, model, session, mode }: GenericEvent, at: string): Origin {
  if (contributor === 'unknown') return unknown
  return {
    contributor,
    ...(tool !== undefined && { tool }),
    ...(model !== undefined && { model }),
    ...(session !== undefined && { session }),
    ...(mode !== undefined && { mode }),
    evidence: 'reported',
    at,
  }
}
