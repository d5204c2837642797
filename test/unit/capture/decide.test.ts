import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { human, type Origin, unknown } from '../../../src/attribution/text/origin'
import { decide } from '../../../src/capture/decide'
import type { Change, Decision, EditEvent, EditSource, Signals } from '../../../src/capture/editEvent'

const at = '2026-11-23T10:00:00.000Z'

function decisionOf(edit: {
  before?: string
  changes?: readonly Change[]
  source?: EditSource
  reason?: 'undo' | 'redo'
  signals?: Signals
}): Decision {
  const event: EditEvent = {
    before: AttributedText.of(edit.before ?? 'let a = 1\n', unknown),
    changes: edit.changes ?? [{ from: 0, to: 0, text: 'x' }],
    source: edit.source,
    reason: edit.reason,
    signals: edit.signals ?? {},
    at,
  }
  return decide(event)
}

const named = (source: string, metadata: Record<string, unknown> = {}): EditSource => ({
  source,
  metadata: { source, ...metadata },
})
const byHuman: Origin = { ...human, at }

describe('An edit whose source the editor names', () => {
  it('is AI with tool and mode when an inline completion is accepted', () => {
    assert.deepEqual(
      decisionOf({ source: named('inlineCompletionAccept', { $extensionId: 'GitHub.copilot', $nes: false }) }),
      {
        kind: 'complete',
        origin: { contributor: 'ai', tool: 'github-copilot', mode: 'completion', evidence: 'reported', at },
      },
    )
  })

  it('is a next edit when the editor says so, and partial acceptance counts as well', () => {
    assert.deepEqual(
      decisionOf({ source: named('inlineCompletionPartialAccept', { $extensionId: 'acme.helper', $nes: true }) }),
      {
        kind: 'complete',
        origin: { contributor: 'ai', tool: 'acme.helper', mode: 'nextEdit', evidence: 'reported', at },
      },
    )
  })

  it('is AI with model, session and mode when chat applies edits', () => {
    const metadata = {
      $extensionId: 'GitHub.copilot-chat',
      $modelId: 'copilot|gpt-5',
      $$sessionId: 's1',
      $$mode: 'agent',
    }
    assert.deepEqual(decisionOf({ source: named('Chat.applyEdits', metadata) }), {
      kind: 'rewrite',
      origin: {
        contributor: 'ai',
        tool: 'github-copilot',
        model: 'copilot/gpt-5',
        session: 's1',
        mode: 'agent',
        evidence: 'reported',
        at,
      },
    })
    assert.deepEqual(decisionOf({ source: named('inlineChat.applyEdits') }), {
      kind: 'rewrite',
      origin: { contributor: 'ai', mode: 'inlineChat', evidence: 'reported', at },
    })
  })

  it('brings an earlier text back when chat edits are undone', () => {
    assert.deepEqual(decisionOf({ source: named('Chat.undoEdits') }), { kind: 'takeBack', otherwise: unknown })
  })

  it('is human when typed, composed, picked from the suggest list or replaced by search', () => {
    const sources = [
      named('cursor', { kind: 'type', detailedSource: 'keyboard' }),
      named('cursor', { kind: 'compositionType', detailedSource: 'keyboard' }),
      named('cursor', { kind: 'executeCommand', detailedSource: 'replaceAll' }),
      named('suggest', { $extensionId: 'vscode.typescript-language-features' }),
    ]
    for (const source of sources)
      assert.deepEqual(decisionOf({ source }), { kind: 'insert', origin: byHuman }, source.source)
  })

  it('is AI when an AI extension wrote the item of the suggest list', () => {
    assert.deepEqual(decisionOf({ source: named('suggest', { $extensionId: 'TabNine.tabnine-vscode' }) }), {
      kind: 'complete',
      origin: { contributor: 'ai', tool: 'tabnine', mode: 'completion', evidence: 'reported', at },
    })
  })

  it('is human when the editor itself offers the inline completion, as for an abbreviation', () => {
    assert.deepEqual(decisionOf({ source: named('inlineCompletionAccept', { $extensionId: 'vscode.emmet' }) }), {
      kind: 'complete',
      origin: byHuman,
    })
  })

  it('is human when typed while an extension’s named edit waits', () => {
    const signals = { named: { contributor: 'ai', tool: 'cline' } } as const
    assert.deepEqual(decisionOf({ source: named('cursor', { kind: 'type' }), signals }), {
      kind: 'insert',
      origin: byHuman,
    })
    assert.deepEqual(decisionOf({ source: named('unknown'), signals }), { kind: 'rewrite', origin: signals.named })
  })

  it('carries origins along when text is pasted, dragged or duplicated', () => {
    const sources = [
      named('cursor', { kind: 'paste', detailedSource: 'keyboard' }),
      named('cursor', { kind: 'executeCommands', detailedSource: 'editor.contrib.dragAndDrop' }),
    ]
    for (const source of sources) assert.deepEqual(decisionOf({ source }), { kind: 'carry', otherwise: unknown })
    const copied = named('cursor', { kind: 'executeCommands', detailedSource: 'editor.action.copyLinesDownAction' })
    assert.deepEqual(decisionOf({ source: copied }), { kind: 'carry', otherwise: unknown, beside: true })
  })

  it('keeps origins when the editor itself formats, renames or comments', () => {
    const sources = [
      named('unknown', { name: 'formatEditsCommand' }),
      named('rename'),
      named('eolChange'),
      named('cursor', { kind: 'executeCommands', detailedSource: 'editor.action.commentLine' }),
    ]
    for (const source of sources) assert.deepEqual(decisionOf({ source }), { kind: 'reformat' }, source.source)
  })

  it('is no change by anybody in whole lines that a quick fix or a refactoring puts in', () => {
    const source = named('codeAction', { $kind: 'source.organizeImports' })
    assert.deepEqual(decisionOf({ source }), { kind: 'refactor' })
  })

  it('is AI when an AI extension offered the quick fix', () => {
    assert.deepEqual(decisionOf({ source: named('codeAction', { $extensionId: 'GitHub.copilot-chat' }) }), {
      kind: 'rewrite',
      origin: { contributor: 'ai', tool: 'github-copilot', mode: 'chat', evidence: 'reported', at },
    })
  })

  it('is unknown when another extension made it and did not say who wrote it', () => {
    assert.deepEqual(decisionOf({ source: named('unknown') }), { kind: 'rewrite', origin: unknown })
    assert.deepEqual(decisionOf({ source: named('unknown', { name: 'MainThreadTextEditor' }) }), {
      kind: 'rewrite',
      origin: unknown,
    })
  })

  it('keeps origins when an unnamed edit changes white space, quotes and semicolons only', () => {
    const changes = [{ from: 0, to: 13, text: "import 'a';" }]
    assert.deepEqual(
      decisionOf({ before: 'import   "a"\n', changes: [{ ...changes[0]!, to: 12 }], source: named('unknown') }),
      {
        kind: 'reformat',
      },
    )
  })

  it('keeps origins of the lines in which an unnamed edit changes no more than that', () => {
    const changes = [
      { from: 12, to: 13, text: '(2)' },
      { from: 4, to: 7, text: "'1'" },
    ]
    assert.deepEqual(decisionOf({ before: 'a = "1"\nb = 2\n', changes, source: named('unknown') }), {
      kind: 'partlyReformat',
    })
  })

  it('asks the ledger when the file changed on disk', () => {
    assert.deepEqual(decisionOf({ source: named('reloadFromDisk') }), { kind: 'external' })
  })
})

describe('An edit whose source the editor does not name', () => {
  it('takes the chat’s edits back when the text is the one from before them', () => {
    const chatBaseline = { session: 's1', inHunk: true, isBaseline: true }
    assert.deepEqual(decisionOf({ signals: { chatBaseline } }), { kind: 'takeBack', otherwise: unknown })
  })

  it('waits for what follows where it may be a paste or an acceptance, whatever else its content says', () => {
    const changes = [{ from: 10, to: 10, text: 'let a = 1\n' }]
    assert.deepEqual(decisionOf({ before: 'let a = 1\n', changes }), {
      kind: 'undecided',
      unlessTyped: { kind: 'carry', otherwise: unknown, beside: true },
    })
    const other = [{ from: 10, to: 10, text: 'other' }]
    const signals = { atSelections: true, isCopied: true } as const
    assert.deepEqual(decisionOf({ changes: other, signals }), { kind: 'undecided' })
  })

  it('is the rename that was asked for, or what an extension names, unless the keyboard typed it', () => {
    assert.deepEqual(decisionOf({ signals: { renaming: true } }), {
      kind: 'undecided',
      unlessTyped: { kind: 'reformat' },
    })
    assert.deepEqual(decisionOf({ signals: { named: { contributor: 'ai', tool: 'cline' } } }), {
      kind: 'undecided',
      unlessTyped: { kind: 'rewrite', origin: { contributor: 'ai', tool: 'cline' } },
    })
  })

  it('is a move when the same edit removes what it inserts', () => {
    const before = 'one\ntwo\nthree\n'
    const changes = [
      { from: 8, to: 8, text: 'one\n' },
      { from: 0, to: 4, text: '' },
    ]
    assert.deepEqual(decisionOf({ before, changes }), { kind: 'carry', otherwise: unknown })
  })

  it('keeps origins when the same text comes back with other line ends', () => {
    const changes = [{ from: 0, to: 10, text: 'let a = 1\r\n' }]
    assert.deepEqual(decisionOf({ changes }), { kind: 'reformat' })
  })

  it('stays undecided when nothing explains it', () => {
    assert.deepEqual(decisionOf({}), { kind: 'undecided' })
    assert.deepEqual(decisionOf({ signals: { chatBaseline: { session: 's1' } } }), { kind: 'undecided' })
  })
})

describe('An edit that the editor names a snippet', () => {
  const source = named('snippet')
  const before = AttributedText.of('x = log', { ...human, at })

  function decisionOn(text: AttributedText, changes: readonly Change[], signals: Signals = {}): Decision {
    return decide({ before: text, changes, source, reason: undefined, signals, at })
  }

  it('is human where it replaces the prefix that was typed', () => {
    const changes = [{ from: 4, to: 7, text: 'console.log()' }]
    assert.deepEqual(decisionOn(before, changes), { kind: 'insert', origin: byHuman })
    const byOthers = AttributedText.of('x = log', unknown)
    assert.deepEqual(decisionOn(byOthers, changes), { kind: 'rewrite', origin: unknown })
    assert.deepEqual(decisionOn(before, [{ from: 0, to: 7, text: 'other' }]), { kind: 'rewrite', origin: unknown })
  })

  it('is unknown where it replaces what somebody had selected, or nothing that was typed', () => {
    const changes = [{ from: 4, to: 7, text: 'outside' }]
    assert.deepEqual(decisionOn(before, changes, { overSelected: true }), { kind: 'rewrite', origin: unknown })
    const beside = [{ from: 7, to: 7, text: '.other()' }]
    assert.deepEqual(decisionOn(before, beside), { kind: 'rewrite', origin: unknown })
  })

  it('is a paste where it puts what was copied at the selections', () => {
    const changes = [{ from: 4, to: 7, text: 'copied' }]
    const signals = { atSelections: true, overSelected: true, isCopied: true } as const
    assert.deepEqual(decisionOn(before, changes, signals), { kind: 'carry', otherwise: unknown })
  })

  it('takes after what stands beside it where the editor closes a pair or a tag', () => {
    for (const text of ['""', '</div>']) {
      assert.deepEqual(decisionOn(before, [{ from: 7, to: 7, text }]), { kind: 'reformat' }, text)
    }
  })
})

it('Undo and redo are known on every channel, before anything else', () => {
  assert.deepEqual(decisionOf({ reason: 'undo', source: named('inlineCompletionAccept') }), {
    kind: 'restore',
    direction: 'undo',
  })
  assert.deepEqual(decisionOf({ reason: 'redo' }), { kind: 'restore', direction: 'redo' })
})
