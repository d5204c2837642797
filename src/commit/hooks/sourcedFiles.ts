import { realpath } from 'node:fs/promises'
import * as path from 'node:path'
import { readSmallText } from '../../files/smallFile'

/** Stands for the folder of the script itself; not in any text that was read as Latin-1. */
const own = '\u{e000}'

const self = String.raw`"?(?:\$\{?0\}?|\$\{?BASH_SOURCE(?:\[0\])?(?::-\$\{?0\}?)?\}?)"?`
const resolved = String.raw`(?:${self}|"?\$\(\s*g?(?:readlink|realpath)(?:\s+-\w+)*\s+(?:--\s+)?${self}\s*\)"?)`
const ownFolder = new RegExp(
  [
    String.raw`\$\(\s*dirname\s+(?:--\s+)?${resolved}\s*(?:2>[^)\n]{0,100})?\)`,
    String.raw`\x60\s*dirname\s+(?:--\s+)?${self}\s*\x60`,
    String.raw`\$\{(?:0|BASH_SOURCE(?:\[0\])?)%\/\*\}`,
    String.raw`\$\{0(?::[aA])?:h\}`,
  ].join('|'),
  'g',
)
const pathOfFolder = new RegExp(
  String.raw`\$\(\s*cd\s+(?:-P\s+)?(?:--\s+)?"?${own}(\/[^"\s)$]*)?"?\s*(?:>\s*\/dev\/null\s*)?(?:2>&1\s*|2>\s*\/dev\/null\s*)?(?:&&|;)\s*pwd(?:\s+-P)?\s*\)`,
  'g',
)
const folderVariable = new RegExp(
  String.raw`^[ \t]*(?:(?:readonly|export|local)[ \t]+)?(\w+)=(["']?)${own}(\/[^"'\s$]*)?\2[ \t]*(?:;[ \t]*)?$`,
  'gm',
)
const source = new RegExp(
  String.raw`(?:^|[;&|{]|\bthen\b|\belse\b|\bdo\b)[ \t]*(?:\.|source)[ \t]+["']?${own}["']?([^"'\s;]*)`,
  'gm',
)

/**
 * The text of a script with one mark wherever it asks for its own folder, also through a variable: what it still asks
 * for of itself is more than that.
 */
export function withOwnFolderMarked(content: string): string {
  const marked = content.replace(ownFolder, own).replace(pathOfFolder, `${own}$1`)
  const folders = new Map<string, string>()
  for (const [, variable = '', , below = ''] of marked.matchAll(folderVariable)) {
    if (!folders.has(variable)) folders.set(variable, own + below)
  }
  if (folders.size === 0) return marked
  return marked.replaceAll(/\$(?:(\w+)|\{(\w+)\})/g, (use, name: string | undefined, braced: string | undefined) => {
    return folders.get(name ?? braced ?? '') ?? use
  })
}

/**
 * What a shell script sources from its own folder: paths below that folder, in order; undefined for one that only a run
 * could tell.
 */
export function sourcedFiles(content: string): readonly (string | undefined)[] {
  return [...withOwnFolderMarked(content).matchAll(source)].map(([, below = '']) =>
    /^\/[^$*?`\ue000]+$/.test(below) ? `.${below}` : undefined,
  )
}

/** The text of what a hook sources from its folder, or from that of what it is a link to; as Latin-1. */
export async function sourcedContent(file: string, below: string): Promise<string | undefined> {
  const target = await realpath(file).catch(() => file)
  for (const folder of new Set([path.dirname(file), path.dirname(target)])) {
    // Whoever asks has to do without what cannot be read.
    const content = await readSmallText(path.join(folder, below), 'latin1').catch(() => undefined)
    if (content !== undefined) return content
  }
  return undefined
}
