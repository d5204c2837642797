import { AttributedText } from '../../../src/attribution/text/attributedText'
import { human, sameOrigin, unknown, withoutDeletions, type Origin } from '../../../src/attribution/text/origin'
import type { Run } from '../../../src/attribution/text/run'

/** The names that stand for origins in the notation; what is in no brackets is `human`. */
export const origins = {
  human,
  unknown,
  ai: { contributor: 'ai', tool: 'assistant', evidence: 'reported' },
  ai2: { contributor: 'ai', tool: 'other-assistant', evidence: 'observed' },
  mixed: { contributor: 'mixed', tool: 'assistant', evidence: 'declared' },
  aiDerived: { contributor: 'ai', tool: 'assistant', evidence: 'derived' },
  mixedDerived: { contributor: 'mixed', tool: 'assistant', evidence: 'derived' },
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

/** Writes what {@link parse} reads; throws for an origin that has no name. What was deleted is not told. */
export function print(attributed: AttributedText): string {
  return written(attributed, () => '')
}

/**
 * As {@link print}, with what was deleted before the characters that tell of it: `<-human of ai>` for a part of the line,
 * `<-ai 2 lines>` for whole ones.
 */
export function printMarked(attributed: AttributedText): string {
  return written(attributed, ({ deletions = [] }) =>
    deletions
      .map(({ by, of, lines }) => `<-${nameOf(by)} ${lines ? `${lines.length} lines` : `of ${of}`}>`)
      .toSorted()
      .join(''),
  )
}

function written(attributed: AttributedText, marksOf: (origin: Origin) => string): string {
  let at = 0
  const stretches: { name: string; text: string }[] = []
  for (const { length, origin } of attributed.runs()) {
    const text = marksOf(origin) + attributed.text(at, (at += length))
    const name = nameOf(origin)
    const last = stretches.at(-1)
    if (last?.name === name) last.text += text
    else stretches.push({ name, text })
  }
  return stretches.map(({ name, text }) => (name === 'human' ? text : `[${name}:${text}]`)).join('')
}

/** The name of an origin in the notation. */
export function nameOf(told: Origin): string {
  const origin = withoutDeletions(told)
  const name = Object.entries(origins).find(([, known]) => sameOrigin(known, origin))?.[0]
  if (name === undefined) throw new Error(`No name for ${JSON.stringify(origin)}`)
  return name
}
