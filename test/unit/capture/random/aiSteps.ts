import assert from 'node:assert/strict'
import { unknown, type Origin } from '../../../../src/attribution/text/origin'
import { textOf } from '../../attribution/model'
import { linesOf, newOrKept, show, withoutEnd } from './laws'
import { inserted, type Cells } from './modelDocument'
import type { RandomStep } from './randomStep'
import { chatOrigin, chatSignals, chatSource, named, place, silence, stretch, told } from './told'

/** A suggestion may repeat what stands around the cursor. */
export const complete: RandomStep = (scene) => {
  const { random, texts } = scene
  if (scene.stable) scene.resolveUndecided()
  const from = place(scene)
  const repeated = random.below(3) === 0 ? scene.text.slice(Math.max(0, from - 4), from) : ''
  const start = from - repeated.length
  if (repeated.startsWith('\n') && scene.text[start - 1] === '\r') return false
  const text = texts.freshWord() + (random.below(2) === 0 ? scene.lineEnd + texts.line() : '')
  const origin: Origin = scene.stable
    ? { contributor: 'ai', mode: 'completion', evidence: 'observed', at: scene.at }
    : { contributor: 'ai', tool: 'acme.helper', mode: 'completion', evidence: 'reported', at: scene.at }
  const source = named('inlineCompletionAccept', { $extensionId: 'acme.helper' })
  const edit = {
    ...told(scene, source, { atSelections: true }),
    changes: [{ from: start, to: from, text: repeated + text }],
  }
  const law = (before: Cells) => inserted(before, [{ from, to: from, text }], origin)
  if (!scene.stable) return scene.edit(edit, 'complete', law)
  // The caret follows, then the key that says that it was accepted.
  scene.edit(edit, 'undecided', (_, after) => after)
  const before = scene.model.earlier[0]!
  scene.history.resolveUndecided({ kind: 'caretMoved', carets: [from + text.length] })
  const { sure, guessed } = scene.history.acceptable
  assert.deepEqual([sure, guessed], [1, 0])
  scene.history.resolveUndecided({ kind: 'accepted', guessed: false })
  scene.adopt(() => law(before))
}

/** An agent writes the whole text again to change some lines. */
export const rewriteAll: RandomStep = (scene) => {
  const { random, texts, model } = scene
  scene.resolveUndecided()
  const lines = linesOf(model.cells)
  const wanted = lines.map((line) => {
    const text = textOf(line)
    const end = text.slice(textOf(withoutEnd(line)).length)
    switch (random.below(8)) {
      case 0:
        return { text: texts.freshLine() + end }
      case 1:
        return { text: `${texts.freshLine()}${scene.lineEnd}${text}` }
      case 2:
        return { text: text === end ? text : '' }
      default:
        return { text, kept: line }
    }
  })
  const text = wanted.map((line) => line.text).join('')
  const changes = [{ from: 0, to: scene.text.length, text }]
  if (text === '' || text.replaceAll('\r', '') === scene.text.replaceAll('\r', '')) return false
  const origin = chatOrigin(scene)
  const edit = { ...told(scene, chatSource, chatSignals), changes }
  scene.edit(
    edit,
    scene.stable ? 'undecided' : 'rewrite',
    scene.stable ? (_, after) => after : newOrKept(origin, changes),
  )
  if (scene.stable) {
    const before = scene.model.earlier[0]!
    silence(scene, false)()
    scene.adopt((after) => newOrKept(origin, changes)(before, after))
  }
  const now = linesOf(model.cells).map((line) => show(withoutEnd(line)))
  for (const { kept } of wanted) {
    if (kept && isOnce(textOf(withoutEnd(kept)), lines))
      assert.ok(now.includes(show(withoutEnd(kept))), `${show(kept)} was not changed`)
  }
}

/** Whether this is a line like no other. */
function isOnce(text: string, lines: readonly Cells[]): boolean {
  return /\d/.test(text) && lines.filter((line) => textOf(withoutEnd(line)) === text).length === 1
}

/** The chat puts a line in; on a stable channel that shows late. */
export const chatInserts: RandomStep = (scene) => {
  scene.resolveUndecided()
  const at = linesOf(scene.model.cells)
    .slice(0, -1)
    .reduce((sum, line) => sum + (scene.random.below(2) ? line.length : 0), 0)
  if (at > 0 && scene.text[at - 1] !== '\n') return false
  const changes = [{ from: at, to: at, text: scene.texts.freshLine() + scene.lineEnd }]
  const edit = { ...told(scene, chatSource, chatSignals), changes }
  scene.insert(edit, 'rewrite', chatOrigin(scene), scene.stable ? silence(scene, false) : undefined)
  if (scene.stable) scene.resolveUndecided()
}

/** Another extension writes something: nobody knows who wrote it. */
export const otherExtension: RandomStep = (scene) => {
  const at = place(scene)
  const changes = [{ from: at, to: at, text: scene.texts.freshLine() }]
  scene.insert(
    { ...told(scene, named('unknown')), changes },
    'rewrite',
    unknown,
    scene.stable ? silence(scene, true) : undefined,
  )
}

/** An extension that says who wrote what it puts in. */
export const namedEdit: RandomStep = (scene) => {
  scene.resolveUndecided()
  const [from, to] = stretch(scene, 30)
  const origin: Origin = scene.random.pick([
    { contributor: 'ai', tool: 'acme', evidence: 'reported', at: scene.at },
    { contributor: 'human', evidence: 'reported', at: scene.at },
  ])
  const changes = [{ from, to, text: scene.texts.freshLine() }]
  const law = newOrKept(origin, changes)
  const signals = { named: origin }
  if (!scene.stable) return scene.edit({ changes, signals, source: named('unknown') }, 'rewrite', law)
  scene.edit({ changes, signals }, 'undecided', law)
  const before = scene.model.earlier[0]!
  silence(scene, true)()
  scene.adopt((after) => law(before, after))
}
