import assert from 'node:assert/strict'
import { human, type Origin } from '../../../src/attribution/text/origin'
import { at, Scene } from './historyScene'
import { AttributedText } from '../../../src/attribution/text/attributedText'

const silence = { kind: 'silence', mirrored: false, clean: false } as const
const atSelections = { atSelections: true } as const
const sure = { kind: 'accepted', guessed: false } as const
const guessed = { kind: 'accepted', guessed: true } as const

/** A completion as it arrives where the editor names nothing: the edit, then the caret behind it. */
function completed(scene: Scene, from: number, text: string): Scene {
  scene.edit({ from, to: from, text }, undefined, atSelections)
  scene.history.resolveUndecided({ kind: 'caretMoved', carets: [from + text.length] })
  return scene
}

describe('An edit that a key accepted, where the editor does not name it', () => {
  it('is AI’s when the key tells of it, and unknown when none does', () => {
    const accepted = completed(new Scene('ab'), 1, 'x')
    assert.deepEqual(accepted.history.acceptable, { sure: 1, guessed: 0 })
    assert.equal(accepted.history.resolveUndecided(sure).length, 1)
    assert.equal(accepted.text, 'a[ai:x]b')
    assert.deepEqual(accepted.history.acceptable, { sure: 0, guessed: 0 })
    const other = completed(new Scene('ab'), 1, 'x')
    other.history.resolveUndecided(silence)
    assert.deepEqual(other.history.acceptable, { sure: 1, guessed: 0 })
    other.history.resolveUndecided(silence)
    other.history.resolveUndecided(sure)
    assert.equal(other.text, 'axb')
  })

  it('is AI’s although somebody typed on, broke the line or took it back before the key was told', () => {
    const scene = completed(new Scene(''), 0, 'one()')
    scene.edit({ from: 5, to: 5, text: '\n' }, undefined, atSelections)
    scene.history.resolveUndecided({ kind: 'caretMoved', carets: [6] })
    scene.edit({ from: 6, to: 6, text: 'x' }, undefined, atSelections)
    scene.history.resolveUndecided({ kind: 'keyboard', carets: [7] })
    scene.history.resolveUndecided(sure)
    assert.equal(scene.text, '[ai:one()]\n[human:x]')
    const undone = completed(new Scene('a'), 1, 'two()').undo({ from: 1, to: 6, text: '' })
    undone.history.resolveUndecided(sure)
    assert.equal(undone.text, 'a')
    assert.equal(undone.redo({ from: 1, to: 1, text: 'two()' }).text, 'a[ai:two()]')
  })

  it('is never what was typed, what the caret did not follow, or what is blank', () => {
    const typed = new Scene('').edit({ from: 0, to: 0, text: 'x' }, undefined, atSelections)
    typed.history.resolveUndecided({ kind: 'keyboard', carets: [1] })
    typed.history.resolveUndecided(sure)
    assert.equal(typed.text, '[human:x]')
    const elsewhere = new Scene('start').edit({ from: 0, to: 0, text: 'x' }, undefined)
    elsewhere.history.resolveUndecided({ kind: 'caretMoved', carets: [0] })
    assert.deepEqual(elsewhere.history.acceptable, { sure: 0, guessed: 0 })
    assert.deepEqual(completed(new Scene(''), 0, '\n    ').history.acceptable, { sure: 0, guessed: 0 })
  })

  it('is never what came from disk, what a formatter made, or an edit before the last when the caret moved', () => {
    const disk = completed(new Scene('a'), 1, 'b')
    disk.history.seenClean()
    assert.deepEqual(disk.history.acceptable, { sure: 0, guessed: 0 })
    disk.history.resolveUndecided(sure)
    assert.equal(disk.text, 'ab')
    const formatted = new Scene('f("a")').edit({ from: 2, to: 5, text: "'a'" })
    formatted.history.resolveUndecided({ kind: 'caretMoved', carets: [5] })
    assert.deepEqual(formatted.history.acceptable, { sure: 0, guessed: 0 })
    const two = new Scene('').edit({ from: 0, to: 0, text: 'theirs' }).edit({ from: 6, to: 6, text: 'x' })
    two.history.resolveUndecided({ kind: 'caretMoved', carets: [3] })
    assert.deepEqual(two.history.acceptable, { sure: 0, guessed: 0 })
  })

  it('cannot be typed any more when the caret followed it without a key', () => {
    const scene = completed(new Scene(''), 0, 'x')
    assert.equal(scene.history.resolveUndecided({ kind: 'keyboard', carets: [1] }).length, 0)
    scene.history.resolveUndecided(silence)
    assert.equal(scene.text, 'x')
  })

  it('is AI’s when the key is told after the first silence, and shows what it keeps until then', () => {
    const scene = new Scene('call(one)').edit({ from: 0, to: 9, text: 'call(two)' }, undefined, atSelections)
    scene.history.resolveUndecided({ kind: 'caretMoved', carets: [9] })
    scene.history.resolveUndecided(silence)
    scene.history.resolveUndecided(sure)
    assert.equal(scene.text, 'call([ai:two])')
  })

  it('is AI’s rather than a copy that it reads like, when nothing else can be what the key accepted', () => {
    const own: Origin = { ...human, at }
    const scene = new Scene('own()\n', own)
    completed(scene, 6, 'own()\n')
    assert.equal(scene.text, '[human:own()\nown()\n]')
    assert.deepEqual(scene.history.acceptable, { sure: 0, guessed: 1 })
    scene.history.resolveUndecided(guessed)
    assert.equal(scene.text, '[human:own()\n][ai:own()\n]')
  })
})

describe('A paste that the editor does not name', () => {
  const ai: Origin = { contributor: 'ai', evidence: 'observed', at }
  const signals = { atSelections: true, isCopied: true } as const

  function pasted(): Scene {
    const scene = new Scene('start ')
    scene.copied.add([AttributedText.of('call()', ai)])
    return scene.edit({ from: 6, to: 6, text: 'call()' }, undefined, signals)
  }

  it('brings the origins along when the caret follows it, at once and for good', () => {
    const scene = pasted()
    assert.equal(scene.text, 'start call()')
    scene.history.resolveUndecided({ kind: 'keyboard', carets: [12] })
    assert.equal(scene.text, 'start [ai:call()]')
    scene.history.resolveUndecided({ kind: 'keyboard', carets: [12] })
    scene.history.resolveUndecided(silence)
    assert.equal(scene.text, 'start [ai:call()]')
    assert.equal(scene.history.isUndecided, false)
  })

  it('of one character is told by its key before it came', () => {
    const before = new Scene('').edit({ from: 0, to: 0, text: 'x' }, undefined, { ...atSelections, pasteKey: true })
    before.history.resolveUndecided({ kind: 'keyboard', carets: [1] })
    assert.equal(before.text, 'x')
  })

  it('of more than one character is never typed, but an input method’s text in the place of a key’s is', () => {
    const outside = new Scene('').edit({ from: 0, to: 0, text: 'word' }, undefined, atSelections)
    outside.history.resolveUndecided({ kind: 'keyboard', carets: [4] })
    outside.history.resolveUndecided(silence)
    assert.equal(outside.text, 'word')
    const typed = new Scene('')
    for (const [from, to, text] of [
      [0, 0, 'n'],
      [0, 1, 'ni'],
      [0, 2, '你好'],
    ] as const) {
      typed.edit({ from, to, text })
      typed.history.resolveUndecided({ kind: 'keyboard', carets: [from + text.length] })
    }
    assert.equal(typed.text, '[human:你好]')
    for (const text of ['👩‍👩‍👧', 'é', '()', '    ']) {
      const one = new Scene('').edit({ from: 0, to: 0, text }, undefined, atSelections)
      one.history.resolveUndecided({ kind: 'keyboard', carets: [text.length] })
      assert.equal(one.text, `[human:${text}]`)
    }
  })

  it('is none where the caret stays, and where a key typed the very same', () => {
    const still = pasted()
    still.history.resolveUndecided(silence)
    assert.equal(still.text, 'start call()')
    const typed = new Scene('')
    typed.copied.add([AttributedText.of('x', ai)])
    typed.edit({ from: 0, to: 0, text: 'x' }, undefined, signals)
    typed.history.resolveUndecided({ kind: 'keyboard', carets: [1] })
    assert.equal(typed.text, '[human:x]')
  })

  it('is found when another window is known to have copied it, on both channels', () => {
    const named = { source: 'cursor', metadata: { kind: 'paste' } } as const
    const byKey = { ...atSelections, pasteKey: true } as const
    for (const [source, signals] of [
      [undefined, atSelections],
      [undefined, byKey],
      [named, atSelections],
    ] as const) {
      const scene = new Scene('').edit({ from: 0, to: 0, text: 'elsewhere()' }, source, signals)
      scene.history.resolveUndecided({ kind: 'keyboard', carets: [11] })
      assert.equal(scene.history.mayBePaste, true)
      scene.copied.add([AttributedText.of('elsewhere()', ai)])
      scene.history.resolveUndecided({ kind: 'copied', texts: ['elsewhere()'] })
      assert.equal(scene.text, '[ai:elsewhere()]')
      scene.history.resolveUndecided(silence)
      assert.equal(scene.text, '[ai:elsewhere()]')
    }
  })
})

describe('A rename that a key tells of afterwards', () => {
  it('keeps who wrote the line, and nothing else does', () => {
    const scene = new Scene('let a = a1', { contributor: 'ai', evidence: 'observed', at })
    scene.edit({ from: 4, to: 5, text: 'item' }).edit({ from: 13, to: 13, text: ' + 2' })
    scene.history.resolveUndecided({ kind: 'renamed' })
    scene.history.resolveUndecided(silence)
    assert.equal(scene.text, '[ai:let item = a1] + 2')
  })
})
