import assert from 'node:assert/strict'
import { matchLines } from '../../../src/attribution/matching/lineMatch'
import { matchSequence } from '../../../src/attribution/matching/sequenceMatch'
import { forSeeds } from './random'

describe('matching lines', () => {
  it('moves what changed without matching fewer or unequal lines', () => {
    forSeeds(500, (random) => {
      const some = () => Array.from({ length: random.below(20) }, () => random.pick(['', '}', '  a', 'b {', '  c']))
      const [before, after] = [some(), some()]
      const found = [...matchLines(before, after)]
      const kept = found.filter((match) => match >= 0)
      assert.equal(found.length, after.length)
      assert.deepEqual(
        kept,
        [...new Set(kept)].sort((a, b) => a - b),
      )
      found.forEach((match, i) => assert.ok(match < 0 || before[match] === after[i]))
      assert.equal(kept.length, matchSequence(before, after).filter((match) => match >= 0).length)
    })
  })

  /** Each line written as a mark and its text: `+` is new, `-` is gone, a space is in both. */
  const places: readonly (readonly [what: string, lines: readonly string[]])[] = [
    ['a function behind another at the end', [' f() {', '   a', ' }', '+', '+g() {', '+  b', '+}']],
    ['a function between others', [' f() {', '   a', ' }', ' ', '+g() {', '+  b', '+}', '+', ' h() {', '   c', ' }']],
    ['a function before the first', ['+g() {', '+  b', '+}', '+', ' f() {', '   a', ' }']],
    [
      'methods without blank lines',
      [' class', '   f() {', '     return 1', '   }', '+  g() {', '+    return 1', '+  }', '   h() {', '   }'],
    ],
    ['a case', [' switch {', '   case 1:', '     a', '     break', '+  case 2:', '+    b', '+    break', ' }']],
    ['Python', [' def f():', '     return 0', '+', '+', '+def g():', '+    return 0']],
    ['Python without blank lines', [' def f():', '     return 0', '+def g():', '+    return 0', ' x = 1']],
    [
      'a decorated method',
      [' class', '   @get', '   a() {', '   }', '+  @get', '+  b() {', '+  }', '   @get', '   c() {', '   }'],
    ],
    ['a commented function', [' // does', ' a() {', ' }', '+// does', '+b() {', '+}', ' // does', ' c() {', ' }']],
    ['a heading above another', [' top', ' ', '+v2', '+--', '+', '+New', '+', ' v1', ' --', ' ', ' New', ' ', ' v0']],
    [
      'an item of a list',
      [' items:', '   - name: a', '     on: true', '+  - name: b', '+    on: true', '   - name: c', '     on: true'],
    ],
    [
      'an object of an array',
      [' [', '   {', '     "a": 1', '   },', '+  {', '+    "b": 2', '+  },', '   {', '     "c": 3', '   }', ' ]'],
    ],
    ['a copy of a block', [' a', ' b', ' c', '+a', '+b', '+c']],
    ['a blank line more', [' a', ' ', '+', ' b']],
    ['a function that is gone', [' f() {', '   a', ' }', ' ', '-g() {', '-  b', '-}', '-', ' h() {', '   c', ' }']],
    [
      'what takes the place of something, and goes on',
      [' f() {', '-  a', '+  b', '+}', '+', '+g() {', '+  c', ' }', ' ', ' x'],
    ],
  ]
  for (const [what, lines] of places) {
    it(`places where a reader sees it: ${what}`, () => {
      const side = (other: string) => lines.filter((line) => line[0] !== other).map((line) => line.slice(1))
      const [before, after] = [side('+'), side('-')]
      const matches = matchLines(before, after)
      const gone = before.map((_, i) => !matches.includes(i))
      const marked: string[] = []
      let old = 0
      const takeGone = () => {
        while (gone[old]) marked.push(`-${before[old++]}`)
      }
      after.forEach((line, i) => {
        takeGone()
        marked.push(`${matches[i]! < 0 ? '+' : ' '}${line}`)
        if (matches[i]! >= 0) old++
      })
      takeGone()
      assert.deepEqual(marked, lines)
    })
  }
})
