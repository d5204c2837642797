import assert from 'node:assert/strict'
import { sameOrigin, unknown } from '../../../../src/attribution/text/origin'
import type { Change } from '../../../../src/capture/editEvent'
import { cells, textOf } from '../../attribution/model'
import { linesOf, show, visible, visibleKept, withoutEnd } from './laws'
import { splice, type Cells } from './modelDocument'
import type { RandomScene } from './randomScene'
import type { RandomStep } from './randomStep'
import { editorCommand, named, place, stretch, told } from './told'

/** Drags a stretch elsewhere. */
export const drag: RandomStep = (scene) => {
  scene.resolveUndecided()
  const [from, to] = stretch(scene, 20)
  const text = scene.text.slice(from, to)
  const at = place(scene)
  if (text.trim() === '' || (at >= from && at <= to)) return false
  const changes = [
    { from, to, text: '' },
    { from: at, to: at, text },
  ].sort((a, b) => b.from - a.from)
  const before = scene.model.cells
  const wanted = splice(before, changes, (change) => (change.text === '' ? [] : before.slice(from, to)))
  const edit = { ...told(scene, editorCommand('editor.contrib.dragAndDrop')), changes }
  // Moved lines are the same lines in another order too; then only their ends may differ.
  const { kind } = scene.decide(edit)
  if (kind === 'reorder') return false
  scene.edit(edit, 'carry', (_, after) => (visibleKept(wanted, after), after))
}

export const copy: RandomStep = (scene) => {
  const [from, to] = stretch(scene, 40)
  if (scene.text.slice(from, to).trim() === '') return false
  scene.resolveUndecided()
  scene.copied.add([scene.history.current.slice(from, to)])
  scene.clipboard = scene.model.cells.slice(from, to)
}

/** What is pasted has the line ends of the document. */
function fits(scene: RandomScene, pasted: Cells): boolean {
  const text = textOf(pasted)
  return text.replaceAll(/\r?\n/g, scene.lineEnd) === text
}

export const paste: RandomStep = (scene) => {
  scene.resolveUndecided()
  const outside = scene.random.below(3) === 0
  const wanted = outside ? cells(scene.texts.freshLine(), unknown) : scene.clipboard
  if (!wanted || !fits(scene, wanted)) return false
  const text = textOf(wanted)
  const [from, to] = stretch(scene, scene.random.below(2) * 6)
  // The same text over itself: it is as if nothing happened.
  if (text.trim() === scene.text.slice(from, to).trim()) return false
  return pasteAs(scene, [{ from, to, text }], () => wanted)
}

/** Pasted with other white space, as an editor does when it re-indents. */
export const pasteIndented: RandomStep = (scene) => {
  scene.resolveUndecided()
  if (!scene.clipboard || !fits(scene, scene.clipboard)) return false
  const text = textOf(scene.clipboard).replaceAll(/^|(?<=\n)/g, '    ')
  const at = place(scene)
  const wanted = visible(scene.clipboard)
  return pasteAs(scene, [{ from: at, to: at, text }], (after) => {
    const now = after.slice(at, at + text.length)
    assert.equal(show(visible(now)), show(wanted))
    return now
  })
}

/** Puts text in as a paste; where the editor does not name it, the caret that follows says that it was one. */
function pasteAs(scene: RandomScene, changes: readonly Change[], wanted: (after: Cells) => Cells): false | undefined {
  const [{ from, text }] = changes as [Change]
  const isCopied = scene.copied.isLast([text])
  // One character looks typed but for its key, and of text from outside only the key says that all of it is pasted.
  const pasteKey = text.length <= 2 || !isCopied
  const signals = { atSelections: true, ...(isCopied && { isCopied }), ...(pasteKey && { pasteKey }) } as const
  const edit = { ...told(scene, named('cursor', { kind: 'paste' }), signals), changes }
  const { kind } = scene.decide(edit)
  if (kind === 'reorder') return false
  const law = (before: Cells, after: Cells) => splice(before, changes, () => wanted(after))
  if (!scene.stable) {
    scene.edit(edit, 'carry', law)
    return undefined
  }
  // Beside what it repeats, the content tells at once.
  scene.edit(edit, kind, kind === 'carry' && pasteKey ? law : (_, after) => after)
  if (kind !== 'undecided') return undefined
  const before = scene.model.earlier[0]!
  scene.history.resolveUndecided({ kind: 'keyboard', carets: [from + text.length] })
  scene.history.resolveUndecided({ kind: 'silence', mirrored: true, clean: false })
  scene.adopt((after) => law(before, after))
  return undefined
}

export const duplicateLine: RandomStep = (scene) => {
  scene.resolveUndecided()
  const lines = linesOf(scene.model.cells)
  const index = scene.random.below(lines.length)
  const line = lines[index]
  if (line?.at(-1)?.unit !== '\n' || textOf(line).trim() === '') return false
  // Between two equal lines, nobody can tell which one was copied.
  if (textOf(withoutEnd(lines[index + 1] ?? [])) === textOf(withoutEnd(line))) return false
  const at = lines.slice(0, index + 1).flat().length
  const changes = [{ from: at, to: at, text: textOf(line) }]
  const edit = { ...told(scene, editorCommand('editor.action.copyLinesDownAction')), changes }
  scene.edit(edit, scene.stable ? 'undecided' : 'carry', (before, after) => {
    const copy = after.slice(at, at + line.length)
    assert.equal(show(withoutEnd(copy)), show(withoutEnd(line)))
    // The line end is made for the copy: from anybody who wrote the line.
    assert.ok(copy.every((cell) => line.some(({ origin }) => sameOrigin(origin, cell.origin))))
    return splice(before, changes, () => copy)
  })
}
