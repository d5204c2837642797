import { unknown } from '../../../../src/attribution/text/origin'
import type { Change } from '../../../../src/capture/editEvent'
import type { RandomScene } from './randomScene'
import type { RandomStep } from './randomStep'
import { named, place, silence, stretch, told } from './told'

export function type(scene: RandomScene, changes: readonly Change[], together = false): void {
  const ascending = [...changes].reverse()
  const carets = ascending.map(({ from, text }, i) => {
    const shift = ascending.slice(0, i).reduce((sum, other) => sum + other.text.length - (other.to - other.from), 0)
    return from + shift + text.length
  })
  const edit = { ...told(scene, named('cursor', { kind: 'type' })), changes, together }
  const { history } = scene
  // Without a named source nothing proves who pressed Enter, and now and then the caret is not seen moving.
  const isMissed = scene.random.below(8) === 0 && changes.every(({ from, to }) => from === to)
  const unseen = isMissed || changes.some(({ text }) => /[\r\n]/.test(text))
  const signal = unseen ? silence(scene, true) : () => void history.resolveUndecided({ kind: 'keyboard', carets })
  scene.insert(edit, 'insert', scene.stable && unseen ? unknown : scene.human, scene.stable ? signal : undefined)
  // The editor tells of the caret before anything else happens.
  if (scene.stable && !unseen) scene.settleLast()
}

export const typeLetters: RandomStep = (scene) => {
  let at = place(scene)
  const word = scene.random.pick(['x', 'let', '😀', 'né', '\t'])
  Array.from(word).forEach((letter, i) => {
    type(scene, [{ from: at, to: at, text: letter }], i > 0)
    at += letter.length
  })
}

export const typeEnter: RandomStep = (scene) => {
  scene.resolveUndecided()
  const at = place(scene)
  type(scene, [{ from: at, to: at, text: scene.lineEnd }])
  scene.resolveUndecided()
}

export const typeOverSelection: RandomStep = (scene) => {
  const [from, to] = stretch(scene)
  type(scene, [{ from, to, text: 'q' }])
}

export const typeAtTwoCursors: RandomStep = (scene) => {
  const [from, to] = [place(scene), place(scene)].sort((a, b) => a - b) as [number, number]
  if (from === to) return false
  type(scene, [
    { from: to, to, text: 'm' },
    { from, to: from, text: 'm' },
  ])
}

export const remove: RandomStep = (scene) => {
  const [from, to] = stretch(scene, scene.random.below(6) === 0 ? 200 : 8)
  if (from === to) return false
  const edit = { ...told(scene, named('cursor', { kind: 'type' })), changes: [{ from, to, text: '' }] }
  const signal = scene.stable
    ? scene.random.pick([
        silence(scene, true),
        () => void scene.history.resolveUndecided({ kind: 'keyboard', carets: [from] }),
      ])
    : undefined
  scene.insert(edit, 'insert', scene.human, signal)
  if (scene.stable) scene.settleLast()
}

export const pickFromList: RandomStep = (scene) => {
  if (scene.stable) return false
  const [from, to] = stretch(scene, 3)
  const changes = [{ from, to, text: scene.texts.freshWord() }]
  scene.insert({ changes, source: named('suggest') }, 'insert', scene.human)
}
