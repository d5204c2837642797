import { human, type Origin } from '../../attribution/text/origin'
import { metadataText } from '../metadataText'
import { toolOfExtension } from '../toolOfExtension'
import type { Reason } from './reason'

/** The editor's own extensions: what these offer, as an abbreviation that is spelt out, is no AI. */
const builtIn = 'vscode.'

/** Ghost text and next-edit suggestions, accepted whole or in part; the editor names the extension that offered them. */
export const inlineCompletion: Reason = ({ source, at }) => {
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
