import { human } from '../../attribution/text/origin'
import { metadataText } from '../metadataText'
import { isAiExtension, toolOfExtension } from '../toolOfExtension'
import type { Reason } from './reason'

/** A word from the suggest list or a snippet in it: the person chose and asked for it, unless an AI extension wrote it. */
export const suggestion: Reason = ({ source, at }) => {
  const extension = metadataText(source, '$extensionId')
  if (!isAiExtension(extension)) return { kind: 'insert', origin: { ...human, at } }
  const tool = toolOfExtension(extension)
  return {
    kind: 'complete',
    origin: { contributor: 'ai', ...(tool && { tool }), mode: 'completion', evidence: 'reported', at },
  }
}
