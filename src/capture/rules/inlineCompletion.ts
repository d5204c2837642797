import { human, type Origin } from '../../attribution/text/origin'
import type { Rule } from '../editEvent'
import { metadataText } from '../metadataText'
import { toolOfExtension } from '../toolOfExtension'

/** The editor's own extensions: what these offer, as an abbreviation that is spelt out, is no AI. */
const builtIn = 'vscode.'

/** Ghost text and next-edit suggestions, accepted whole or in part; the editor names the extension that offered them. */
export const inlineCompletion: Rule = ({ source, at }) => {
  if (source?.source !== 'inlineCompletionAccept' && source?.source !== 'inlineCompletionPartialAccept')
    return undefined
  const extension = metadataText(source, '$extensionId')
  if (extension?.startsWith(builtIn)) return { kind: 'complete', origin: { ...human, at } }
  const tool = toolOfExtension(extension)
  const origin: Origin = {
    contributor: 'ai',
    ...(tool && { tool }),
    mode: source.metadata['$nes'] === true ? 'nextEdit' : 'completion',
    evidence: 'reported',
    at,
  }
  return { kind: 'complete', origin }
}
