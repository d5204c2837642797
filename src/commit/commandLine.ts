import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** The git command that runs a hook. */
export interface GitCommand {
  readonly name: string
  readonly args: readonly string[]
  /** False where the system gives the arguments as one line only, so that a word of a message may look like an option. */
  readonly exact: boolean
}

/** What `git commit` was told that its hooks are not. */
export interface CommitOptions {
  readonly amend: boolean
  /** `commit-msg` will not run. */
  readonly noVerify: boolean
  readonly cleanup?: string
}

/** Between git and this process stand the hook's shell and whatever runs hooks in its place. */
const maxGenerations = 8

/**
 * The git command this process was started by, found by going up the parent processes.
 * @returns undefined where there is none or the system does not show it (Windows)
 */
export async function callingGit(): Promise<GitCommand | undefined> {
  let pid = process.ppid
  for (let generation = 0; generation < maxGenerations && pid > 1; generation++) {
    const found = await processOf(pid)
    if (!found) return undefined
    const command = gitCommandOf(found.args, found.exact)
    if (command) return command
    pid = found.parent
  }
  return undefined
}

interface Process {
  readonly parent: number
  readonly args: readonly string[]
  readonly exact: boolean
}

async function processOf(pid: number): Promise<Process | undefined> {
  try {
    if (process.platform === 'linux') {
      const args = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').slice(0, -1)
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
      // The second field is the name in parentheses, which may hold anything.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      return { parent, args, exact: true }
    }
    if (process.platform === 'win32') return undefined
    const { stdout } = await promisify(execFile)('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { timeout: 1_000 })
    const [parent, ...args] = stdout.trim().split(/\s+/)
    return { parent: Number(parent), args, exact: false }
  } catch {
    return undefined // gone, or not shown to us
  }
}

/** Splits a command line of git into the command's name and its arguments; undefined for other programs. */
export function gitCommandOf(commandLine: readonly string[], exact = true): GitCommand | undefined {
  const program = commandLine[0]?.replace(/^.*[/\\]/, '')
  if (program === undefined || !/^git(?:\.exe)?$/.test(program)) return undefined
  for (let at = 1; at < commandLine.length; at++) {
    const arg = commandLine[at]!
    if (/^(?:-c|-C|--git-dir|--work-tree|--namespace|--super-prefix|--config-env|--exec-path)$/.test(arg)) at++
    else if (!arg.startsWith('-')) return { name: arg, args: commandLine.slice(at + 1), exact }
  }
  return undefined
}

/** Options of `git commit` that take the next argument where none is attached. */
const valued = [
  'author',
  'date',
  'message',
  'file',
  'reuse-message',
  'reedit-message',
  'fixup',
  'squash',
  'template',
].concat(['cleanup', 'trailer', 'pathspec-from-file'])
const valuedLetters = 'mFCct'
/** These only take what is attached to them. */
const attachedLetters = 'Su'

/** Reads the arguments of `git commit` as git does, abbreviated options and clustered letters included. */
export function commitOptionsOf(args: readonly string[]): CommitOptions {
  let amend = false
  let noVerify = false
  let cleanup: string | undefined
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!
    if (arg === '--') break
    if (arg.startsWith('--')) {
      const [name, value] = splitOnce(arg.slice(2), '=')
      if (isAbbreviated(name, 'amend', 2)) amend = true
      else if (isAbbreviated(name, 'no-amend', 5)) amend = false
      else if (isAbbreviated(name, 'no-verify', 7)) noVerify = true
      else if (isAbbreviated(name, 'verify', 4)) noVerify = false
      else if (valued.some((option) => isAbbreviated(name, option, 2))) {
        if (isAbbreviated(name, 'cleanup', 2)) cleanup = value ?? args[at + 1]
        if (value === undefined) at++
      }
    } else if (arg.startsWith('-')) {
      for (let letter = 1; letter < arg.length; letter++) {
        if (arg[letter] === 'n') noVerify = true
        if (attachedLetters.includes(arg[letter]!)) break
        if (!valuedLetters.includes(arg[letter]!)) continue
        if (letter === arg.length - 1) at++
        break
      }
    }
  }
  return { amend, noVerify, ...(cleanup !== undefined && { cleanup }) }
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** @param shortest how many characters git needs to tell the option from others */
function isAbbreviated(name: string, option: string, shortest: number): boolean {
  return name.length >= shortest && option.startsWith(name)
}
