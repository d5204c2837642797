import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { type Origin, unknown } from '../../../src/attribution/text/origin'
import type { EditSource, Signals } from '../../../src/capture/editEvent'
import { at, Scene } from './historyScene'

const accept: EditSource = { source: 'inlineCompletionAccept', metadata: {} }
const chat: EditSource = { source: 'Chat.applyEdits', metadata: {} }
const type: EditSource = { source: 'cursor', metadata: { kind: 'type' } }
const paste: EditSource = { source: 'cursor', metadata: { kind: 'paste' } }

describe('The history of a document', () => {
  it('gives back the AI origin when a deletion of AI text is undone, and takes it away when the acceptance is', () => {
    const scene = new Scene('x').edit({ from: 1, to: 1, text: 'abc' }, accept)
    assert.equal(scene.text, 'x[ai:abc]')
    scene.edit({ from: 1, to: 4, text: '' }, type).undo({ from: 1, to: 1, text: 'abc' })
    assert.equal(scene.text, 'x[ai:abc]')
    scene.undo({ from: 1, to: 4, text: '' })
    assert.equal(scene.text, 'x')
    scene.redo({ from: 1, to: 1, text: 'abc' })
    assert.equal(scene.text, 'x[ai:abc]')
  })

  it('tells equal texts of different origin apart by the direction of undo and redo', () => {
    const scene = new Scene('')
      .edit({ from: 0, to: 0, text: 'foo' }, accept)
      .edit({ from: 0, to: 3, text: '' }, type)
      .edit({ from: 0, to: 0, text: 'foo' }, type)
    assert.equal(scene.text, '[human:foo]')
    scene.undo({ from: 0, to: 3, text: '' })
    scene.undo({ from: 0, to: 0, text: 'foo' })
    assert.equal(scene.text, '[ai:foo]')
    scene.redo({ from: 0, to: 3, text: '' }).redo({ from: 0, to: 0, text: 'foo' })
    assert.equal(scene.text, '[human:foo]')
  })

  it('finds the state again when one undo takes back many edits', () => {
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'ai' }, accept)
    for (const [index, letter] of ['t', 'y', 'p', 'e', 'd'].entries())
      scene.edit({ from: 2 + index, to: 2 + index, text: letter }, type)
    scene.undo({ from: 2, to: 7, text: '' })
    assert.equal(scene.text, '[ai:ai]')
    scene.redo({ from: 2, to: 2, text: 'typed' })
    assert.equal(scene.text, '[ai:ai][human:typed]')
  })

  it('leaves what was typed of a suggestion to the one who typed it', () => {
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'let t' }, type)
    scene.edit({ from: 0, to: 5, text: 'let through = 1' }, accept)
    assert.equal(scene.text, '[human:let t][ai:hrough = 1]')
  })

  it('takes a composed letter for typed where nothing tells of it but the key before', () => {
    const scene = new Scene('').edit({ from: 0, to: 0, text: '´' })
    assert.equal(scene.history.resolveUndecided({ kind: 'keyboard', carets: [1, 1] }).length, 1)
    scene.edit({ from: 0, to: 1, text: 'é' })
    assert.equal(scene.text, '[human:é]')
    scene.edit({ from: 0, to: 1, text: 'e' })
    assert.equal(scene.text, 'e')
  })

  it('takes both brackets for typed that somebody put around a selection', () => {
    const scene = new Scene('wrapped').edit([
      { from: 7, to: 7, text: ')' },
      { from: 0, to: 0, text: '(' },
    ])
    assert.equal(scene.history.resolveUndecided({ kind: 'keyboard', carets: [8, 1] }).length, 1)
    assert.equal(scene.text, '[human:(]wrapped[human:)]')
  })

  it('claims only what an AI rewrite changes', () => {
    const scene = new Scene('one\ntwo\nthree\n').edit({ from: 0, to: 14, text: 'one\nTWO AND A HALF\nthree\n' }, chat)
    assert.equal(scene.text, 'one\n[ai:TWO AND A HALF\n]three\n')
  })

  it('lets pasted text keep the origin of what was copied, also re-indented, and leaves text from outside unknown', () => {
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'if (a) {\n  b()\n}\n' }, accept)
    scene.copied.add([scene.history.current])
    scene.edit({ from: 17, to: 17, text: '  if (a) {\n    b()\n  }\n' }, paste)
    assert.deepEqual(
      scene.history.current.lineOrigins().map((line) => line.contributor),
      ['ai', 'ai', 'ai', 'ai', 'ai', 'ai', 'ai'],
    )
    const outside = new Scene('').edit({ from: 0, to: 0, text: 'from a website' }, paste)
    assert.equal(outside.text, 'from a website')
  })

  it('takes a whole line put in beside the same line for its copy, and less than a line for nothing', () => {
    const scene = new Scene('a\n').edit({ from: 2, to: 2, text: 'ai()\n' }, accept)
    scene.edit({ from: 2, to: 2, text: 'ai()\n' })
    assert.equal(scene.text, 'a\n[ai:ai()\nai()\n]')
    scene.edit({ from: 0, to: 0, text: 'a' })
    assert.equal(scene.history.isUndecided, true)
  })

  it('takes text pasted from outside for unknown, even beside the same text', () => {
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'x' }, type).edit({ from: 1, to: 1, text: 'x' }, paste)
    assert.equal(scene.text, '[human:x]x')
  })

  it('has the text of the document that is saved under another name', () => {
    const copyOf = new Scene('').edit({ from: 0, to: 0, text: 'ai()' }, accept).history.current
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'ai()' }, undefined, { copyOf })
    assert.equal(scene.text, '[ai:ai()]')
  })

  it('has nothing of another document whose very text comes in at the caret', () => {
    const copyOf = new Scene('').edit({ from: 0, to: 0, text: 'ai()' }, accept).history.current
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'ai()' }, undefined, { copyOf, atSelections: true })
    assert.equal(scene.text, 'ai()')
  })

  it('keeps origins when lines are commented out and in again, whoever did it', () => {
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'one()\ntwo()' }, accept)
    scene.edit([
      { from: 6, to: 6, text: '// ' },
      { from: 0, to: 0, text: '// ' },
    ])
    assert.equal(scene.history.resolveUndecided({ kind: 'silence', mirrored: false, clean: false }).length, 1)
    assert.equal(scene.text, '[ai:// one()\n// two()]')
    scene.edit({ from: 3, to: 6, text: '#' })
    scene.history.resolveUndecided({ kind: 'silence', mirrored: false, clean: false })
    assert.equal(scene.text, '[ai:// ]#[ai:()\n// two()]')
  })

  it('keeps every line as it was when lines are sorted', () => {
    const scene = new Scene('b\n').edit({ from: 2, to: 2, text: 'a' }, type)
    scene.edit({ from: 0, to: 3, text: 'a\nb' })
    assert.equal(scene.text, '[human:a]\nb')
    scene.edit({ from: 0, to: 3, text: 'b\nc' })
    assert.equal(scene.history.isUndecided, true)
  })

  it('gives the new line its own terminator when Enter is pressed at the end of a line', () => {
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'ai()\nend()' }, accept)
    scene.edit({ from: 4, to: 4, text: '\n' }, type)
    assert.equal(scene.text, '[ai:ai()\n][human:\n][ai:end()]')
    scene.edit({ from: 5, to: 5, text: 'x' }, type)
    assert.equal(scene.text, '[ai:ai()\n][human:x\n][ai:end()]')
  })

  it('takes a blank line inside the text of a chat for nobody’s', () => {
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'chat()' }, chat)
    scene.edit({ from: 6, to: 6, text: '\n' }, undefined, { chatBaseline: { session: 's', inHunk: true } })
    scene.history.resolveUndecided({ kind: 'silence', mirrored: false, clean: false })
    scene.history.resolveUndecided({ kind: 'chatIdle', clean: false })
    assert.equal(scene.text, '[ai:chat()]\n')
  })

  it('brings a line back as it was when one of several chat edits is undone', () => {
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'own()\nmine()\n' }, type)
    scene.edit({ from: 0, to: 5, text: 'chat()' }, chat).edit({ from: 7, to: 13, text: 'chat2()' }, chat)
    assert.equal(scene.text, '[ai:chat()][human:\n][ai:chat2()][human:\n]')
    const hunk: EditSource = { source: 'unknown', metadata: { name: 'pushEditOperation' } }
    scene.edit({ from: 0, to: 4, text: 'own' }, hunk, { chatBaseline: { session: 's' } })
    assert.equal(scene.text, '[human:own()\n][ai:chat2()][human:\n]')
  })

  it('moves origins along with moved lines', () => {
    const scene = new Scene('human\n').edit({ from: 6, to: 6, text: 'by ai\n' }, accept).edit([
      { from: 6, to: 12, text: '' },
      { from: 0, to: 0, text: 'by ai\n' },
    ])
    assert.equal(scene.text, '[ai:by ai\n]human\n')
  })

  it('moves a blank line along with its own end, whichever of the two lines the editor takes out', () => {
    const scene = new Scene('one\n').edit({ from: 4, to: 4, text: '\n' }, type).edit([
      { from: 4, to: 4, text: '\none' },
      { from: 0, to: 4, text: '' },
    ])
    assert.equal(scene.text, '[human:\n]one\n')
    scene.edit([
      { from: 1, to: 5, text: '' },
      { from: 0, to: 0, text: 'one\n' },
    ])
    assert.equal(scene.text, 'one\n[human:\n]')
    scene.edit([
      { from: 4, to: 5, text: '' },
      { from: 0, to: 0, text: '\n' },
    ])
    assert.equal(scene.text, '[human:\n]one\n')
  })

  it('lets a blank line be whose it was where the line beside it is moved past it', () => {
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'by ai\n' }, accept)
    scene.edit({ from: 6, to: 6, text: '\n' }, type)
    assert.equal(scene.text, '[ai:by ai\n][human:\n]')
    scene.edit([
      { from: 6, to: 6, text: 'by ai' },
      { from: 0, to: 5, text: '' },
    ])
    assert.equal(scene.text, '[human:\n][ai:by ai\n]')
    scene.edit([
      { from: 1, to: 6, text: '' },
      { from: 0, to: 0, text: 'by ai' },
    ])
    assert.equal(scene.text, '[ai:by ai\n][human:\n]')
  })
})

describe('An undecided edit', () => {
  it('is human when the keyboard moves the caret behind the character', () => {
    const scene = new Scene('ab').edit({ from: 1, to: 1, text: 'x' })
    assert.equal(scene.history.isUndecided, true)
    assert.equal(scene.history.resolveUndecided({ kind: 'keyboard', carets: [2] }).length, 1)
    assert.equal(scene.text, 'a[human:x]b')
    assert.equal(scene.history.isUndecided, false)
  })

  it('is not human when the caret is elsewhere or the text is too long to be one key', () => {
    const far = new Scene('abcdef').edit({ from: 1, to: 1, text: 'x' })
    assert.deepEqual(far.history.resolveUndecided({ kind: 'keyboard', carets: [6] }), [])
    const long = new Scene('ab').edit({ from: 1, to: 1, text: 'line one\nline two' })
    assert.deepEqual(long.history.resolveUndecided({ kind: 'keyboard', carets: [18] }), [])
  })

  it('is human at every caret when several are typed with at once', () => {
    const scene = new Scene('a\nb\n').edit([
      { from: 3, to: 3, text: 'x' },
      { from: 1, to: 1, text: 'x' },
    ])
    scene.history.resolveUndecided({ kind: 'keyboard', carets: [2, 5] })
    assert.equal(scene.text, 'a[human:x]\nb[human:x]\n')
  })

  it('is the chat’s when its text from before was not changed along, and unknown when it was', () => {
    const signals: Signals = { chatBaseline: { session: 's' } }
    const chat = new Scene('a\n').edit({ from: 2, to: 2, text: 'b\n' }, undefined, signals)
    chat.history.resolveUndecided({ kind: 'silence', mirrored: false, clean: false })
    assert.equal(chat.text, 'a\n[ai:b\n]')
    const other = new Scene('a\n').edit({ from: 2, to: 2, text: 'b\n' }, undefined, signals)
    other.history.resolveUndecided({ kind: 'silence', mirrored: true, clean: false })
    assert.equal(other.text, 'a\nb\n')
  })

  it('is the chat’s in the chat’s own text only when the chat saves the file afterwards', () => {
    const signals: Signals = { chatBaseline: { session: 's', inHunk: true } }
    const edited = (): Scene => {
      const scene = new Scene('a\n').edit({ from: 2, to: 2, text: 'more\n' }, undefined, signals)
      scene.history.resolveUndecided({ kind: 'silence', mirrored: false, clean: false })
      assert.equal(scene.text, 'a\nmore\n')
      assert.deepEqual([scene.history.isUndecided, scene.history.waitsForChat], [false, true])
      return scene
    }
    const chat = edited()
    chat.history.resolveUndecided({ kind: 'chatSaved' })
    assert.equal(chat.text, 'a\n[ai:more\n]')
    assert.equal(chat.history.waitsForChat, false)
    const other = edited()
    other.history.resolveUndecided({ kind: 'chatIdle', clean: false })
    other.history.resolveUndecided({ kind: 'chatSaved' })
    assert.equal(other.text, 'a\nmore\n')
  })

  it('brings a line back at once that may have been undone in the chat’s text, saved or not', () => {
    const signals: Signals = { chatBaseline: { session: 's', inHunk: true } }
    const scene = new Scene('line6()\nline7()\n')
      .edit({ from: 0, to: 16, text: 'chat6()\nchat7()\n' }, chat)
      .edit({ from: 0, to: 4, text: 'line' }, undefined, signals)
    assert.equal(scene.text, 'line6()\n[ai:chat7()\n]')
    scene.history.resolveUndecided({ kind: 'silence', mirrored: false, clean: true })
    scene.history.resolveUndecided({ kind: 'chatIdle', clean: true })
    assert.equal(scene.text, 'line6()\n[ai:chat7()\n]')
  })

  it('waits for the chat while later edits are decided', () => {
    const signals: Signals = { chatBaseline: { session: 's', inHunk: true } }
    const scene = new Scene('a\n').edit({ from: 2, to: 2, text: 'more\n' }, undefined, signals)
    scene.history.resolveUndecided({ kind: 'silence', mirrored: false, clean: false })
    scene.edit({ from: 0, to: 0, text: 'far\n' }, undefined, { chatBaseline: { session: 's', inHunk: false } })
    scene.history.resolveUndecided({ kind: 'silence', mirrored: true, clean: false })
    scene.history.resolveUndecided({ kind: 'chatSaved' })
    assert.equal(scene.text, 'far\na\n[ai:more\n]')
  })

  it('keeps what was typed after it when it is settled', () => {
    const signals: Signals = { chatBaseline: { session: undefined } }
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'made by chat\n' }, undefined, signals)
    scene.edit({ from: 13, to: 13, text: 'y' })
    scene.history.resolveUndecided({ kind: 'keyboard', carets: [14] })
    scene.history.resolveUndecided({ kind: 'silence', mirrored: false, clean: false })
    assert.equal(scene.text, '[ai:made by chat\n][human:y]')
  })

  it('takes the origin of what it re-formats when nothing else explains it', () => {
    const scene = new Scene('')
      .edit({ from: 0, to: 0, text: "f( 'a' )\n" }, accept)
      .edit({ from: 0, to: 8, text: 'f("a");' })
    scene.history.resolveUndecided({ kind: 'silence', mirrored: false, clean: false })
    assert.equal(scene.history.current.lineOrigin(0).contributor, 'ai')
  })
})

describe('A rename or a named edit that no editor names', () => {
  const renaming = { renaming: true } as const
  const named = { named: { contributor: 'ai', tool: 'cline', evidence: 'reported' } } as const
  const silence = { kind: 'silence', mirrored: false, clean: false } as const

  it('keeps the origin of the old name at once and for good when nobody types', () => {
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'let a = 1' }, accept)
    scene.edit({ from: 4, to: 5, text: 'item' }, undefined, renaming)
    assert.equal(scene.text, '[ai:let item = 1]')
    // An arrow key right after it moves the caret to where the new name ends.
    scene.history.resolveUndecided({ kind: 'keyboard', carets: [8] })
    scene.history.resolveUndecided(silence)
    assert.equal(scene.text, '[ai:let item = 1]')
    assert.equal(scene.history.isUndecided, false)
  })

  it('is human when the keyboard typed it', () => {
    const scene = new Scene('').edit({ from: 0, to: 0, text: 'let a = 1' }, accept)
    scene.edit({ from: 4, to: 5, text: 'b' }, undefined, renaming)
    scene.history.resolveUndecided({ kind: 'keyboard', carets: [5] })
    assert.equal(scene.text, '[ai:let ][human:b][ai: = 1]')
    scene.edit({ from: 5, to: 5, text: 'c' }, undefined, { ...renaming, ...named })
    assert.equal(scene.text, '[ai:let ][human:b][ai:c = 1]')
    scene.history.resolveUndecided({ kind: 'keyboard', carets: [6] })
    assert.equal(scene.text, '[ai:let ][human:bc][ai: = 1]')
  })

  it('is from the one who named it when nobody types', () => {
    const scene = new Scene('x').edit({ from: 1, to: 1, text: 'y' }, undefined, named)
    assert.equal(scene.text, 'x[ai:y]')
    scene.history.resolveUndecided(silence)
    assert.equal(scene.text, 'x[ai:y]')
    assert.equal(scene.history.isUndecided, false)
  })
})

describe('A quick fix or refactoring', () => {
  const fix: EditSource = { source: 'codeAction', metadata: { $kind: 'quickfix' } }

  /** Lines of which the first is AI's and the second typed. */
  function written(first: string, second: string): Scene {
    return new Scene('')
      .edit({ from: 0, to: 0, text: `${first}\n` }, accept)
      .edit({ from: first.length + 1, to: first.length + 1, text: `${second}\n` }, type)
  }

  it('leaves whole lines that it puts in to nobody, before and behind a line', () => {
    const scene = written('let a = 1', 'own()')
    scene.edit({ from: 0, to: 0, text: 'let b = 0\n' }, fix)
    assert.equal(scene.text, 'let b = 0\n[ai:let a = 1\n][human:own()\n]')
    scene.edit({ from: 25, to: 25, text: '\nmore()' }, fix)
    assert.equal(scene.text, 'let b = 0\n[ai:let a = 1\n][human:own()\n]more()\n')
  })

  it('keeps the origin of a line that it changes, in part or as a whole', () => {
    const scene = written('let wrong = 1', 'own(wrong)')
    scene.edit(
      [
        { from: 18, to: 23, text: 'right' },
        { from: 4, to: 9, text: 'right' },
      ],
      fix,
    )
    assert.equal(scene.text, '[ai:let right = 1\n][human:own(right)\n]')
    scene.edit({ from: 0, to: 13, text: 'const right = 1' }, fix)
    assert.equal(scene.text, '[ai:const right = 1\n][human:own(right)\n]')
  })

  it('leaves a line to nobody that has nothing of the one in its place', () => {
    const scene = written('let wrong = 1', 'own()')
    scene.edit({ from: 0, to: 13, text: 'throw new Error()' }, fix)
    assert.equal(scene.text, 'throw new Error()\n[human:own()\n]')
  })

  it('keeps lines that it wraps, breaks or sorts out, and leaves what it puts around them to nobody', () => {
    const scene = written('let a = 1', 'own()')
    scene.edit({ from: 0, to: 15, text: 'try {\n  let a = 1\n  own()\n} catch {\n}' }, fix)
    assert.equal(scene.text, 'try {\n[ai:  let a = 1\n][human:  own()\n]} catch {\n}\n')
    const imports = written("import { b } from 'b'", "import { a } from 'a'")
    imports.edit({ from: 0, to: 44, text: "import { a } from 'a'\n\nimport { b } from 'b'\n" }, fix)
    assert.equal(imports.text, "[human:import { a } from 'a'\n]\n[ai:import { b } from 'b'\n]")
    const broken = written('if (ready) return', 'own()')
    broken.edit({ from: 11, to: 17, text: '{\n  return\n}' }, fix)
    assert.equal(broken.text, '[ai:if (ready) {\n  return\n]}\n[human:own()\n]')
  })

  it('takes lines along that it moves to another place', () => {
    const scene = written('let a = 1', 'own()')
    scene.edit(
      [
        { from: 16, to: 16, text: 'function extracted() {\n  let a = 1\n}\n' },
        { from: 0, to: 10, text: '' },
      ],
      fix,
    )
    assert.equal(scene.text, '[human:own()\n]function extracted() {\n[ai:  let a = 1\n]}\n')
  })
})

describe('An edit of many lines that nobody names', () => {
  it('keeps the origins of the lines whose code stays the same, and only of these', () => {
    const scene = new Scene('').edit({ from: 0, to: 0, text: "let a = 'x'\nlet b = 'y'\nlet c = 3\n" }, accept)
    scene.edit([
      { from: 32, to: 33, text: '(3)' },
      { from: 20, to: 23, text: '"y"' },
      { from: 8, to: 11, text: '"x"' },
    ])
    assert.equal(scene.text, '[ai:let a = ]"x"[ai:\nlet b = ]"y"[ai:\nlet c = ](3)[ai:\n]')
    scene.history.resolveUndecided({ kind: 'silence', mirrored: false, clean: true })
    assert.equal(scene.text, '[ai:let a = "x"\nlet b = "y"\nlet c = ]([ai:3])[ai:\n]')
  })
})

describe('The origins of the text a document was opened with', () => {
  it('come in late without losing what was edited meanwhile', () => {
    const scene = new Scene('old\n').edit({ from: 4, to: 4, text: 'new' }, type)
    scene.history.rebase(AttributedText.of('old\n', { contributor: 'ai' }))
    assert.equal(scene.text, '[ai:old\n][human:new]')
    scene.undo({ from: 4, to: 7, text: '' })
    assert.equal(scene.text, '[ai:old\n]')
  })

  it('can be replaced by a record of the same text, and undo comes back to what was before', () => {
    const scene = new Scene('a').edit({ from: 1, to: 1, text: 'b' }, type)
    assert.equal(scene.history.adopt(AttributedText.of('ab', { contributor: 'ai' })), true)
    assert.equal(scene.text, '[ai:ab]')
    assert.equal(scene.history.adopt(AttributedText.of('other', unknown)), false)
    scene.undo({ from: 1, to: 2, text: '' })
    assert.equal(scene.text, 'a')
  })
})

describe('A record of what came from disk that comes late', () => {
  const reload: EditSource = { source: 'reloadFromDisk', metadata: {} }
  const ai: Origin = { contributor: 'ai', evidence: 'reported', at }
  const told = (text: string): AttributedText => AttributedText.of(text, ai)

  function afterReload(): Scene {
    const scene = new Scene('')
    scene.history.rebase(scene.history.current)
    return scene.edit({ from: 0, to: 0, text: 'a b' }, reload)
  }

  it('counts for what is left of it after somebody typed, pasted and took something back', () => {
    const scene = afterReload()
    scene.copied.add([AttributedText.of('P', { contributor: 'human', evidence: 'observed', at })])
    scene.edit({ from: 1, to: 1, text: 'x' }, type).edit({ from: 4, to: 4, text: 'P' }, paste)
    scene.edit({ from: 5, to: 5, text: 'y' }, type).undo({ from: 5, to: 6, text: '' })
    // So much is copied meanwhile that the paste would not be found any more.
    for (let i = 0; i < 50; i++) scene.copied.add([AttributedText.of(`other${i}`, unknown)])
    assert.equal(scene.text, 'a[human:x] b[human:P]')
    assert.equal(scene.history.rebaseFromDisk(told('a b')), true)
    assert.equal(scene.text, '[ai:a][human:x][ai: b][human:P]')
    assert.equal(scene.redo({ from: 5, to: 5, text: 'y' }).text, '[ai:a][human:x][ai: b][human:Py]')
    assert.equal(scene.undo({ from: 5, to: 6, text: '' }).text, '[ai:a][human:x][ai: b][human:P]')
  })

  it('goes back to it with an undo', () => {
    const scene = afterReload().edit({ from: 0, to: 1, text: 'x' }, type)
    scene.history.rebaseFromDisk(told('a b'))
    assert.equal(scene.text, '[human:x][ai: b]')
    assert.equal(scene.undo({ from: 0, to: 1, text: 'a' }).text, '[ai:a b]')
  })

  it('counts for the edit that made this text, not for another one', () => {
    const scene = afterReload().edit({ from: 3, to: 3, text: ' c' }, reload).edit({ from: 0, to: 0, text: 'x' }, type)
    assert.equal(scene.history.rebaseFromDisk(told('never')), false)
    assert.equal(scene.history.rebaseFromDisk(told('xa b c')), false)
    assert.equal(scene.history.rebaseFromDisk(told('a b')), true)
    assert.equal(scene.text, '[human:x][ai:a b] c')
    assert.equal(scene.history.rebaseFromDisk(AttributedText.fromRuns('a b c', [{ length: 5, origin: ai }])), true)
    assert.equal(scene.text, '[human:x][ai:a b c]')
  })

  it('does not count where the text was never read from disk, or very much was done since', () => {
    const typed = new Scene('')
    typed.history.rebase(typed.history.current)
    typed.edit({ from: 0, to: 0, text: 'a b' }, type).edit({ from: 0, to: 0, text: 'x' }, type)
    assert.equal(typed.history.rebaseFromDisk(told('a b')), false)
    const long = afterReload()
    for (let i = 0; i < 250; i++) long.edit({ from: 0, to: 0, text: 'x' }, type)
    assert.equal(long.history.rebaseFromDisk(told('a b')), false)
    assert.equal(long.text, `[human:${'x'.repeat(250)}]a b`)
  })

  it('leaves alone what still waits for a signal', () => {
    const scene = afterReload().edit({ from: 3, to: 3, text: 'k' })
    assert.equal(scene.history.isUndecided, true)
    scene.history.rebaseFromDisk(told('a b'))
    assert.equal(scene.text, '[ai:a b]k')
    scene.history.resolveUndecided({ kind: 'keyboard', carets: [4] })
    assert.equal(scene.text, '[ai:a b][human:k]')
  })

  it('counts for a text that was clean before somebody typed on, where the editor names nothing', () => {
    const scene = new Scene('')
    scene.history.rebase(scene.history.current)
    scene.edit({ from: 0, to: 0, text: 'a b' })
    scene.history.seenClean()
    scene.edit({ from: 3, to: 3, text: 'k' })
    scene.history.resolveUndecided({ kind: 'keyboard', carets: [4] })
    scene.history.resolveUndecided({ kind: 'silence', mirrored: false, clean: false })
    assert.equal(scene.history.fromDisk?.text(), 'a b')
    assert.equal(scene.history.rebaseFromDisk(told('a b')), true)
    assert.equal(scene.text, '[ai:a b][human:k]')
    assert.equal(scene.history.fromDisk, undefined)
  })
})
