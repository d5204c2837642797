import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { human, type Origin } from '../../../src/attribution/text/origin'
import { CopiedText, joined } from '../../../src/capture/copiedText'

const ai: Origin = { contributor: 'ai', evidence: 'observed' }
const one = AttributedText.of('one()', ai)
const two = AttributedText.of('two()', human)

/** Who wrote each line that a paste brings. */
function contributors(copied: CopiedText, pasted: string, isOneOfMany = false): readonly string[] | undefined {
  return copied
    .find(pasted, isOneOfMany)
    ?.lineOrigins()
    .map(({ contributor }) => contributor)
}

describe('What was copied', () => {
  it('of several selections is found at as many carets, and whole at one', () => {
    const copied = new CopiedText()
    copied.add([one, two])
    assert.deepEqual(contributors(copied, 'one()'), ['ai'])
    assert.deepEqual(contributors(copied, 'one()\ntwo()'), ['ai', 'human'])
    assert.deepEqual(contributors(copied, '  one()\r\n  two()'), ['ai', 'human'])
    assert.deepEqual(contributors(copied, 'two()\none()'), undefined)
  })

  it('of several whole lines is found whole, with no line between', () => {
    const lines = joined([AttributedText.of('one()\n', ai), AttributedText.of('two()\n', human)])
    assert.equal(lines.text(), 'one()\ntwo()\n')
  })

  it('in one piece is found line by line, at as many carets', () => {
    const copied = new CopiedText()
    copied.add([joined([one, two])])
    assert.deepEqual(contributors(copied, 'two()', true), ['human'])
    assert.deepEqual(contributors(copied, 'tw', true), undefined)
    // At one caret it is another text: the clipboard holds something from outside.
    assert.deepEqual(contributors(copied, 'two()'), undefined)
  })

  it('last is told from what was copied before, and from parts of it', () => {
    const copied = new CopiedText()
    assert.equal(copied.isLast(['one()']), false)
    copied.add([one])
    copied.add([two, AttributedText.of('three()', ai)])
    assert.equal(copied.isLast(['one()']), false)
    assert.equal(copied.isLast(['two()\nthree()']), true)
    assert.equal(copied.isLast(['two()']), false)
    assert.equal(copied.isLast(['two()', 'three()']), true)
    assert.equal(copied.isLast(['two()\nthree()', 'two()\nthree()']), true)
    assert.equal(copied.isLast(['two()', 'thr']), false)
    assert.equal(copied.isLast(['', '  ']), false)
    assert.equal(copied.isLast([]), false)
  })
})
