import type { Mode, Origin } from '../../attribution/text/origin'
import type { EditSource } from '../editEvent'
import { metadataText } from '../metadataText'
import { toolOfExtension } from '../toolOfExtension'
import type { Reason } from './reason'

/** Edits that a chat request makes through the editor's chat editing, in all of its modes. */
export const chatEdit: Reason = ({ source, at }) => {
  const tool = toolOfExtension(metadataText(source, '$extensionId'))
  // The editor writes the slash of `vendor/model` as a bar.
  const model = metadataText(source, '$modelId')?.replaceAll('|', '/')
  const session = metadataText(source, '$$sessionId')
  const origin: Origin = {
    contributor: 'ai',
    ...(tool && { tool }),
    ...(model && { model }),
    ...(session && { session }),
    mode: modeOf(source),
    evidence: 'reported',
    at,
  }
  return { kind: 'rewrite', origin }
}

function modeOf(source: EditSource): Mode {
  if (source.source === 'inlineChat.applyEdits') return 'inlineChat'
  return metadataText(source, '$$mode') === 'agent' ? 'agent' : 'chat'
}
