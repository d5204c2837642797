import { lstat, realpath } from 'node:fs/promises'
import * as path from 'node:path'
import type { HookName } from './hookScript'
import { withoutAwkPrograms, withoutMessages } from './shellText'
import { sourcedContent, sourcedFiles, withOwnFolderMarked } from './sourcedFiles'

const comments = /^[ \t]*(?:#|\/\/).*$/gm
/** Whether a file was run or loaded, in Ruby. */
const runOrLoaded = /__FILE__ == \$(?:0|PROGRAM_NAME)\b|\$(?:0|PROGRAM_NAME) == __FILE__/g

/** `ARGV[0]` of Perl and Ruby is the first argument, and so not here. */
const ownName = new RegExp(
  [
    String.raw`(?<!\\)\$(?:0(?!\d)|\{0\b)`,
    String.raw`\bBASH_(?:SOURCE|ARGV0)\b|\bZSH_(?:SCRIPT|ARGZERO)\b|\bstatus (?:filename|basename)\b`,
    String.raw`\bPROGRAM_NAME\b|\bFindBin::(?:Real)?Script\b|\bSCRIPT_(?:FILE)?NAME\b|\bPHP_SELF\b`,
    String.raw`__filename\b|__FILE__|__file__|\bimport\.meta\.(?:url|filename)\b|\brequire\.main\.filename\b`,
    String.raw`\bargv\s*\[\s*0\s*\]|\bprocess\.argv\s*\[\s*1\s*\]|\bArgs\[0\]|\barg\[0\]|\bargv0\b`,
    String.raw`\$PSCommandPath\b|\$MyInvocation\b`,
  ].join('|'),
)

/**
 * Whether a hook would do something else, or nothing, under another name: one script under the names of many hooks
 * (overcommit, husky 4, folders of hooks such as `commit-msg.d`) looks at its name to know what to do. What cannot be
 * told counts as such. Its folder alone may be asked for: it stays the same.
 *
 * @param content of the file, as Latin-1
 */
export async function dependsOnName(file: string, name: HookName, content: string): Promise<boolean> {
  return (await isLinkToShared(file, name)) || asks(file, content, new Set())
}

/** Whether a hook is a link to what has another name, and so may be there for many hooks. */
export async function isLinkToShared(file: string, name: HookName): Promise<boolean> {
  // Not there, or a link that leads nowhere: there is nothing that could ask.
  if (!(await lstat(file).catch(() => undefined))?.isSymbolicLink()) return false
  const target = await realpath(file).catch(() => undefined)
  return target !== undefined && path.parse(target).name !== name
}

async function asks(file: string, content: string, followed: Set<string>): Promise<boolean> {
  // A compiled program gets its name from whoever runs it.
  if (content.includes('\0')) return true
  const code = withoutAwkPrograms(content.replace(comments, ''))
  if (ownName.test(withOwnFolderMarked(withoutMessages(code).replace(runOrLoaded, '')))) return true
  for (const below of sourcedFiles(code)) {
    if (below === undefined) return true
    if (followed.has(below)) continue
    followed.add(below)
    const sourced = await sourcedContent(file, below)
    // In a file that is sourced `$0` is still the hook.
    if (sourced === undefined || (await asks(file, sourced, followed))) return true
  }
  return false
}
