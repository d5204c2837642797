import assert from 'node:assert/strict'
import { applyDelta, makeDelta } from '../../../src/ledger/store/delta'

const most = 1 << 24

function roundTrip(base: string | Buffer, target: string | Buffer): Buffer {
  const [from, to] = [Buffer.from(base), Buffer.from(target)]
  const delta = makeDelta(from, to)
  assert.ok(applyDelta(from, delta, most).equals(to))
  return delta
}

/** Numbers below `n`, the same for the same seed. */
function random(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * n)
  }
}

describe('a delta', () => {
  it('gives the text back, whatever changed', () => {
    const pairs = [
      ['', ''],
      ['', 'a'],
      ['a', ''],
      ['a', 'a'],
      ['a\n', 'a'],
      ['a\na\na\n', 'a\na\na\na\na\n'],
      ['}\n}\n}\n', 'x\n}\n}\n'],
      ['ä', 'ö'],
      ['😀', '😁'],
      ['one\ntwo\nthree\n', 'three\ntwo\none\n'],
      ['a\r\nb\r\n', 'a\nb\n'],
    ] as const
    for (const [base, target] of pairs) roundTrip(base, target)
    roundTrip(Buffer.from([0, 255, 10, 128]), Buffer.from([255, 10, 0]))
  })

  it('gives random texts back', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const next = random(seed)
      const alphabet = ['a', 'b', '}', '\n', '\n', 'long enough to tell\n', 'é', '\r']
      const text = (n: number): string => Array.from({ length: n }, () => alphabet[next(alphabet.length)]!).join('')
      const base = text(next(60))
      let target = base
      for (let edits = next(6); edits > 0; edits--) {
        const at = next(target.length + 1)
        target = target.slice(0, at) + text(next(4)) + target.slice(at + next(5))
      }
      try {
        roundTrip(base, target)
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error })
      }
    }
  })

  it('is small where little changed, in one place or in many', () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `const value${i} = compute(${i % 7})\n`)
    const changed = lines.map((line, i) => (i % 500 === 3 ? `changed ${i}\n` : line))
    assert.ok(
      roundTrip(lines.join(''), `${lines.slice(0, 9_000).join('')}new\n${lines.slice(9_000).join('')}`).length < 30,
    )
    assert.ok(roundTrip(lines.join(''), changed.join('')).length < 40 * 30)
    const moved = [...lines.slice(5_000), ...lines.slice(0, 5_000)]
    assert.ok(roundTrip(lines.join(''), moved.join('')).length < 200)
  })

  it('is small where little changed in one long line', () => {
    const items = Array.from({ length: 30_000 }, (_, i) => `{"id":${i},"name":"item ${(i * 7919) % 30_000}"}`)
    const changed = items.map((item, i) => (i % 300 === 7 ? `{"changed":${i}}` : item))
    assert.ok(roundTrip(items.join(','), changed.join(',')).length < 100 * 500)
    roundTrip('x'.repeat(5_000), 'x'.repeat(4_999) + 'y'.repeat(3_000))
  })

  it('of another text, cut off or made up is refused', () => {
    const delta = makeDelta(Buffer.from('one\ntwo\n'), Buffer.from('one\nthree\ntwo\n'))
    assert.throws(() => applyDelta(Buffer.from('one'), delta, most), /beyond/)
    for (let end = 1; end < delta.length; end++) {
      const part = delta.subarray(0, end)
      try {
        assert.ok(!applyDelta(Buffer.from('one\ntwo\n'), part, most).equals(Buffer.from('one\nthree\ntwo\n')))
      } catch (error) {
        assert.match(String(error), /difference/)
      }
    }
    assert.throws(() => applyDelta(Buffer.alloc(10), Buffer.from([0, 10, 0, 0, 10, 0]), 15), /too long/)
    assert.throws(() => applyDelta(Buffer.alloc(10), Buffer.alloc(20, 0xff), most), /number/)
  })
})
