import { AttributedText } from '../../../src/attribution/text/attributedText'
import type { Origin } from '../../../src/attribution/text/origin'
import type { Observation, ObservationKind, ObservationSource } from '../../../src/provenance/sources'
import { textIdOf } from '../../../src/ledger/folder/textId'

export const ai: Origin = { contributor: 'ai', tool: 'claude-code', model: 'anthropic/opus', evidence: 'reported' }
export const human: Origin = { contributor: 'human', evidence: 'observed' }
const origins: Record<string, Origin> = {
  a: ai,
  h: human,
  '?': { contributor: 'unknown' },
  c: { ...ai, tool: 'cursor' },
}

/** Each line written as origin, colon, text: `attributed('a:one', 'h:two')` is `'one\ntwo\n'`. */
export function attributed(...lines: readonly string[]): AttributedText {
  return AttributedText.fromLines(
    lines.map((line) => `${line.slice(2)}\n`).join(''),
    lines.map((line) => origins[line[0]!]!),
  )
}

/** The reverse of {@link attributed}, with `D` for AI lines that are derived and `M` for mixed ones. */
export function shown(text: AttributedText): readonly string[] {
  const lines = text.text().split('\n').slice(0, -1)
  return text.lineOrigins(0, lines.length).map(({ contributor, evidence }, line) => {
    const letter = contributor === 'unknown' ? '?' : contributor[0]!
    return `${evidence === 'derived' ? letter.toUpperCase() : letter}:${lines[line]}`
  })
}

/** Observations as values, in the order they were made. */
export class MemoryObservations implements ObservationSource {
  /** Texts that wait for a commit. */
  readonly pending = new Map<string, AttributedText>()
  #observations: Observation[] = []

  textIdOf(text: string): string {
    return textIdOf(text)
  }

  async observationsOf(path: string): Promise<readonly Observation[]> {
    return this.#observations.filter((observation) => observation.path === path).toReversed()
  }

  async observationsOfText(textId: string): Promise<readonly Observation[]> {
    return this.#observations.filter((observation) => observation.textId === textId).toReversed()
  }

  async isEmpty(): Promise<boolean> {
    return this.#observations.length === 0
  }

  async pendingTexts(): Promise<ReadonlyMap<string, string>> {
    return new Map([...this.pending].map(([path, text]) => [path, textIdOf(text.text())]))
  }

  add(
    path: string,
    text: AttributedText,
    options: {
      readonly kind?: ObservationKind
      readonly parent?: AttributedText
      readonly damaged?: boolean
      readonly atMs?: number
    } = {},
  ): this {
    this.#observations.push({
      path,
      textId: textIdOf(text.text()),
      ...(options.parent && { parentTextId: textIdOf(options.parent.text()) }),
      at: new Date(options.atMs ?? this.#observations.length * 3_600_000).toISOString(),
      kind: options.kind ?? 'saved',
      read: async () => (options.damaged ? undefined : text),
    })
    return this
  }
}
