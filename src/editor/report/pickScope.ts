import * as vscode from 'vscode'
import { UserFacingError } from '../../base/errors'
import type { RepositoryContext } from '../repositories/repositoryContext'
import { noRevisionSentence, type ReportScope } from './reportScope'

/** Something that a report can look at, and how it is asked for more. */
interface ScopeItem extends vscode.QuickPickItem {
  /** Undefined when the user turns away. */
  readonly scope: () => Promise<ReportScope | undefined> | ReportScope | undefined
}

/** Branches that others are usually compared with, in the order in which they are tried. */
const usualBases = ['@{upstream}', 'origin/HEAD', 'origin/main', 'origin/master', 'main', 'master']

/** Asks what the report is to look at; undefined when the user turns away. */
export async function pickScope(repository: RepositoryContext): Promise<ReportScope | undefined> {
  const items = await scopesOf(repository)
  const picked =
    items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { placeHolder: 'Report on what?' })
  return picked?.scope()
}

/** What there is to report on: before the first commit only what is not committed. */
async function scopesOf(repository: RepositoryContext): Promise<readonly ScopeItem[]> {
  const uncommitted: ScopeItem = {
    label: '$(edit) Uncommitted changes',
    description: 'files on disk against HEAD',
    scope: () => ({ label: 'uncommitted changes', base: undefined, head: undefined }),
  }
  const head = await repository.program.commitId('HEAD')
  if (head === undefined) return [uncommitted]
  const [base, parent, subject, branches, tags] = await Promise.all([
    usualBase(repository, head),
    repository.program.commitId('HEAD^'),
    repository.program.git.text(['log', '-1', '--format=%s', 'HEAD', '--']),
    refsIn(repository, 'refs/heads', 'refs/remotes'),
    refsIn(repository, 'refs/tags'),
  ])
  return [
    uncommitted,
    {
      label: '$(git-commit) Last commit',
      description: subject,
      scope: () => ({ label: 'the last commit', base: parent ?? '', head }),
    },
    {
      label: '$(git-branch) This branch',
      description: base ? `against ${base}` : 'against a base you name',
      scope: () => thisBranch(repository, base),
    },
    ...(branches.length > 1
      ? [
          {
            label: '$(git-branch) A branch…',
            description: 'what it adds',
            scope: () => anotherBranch(repository, branches),
          },
        ]
      : []),
    ...(tags.length > 0
      ? [{ label: '$(tag) Since a tag…', description: 'what came after it', scope: () => sinceTag(tags, head) }]
      : []),
    {
      label: '$(history) Everything',
      description: 'every line in HEAD',
      scope: () => ({ label: 'everything', base: '', head }),
    },
    {
      label: '$(git-compare) A range…',
      description: 'two revisions, such as v1.2..main',
      scope: () => typedRange(repository),
    },
  ]
}

async function thisBranch(repository: RepositoryContext, base: string | undefined): Promise<ReportScope | undefined> {
  const against = base ?? (await askForBase(repository, 'this branch'))
  if (against === undefined) return undefined
  const from = await mergeBase(repository, against, 'HEAD')
  return { label: `this branch against ${against}`, base: from, head: 'HEAD' }
}

async function anotherBranch(
  repository: RepositoryContext,
  branches: readonly Ref[],
): Promise<ReportScope | undefined> {
  const picked = await vscode.window.showQuickPick(branches.map(refItem), { placeHolder: 'Which branch?' })
  if (!picked) return undefined
  const { name, id } = picked.ref
  const against = (await usualBase(repository, id, name)) ?? (await askForBase(repository, name))
  if (against === undefined) return undefined
  return { label: `${name} against ${against}`, base: await mergeBase(repository, against, id), head: id }
}

async function sinceTag(tags: readonly Ref[], head: string): Promise<ReportScope | undefined> {
  const picked = await vscode.window.showQuickPick(tags.map(refItem), { placeHolder: 'Since which tag?' })
  return picked && { label: `${picked.ref.name}..HEAD`, base: picked.ref.id, head }
}

async function typedRange(repository: RepositoryContext): Promise<ReportScope | undefined> {
  const typed = await vscode.window.showInputBox({
    title: 'Report on a range',
    prompt: 'Two revisions with ".." between them. With "..." only what the second added since it left the first.',
    placeHolder: 'HEAD~3..HEAD',
    validateInput: async (value) => {
      // Nobody has done anything wrong yet; Enter on nothing turns away.
      if (value.trim() === '') return { message: 'For example HEAD~3..HEAD', severity: info }
      const range = parseRange(value)
      if (!range) return 'Write two revisions with ".." between them, such as HEAD~3..HEAD.'
      return (await whyNotThere(repository, range.base)) ?? whyNotThere(repository, range.head)
    },
  })
  const parsed = typed === undefined ? undefined : parseRange(typed)
  if (!parsed) return undefined
  const { base: from, dots, head } = parsed
  const start = dots === '...' ? await mergeBase(repository, from, head) : from
  return { label: `${from}${dots}${head}`, base: start, head }
}

const info = vscode.InputBoxValidationSeverity.Info

/** Asks for the branch or commit that a branch is compared with, where none of the usual ones is there. */
async function askForBase(repository: RepositoryContext, branch: string): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: `Report on ${branch}`,
    prompt: `The branch or commit that ${branch} is compared with.`,
    placeHolder: 'main',
    validateInput: async (value) =>
      value.trim() === '' ? { message: 'For example main', severity: info } : whyNotThere(repository, value.trim()),
  })
  return typed?.trim()
}

/** A sentence where a repository has no such revision; undefined where it has. */
async function whyNotThere({ program }: RepositoryContext, revision: string): Promise<string | undefined> {
  return (await program.commitId(revision)) === undefined ? noRevisionSentence(revision) : undefined
}

interface TypedRange {
  readonly base: string
  /** With three of them the report begins where `head` left `base`, as for git and the command line. */
  readonly dots: '..' | '...'
  readonly head: string
}

function parseRange(text: string): TypedRange | undefined {
  const range = text.trim()
  const at = range.indexOf('..')
  const dots = range.startsWith('...', at) ? '...' : '..'
  const base = range.slice(0, Math.max(0, at))
  const head = range.slice(at + dots.length) || 'HEAD'
  return [base, head].every((rev) => /^[^\s.-]\S*$/.test(rev)) ? { base, dots, head } : undefined
}

/** A branch or tag, and the commit that it names. */
interface Ref {
  readonly name: string
  readonly id: string
  readonly subject: string
}

/** Newest first. What names no commit, such as a tagged file, is left out. */
async function refsIn({ program }: RepositoryContext, ...folders: readonly string[]): Promise<readonly Ref[]> {
  const fields = ['refname:short', 'symref', 'objecttype', 'objectname', '*objecttype', '*objectname', 'subject']
  const format = `--format=${fields.map((field) => `%(${field})`).join('%00')}`
  const listed = await program.git.text(['for-each-ref', '--sort=-creatordate', format, ...folders])
  return listed.split('\n').flatMap((line) => {
    const [name = '', symref, type, id = '', pointed, pointedId = '', subject = ''] = line.split('\0')
    if (name === '' || symref !== '') return []
    if (type === 'commit') return [{ name, id, subject }]
    return pointed === 'commit' ? [{ name, id: pointedId, subject }] : []
  })
}

function refItem(ref: Ref): vscode.QuickPickItem & { readonly ref: Ref } {
  return { label: ref.name, description: ref.subject, ref }
}

/** The branch that a commit is usually compared with; none of those that are the commit itself. */
async function usualBase({ program }: RepositoryContext, tip: string, branch?: string): Promise<string | undefined> {
  // The upstream of a branch that is not checked out has another name.
  const names = branch === undefined ? usualBases : usualBases.filter((name) => name !== '@{upstream}')
  for (const name of names) {
    const id = await program.commitId(name)
    if (id !== undefined && id !== tip) return name
  }
  return undefined
}

/** Where `head` left the other one; the other one itself where they have nothing in common. */
async function mergeBase({ program }: RepositoryContext, other: string, head: string): Promise<string> {
  const [commit, tip] = [await program.commitId(other), await program.commitId(head)]
  if (commit === undefined) throw new UserFacingError(noRevisionSentence(other))
  if (tip === undefined) throw new UserFacingError(noRevisionSentence(head))
  const { code, stdout } = await program.git.run(['merge-base', commit, tip], { answers: [1] })
  return code === 0 ? stdout.toString('utf8').trim() : commit
}
