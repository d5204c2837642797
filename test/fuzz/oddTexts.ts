import * as fc from 'fast-check'

/** Pieces that mean something to one parser or another, or to none. */
const pieces = [
  '',
  ' ',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '\0',
  '\u001b[31m',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\udcff',
  'é',
  '\u{1f469}\u200d\u{1f4bb}',
  '"',
  "'",
  '\\',
  '/',
  '../',
  '`',
  '$',
  '$0',
  '${0}',
  '$(',
  ')',
  '{',
  '}',
  '[',
  ']',
  '<',
  '>',
  '<<EOF',
  '|',
  '&&',
  ';',
  '#',
  '@',
  '!',
  '%',
  ':',
  ',',
  '-',
  '--',
  '+',
  '=',
  '*',
  '?',
  '0',
  '1',
  '-1',
  '9'.repeat(30),
  '1e999',
  'null',
  'true',
  '__proto__',
  'constructor',
  'toString',
  'AI-Lines: ',
  'AI-Provenance: ',
  'AI-Deleted: ',
  'Assisted-by: ',
  ' mixed ',
  ' blob=',
  '---',
  '# ------------------------ >8 ------------------------\n',
  'echo ',
  'exit',
  'exec ',
  'awk ',
  'then ',
  '. "$(dirname "$0")/',
  'dirname(',
  'if ',
  'fi',
  'case ',
  'esac',
  'EOF\n',
  '"cells":',
  '"source":',
  '"path":',
  '"v":1',
  '"lines":',
  '{"a":',
  'a',
  'A_',
  '_A',
  '\\u0000',
  '\\ud800',
  '\\n',
]

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...pieces) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...pieces), fc.integer({ min: 2, max: 300 }))
      .map(([text, count]) => text.repeat(count)),
  },
)

type Mutation = readonly [
  kind: 'insert' | 'replace' | 'delete' | 'double' | 'swap' | 'cut',
  at: number,
  length: number,
  piece: string,
]

const mutation: fc.Arbitrary<Mutation> = fc.tuple(
  fc.constantFrom('insert', 'replace', 'delete', 'double', 'swap', 'cut'),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 40 }),
  piece,
)

/** Texts for one parser: its valid inputs changed in a few places, and texts put together of odd pieces. */
export function oddTexts(valid: readonly string[]): fc.Arbitrary<string> {
  const mutated = fc
    .tuple(fc.constantFrom(...valid), fc.array(mutation, { maxLength: 6 }))
    .map(([text, mutations]) => mutations.reduce(mutate, text))
  return fc.oneof(
    { weight: 4, arbitrary: mutated },
    { weight: 1, arbitrary: fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 6 }) },
  )
}

function mutate(text: string, [kind, at, length, piece]: Mutation): string {
  const from = Math.floor(at * text.length)
  const to = Math.min(text.length, from + length)
  const [before, middle, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)]
  switch (kind) {
    case 'insert':
      return before + piece + middle + after
    case 'replace':
      return before + piece + after
    case 'delete':
      return before + after
    case 'double':
      return before + middle + middle + after
    case 'swap':
      return after + middle + before
    case 'cut':
      return before
  }
}

/** A text that repeats a few pieces: what makes a parser look back and back. */
export interface Pump {
  readonly start: string
  readonly repeated: string
  readonly end: string
}

/** The text of a pump, of about a length. */
export function pumpedText({ start, repeated, end }: Pump, length: number): string {
  return start + repeated.repeat(Math.max(1, Math.floor(length / repeated.length))) + end
}

/** Pumps for one parser: of odd pieces and of parts of its valid inputs. */
export function pumps(valid: readonly string[]): fc.Arbitrary<Pump> {
  const odd = fc.constantFrom(...pieces.filter((text) => text !== ''))
  const part = fc
    .constantFrom(...valid)
    .chain((text) => fc.nat({ max: Math.max(0, text.length - 1) }).map((at) => text.slice(at, at + 20) || 'a'))
  return fc.record({
    start: fc.constantFrom(...valid, ''),
    repeated: fc.array(fc.oneof(odd, part), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
    end: piece,
  })
}
