import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UserFacingError } from '../base/errors'
import type { GitProgram } from '../git/gitProgram'
import { blobsWithAi } from '../attribution/lines/addedLines'
import { hasOurTrailers } from '../formats/trailers/messageTrailers'
import { commitTrailers } from '../commit/commitTrailers'
import { addTrailers } from '../commit/addTrailers'
import { readMessageConfig } from '../commit/messageConfig'
import { messageRules } from '../commit/messageText'
import { forgetMissed } from './missedCommits'
import type { OpenRepository } from '../repository/openRepository'
import { openHere } from './openHere'
import { print } from './print'
import { readTrailerSettings } from '../repository/repositorySettings'

/**
 * `byline amend`: gives HEAD the trailers that it should have got, where a hook was stopped or none was installed. Only
 * the message changes: files, index, author, dates and everything else that the commit says stay. A commit that others may
 * have is left alone.
 */
export async function amendCommand(): Promise<0> {
  const open = await openHere()
  const { git } = open.reader
  const id = await open.reader.commitId('HEAD')
  if (id === undefined) throw new UserFacingError('There is no commit yet.')
  if (!(await readTrailerSettings(open)).enabled || !(await readMessageConfig(git)).trailers) {
    throw new UserFacingError('Trailers are switched off here; "byline doctor" says by what.')
  }
  const raw = await git.run(['cat-file', 'commit', id])
  const commit = parts(raw.stdout.toString('latin1'))
  if (hasOurTrailers(commit.message)) {
    print('HEAD has its trailers. Nothing was changed.')
    return 0
  }
  const { trailers, files } = await commitTrailers(open, id)
  if (trailers.length === 0) {
    print('HEAD adds no lines that are known to be from AI. Nothing was changed.')
    return 0
  }
  await mustBeOwn(open, id)
  const config = await readMessageConfig(git)
  // Nothing is taken out of a message that is a commit's already.
  const rules = messageRules(config, 'verbatim', commit.message, { GIT_EDITOR: ':' })
  const message = await addTrailers(commit.message, trailers, rules, config)
  const amended = await write(git, id, commit, message)
  await git.run(['update-ref', '--create-reflog', '-m', 'commit (amend): byline amend', 'HEAD', amended, id])
  await git.run(['notes', 'copy', '--for-rewrite=amend', '--stdin'], { input: `${id} ${amended}\n`, answers: [1, 128] })
  await open.ledger.addAiVersions(blobsWithAi(files))
  await forgetMissed(open, id)
  await open.ledger.close()
  print([`HEAD is ${amended.slice(0, 10)} now and says:`, ...trailers.map((line) => `  ${line}`)].join('\n'))
  return 0
}

interface CommitText {
  /** Lines with their line ends. */
  readonly headers: string
  readonly message: string
}

/** One character a byte. */
function parts(raw: string): CommitText {
  const end = raw.indexOf('\n\n')
  return end < 0 ? { headers: raw, message: '' } : { headers: raw.slice(0, end + 1), message: raw.slice(end + 2) }
}

/** @throws UserFacingError where others may have the commit, or something is going on that builds on it */
async function mustBeOwn({ repository, reader }: OpenRepository, id: string): Promise<void> {
  for (const name of ['rebase-merge', 'rebase-apply', 'CHERRY_PICK_HEAD', 'MERGE_HEAD', 'REVERT_HEAD', 'sequencer']) {
    if (existsSync(join(repository.gitDir, name))) {
      throw new UserFacingError('A rebase, merge, cherry-pick or revert is going on. Finish it first.')
    }
  }
  const { git } = reader
  const { stdout } = await git.run(['symbolic-ref', '--quiet', 'HEAD'], { answers: [1] })
  const branch = stdout.toString('utf8').trim()
  const refs = await git.text([
    'for-each-ref',
    `--contains=${id}`,
    '--format=%(refname)',
    'refs/remotes',
    'refs/tags',
    'refs/heads',
  ])
  const other = refs.split('\n').find((ref) => ref !== '' && ref !== branch)
  if (other === undefined) return
  const short = other.replace(/^refs\/(?:remotes|tags|heads)\//, '')
  throw new UserFacingError(
    other.startsWith('refs/remotes/')
      ? `HEAD was pushed (${short} has it), so it is not changed. "byline sync" shares who wrote what of it in notes.`
      : `HEAD is in ${short} as well, so it is not changed.`,
  )
}

/** @returns the id of the commit with the other message */
async function write(git: GitProgram, id: string, { headers }: CommitText, message: string): Promise<string> {
  if (!/^(?:gpgsig|gpgsig-sha256) /m.test(headers)) {
    return hashed(git, `${headers}\n${message}`)
  }
  if (/^mergetag /m.test(headers)) {
    throw new UserFacingError('HEAD is a signed merge of a signed tag, which cannot be made again from here.')
  }
  const [authorName = '', authorMail = '', authorDate = ''] = (
    await git.text([
      'show',
      '-s',
      '--no-show-signature',
      '--encoding=UTF-8',
      '--date=raw',
      '--format=%an%n%ae%n%ad',
      id,
    ])
  ).split('\n')
  const parents = (await git.text(['rev-parse', `${id}^@`])).split('\n').filter((parent) => parent !== '')
  return git.text(['commit-tree', '-S', ...parents.flatMap((parent) => ['-p', parent]), '-F', '-', `${id}^{tree}`], {
    input: Buffer.from(message, 'latin1'),
    timeoutMs: 120_000,
    variables: { GIT_AUTHOR_NAME: authorName, GIT_AUTHOR_EMAIL: authorMail, GIT_AUTHOR_DATE: authorDate },
  })
}

function hashed(git: GitProgram, raw: string): Promise<string> {
  return git.text(['hash-object', '-t', 'commit', '-w', '--stdin'], { input: Buffer.from(raw, 'latin1') })
}
