import { AttributedText } from '../../../src/attribution/attributedText'
import { human, sameOrigin, unknown, type Origin } from '../../../src/attribution/origin'
import type { Run } from '../../../src/attribution/run'

/** The names that stand for origins in the notation; what is in no brackets is `human`. */
export const origins = {
  human,
  unknown,
  ai: { contributor: 'ai', tool: 'assistant', evidence: 'reported' },
  ai2: { contributor: 'ai', tool: 'other-assistant', evidence: 'observed' },
  mixed: { contributor: 'mixed', tool: 'assistant', evidence: 'declared' },
  aiDerived: { contributor: 'ai', tool: 'assistant', evidence: 'derived' },
  ai2Derived: { contributor: 'ai', tool: 'other-assistant', evidence: 'derived' },
  humanDerived: { contributor: 'human', evidence: 'derived' },
  aiImported: { contributor: 'ai', tool: 'assistant', evidence: 'imported' },
} as const satisfies Record<string, Origin>

const opening = new RegExp(`\\[(${Object.keys(origins).join('|')}):`, 'y')

/** Reads `'foo[ai:bar]baz'`. Brackets in the text itself are text as long as they are balanced. */
export function parse(notation: string): AttributedText {
  let text = ''
  const runs: Run[] = []
  const add = (part: string, origin: Origin) => {
    text += part
    runs.push({ length: part.length, origin })
  }
  for (let at = 0; at < notation.length;) {
    opening.lastIndex = at
    const name = opening.exec(notation)?.[1] as keyof typeof origins | undefined
    if (name === undefined) {
      add(notation[at]!, human)
      at++
      continue
    }
    const from = opening.lastIndex
    let to = from
    for (let depth = 1; ; to++) {
      if (to === notation.length) throw new Error(`No end of [${name}: in ${notation}`)
      if (notation[to] === '[') depth++
      if (notation[to] === ']' && --depth === 0) break
    }
    add(notation.slice(from, to), origins[name])
    at = to + 1
  }
  return AttributedText.fromRuns(text, runs)
}

/** Writes what {@link parse} reads; throws for an origin that has no name. */
export function print(attributed: AttributedText): string {
  let at = 0
  return attributed
    .runs()
    .map(({ length, origin }) => {
      const text = attributed.text(at, (at += length))
      const name = nameOf(origin)
      return name === 'human' ? text : `[${name}:${text}]`
    })
    .join('')
}

/** The name of an origin in the notation. */
export function nameOf(origin: Origin): string {
  const name = Object.entries(origins).find(([, known]) => sameOrigin(known, origin))?.[0]
  if (name === undefined) throw new Error(`No name for ${JSON.stringify(origin)}`)
  return name
}
