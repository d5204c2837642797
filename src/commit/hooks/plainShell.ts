import { lstat, realpath } from 'node:fs/promises'
import * as path from 'node:path'
import type { HookName } from './hookScript'
import { withoutComments } from './shellText'

/** A script with no first line of this kind is run by a shell, too. */
const shebang = /^#!.*/
const shellShebang = /^#![ \t]*(?:\/usr\/bin\/env[ \t]+|\/[\w/.-]*\/)(?:ba|da|a|k)?sh\b/

const self = String.raw`"?\$(?:0(?!\d)|\{(?:0|BASH_SOURCE(?:\[0\])?)\}|BASH_SOURCE\b)"?`
const ownFolder = new RegExp(String.raw`\bdirname[ \t]+(?:--[ \t]+)?${self}|\$\{(?:0|BASH_SOURCE(?:\[0\])?)%/\*\}`, 'g')
const ownName = /(?<!\\)\$(?:0(?!\d)|\{0\b)|\bBASH_(?:SOURCE|ARGV0)\b/
const sources = /(?:^|[;&|{(]|\bthen\b|\belse\b|\bdo\b)[ \t]*(?:\.|source)[ \t]/m

/**
 * Whether a hook does the same under another name, as far as that is plain to see: a shell script that does not ask for
 * its own name. One script under the names of many hooks (overcommit, husky 4, folders of hooks such as `commit-msg.d`)
 * looks at its name to know what to do, and would do something else or nothing. It may ask for its folder, which stays
 * the same, unless it sources something, which may come from there and ask for the name (husky 4).
 *
 * @param content of the file, as Latin-1
 */
export async function isPlainShell(file: string, name: HookName, content: string): Promise<boolean> {
  if (!isShell(content) || (await isLinkToShared(file, name))) return false
  const code = withoutComments(content)
  const withoutFolder = code.replace(ownFolder, '')
  return !ownName.test(withoutFolder) && (withoutFolder === code || !sources.test(code))
}

/** Whether a shell runs it, so that somebody can add a line of shell to it. */
export function isShell(content: string): boolean {
  return !content.includes('\0') && (!shebang.test(content) || shellShebang.test(content))
}

/** Whether a hook is a link to what has another name, and so may be there for many hooks. */
export async function isLinkToShared(file: string, name: HookName): Promise<boolean> {
  // Not there, or a link that leads nowhere: there is nothing that could ask.
  if (!(await lstat(file).catch(() => undefined))?.isSymbolicLink()) return false
  const target = await realpath(file).catch(() => undefined)
  return target !== undefined && path.parse(target).name !== name
}
