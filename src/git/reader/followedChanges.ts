import { changedFiles } from './changedFiles'
import { findingRenames } from './findingRenames'
import type { GitProgram } from '../gitProgram'
import { isPlainText, pathFromBytes } from '../pathBytes'
import { splitNul } from '../splitNul'

/** Commits of one path that are looked through: a bound, not a promise of completeness. */
const maxCommits = 2000

/** Copies that are asked for another source, in all: each takes two processes. */
const maxCopies = 20

/** A commit that changed a file, under the name that it has there. */
export interface FollowedChange {
  readonly commit: string
  readonly committedAt: number
  readonly message: string
  readonly path: string
  /** Where the file was before, if that is another path. */
  readonly source?: string
  /** As git names it: `A` where the file is new, `C` where its source is still there, `R` where it is not. */
  readonly status: string
}

export interface FollowedChanges {
  /** Those of each line of names newest first, that of git first. */
  readonly changes: readonly FollowedChange[]
  /** A partial clone lacks texts: only files that moved without an edit were found again. */
  readonly onlyIdentical: boolean
}

/**
 * The commits reachable from `rev` that changed a file, through its renames and copies. Where it was copied and several
 * files are like it, `git log --follow` picks any of them, while whoever made the commit compared with those that it
 * changes: that one is followed, too.
 * @param path plain text, as an argument can be
 */
export async function followedChanges(git: GitProgram, path: string, rev: string): Promise<FollowedChanges> {
  const found = new Map<string, FollowedChange>()
  const starts = [{ path, rev }]
  let copies = 0
  let onlyIdentical = false
  for (const start of starts) {
    const followed = await followedByGit(git, start.path, start.rev)
    onlyIdentical ||= followed.onlyIdentical
    for (const change of followed.changes) {
      const key = `${change.commit} ${change.path}`
      if (found.has(key)) continue
      found.set(key, change)
      if (change.status !== 'C' || ++copies > maxCopies) continue
      const source = await copiedFrom(git, change)
      if (source !== undefined && source !== change.source) starts.push({ path: source, rev: `${change.commit}^` })
    }
  }
  return { changes: [...found.values()], onlyIdentical }
}

/** The source as the commit itself tells it: what Byline compared with when it was made. */
async function copiedFrom(git: GitProgram, { commit, path }: FollowedChange): Promise<string | undefined> {
  const changed = await changedFiles(git, { tree: `${commit}^` }, { kind: 'commit', rev: commit })
  const source = changed.find((file) => file.path === path)?.oldPath
  return source !== undefined && isPlainText(source) ? source : undefined
}

async function followedByGit(git: GitProgram, path: string, rev: string): Promise<FollowedChanges> {
  let onlyIdentical = false
  const { stdout } = await findingRenames((threshold) => {
    onlyIdentical = threshold === '100%'
    return git.run([
      'log',
      '--no-color',
      '--no-show-signature',
      '--no-notes',
      '--encoding=UTF-8',
      '--no-ext-diff',
      '-z',
      '--follow',
      `-M${threshold}`,
      '--name-status',
      `--max-count=${maxCommits}`,
      '--format=commit %H %ct%x00%B',
      rev,
      '--',
      path,
    ])
  })
  const changes: FollowedChange[] = []
  const fields = splitNul(stdout)
  for (let at = 0; at < fields.length;) {
    const [, commit, seconds] = headOf(fields[at]) ?? []
    if (commit === undefined) throw new Error(`Unexpected output of git log: ${fields[at]?.toString('latin1')}`)
    const message = fields[at + 1]?.toString('utf8') ?? ''
    at += 2
    let name = path
    let source: string | undefined
    let letter = ''
    while (at < fields.length && !headOf(fields[at])) {
      const status = fields[at]?.toString('latin1').trim() ?? ''
      if (status === '') {
        at++
        continue
      }
      if (/^[RC]/.test(status)) source = pathFromBytes(fields[++at] ?? Buffer.alloc(0))
      letter = status.slice(0, 1)
      name = pathFromBytes(fields[++at] ?? Buffer.alloc(0))
      at++
    }
    const committedAt = Number(seconds)
    changes.push({ commit, committedAt, message, path: name, ...(source !== undefined && { source }), status: letter })
  }
  return { changes, onlyIdentical }
}

function headOf(field: Buffer | undefined): RegExpExecArray | null {
  return /^commit ([0-9a-f]+) (\d+)$/.exec(field?.toString('latin1').trim() ?? '')
}
