import { isCheckedOut } from './checkedOutPath'
import type { GitProgram } from './gitProgram'
import { pathFromBytes, pathToBytes } from './pathBytes'
import { splitNul } from './splitNul'

/** What `.gitattributes` says of a file, as far as it decides how its bytes become text. */
export interface FileAttributes {
  /** It is marked `binary`. `-text` alone is not: it only switches the conversion of line ends off. */
  readonly binary: boolean
  /** Its blob is not its text: LFS, encryption and other filters. */
  readonly filtered: boolean
  /** How it is encoded on disk, in git's words; undefined is UTF-8. Its blob is UTF-8 always. */
  readonly encoding: string | undefined
}

/** Where the attributes are read: from disk, from the index, or (git 2.40 or later) from a commit. */
export type AttributeSource = 'worktree' | 'index' | { readonly commit: string }

const plain: FileAttributes = { binary: false, filtered: false, encoding: undefined }
const names = ['binary', 'filter', 'working-tree-encoding']

/** A question that git was asked. */
interface Question {
  /** The arguments that name the source. */
  readonly from: string
  readonly paths: ReadonlySet<string>
  readonly answer: Promise<(path: string) => FileAttributes>
}

/** Questions whose answers serve others, too: both sides of a change often ask the same. */
const asked = new WeakMap<GitProgram, Set<Question>>()

/** An answer asked for ahead counts for so long: attributes on disk may change. Any other counts until it is there. */
const expectedMs = 2_000

/** Asks for the attributes of all files that will be read in a moment, batch by batch: one process instead of many. */
export async function expectAttributes(
  git: GitProgram,
  questions: readonly { readonly paths: readonly string[]; readonly source: AttributeSource }[],
): Promise<void> {
  const bySource = new Map<string, { readonly from: readonly string[]; readonly paths: Set<string> }>()
  for (const { paths, source } of questions) {
    const from = await sourceArguments(git, source)
    const key = from.join('\0')
    const known = bySource.get(key) ?? { from, paths: new Set<string>() }
    bySource.set(key, known)
    for (const path of paths) known.paths.add(path)
  }
  for (const { from, paths } of bySource.values()) {
    const { answer, forget } = ask(git, paths, from)
    // Where it fails nobody may ask; who asks gets to see it.
    answer.catch(() => undefined)
    setTimeout(forget, expectedMs).unref()
  }
}

/** The attributes of many files: path -> attributes. Before git 2.40 those of a commit are taken from disk. */
export async function fileAttributes(
  git: GitProgram,
  paths: readonly string[],
  source: AttributeSource,
): Promise<(path: string) => FileAttributes> {
  if (paths.length === 0) return () => plain
  const from = await sourceArguments(git, source)
  const key = from.join('\0')
  for (const question of asked.get(git) ?? []) {
    if (question.from === key && paths.every((path) => question.paths.has(path))) return question.answer
  }
  const { answer, forget } = ask(git, new Set(paths), from)
  try {
    return await answer
  } finally {
    forget()
  }
}

/** Asks git; others that ask the same get this answer until it is forgotten. */
function ask(
  git: GitProgram,
  paths: ReadonlySet<string>,
  from: readonly string[],
): { readonly answer: Question['answer']; readonly forget: () => void } {
  const questions = asked.get(git) ?? new Set<Question>()
  asked.set(git, questions)
  const question: Question = { from: from.join('\0'), paths, answer: askAttributes(git, [...paths], from) }
  questions.add(question)
  return { answer: question.answer, forget: () => questions.delete(question) }
}

async function askAttributes(
  git: GitProgram,
  paths: readonly string[],
  from: readonly string[],
): Promise<(path: string) => FileAttributes> {
  const found = new Map<string, FileAttributes>()
  // Git gives up on all of them for one that leads out of the work tree. It writes none of those to disk.
  const input = Buffer.concat(
    paths.filter((path) => isCheckedOut(path)).flatMap((path) => [pathToBytes(path), Buffer.of(0)]),
  )
  const { stdout } = await git.run(['check-attr', '-z', '--stdin', ...from, ...names], { input })
  const fields = splitNul(stdout)
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const value = fields[at + 2]!.toString('utf8')
    if (value === 'unspecified' || value === 'unset' || value === '') continue
    const path = pathFromBytes(fields[at]!)
    const name = fields[at + 1]!.toString('utf8')
    const known = found.get(path) ?? plain
    if (name === 'binary') found.set(path, { ...known, binary: true })
    else if (name === 'filter') found.set(path, { ...known, filtered: true })
    else if (value !== 'set') found.set(path, { ...known, encoding: value })
  }
  return (path) => found.get(path) ?? plain
}

async function sourceArguments(git: GitProgram, source: AttributeSource): Promise<string[]> {
  if (source === 'worktree') return []
  if (source === 'index') return ['--cached']
  return (await git.isAtLeast(2, 40)) ? ['--source', source.commit] : []
}
