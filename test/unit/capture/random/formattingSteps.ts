import assert from 'node:assert/strict'
import { sameOrigin } from '../../../../src/attribution/text/origin'
import type { Change, EditSource } from '../../../../src/capture/editEvent'
import { textOf } from '../../attribution/model'
import { fromTheseLines, linesOf, show, visibleKept, withoutEnd } from './laws'
import { splice, type Cells } from './modelDocument'
import type { RandomScene } from './randomScene'
import type { RandomStep } from './randomStep'
import { editorCommand, named, silence, told } from './told'

/** A formatter moves lines in and out. */
export const indent: RandomStep = (scene) => {
  scene.resolveUndecided()
  const { random } = scene
  const lines = linesOf(scene.model.cells)
  const some = lines.map((line) => (textOf(withoutEnd(line)).trim() !== '' && random.below(2) === 0 ? line : undefined))
  let at = 0
  const changes = lines
    .flatMap((line, i): Change[] => {
      const from = at
      at += line.length
      if (!some[i]) return []
      const space = /^[ \t]*/.exec(textOf(line))![0].length
      return [{ from, to: from + space, text: random.pick(['', '  ', '\t', '\t\t']) }]
    })
    .filter(({ from, to, text }) => scene.text.slice(from, to) !== text)
    .reverse()
  if (changes.length === 0) return false
  reformatted(scene, changes, named('unknown', { name: 'formatEditsCommand' }))
}

/** A formatter writes the whole text again with other white space. */
export const formatAll: RandomStep = (scene) => {
  scene.resolveUndecided()
  const text = scene.text
    .replaceAll(/^[ \t]+/gm, () => scene.random.pick(['  ', '\t']))
    .replaceAll(/[ \t]+(?=\r?\n|$)/g, '')
  if (text === scene.text || scene.text.trim() === '') return false
  reformatted(scene, [{ from: 0, to: scene.text.length, text }], named('unknown', { name: 'formatEditsCommand' }))
}

function reformatted(scene: RandomScene, changes: readonly Change[], source: EditSource): void {
  const law = (before: Cells, after: Cells) => {
    const result = fromTheseLines(changes)(before, after)
    visibleKept(before, result)
    return result
  }
  if (!scene.stable || changes.every(({ text }) => text === '')) {
    // White space that only goes is a deletion where no source is named.
    scene.edit({ ...told(scene, source), changes }, scene.stable ? 'insert' : 'reformat', law)
    return
  }
  scene.edit({ changes }, 'undecided', (_, after) => after)
  const before = scene.model.earlier[0]!
  silence(scene, false)()
  const isBlank = changes.every(({ text }) => text.trim() === '')
  if (!isBlank) scene.adopt((after) => law(before, after))
  else scene.adopt((after) => (visibleKept(before, after), after))
}

export const rename: RandomStep = (scene) => {
  if (scene.stable) return false
  scene.resolveUndecided()
  const words = [...scene.text.matchAll(/[a-z]{3,}\d*/g)]
  if (words.length === 0) return false
  const [word] = scene.random.pick(words)
  const name = scene.texts.freshWord()
  const changes = words
    .filter((match) => match[0] === word)
    .map((match) => ({ from: match.index, to: match.index + word.length, text: name }))
    .reverse()
  scene.edit({ changes, source: named('rename') }, 'reformat', (before, after) =>
    // As good as any: each character of the new name is from somebody who wrote the old one.
    splice(before, changes, (change) => {
      const shift = changes.filter(({ from }) => from < change.from).length * (name.length - word.length)
      const now = after.slice(change.from + shift, change.from + shift + name.length)
      const old = before.slice(change.from, change.to)
      assert.ok(
        now.every((cell) => old.some(({ origin }) => sameOrigin(origin, cell.origin))),
        show(now),
      )
      return now
    }),
  )
}

export const switchLineEnds: RandomStep = (scene) => {
  if (!scene.text.includes('\n')) return false
  scene.resolveUndecided()
  const lineEnd = scene.lineEnd === '\n' ? '\r\n' : '\n'
  const text = scene.text.replaceAll(/\r?\n/g, lineEnd)
  const changes = [{ from: 0, to: scene.text.length, text }]
  scene.edit({ ...told(scene, named('eolChange')), changes }, 'reformat', (before, after) => {
    const lines = (all: Cells) => all.filter(({ unit }) => unit !== '\r')
    assert.equal(show(lines(after)), show(lines(before)))
    return after
  })
}

/** Moves, sorts or turns round lines: the same lines in another order. */
export const reorder: RandomStep = (scene) => {
  scene.resolveUndecided()
  const lines = linesOf(scene.model.cells)
  const from = scene.random.below(lines.length)
  const to = Math.min(lines.length, from + 2 + scene.random.below(3))
  const ends = lines.map((line) => line.slice(withoutEnd(line).length))
  const before = lines.slice(from, to).map(withoutEnd)
  const texts = before.map(textOf).reverse()
  const start = lines.slice(0, from).flat().length
  const end = start + lines.slice(from, to).flat().length
  const text = texts.map((line, i) => line + textOf(ends[from + i]!)).join('')
  if (text === scene.text.slice(start, end) || texts.every((line) => line.trim() === '')) return false
  const changes = [{ from: start, to: end, text }]
  const wanted = texts.flatMap((line, i): Cells => {
    const found = before.findIndex((candidate) => textOf(candidate) === line)
    const [cells] = before.splice(found, 1)
    return [...cells!, ...ends[from + i]!]
  })
  const source = editorCommand('editor.action.sortLinesAscending')
  scene.edit({ ...told(scene, source), changes }, 'reorder', (before) => splice(before, changes, () => wanted))
}
