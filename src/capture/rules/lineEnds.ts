import type { Rule } from '../editEvent'

/** A switch of line ends replaces the whole document by the same text; content alone proves it. */
export const lineEnds: Rule = ({ changes, before }) => {
  const [only] = changes
  if (!only || changes.length !== 1 || only.from !== 0 || only.to !== before.length || before.length === 0)
    return undefined
  if (only.text.length === before.length) return undefined
  return withoutReturns(only.text) === withoutReturns(before.text()) ? { kind: 'reformat' } : undefined
}

function withoutReturns(text: string): string {
  return text.replaceAll('\r', '')
}
