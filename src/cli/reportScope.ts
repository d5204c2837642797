import { UserFacingError } from '../base/errors'
import type { ProgramReader } from '../git/reader/programReader'

/** What a report looks at. */
export interface ReportScope {
  /** For people. */
  readonly label: string
  /** Full commit id; undefined for the empty tree. */
  readonly base: string | undefined
  /** Full commit id; undefined for the files on disk. */
  readonly head: string | undefined
}

/** The id that git gives the tree without files, with SHA-1 and with SHA-256: `git hash-object -t tree /dev/null`. */
const emptyTrees: readonly string[] = [
  '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
]

/**
 * A range as the user wrote it: `<base>..<head>`, or `<base>...<head>` for what head added since it left base.
 * @throws UserFacingError where it is none, or names what is not there
 */
export async function scopeOfRange(reader: ProgramReader, range: string): Promise<ReportScope> {
  const dots = range.indexOf('..')
  if (dots < 0)
    throw new UserFacingError(`"${range}" is no range. Give two revisions as <base>..<head>, such as main..HEAD.`)
  const three = range.startsWith('...', dots)
  const [base, head] = [range.slice(0, dots) || 'HEAD', range.slice(dots + (three ? 3 : 2)) || 'HEAD']
  const [from, to] = [await existing(reader, base), await existing(reader, head)]
  if (to === undefined) throw noRevision(head)
  if (!three) return { label: range, base: from, head: to }
  if (from === undefined) throw noRevision(base)
  const fork = await mergeBase(reader, from, to)
  if (fork === undefined) throw new UserFacingError(`${base} and ${head} have no commit in common.`)
  return { label: range, base: fork, head: to }
}

/**
 * What the current branch gained since a date, by its own commits and what was merged into it.
 * @param since as git reads dates: `2.weeks`, `yesterday`, `2026-11-01`
 * @throws UserFacingError where that is no date, or there is no commit yet
 */
export async function scopeSince(reader: ProgramReader, since: string): Promise<ReportScope> {
  const head = await reader.commitId('HEAD')
  if (head === undefined) throw new UserFacingError('There is no commit yet, so nothing was added since.')
  const seconds = await secondsOf(reader, since)
  const earlier = await reader.git.text(['rev-list', '-1', '--first-parent', `--until=${seconds}`, head])
  return { label: `${await branchName(reader)} since ${since}`, base: earlier === '' ? undefined : earlier, head }
}

/**
 * What somebody who names no range most likely means: the changes that are not committed; where there are none, what the
 * current branch adds to the one it will be merged into; where that is nothing, the last commit.
 */
export async function likeliestScope(reader: ProgramReader): Promise<ReportScope> {
  const head = await reader.commitId('HEAD')
  const uncommitted: ReportScope = { label: 'uncommitted changes', base: head, head: undefined }
  if (head === undefined || (await hasChanges(reader))) return uncommitted
  for (const name of await targets(reader)) {
    const target = await reader.commitId(name)
    const base: string | undefined = target === undefined ? undefined : await mergeBase(reader, target, head)
    if (base !== undefined && base !== head)
      return { label: `branch ${await branchName(reader)} against ${name}`, base, head }
  }
  return { label: `last commit (${head.slice(0, 10)})`, base: await reader.commitId(`${head}^`), head }
}

async function hasChanges(reader: ProgramReader): Promise<boolean> {
  const changed = await reader.changedFiles({ kind: 'commit', rev: 'HEAD' }, { kind: 'worktree' })
  return changed.length > 0
}

/**
 * The branches that the current one may be merged into, likeliest first: the one it was told to follow, unless that is
 * its own copy on a remote; the remote's main branch; a local one of the usual names; at last its own copy.
 */
async function targets(reader: ProgramReader): Promise<readonly string[]> {
  const branch = await branchName(reader)
  const upstream = await nameOf(reader, '@{upstream}')
  const [remote] = upstream === undefined ? ['origin'] : upstream.split('/', 1)
  const main = await nameOf(reader, `refs/remotes/${remote}/HEAD`)
  const isOwnCopy = upstream?.slice(upstream.indexOf('/') + 1) === branch
  const usual = [main, `${remote}/main`, `${remote}/master`, 'main', 'master'].filter((name) => name !== undefined)
  // A main branch is not merged into another one: of it only what is not pushed is new.
  const isMain = usual.some((name) => name === branch || name === `${remote}/${branch}`)
  const others = isMain ? [] : usual
  return [
    ...(upstream === undefined || isOwnCopy ? [] : [upstream]),
    ...others,
    ...(upstream === undefined ? [] : [upstream]),
  ]
}

/** The short name of what a reference stands for; undefined where there is none. */
async function nameOf({ git }: ProgramReader, ref: string): Promise<string | undefined> {
  const { code, stdout } = await git.run(['rev-parse', '--abbrev-ref', '--verify', '--quiet', ref], {
    answers: [1, 128],
  })
  const name = stdout.toString('utf8').trim()
  return code === 0 && name !== '' && name !== ref ? name : undefined
}

/** The current branch; HEAD where there is none. */
async function branchName({ git }: ProgramReader): Promise<string> {
  const { code, stdout } = await git.run(['symbolic-ref', '--quiet', '--short', 'HEAD'], { answers: [1] })
  return code === 0 ? stdout.toString('utf8').trim() : 'HEAD'
}

async function mergeBase({ git }: ProgramReader, one: string, other: string): Promise<string | undefined> {
  const { code, stdout } = await git.run(['merge-base', one, other], { answers: [1] })
  return code === 0 ? stdout.toString('utf8').trim() : undefined
}

/** A date of the user's in seconds since 1970. Git takes what it cannot read for now. */
async function secondsOf({ git }: ProgramReader, since: string): Promise<number> {
  const seconds = Number(/^--max-age=(\d+)$/.exec(await git.text(['rev-parse', `--since=${since}`]))?.[1] ?? Number.NaN)
  const isNow = Math.abs(seconds - Date.now() / 1000) < 5 && !/\b(?:now|today|seconds?)\b/i.test(since)
  if (Number.isNaN(seconds) || isNow || since.trim() === '') {
    throw new UserFacingError(
      `"${since}" is no date that git can read. Give one such as 2.weeks, yesterday or 2026-11-01.`,
    )
  }
  return seconds
}

/** The id of a commit; `undefined` for the empty tree, on top of which everything was added. */
async function existing(reader: ProgramReader, rev: string): Promise<string | undefined> {
  const id = await reader.commitId(rev)
  if (id === undefined && !emptyTrees.includes(rev)) throw noRevision(rev)
  return id
}

function noRevision(rev: string): UserFacingError {
  return new UserFacingError(`There is no revision "${rev}" in this repository.`)
}
