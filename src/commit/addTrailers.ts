import { aboveScissors } from '../formats/trailers/messageTrailers'
import { GitProgram, withoutRepositoryVariables } from '../git/gitProgram'
import type { MessageConfig } from './messageConfig'
import { isBlankMessage, type MessageRules } from './messageText'

/**
 * Puts trailers where `git interpret-trailers` would: into the block of trailers at the end of the message, if there is
 * one, above comments and scissors. Only a sign-off stays last: `commit --amend --signoff` would repeat one that is not.
 * All other lines stay byte for byte; git itself would write other people's trailers anew.
 * @param message one character a byte, without trailers of ours
 */
export async function addTrailers(
  message: string,
  trailers: readonly string[],
  rules: MessageRules,
  config: MessageConfig,
): Promise<string> {
  // Somebody who names the tool the way Byline does is not told twice.
  const present = new Set(message.split('\n').map((line) => line.trimEnd()))
  const missing = trailers.filter((line) => !present.has(line))
  if (missing.length === 0) return message
  // Where git does not take comments out, it would not look for the scissors, either.
  const part = aboveScissors(message)
  if (part !== message) return (await addTrailers(part, missing, rules, config)) + message.slice(part.length)
  if (isBlankMessage(message, rules)) return aboveComments(message, missing)
  const end = endOfPlain(message, rules, config)
  if (end !== undefined) return `${message.slice(0, end)}\n\n${missing.join('\n')}\n${message.slice(end + 1)}`
  return insertLike(message, await interpreted(message, missing, rules, config), missing)
}

/** The first line is for the person, the second keeps what they type there apart from the trailers. */
function aboveComments(message: string, trailers: readonly string[]): string {
  const lines = message.split('\n')
  const signOff = lines.findIndex(isSignOff)
  if (signOff >= 0) return lines.toSpliced(signOff, 0, ...trailers).join('\n')
  const rest = message.replace(/^\n+/, '')
  return `\n\n${trailers.join('\n')}\n${rest === '' ? '' : `\n${rest}`}`
}

/**
 * Where the text of a message ends that git can only put a paragraph of trailers behind, as most are: nothing in it is a
 * comment, and nothing in its last paragraph looks like a trailer. That spares a process, which somebody waits for.
 * @returns the offset behind the last line with anything in it; undefined where git has to be asked
 */
function endOfPlain(message: string, rules: MessageRules, config: MessageConfig): number | undefined {
  // The old list of conflicts goes with the comments, and a NUL ends a message for git.
  if (/^Conflicts:|\0/m.test(message) || config.separators.includes('\n')) return undefined
  const lines = message.split('\n')
  if (rules.comment === '' || lines.some((line) => line.startsWith(rules.comment))) return undefined
  const last = lines.findLastIndex((line) => !isBlank(line))
  const first = lines.findLastIndex((line, at) => at < last && isBlank(line)) + 1
  const looksLikeTrailer = (line: string): boolean =>
    line.startsWith('(cherry picked from commit ') || Array.from(config.separators).some((char) => line.includes(char))
  // The first paragraph is the title, whatever it looks like.
  if (first > 0 && lines.slice(first, last + 1).some(looksLikeTrailer)) return undefined
  return lines.slice(0, last + 1).join('\n').length
}

/** What git takes for white space. */
function isBlank(line: string): boolean {
  return /^[ \t\r]*$/.test(line)
}

/**
 * What git makes of it, in no repository and with only the configuration that says what a trailer looks like:
 * `trailer.*.command` would add trailers of its own. Any folder may be in somebody's repository, the temporary one
 * included, so git is told of a repository that is none. Git before 2.32 finds the user's configuration by `HOME`.
 */
async function interpreted(
  message: string,
  trailers: readonly string[],
  rules: MessageRules,
  config: MessageConfig,
): Promise<string> {
  const nothing = process.platform === 'win32' ? 'NUL' : '/dev/null'
  const environment = {
    ...withoutRepositoryVariables(process.env),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: nothing,
    GIT_DIR: nothing,
    HOME: nothing,
    XDG_CONFIG_HOME: nothing,
  }
  const comment = rules.commentsGo || rules.comment.length > 1 ? rules.comment : unusedComment(message)
  const { stdout } = await new GitProgram(process.cwd(), { environment }).run(
    [
      '-c',
      `core.${comment.length > 1 ? 'commentString' : 'commentChar'}=${comment}`,
      ...config.trailerOptions,
      'interpret-trailers',
      '--no-divider',
      '--where=end',
      '--if-exists=add',
      '--if-missing=add',
      ...trailers.flatMap((line) => ['--trailer', line]),
    ],
    { input: Buffer.from(message, 'latin1') },
  )
  return stdout.toString('latin1')
}

/** Where `#` begins no comment, git must not step over lines that begin with it. */
function unusedComment(message: string): string {
  const starts = new Set(message.split('\n').map((line) => line[0]))
  return Array.from('#;@!$%^&|:').find((char) => !starts.has(char)) ?? '#'
}

/**
 * Inserts the trailers into the original after as many lines as stand before them in git's version. Blank lines are not
 * counted, as git drops some, nor are those that continue others, as git may join them.
 */
function insertLike(message: string, model: string, trailers: readonly string[]): string {
  const modelLines = model.split('\n')
  const start = modelLines.findLastIndex((_, at) =>
    // The configuration may want a key in another case.
    trailers.every((line, i) => modelLines[at + i]?.toLowerCase() === line.toLowerCase()),
  )
  if (start < 0) throw new Error(`git interpret-trailers did not write ${trailers[0]}`)
  const before = modelLines.slice(0, start).filter((line) => /^\S/.test(line)).length
  const lines = message.match(/[^\n]*\n|[^\n]+$/g) ?? []
  let at = 0
  for (let seen = 0; at < lines.length && seen < before; at++) if (/^\S/.test(lines[at]!)) seen++
  for (let next = at; next < lines.length && /^\s/.test(lines[next]!); next++)
    if (lines[next]!.trim() !== '') at = next + 1
  const gap = modelLines[start - 1]?.trim() === '' ? '\n' : ''
  if (gap === '') while (at > 0 && isSignOff(lines[at - 1]!)) at--
  const head = lines.slice(0, at).join('')
  const ended = head === '' || head.endsWith('\n') ? head : `${head}\n`
  return `${ended}${gap}${trailers.join('\n')}\n${lines.slice(at).join('')}`
}

function isSignOff(line: string): boolean {
  return line.startsWith('Signed-off-by: ')
}
