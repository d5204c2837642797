import type { Random } from '../../attribution/random'

/** What lines of random documents are like; a `#` becomes a number that no other line has. */
const lines = [
  'let value# = read(#);',
  '\t\tif (ready#) {',
  '}',
  '',
  '   ',
  'a',
  'a',
  'say("😀 #")',
  'lone \uD83D and \uDE00 #',
  'caf\u0065\u0301(#)',
  "\treturn '#'",
  '// note #',
]

/** Texts for random documents. Everything that counts follows from the seed. */
export class RandomText {
  #count = 0

  constructor(
    readonly random: Random,
    readonly lineEnd: () => '\n' | '\r\n',
  ) {}

  /** A line without its end; most are like no other. */
  line(): string {
    return this.random.pick(lines).replaceAll('#', () => String(++this.#count))
  }

  /** A line that is like no other, without its end. */
  freshLine(): string {
    return `fresh${++this.#count}(${this.random.below(10)})`
  }

  /** A word that stands nowhere else. */
  freshWord(): string {
    return `word${++this.#count}`
  }

  /** Some lines; the last has an end or none. */
  text(most: number): string {
    const some = Array.from({ length: this.random.below(most + 1) }, () => this.line())
    return some.join(this.lineEnd()) + (this.random.below(2) === 0 ? this.lineEnd() : '')
  }
}
