import { human } from '../../attribution/origin'
import type { Rule } from '../editEvent'

/**
 * The editor's own commands on the text (toggle comment, indent, change case, trim) change how it stands, not who
 * wrote it; replace puts in what the person typed into the find widget.
 */
export const editorCommand: Rule = ({ source, at }) => {
  const command = commandOf(source?.source, source?.metadata)
  if (command === undefined) return undefined
  if (command.startsWith('replace')) return { kind: 'insert', origin: { ...human, at } }
  return { kind: 'reformat' }
}

function commandOf(
  source: string | undefined,
  metadata: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  if (source === 'cursor') {
    const { detailedSource } = metadata ?? {}
    return typeof detailedSource === 'string' && detailedSource !== 'keyboard' ? detailedSource : undefined
  }
  const name = metadata?.['name']
  return source === 'unknown' && typeof name === 'string' && name.startsWith('editor.action.') ? name : undefined
}
