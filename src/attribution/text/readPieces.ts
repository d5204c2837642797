import type { Origin } from './origin'
import type { PieceTree } from './pieceTree'

/** Calls `visit` with every piece, cut to fit, in `from..to`, in order. */
export function visitPieces(
  tree: PieceTree,
  from: number,
  to: number,
  visit: (text: string, origin: Origin) => void,
): void {
  if (tree === undefined || from >= to) return
  const start = tree.left === undefined ? 0 : tree.left.length
  const end = start + tree.piece.text.length
  if (from < start) visitPieces(tree.left, from, Math.min(to, start), visit)
  if (from < end && to > start) {
    const whole = from <= start && to >= end
    const { text, origin } = tree.piece
    visit(whole ? text : text.slice(Math.max(0, from - start), to - start), origin)
  }
  if (to > end) visitPieces(tree.right, Math.max(0, from - end), to - end, visit)
}

/** The origin of the unit at `offset`, or undefined where there is none. */
export function originIn(tree: PieceTree, offset: number): Origin | undefined {
  let rest = tree
  let at = offset
  while (rest !== undefined) {
    const start = rest.left === undefined ? 0 : rest.left.length
    if (at < start) rest = rest.left
    else {
      at -= start
      if (at < rest.piece.text.length) return at < 0 ? undefined : rest.piece.origin
      at -= rest.piece.text.length
      rest = rest.right
    }
  }
  return undefined
}

/** Number of newlines before `offset`. */
export function newlinesBefore(tree: PieceTree, offset: number): number {
  let rest = tree
  let at = offset
  let newlines = 0
  while (rest !== undefined) {
    const start = rest.left === undefined ? 0 : rest.left.length
    if (at <= start) {
      rest = rest.left
      continue
    }
    at -= start
    if (rest.left !== undefined) newlines += rest.left.newlines
    const { text } = rest.piece
    if (at <= text.length) {
      for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) newlines++
      return newlines
    }
    newlines += rest.piece.newlines
    at -= text.length
    rest = rest.right
  }
  return newlines
}

/** The offset just after the `count`th newline (from 1); `count` is at most the number of newlines. */
export function offsetAfterNewline(tree: PieceTree, count: number): number {
  let rest = tree
  let before = 0
  let missing = count
  while (rest !== undefined) {
    const inLeft = rest.left === undefined ? 0 : rest.left.newlines
    if (missing <= inLeft) {
      rest = rest.left
      continue
    }
    missing -= inLeft
    before += rest.left === undefined ? 0 : rest.left.length
    const { text, newlines } = rest.piece
    if (missing <= newlines) {
      let i = text.indexOf('\n')
      while (--missing > 0) i = text.indexOf('\n', i + 1)
      return before + i + 1
    }
    missing -= newlines
    before += text.length
    rest = rest.right
  }
  return before
}
