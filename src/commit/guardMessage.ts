import { readSmallText } from '../files/smallFile'
import { hasOurTrailers, removeOurTrailers } from '../formats/trailers/messageTrailers'
import type { OpenRepository } from '../repository/openRepository'
import { readTrailerSettings } from '../repository/repositorySettings'
import { callingGit, commitOptionsOf } from './commandLine'
import { readMessageConfig } from './messageConfig'
import { isBlankMessage, maxMessageBytes, messageRules, visibleText } from './messageText'
import { replaceFile } from '../files/replaceFile'
import { TemplateFile } from './templateFile'

/**
 * `commit-msg <file>`: takes our trailers out where nobody wrote anything else, so that git sees the empty message or
 * the untouched template for what it is and gives the commit up.
 */
export async function guardMessage(open: OpenRepository, [file]: readonly string[]): Promise<void> {
  if (file === undefined) return
  const template = new TemplateFile(open)
  const untouched = await template.read()
  await template.clear()
  const message = await readSmallText(file, 'latin1', maxMessageBytes)
  if (!hasOurTrailers(message)) return
  const { key } = await readTrailerSettings(open)
  const rest = removeOurTrailers(message, key === undefined ? [] : [key])
  const command = await callingGit()
  const cleanup = command?.name === 'commit' ? commitOptionsOf(command.args).cleanup : undefined
  const rules = messageRules(await readMessageConfig(open.reader.git), cleanup, message, process.env)
  if (isBlankMessage(rest, rules) || visibleText(rest, rules) === untouched)
    await replaceFile(file, Buffer.from(rest, 'latin1'))
}
