import type { CellSource } from './notebookSources'

/** One character (UTF-16 unit) of a cell's normalised text and the stretch of the notebook's text that stands for it. */
export interface SourceUnit {
  readonly char: string
  /** Offsets in the notebook's text; an escape is longer than its character, a line end that is only implied has no length. */
  readonly from: number
  readonly to: number
}

/**
 * The characters of a cell, in order. As editors read notebooks: a string that does not end its line, but for the last
 * one, ends it all the same. Line ends are LF.
 */
export function sourceUnits(json: string, { strings }: CellSource): readonly SourceUnit[] {
  const units: SourceUnit[] = []
  for (const [index, { from, to }] of strings.entries()) {
    const first = units.length
    for (let at = from + 1; at < to - 1;) {
      const end = at + (json[at] !== '\\' ? 1 : json[at + 1] === 'u' ? 6 : 2)
      units.push({ char: decoded(json.slice(at, end)), from: at, to: end })
      at = end
    }
    const endsLine = units.length > first && units.at(-1)?.char === '\n'
    if (index < strings.length - 1 && !endsLine) units.push({ char: '\n', from: to - 1, to: to - 1 })
  }
  return normalised(units)
}

/** The text of a cell, line ends as LF. */
export function textOfUnits(units: readonly SourceUnit[]): string {
  return units.map(({ char }) => char).join('')
}

function normalised(units: readonly SourceUnit[]): readonly SourceUnit[] {
  if (!units.some(({ char }) => char === '\r')) return units
  return units.flatMap((unit, index) => {
    if (unit.char !== '\r') return [unit]
    const next = units[index + 1]
    // The line feed that follows stands for both.
    return next?.char === '\n' ? [] : [{ ...unit, char: '\n' }]
  })
}

const short: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** The character that a piece of a JSON string stands for. */
function decoded(piece: string): string {
  if (piece.length === 1) return piece
  if (piece.length === 6) return String.fromCharCode(Number.parseInt(piece.slice(2), 16))
  return short[piece[1]!] ?? piece[1]!
}
