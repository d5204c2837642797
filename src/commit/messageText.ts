import { aboveScissors } from '../formats/trailers/messageTrailers'
import type { MessageConfig } from './messageConfig'

/** A message with the diff of `commit -v` may be long; what has more bytes than this is left as it is. */
export const maxMessageBytes = 64 * 1024 * 1024

/** How git will clean a commit message up, which decides what in it are words of a person. */
export interface MessageRules {
  readonly comment: string
  /** Lines that begin with the comment string go. */
  readonly commentsGo: boolean
  /** What is left is kept as it is, white space included: an empty message must not even get a blank line. */
  readonly keepsWhiteSpace: boolean
  readonly editor: boolean
}

/**
 * @param cleanup as `git commit` was told, where that is known
 * @param environment of the hook: git sets `GIT_EDITOR` to `:` when no editor will be opened
 */
export function messageRules(
  config: MessageConfig,
  cleanup: string | undefined,
  message: string,
  environment: Readonly<Record<string, string | undefined>>,
): MessageRules {
  const mode = cleanup ?? config.cleanup ?? 'default'
  const editor = environment['GIT_EDITOR'] !== ':'
  return {
    comment: config.comment === 'auto' ? lastComment(message) : config.comment,
    commentsGo: mode === 'strip' || (mode === 'default' && editor),
    keepsWhiteSpace: mode === 'verbatim' || mode === 'whitespace',
    editor,
  }
}

/** What git will keep of a message. */
export function visibleText(message: string, rules: MessageRules): string {
  const lines = aboveScissors(message).split('\n')
  return (rules.commentsGo ? lines.filter((line) => !line.startsWith(rules.comment)) : lines).join('\n').trim()
}

/** Whether git will take a message for empty: it may have comments and sign-offs. */
export function isBlankMessage(message: string, rules: MessageRules): boolean {
  return visibleText(message, rules)
    .split('\n')
    .every((line) => line.trim() === '' || line.startsWith('Signed-off-by: '))
}

/** With `core.commentChar=auto` git chose a character that no other line begins with; its own lines end the file. */
function lastComment(message: string): string {
  const last = aboveScissors(message).trimEnd().split('\n').at(-1) ?? ''
  return /^[#;@!$%^&|:]/.exec(last)?.[0] ?? '#'
}
