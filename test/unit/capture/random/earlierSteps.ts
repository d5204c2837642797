import assert from 'node:assert/strict'
import { AttributedText } from '../../../../src/attribution/text/attributedText'
import { unknown, type Origin } from '../../../../src/attribution/text/origin'
import { cells, runsOf, textOf, type Cell } from '../../attribution/model'
import { linesOf, newOrKept, withoutEnd } from './laws'
import { splice, type Cells } from './modelDocument'
import type { RandomStep } from './randomStep'
import { chatOrigin, chatSignals, chatSource, named, silence, stretch, told } from './told'
import { type } from './typingSteps'

/** The file changed on disk: to a text that was there before, or to one that nobody knows. */
export const reload: RandomStep = (scene) => {
  scene.resolveUndecided()
  const { random, model } = scene
  const known = random.below(2) === 0 ? random.pick(model.earlier.length ? model.earlier : [model.cells]) : undefined
  const text = known ? textOf(known) : `${scene.text}${scene.texts.freshLine()}`
  if (text.replaceAll('\r', '') === scene.text.replaceAll('\r', '')) return false
  const changes = [{ from: 0, to: scene.text.length, text }]
  if (scene.stable && scene.text === '') return false
  const { kind } = scene.decide({ ...told(scene, named('reloadFromDisk')), changes })
  if (kind !== 'external' && kind !== 'undecided') return false
  const earlier = model.earlier.find((state) => textOf(state) === text)
  const law = (before: Cells, after: Cells) => earlier ?? newOrKept(unknown, changes)(before, after)
  if (!scene.stable) {
    scene.edit({ source: named('reloadFromDisk'), changes }, 'external', law)
    return
  }
  scene.edit({ changes }, 'undecided', (_, after) => after)
  const before = scene.model.earlier[0]!
  silence(scene, false, true)()
  scene.adopt((after) => {
    // The same tokens in other white space are a formatter's work, whoever ran it.
    if (earlier && isFormatted(textOf(before), text)) return after
    return law(before, after)
  })
}

function isFormatted(before: string, after: string): boolean {
  const bare = (text: string) => text.replaceAll(/[\s,;'"]/g, '')
  return bare(before) === bare(after)
}

/** All edits of the chat are undone: an earlier text as a whole. */
export const chatUndo: RandomStep = (scene) => {
  if (scene.stable) return false
  scene.resolveUndecided()
  const { earlier } = scene.model
  if (earlier.length === 0) return false
  const text = textOf(scene.random.pick(earlier))
  const changes = [{ from: 0, to: scene.text.length, text }]
  const wanted = earlier.find((state) => textOf(state) === text)!
  scene.edit({ changes, source: named('Chat.undoEdits') }, 'takeBack', () => wanted)
}

/** The chat replaces a line and the user takes that back, with something else done in between. */
export const chatHunkUndone: RandomStep = (scene) => {
  scene.resolveUndecided()
  const lines = linesOf(scene.model.cells)
  const index = scene.random.below(lines.length)
  const old = withoutEnd(lines[index]!)
  if (!/\d/.test(textOf(old))) return false
  const from = lines.slice(0, index).flat().length
  const fresh = scene.texts.freshLine()
  const changes = [{ from, to: from + old.length, text: fresh }]
  const origin = chatOrigin(scene)
  scene.edit(
    { ...told(scene, chatSource, chatSignals), changes },
    scene.stable ? 'undecided' : 'rewrite',
    (before, after) => (scene.stable ? after : newOrKept(origin, changes)(before, after)),
  )
  if (scene.stable) {
    const before = scene.model.earlier[0]!
    silence(scene, false)()
    scene.adopt((after) => newOrKept(origin, changes)(before, after))
  }
  const last = scene.text.length
  if (from + fresh.length < last) type(scene, [{ from: last, to: last, text: 'z' }])
  scene.resolveUndecided()
  const back = [{ from, to: from + fresh.length, text: textOf(old) }]
  const law = (before: Cells, after: Cells) => {
    const whole = scene.model.earlier.find((state) => textOf(state) === textOf(after))
    if (whole) return whole
    // Where the same line stands twice, nobody can tell whose line end it was.
    const lineEnd = after.slice(from + old.length, from + lines[index]!.length)
    return [...before.slice(0, from), ...old, ...lineEnd, ...before.slice(from + fresh.length + lineEnd.length)]
  }
  const source = named('unknown', { name: 'pushEditOperation' })
  if (!scene.stable) {
    scene.edit({ changes: back, source, signals: chatSignals }, 'takeBack', law)
    return
  }
  scene.edit({ changes: back, signals: chatSignals }, 'undecided', (_, after) => after)
  const before = scene.model.earlier[0]!
  silence(scene, false)()
  scene.adopt((after) => law(before, after))
}

/** A text that was saved under another name is filled into a new document. */
export const saveAs: RandomStep = (scene) => {
  scene.resolveUndecided()
  const others: readonly Cell[] = [
    ...cells(scene.texts.freshLine(), chatOrigin(scene)),
    ...cells(scene.texts.line(), unknown),
  ]
  const text = textOf(others)
  const changes = [{ from: 0, to: scene.text.length, text }]
  const copyOf = AttributedText.fromRuns(text, runsOf(others))
  scene.edit(
    { changes, signals: { copyOf }, source: scene.stable ? undefined : named('unknown', { name: 'updateModel' }) },
    'copy',
    () => others,
  )
}

/** The user says who wrote a stretch. */
export const declare: RandomStep = (scene) => {
  scene.resolveUndecided()
  const [from, to] = stretch(scene, 30)
  const origin: Origin = { contributor: scene.random.pick(['ai', 'human']), evidence: 'declared', at: scene.at }
  const text = scene.text.slice(from, to)
  if (text === '') return false
  const { current } = scene.history
  assert.equal(scene.history.adopt(current.replace(from, to, text, origin)), true)
  scene.model.edit(splice(scene.model.cells, [{ from, to, text }], () => cells(text, origin)))
  scene.compare()
}

export const undo: RandomStep = (scene) => {
  for (let i = scene.random.below(4); i >= 0; i--) if (!scene.undo()) return false
}

export const redo: RandomStep = (scene) => {
  for (let i = scene.random.below(4); i >= 0; i--) if (!scene.redo()) return false
}
