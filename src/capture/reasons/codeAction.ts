import { metadataText } from '../metadataText'
import { isAiExtension, toolOfExtension } from '../toolOfExtension'
import type { Reason } from './reason'

/**
 * Organise imports, quick fixes and refactorings change code that was there; whole lines that they put in are nobody's,
 * unless an AI extension offered them.
 */
export const codeAction: Reason = ({ source, at }) => {
  const extension = metadataText(source, '$extensionId')
  if (!isAiExtension(extension)) return { kind: 'refactor' }
  const tool = toolOfExtension(extension)
  return {
    kind: 'rewrite',
    origin: { contributor: 'ai', ...(tool && { tool }), mode: 'chat', evidence: 'reported', at },
  }
}
