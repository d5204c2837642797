import type { Rule } from '../editEvent'
import { metadataText } from '../metadataText'
import { isAiExtension, toolOfExtension } from '../toolOfExtension'

/**
 * Organise imports, quick fixes and refactorings change code that was there; whole lines that they put in are nobody's,
 * unless an AI extension offered them.
 */
export const codeAction: Rule = ({ source, at }) => {
  if (source?.source !== 'codeAction') return undefined
  const extension = metadataText(source, '$extensionId')
  if (!isAiExtension(extension)) return { kind: 'refactor' }
  const tool = toolOfExtension(extension)
  return {
    kind: 'rewrite',
    origin: { contributor: 'ai', ...(tool && { tool }), mode: 'chat', evidence: 'reported', at },
  }
}
