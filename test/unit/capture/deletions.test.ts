import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { unknown } from '../../../src/attribution/text/origin'
import type { Change, EditSource, Signals } from '../../../src/capture/editEvent'
import { EditHistory } from '../../../src/capture/editHistory'
import type { FollowUpSignal } from '../../../src/capture/resolveUndecided'
import { parse, printMarked } from '../attribution/notation'

const named = (source: string, metadata: Record<string, unknown> = {}): EditSource => ({
  source,
  metadata: { source, ...metadata },
})
const command = (detailedSource: string) => named('cursor', { kind: 'executeCommands', detailedSource })
const silence: FollowUpSignal = { kind: 'silence', mirrored: false, clean: false }

function historyOf(notation: string): EditHistory {
  const text = parse(notation)
  const history = new EditHistory(text, () => undefined)
  history.rebase(text)
  return history
}

function apply(
  history: EditHistory,
  changes: readonly Change[],
  told: { readonly source?: EditSource; readonly signals?: Signals; readonly reason?: 'undo' | 'redo' } = {},
): void {
  const { source, signals = {}, reason } = told
  history.apply({ changes, source, signals, reason, at: '2026-11-28T12:00:00.000Z' })
}

/** The class of each line, in one word each. */
function classes(history: EditHistory): string {
  return history.current
    .lineOrigins()
    .map(({ contributor }) => contributor)
    .join(' ')
}

const condition = '[ai:if (!ready) go()]'
const negation: Change = { from: 4, to: 5, text: '' }

describe('Text that is taken out, where the editor names the source', () => {
  const cases: readonly (readonly [
    what: string,
    before: string,
    change: Change,
    source: EditSource,
    result: string,
  ])[] = [
    ['by a key', condition, negation, command('deleteRight'), 'mixed'],
    [
      'by a command that the editor names by itself',
      condition,
      negation,
      named('unknown', { name: 'deleteAllRight' }),
      'mixed',
    ],
    ['by cutting', condition, negation, named('cursor', { kind: 'cut' }), 'mixed'],
    ['by an extension', condition, negation, named('unknown', { name: 'MainThreadTextEditor' }), 'mixed'],
    ['by a formatter', condition, negation, named('unknown', { name: 'formatEditsCommand' }), 'ai'],
    ['by the chat, in its own line', condition, negation, named('Chat.applyEdits'), 'ai'],
    ['by the chat, in a typed line', 'if (!ready) go()', negation, named('Chat.applyEdits'), 'mixed'],
    ['by a key, in a typed line', 'if (!ready) go()', negation, command('deleteRight'), 'human'],
    [
      'by an extension, in a typed line',
      'if (!ready) go()',
      negation,
      named('unknown', { name: 'MainThreadTextEditor' }),
      'unknown',
    ],
    [
      'letters that change places',
      '[ai:let a = 10]',
      { from: 8, to: 10, text: '01' },
      command('editor.action.transposeLetters'),
      'mixed',
    ],
    [
      'letters that change case',
      '[ai:a.toUpper()]',
      { from: 2, to: 9, text: 'toupper' },
      command('editor.action.transformToLowercase'),
      'mixed',
    ],
    [
      'the same in a typed line',
      'a.toUpper()',
      { from: 2, to: 9, text: 'toupper' },
      command('editor.action.transformToLowercase'),
      'human',
    ],
    [
      'a comment marker by the command',
      '[ai:// a]',
      { from: 0, to: 3, text: '' },
      command('editor.action.commentLine'),
      'ai',
    ],
    ['an indentation', '[ai:  a]', { from: 0, to: 2, text: '' }, command('editor.action.outdentLines'), 'ai'],
  ]
  for (const [what, before, change, source, result] of cases) {
    it(`leaves the line ${result}: ${what}`, () => {
      const history = historyOf(before)
      apply(history, [change], { source })
      assert.equal(classes(history), result)
    })
  }

  it('comes back with who wrote it, and goes again as it went', () => {
    const history = historyOf(condition)
    apply(history, [negation], { source: command('deleteRight') })
    apply(history, [{ from: 4, to: 4, text: '!' }], { reason: 'undo' })
    assert.equal(printMarked(history.current), condition)
    apply(history, [negation], { reason: 'redo' })
    assert.equal(classes(history), 'mixed')
  })

  it('is missed where it stood before it was pasted elsewhere', () => {
    const history = historyOf('[ai:f(a, b)]\n\n')
    apply(history, [{ from: 3, to: 6, text: '' }], { source: named('cursor', { kind: 'cut' }) })
    assert.equal(classes(history), 'mixed human human')
  })
})

describe('Text that is taken out, where the editor names no source', () => {
  it('is taken out by the person whose key moved the caret there', () => {
    const history = historyOf(`${condition}\nif (!own) go()`)
    apply(history, [negation])
    history.resolveUndecided({ kind: 'keyboard', carets: [4, 4] })
    apply(history, [{ from: 24, to: 25, text: '' }])
    history.resolveUndecided({ kind: 'keyboard', carets: [24, 24] })
    assert.equal(classes(history), 'mixed human')
  })

  it('is taken out by the person at whose caret it stood, where no signal follows', () => {
    const history = historyOf('if (!own) go()')
    apply(history, [negation], { signals: { atCaret: true } })
    assert.equal(history.isUndecided, true)
    history.resolveUndecided(silence)
    assert.equal(classes(history), 'human')
  })

  it('leaves no line as AI’s or a person’s while it is not known who did it', () => {
    const history = historyOf(`${condition}\nif (!own) go()`)
    apply(history, [{ from: 24, to: 25, text: '' }, negation], { signals: { atCaret: true } })
    assert.equal(classes(history), 'mixed unknown')
  })

  it('is taken out by nobody known otherwise', () => {
    for (const [before, result] of [
      [condition, 'mixed'],
      ['if (!own) go()', 'unknown'],
      ['[unknown:if (!own) go()]', 'unknown'],
    ] as const) {
      const history = historyOf(before)
      apply(history, [negation])
      history.resolveUndecided({ kind: 'keyboard', carets: [9, 9] })
      history.resolveUndecided(silence)
      assert.equal(classes(history), result)
    }
  })

  it('is taken out by nobody known where it came from disk, wherever the caret is', () => {
    const history = historyOf('if (!own) go()')
    apply(history, [negation], { signals: { atCaret: true } })
    history.resolveUndecided({ kind: 'silence', mirrored: false, clean: true })
    assert.equal(classes(history), 'unknown')
  })

  it('is taken out by the chat where the chat edits and did not follow', () => {
    const history = historyOf('if (!own) go()')
    apply(history, [negation], { signals: { chatBaseline: { session: 's' } } })
    history.resolveUndecided(silence)
    assert.equal(classes(history), 'mixed')
  })

  it('leaves a line as it is where it is a comment marker or what formatting drops', () => {
    for (const [before, change] of [
      ['[ai:// a]', { from: 0, to: 3, text: '' }],
      ['[ai:f(a,)]', { from: 3, to: 4, text: '' }],
    ] as const) {
      const history = historyOf(before)
      apply(history, [change])
      history.resolveUndecided({ kind: 'keyboard', carets: [change.from, change.from] })
      assert.equal(classes(history), 'ai')
    }
  })

  it('is what AI wrote again when the text that was typed into it is taken out', () => {
    const history = historyOf('[ai:if (ready) go()]')
    apply(history, [{ from: 4, to: 4, text: '!' }])
    history.resolveUndecided({ kind: 'keyboard', carets: [5, 5] })
    assert.equal(classes(history), 'mixed')
    apply(history, [negation])
    history.resolveUndecided({ kind: 'keyboard', carets: [4, 4] })
    assert.equal(printMarked(history.current), '[ai:if (ready) go()]')
  })

  it('is made anew when it is known what stood there at first', () => {
    const base = AttributedText.of('if (!ready) go()', unknown)
    const history = new EditHistory(base, () => undefined)
    apply(history, [negation], { signals: { atCaret: true } })
    history.resolveUndecided(silence)
    assert.equal(classes(history), 'unknown')
    history.rebase(parse(condition))
    assert.equal(classes(history), 'mixed')
  })
})
