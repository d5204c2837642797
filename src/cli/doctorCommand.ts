import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hookState, type HookState } from '../git/hooks/hookState'
import { notesTips } from '../git/notes/notesRefs'
import { changesFrom } from '../provenance/changeProvenance'
import { ledgerAccess } from '../storage/ledgerAccess'
import type { PendingMark } from '../storage/pendingFolder'
import { noLongerPending } from './clearPending'
import { readMessageConfig } from './hook/messageConfig'
import { openRepository, type OpenRepository } from './openRepository'
import { readTrailerSettings } from './settings'
import { print } from './print'
import { version } from './version'

/** Something worth knowing, or something that keeps commits from getting their trailers. */
interface Finding {
  readonly wrong: boolean
  readonly text: string
}

const fine = (text: string): Finding => ({ wrong: false, text })
const wrong = (text: string): Finding => ({ wrong: true, text })

/** How many of the last lines of the log are shown. */
const logLines = 5

/** `byline doctor`: says in sentences whether commits here get trailers, and why not. 1 where something is wrong. */
export async function doctorCommand(): Promise<0 | 1> {
  const open = await openRepository(process.cwd())
  const state = await hookState(open.repository)
  const findings = [
    fine(`Byline ${version}, git ${(await open.reader.git.version()).join('.')}, repository ${open.repository.root}.`),
    ...hookFindings(state),
    ...(await settingFindings(open)),
    ...(await accessFindings(open)),
    ...(await ledgerFindings(open)),
    ...(await noteFindings(open)),
    ...(await logFindings(open)),
  ]
  for (const { wrong, text } of findings) print(`${wrong ? '!' : '-'} ${text}`)
  return findings.some((finding) => finding.wrong) ? 1 : 0
}

function hookFindings(state: HookState): readonly Finding[] {
  const findings: Finding[] = []
  const where = state.method === 'config' ? "in this repository's git configuration" : state.hooksFolder
  if (state.installed) findings.push(fine(`The commit hooks are installed (${where}).`))
  else if (state.cliVersion === undefined) {
    findings.push(
      wrong('The commit hooks are not installed, so commits get no trailers. "byline install" installs them.'),
    )
  } else if (state.problem === undefined) {
    const missing = state.hooks
      .filter(({ state }) => state === 'missing' || state === 'foreign')
      .map(({ name }) => name)
    findings.push(
      wrong(`These hooks are gone or were replaced: ${missing.join(', ')}. "byline install" puts them back.`),
    )
  }
  for (const { name, state: hook } of state.hooks) {
    if (hook === 'changed') findings.push(fine(`Somebody changed the hook ${name}; it is run as it is.`))
  }
  if (state.cliVersion !== undefined && state.cliVersion !== version) {
    findings.push(wrong(`The hooks run version ${state.cliVersion}. "byline install" brings them up to date.`))
  }
  if (state.problem !== undefined) findings.push(wrong(state.problem))
  for (const { file, line, present } of state.manual) if (!present) findings.push(wrong(`${file} lacks: ${line}`))
  const runtime = state.runtimes.find(({ executable }) => executable)
  if (runtime) findings.push(fine(`The hooks are run by ${runtime.file}.`))
  if (state.complaint !== undefined) findings.push(wrong(`The last run of a hook said: ${state.complaint}`))
  return findings
}

async function settingFindings(open: OpenRepository): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const problems: string[] = []
  const settings = await readTrailerSettings({ ...open, log: (problem) => problems.push(problem) })
  const { trailers } = await readMessageConfig(open.reader.git)
  if (!trailers) findings.push(wrong('"git config byline.trailers" is false: no commit here gets trailers.'))
  if (!settings.enabled)
    findings.push(wrong('The settings switch the trailers off (byline.json, or those of the editor).'))
  for (const problem of problems) findings.push(wrong(`A setting is not valid and left out: ${problem}.`))
  return findings
}

async function accessFindings({ bylineFolder }: OpenRepository): Promise<readonly Finding[]> {
  const { problem } = await ledgerAccess(bylineFolder)
  return problem === undefined ? [] : [wrong(problem)]
}

async function ledgerFindings(open: OpenRepository): Promise<readonly Finding[]> {
  const { ledger, reader } = open
  const paths = await ledger.paths()
  const pending = await ledger.pendingMarks()
  let committed: readonly PendingMark[] = []
  if (pending.length > 0 && (await reader.commitId('HEAD')) !== undefined) {
    const [changed] = await changesFrom(reader, [{ kind: 'commit', rev: 'HEAD' }], { kind: 'index' })
    committed = await noLongerPending(open, new Set(changed?.map(({ path }) => path)))
  }
  const isCommitted = ({ path, worktree }: PendingMark) =>
    committed.some((mark) => mark.path === path && mark.worktree === worktree)
  const waiting = new Set(pending.filter((mark) => !isCommitted(mark)).map(({ path }) => path)).size
  const findings = [
    fine(`${files(paths.length)} with recorded edits, ${files(waiting)} with AI text not yet committed.`),
  ]
  if (ledger.consent() === 'refused')
    findings.push(fine('Trailers were declined for this repository; "byline install" switches them on.'))
  return findings
}

async function noteFindings({ reader, ledger }: OpenRepository): Promise<readonly Finding[]> {
  const refs = [...(await notesTips(reader.git)).keys()].sort()
  const answers = {
    always: ' They are shared after each push that the editor sees, on your word.',
    never: ' The editor does not offer to share them here, on your word.',
  }
  const answer = ledger.notesAnswer()
  const found =
    refs.length === 0
      ? 'There are no notes here: "byline sync" shares who wrote what of pushed commits, and gets what others shared.'
      : `Notes are read from ${refs.join(' and ')}; "byline sync" brings them up to date.`
  return [fine(found + (answer === undefined ? '' : answers[answer]))]
}

async function logFindings({ bylineFolder }: OpenRepository): Promise<readonly Finding[]> {
  const text = await readFile(join(bylineFolder, 'log'), 'utf8').catch(() => '') // nothing was ever logged
  const last = text.trimEnd().split('\n').slice(-logLines)
  return last[0] === '' || last[0] === undefined ? [] : [fine(`Last in the log:\n    ${last.join('\n    ')}`)]
}

function files(count: number): string {
  return `${count} ${count === 1 ? 'file' : 'files'}`
}
