import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { readSmallText } from '../../files/smallFile'
import { hookState } from '../../commit/hooks/hookState'
import { probeHooks } from '../../commit/hooks/probeHooks'
import { notesTips } from '../../git/notes/notesRefs'
import { changesFrom } from '../../provenance/change/changeProvenance'
import { errorCode } from '../../ledger/folder/errorCode'
import { ledgerAccess } from '../../ledger/ledgerAccess'
import type { PendingMark } from '../../ledger/folder/pendingFolder'
import { noLongerPending } from '../../commit/clearPending'
import { blocking, fine, type Finding, wrong } from './findings'
import { hookFindings } from './hookFindings'
import { readMessageConfig } from '../../commit/messageConfig'
import { isSkippedOnce, wasSkippedOn } from '../../commit/skipMark'
import { lacksTrailers, missedCommits } from '../missedCommits'
import type { OpenRepository } from '../../repository/openRepository'
import { openHere } from '../openHere'
import { readTrailerSettings } from '../../repository/repositorySettings'
import { print } from '../print'
import { version } from '../version'
import { bylineFiles } from '../../ledger/folder/bylineFolder'

/** How many of the last lines of the log are shown, and how much of each. */
const logLines = 5
const logColumns = 200

/**
 * `byline doctor`: will the next commit here get trailers, and if not, why and what is there to do? The first line and the
 * exit code say that: 0 where it will, 1 where not. The details follow.
 */
export async function doctorCommand(): Promise<0 | 1> {
  const open = await openHere()
  const { repository, reader, ledger, bylineFolder } = open
  const gitVersion = (await reader.git.version()).join('.')
  const state = await hookState(repository)
  const probe =
    state.cliVersion === undefined ? undefined : await probeHooks(repository.root, bylineFolder, process.env)
  const readOnly = await isReadOnly(open)
  const findings = [
    ...hookFindings(state, probe, ledger.consent()),
    ...(await settingFindings(open)),
    ...(readOnly ? [] : await accessFindings(open)),
    ...(await missedFindings(open)),
    fine(`Byline ${version}, git ${gitVersion}, repository ${repository.root}.`),
    ...(await ledgerFindings(open)),
    ...(await noteFindings(open)),
    ...(await logFindings(open)),
  ]
  const lines = findings.map(({ wrong, text }) => `${wrong ? '!' : '-'} ${text}`)
  const blocks = findings.flatMap((finding) => finding.blocks ?? [])
  const [first] = blocks
  const others =
    blocks.length > 1
      ? ` There ${blocks.length === 2 ? 'is one more reason' : `are ${blocks.length - 1} more reasons`} below.`
      : ''
  if (readOnly) {
    print(['No commit can be made here: the repository is on a read-only file system.', ...lines].join('\n'))
    return 0
  }
  const answer =
    first === undefined
      ? 'The next commit here gets trailers if it adds AI lines.'
      : `The next commit here gets no trailers. ${`${first.why} ${first.remedy}`.trim()}${others}`
  // At once: a reader that takes the first line and leaves must not change the exit code.
  print([answer, ...lines].join('\n'))
  return first === undefined ? 0 : 1
}

async function settingFindings(open: OpenRepository): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const problems: string[] = []
  const settings = await readTrailerSettings({ ...open, log: (problem) => problems.push(problem) })
  const { trailers } = await readMessageConfig(open.reader.git)
  if (!trailers) {
    findings.push(
      blocking(
        '"git config byline.trailers" is false.',
        '"git config --unset-all byline.trailers" switches them on again.',
      ),
    )
  }
  if (!settings.enabled) {
    findings.push(
      blocking(
        'The settings switch the trailers off.',
        'See "trailers" in byline.json, and byline.trailers.enabled in the settings of the editor.',
      ),
    )
  }
  if (await isSkippedOnce(open)) {
    findings.push(
      blocking(
        'You asked to leave them out of it.',
        'The one after it gets them; the command in the editor takes that back.',
      ),
    )
  }
  for (const problem of problems) findings.push(wrong(`A setting is not valid and left out: ${problem}.`))
  return findings
}

async function accessFindings({ bylineFolder }: OpenRepository): Promise<readonly Finding[]> {
  const { problem } = await ledgerAccess(bylineFolder)
  return problem === undefined ? [] : [blocking(problem, '')]
}

/** Whether nobody can write to the repository, whoever they are. */
async function isReadOnly({ repository }: OpenRepository): Promise<boolean> {
  return access(repository.gitDir, constants.W_OK).then(
    () => false,
    (error: unknown) => errorCode(error) === 'EROFS',
  )
}

/** Commits that lack their trailers, and what puts them there. */
async function missedFindings(open: OpenRepository): Promise<readonly Finding[]> {
  const missed = await missedCommits(open)
  const head = missed.find(({ isHead }) => isHead)
  const others = missed.filter(({ isHead }) => !isHead)
  const findings: Finding[] = []
  if (!head && (await lacksTrailers(open, 'HEAD'))) {
    const [parent] = (await open.reader.git.text(['rev-parse', 'HEAD^@'])).split('\n')
    const asked = await wasSkippedOn(open, parent === '' ? undefined : parent)
    findings.push(
      fine(
        asked
          ? 'The last commit has no trailers, as you asked to leave them out of it.'
          : 'The last commit adds AI lines and has no trailers: they were left out, or it was made without these hooks. "byline amend" adds them, as long as it was not pushed.',
      ),
    )
  }
  if (head) {
    findings.push(
      wrong(
        `The last commit lacks its trailers, as its hook ${head.why}. "byline amend" adds them, as long as it was not pushed.`,
      ),
    )
  }
  if (others.length > 0) {
    const names = others.map(({ id, subject }) => `\n    ${id.slice(0, 10)} ${subject}`).join('')
    findings.push(
      wrong(
        `${others.length === 1 ? 'An earlier commit lacks its' : `${others.length} earlier commits lack their`} trailers, as hooks did not come to their end. Who wrote what is kept, and shared by "byline sync" once they are pushed:${names}`,
      ),
    )
  }
  return findings
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
  return [fine(`${files(paths.length)} with recorded edits, ${files(waiting)} with AI text not yet committed.`)]
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
  const text = await readSmallText(join(bylineFolder, bylineFiles.log)).catch(() => '') // nothing was ever logged
  // Of an error the message and not where in the program it was.
  const last = text
    .trimEnd()
    .split('\n')
    .slice(-logLines)
    .map((line) => line.split(' |', 1)[0]!)
    .map((line) => (line.length > logColumns ? `${line.slice(0, logColumns)}…` : line))
  return last[0] === '' || last[0] === undefined ? [] : [fine(`Last in the log:\n    ${last.join('\n    ')}`)]
}

function files(count: number): string {
  return `${count} ${count === 1 ? 'file' : 'files'}`
}
