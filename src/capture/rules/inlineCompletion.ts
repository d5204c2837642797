import type { Origin } from '../../attribution/origin'
import type { Rule } from '../editEvent'
import { metadataText } from '../metadataText'
import { toolOfExtension } from '../toolOfExtension'

/** Ghost text and next-edit suggestions, accepted whole or in part; the editor names the extension that offered them. */
export const inlineCompletion: Rule = ({ source, at }) => {
  if (source?.source !== 'inlineCompletionAccept' && source?.source !== 'inlineCompletionPartialAccept')
    return undefined
  const tool = toolOfExtension(metadataText(source, '$extensionId'))
  const origin: Origin = {
    contributor: 'ai',
    ...(tool && { tool }),
    mode: source.metadata['$nes'] === true ? 'nextEdit' : 'completion',
    evidence: 'reported',
    at,
  }
  return { kind: 'complete', origin }
}
