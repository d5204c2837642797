import { damaged } from './objectError'

/** What a commit says. */
export interface Commit {
  readonly tree: string
  readonly parents: readonly string[]
  /** Seconds since 1970. */
  readonly committedAt: number
  readonly message: string
}

/** What stands in a tree under a name. */
export interface TreeEntry {
  /** Octal, six digits. */
  readonly mode: string
  readonly id: string
  readonly type: 'blob' | 'tree' | 'commit'
}

export type Tree = ReadonlyMap<string, TreeEntry>

const idBytes = 20

/** Reads the content of a commit. @throws ObjectError where it is none */
export function readCommit(content: Buffer): Commit {
  const text = content.toString('utf8')
  const end = text.indexOf('\n\n')
  const head = (end < 0 ? text : text.slice(0, end)).split('\n')
  const values = (name: string): readonly string[] =>
    head.flatMap((line) => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []))
  const [tree] = values('tree')
  const parents = values('parent')
  if (tree === undefined || ![tree, ...parents].every(isId)) throw damaged('a commit names no tree')
  // `Name <mail> 1700000000 +0100`
  const [, seconds = '0'] = / (\d+) [+-]\d+$/.exec(values('committer')[0] ?? '') ?? []
  return { tree, parents, committedAt: Number(seconds), message: end < 0 ? '' : text.slice(end + 2) }
}

/** Reads the content of a tree. @throws ObjectError where it is none */
export function readTree(content: Buffer): Tree {
  const entries = new Map<string, TreeEntry>()
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at)
    const end = content.indexOf(0, space)
    const next = end + 1 + idBytes
    if (space < 0 || end < 0 || next > content.length) throw damaged('a tree ends within an entry')
    const mode = content.toString('latin1', at, space).padStart(6, '0')
    const id = content.toString('hex', end + 1, next)
    entries.set(content.toString('utf8', space + 1, end), { mode, id, type: typeOf(mode) })
    at = next
  }
  return entries
}

/** What an annotated tag names. @throws ObjectError where the content is of no tag */
export function taggedId(content: Buffer): string {
  const [, id] = /^object ([0-9a-f]+)\n/.exec(content.toString('latin1', 0, 64)) ?? []
  if (id === undefined || !isId(id)) throw damaged('a tag names no object')
  return id
}

function typeOf(mode: string): TreeEntry['type'] {
  if (mode === '040000') return 'tree'
  return mode === '160000' ? 'commit' : 'blob'
}

function isId(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text)
}
