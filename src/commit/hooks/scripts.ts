import { bylineFiles, unfinishedPrefix } from '../../ledger/folder/bylineFolder'
import closerLook from './closerLook.sh'
import commitMsg from './commitMsg.sh'
import firstLook from './firstLook.sh'
import hook from './hook.sh'
import { limitSeconds, maxStrikes } from './limits'
import postRewrite from './postRewrite.sh'
import prepareCommitMsg from './prepareCommitMsg.sh'
import run from './run.sh'
import worded from './worded.sh'

/** What the scripts include, by the name of the file without its ending. */
const included: Readonly<Record<string, string>> = { firstLook, closerLook, worded, run }

/** What stands for `@name@` in all of them. */
const names: Readonly<Record<string, string>> = {
  ...bylineFiles,
  unfinished: unfinishedPrefix,
  usualSeconds: String(limitSeconds.usual),
  mostSeconds: String(limitSeconds.most),
  maxStrikes: String(maxStrikes),
}

/** The scripts in this folder, by the hook of git that they are for; `hook` is what all of them run. */
const scripts = { hook, 'prepare-commit-msg': prepareCommitMsg, 'commit-msg': commitMsg, 'post-rewrite': postRewrite }

/**
 * A script as it is installed: with what it includes, names for `@name@`, and without the comments of the parts, as a
 * shell reads them with every commit.
 * @param more values of further names
 */
export function scriptOf(script: keyof typeof scripts, more: Readonly<Record<string, string>> = {}): string {
  const values = { ...names, ...more }
  return scripts[script]
    .replaceAll(/^# shellcheck .*\n/gm, '')
    .replaceAll(/^\. \.\/(\w+)\.sh\n/gm, (_, name: string) => withoutComments(included[name]!))
    .replaceAll(/@(\w+)@/g, (_, name: string) => {
      const value = values[name]
      if (value === undefined) throw new Error(`The script ${script} names ${name}, which is nothing.`)
      return value
    })
}

function withoutComments(part: string): string {
  return part.replaceAll(/^(?:#.*|[ \t]*# shellcheck .*)?\n/gm, '')
}
