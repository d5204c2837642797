import assert from 'node:assert/strict'
import { sameOrigin, unknown } from '../../../../src/attribution/text/origin'
import type { Change } from '../../../../src/capture/editEvent'
import { cells, textOf } from '../../attribution/model'
import { linesOf, show, stretches, visible, visibleKept, withoutEnd, type Law } from './laws'
import type { Cells } from './modelDocument'
import type { RandomScene } from './randomScene'
import type { RandomStep } from './randomStep'
import { named, silence, told } from './told'

const codeAction = named('codeAction', { $extensionId: 'vscode.typescript-language-features' })

/** A quick fix puts a line in: nobody wrote it. */
export const fixInsertsLine: RandomStep = (scene) => {
  if (scene.stable) return false
  scene.resolveUndecided()
  const [from] = scene.random.pick(placedLines(scene))
  const text = `${scene.texts.freshLine()}${scene.lineEnd}`
  const changes = [{ from, to: from, text }]
  const law = stretches(changes, () => cells(text, unknown))
  scene.edit({ changes, source: codeAction }, 'refactor', law)
}

/** A quick fix wraps a line in lines of its own. */
export const fixWrapsLine: RandomStep = (scene) => {
  if (scene.stable) return false
  scene.resolveUndecided()
  const lines = placedLines(scene).filter(([, line]) => isTelling(withoutEnd(line)))
  if (lines.length === 0) return false
  const [from, line] = scene.random.pick(lines)
  const old = withoutEnd(line)
  const head = `${scene.texts.freshWord()} {${scene.lineEnd}`
  const changes = [{ from, to: from + old.length, text: `${head}  ${textOf(old)}${scene.lineEnd}}` }]
  scene.edit({ changes, source: codeAction }, 'refactor', (before, after) => {
    const now = after.slice(from, from + changes[0]!.text.length)
    const [first, second, last] = linesOf(now)
    for (const own of [first!, last!]) assert.ok(visible(own).every(isUnknown), show(own))
    visibleKept(withoutEnd(line), second!)
    // The line end goes with the last of the lines.
    const rest = from + line.length
    const end = after.slice(from + now.length, from + now.length + line.length - old.length)
    return [...before.slice(0, from), ...now, ...end, ...before.slice(rest)]
  })
}

/** A quick fix changes a word within a line: the line is still from whoever wrote it. */
export const fixChangesWord: RandomStep = (scene) => {
  if (scene.stable) return false
  scene.resolveUndecided()
  // A word that is all of its line is the line.
  const words = [...scene.text.matchAll(/[a-z]{3,}\d*/g)].filter(
    ({ index, 0: word }) => lineAround(scene.text, index).trim() !== word,
  )
  if (words.length === 0) return false
  const word = scene.random.pick(words)
  const changes = [{ from: word.index, to: word.index + word[0].length, text: scene.texts.freshWord() }]
  scene.edit({ changes, source: codeAction }, 'refactor', fromReplaced(changes))
}

/** An extension's edit changes quotes in one line, as a formatter does, and puts in another line. */
export const formatPartly: RandomStep = (scene) => {
  scene.resolveUndecided()
  const quoted = [...scene.text.matchAll(/(['"])(\d+)\1/g)]
  if (quoted.length === 0) return false
  const string = scene.random.pick(quoted)
  const lines = placedLines(scene)
  const own = lines.findIndex(([from, line]) => string.index >= from && string.index < from + line.length)
  const [at] = lines[scene.random.below(lines.length)]!
  // Into the line itself it is one change of that line, and no longer the same tokens.
  if (at === lines[own]![0] || at === lines[own + 1]?.[0]) return false
  const quote = string[1] === '"' ? "'" : '"'
  const requoted = {
    from: string.index,
    to: string.index + string[0].length,
    text: `${quote}${string[2]}${quote}`,
  }
  const inserted = { from: at, to: at, text: `${scene.texts.freshLine()}${scene.lineEnd}` }
  const changes = [requoted, inserted].sort((a, b) => b.from - a.from)
  const law = stretches(changes, (old, now, change) => {
    if (change === inserted) return cells(inserted.text, unknown)
    assert.equal(show(now.slice(1, -1)), show(old.slice(1, -1)))
    assertFrom(now, old)
    return now
  })
  const edit = { ...told(scene, named('unknown')), changes }
  if (!scene.stable) return scene.edit(edit, 'partlyReformat', law)
  scene.edit(edit, 'undecided', (_, after) => after)
  const before = scene.model.earlier[0]!
  silence(scene, false)()
  scene.adopt((after) => law(before, after))
}

/** Each character that came is from somebody who wrote what it took the place of. */
function fromReplaced(changes: readonly Change[]): Law {
  return stretches(changes, (old, now) => {
    assertFrom(now, old)
    return now
  })
}

function assertFrom(now: Cells, old: Cells): void {
  assert.ok(
    now.every((cell) => old.some(({ origin }) => sameOrigin(origin, cell.origin))),
    `${show(now)} is not from those of ${show(old)}`,
  )
}

/** The lines of the document, each with where it begins. */
function placedLines(scene: RandomScene): readonly (readonly [from: number, line: Cells])[] {
  let at = 0
  return linesOf(scene.model.cells).map((line) => {
    const from = at
    at += line.length
    return [from, line] as const
  })
}

function lineAround(text: string, at: number): string {
  const end = text.indexOf('\n', at)
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, end < 0 ? text.length : end)
}

/** Whether a line is like no other, and has no sign that wrapping puts in. */
function isTelling(line: Cells): boolean {
  return /\d/.test(textOf(line)) && !/[{}]/.test(textOf(line))
}

function isUnknown({ origin }: { readonly origin: { readonly contributor: string } }): boolean {
  return origin.contributor === 'unknown'
}
