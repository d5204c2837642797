import { sameOrigin, type Origin } from './origin'
import type { Run } from './run'

/**
 * Longest text of one piece, in UTF-16 units. Long enough that the tree of a large file stays small, short enough that
 * cutting a piece in two and hashing both halves costs about a microsecond.
 */
export const maxPieceLength = 512

/** A stretch of text of one origin, at most {@link maxPieceLength} long and never empty. */
export interface Piece {
  readonly text: string
  readonly origin: Origin
  readonly newlines: number
  readonly hashA: number
  readonly hashB: number
}

/** An immutable balanced tree of pieces; `undefined` is the empty one. Versions share all nodes an edit leaves alone. */
export type PieceTree = PieceNode | undefined

export interface PieceNode {
  readonly left: PieceTree
  readonly piece: Piece
  readonly right: PieceTree
  readonly height: number
  readonly length: number
  readonly newlines: number
  /** Two polynomial hashes of the whole text below this node, each modulo 2^32 … */
  readonly hashA: number
  readonly hashB: number
  /** … and their bases to the power of its length, so that two hashes are joined without looking at the text. */
  readonly powerA: number
  readonly powerB: number
}

const baseA = 0x01000193
const baseB = 0x2c1b3c6d
const powersA = powersOf(baseA)
const powersB = powersOf(baseB)

function powersOf(base: number): Int32Array {
  const powers = new Int32Array(maxPieceLength + 1).fill(1)
  for (let i = 1; i < powers.length; i++) powers[i] = Math.imul(powers[i - 1]!, base)
  return powers
}

/** At most {@link maxPieceLength} of text. */
export function pieceOf(text: string, origin: Origin): Piece {
  let hashA = 0
  let hashB = 0
  let newlines = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    // One more than the unit, so that NUL characters count too.
    hashA = (Math.imul(hashA, baseA) + unit + 1) | 0
    hashB = (Math.imul(hashB, baseB) + unit + 1) | 0
    if (unit === 10) newlines++
  }
  return { text, origin, newlines, hashA, hashB }
}

/** Two pieces as one, with the origin of the first; see {@link canJoin}. */
export function joinPieces(left: Piece, right: Piece): Piece {
  const text = left.text + right.text
  // Reading a unit makes V8 flatten the concatenation; otherwise typing would leave a chain of hundreds of halves.
  text.charCodeAt(0)
  return {
    text,
    origin: left.origin,
    newlines: left.newlines + right.newlines,
    hashA: (Math.imul(left.hashA, powersA[right.text.length]!) + right.hashA) | 0,
    hashB: (Math.imul(left.hashB, powersB[right.text.length]!) + right.hashB) | 0,
  }
}

/** Whether two neighbours have to be one piece: they have the same origin and are short enough. */
export function canJoin(left: Piece, right: Piece): boolean {
  return left.text.length + right.text.length <= maxPieceLength && sameOrigin(left.origin, right.origin)
}

/** A node over two trees whose heights differ by at most two. */
export function node(left: PieceTree, piece: Piece, right: PieceTree): PieceNode {
  const pieceLength = piece.text.length
  let { hashA, hashB, newlines } = piece
  let length = pieceLength
  let powerA = powersA[pieceLength]!
  let powerB = powersB[pieceLength]!
  let height = 0
  if (left !== undefined) {
    hashA = (Math.imul(left.hashA, powerA) + hashA) | 0
    hashB = (Math.imul(left.hashB, powerB) + hashB) | 0
    powerA = Math.imul(left.powerA, powerA)
    powerB = Math.imul(left.powerB, powerB)
    length += left.length
    newlines += left.newlines
    height = left.height
  }
  if (right !== undefined) {
    hashA = (Math.imul(hashA, right.powerA) + right.hashA) | 0
    hashB = (Math.imul(hashB, right.powerB) + right.hashB) | 0
    powerA = Math.imul(powerA, right.powerA)
    powerB = Math.imul(powerB, right.powerB)
    length += right.length
    newlines += right.newlines
    if (right.height > height) height = right.height
  }
  return { left, piece, right, height: height + 1, length, newlines, hashA, hashB, powerA, powerB }
}

function heightOf(tree: PieceTree): number {
  return tree === undefined ? 0 : tree.height
}

/** A node over two trees whose heights differ by at most three; siblings in the result differ by at most two. */
function balance(left: PieceTree, piece: Piece, right: PieceTree): PieceNode {
  if (left !== undefined && left.height > heightOf(right) + 2) {
    const inner = left.right
    if (inner === undefined || heightOf(left.left) >= inner.height) {
      return node(left.left, left.piece, node(inner, piece, right))
    }
    return node(node(left.left, left.piece, inner.left), inner.piece, node(inner.right, piece, right))
  }
  if (right !== undefined && right.height > heightOf(left) + 2) {
    const inner = right.left
    if (inner === undefined || heightOf(right.right) >= inner.height) {
      return node(node(left, piece, inner), right.piece, right.right)
    }
    return node(node(left, piece, inner.left), inner.piece, node(inner.right, right.piece, right.right))
  }
  return node(left, piece, right)
}

/** `left`, `piece`, `right` as one tree, whatever their heights: O(difference of the heights). */
export function join(left: PieceTree, piece: Piece, right: PieceTree): PieceNode {
  if (left !== undefined && left.height > heightOf(right) + 2) {
    return balance(left.left, left.piece, join(left.right, piece, right))
  }
  if (right !== undefined && right.height > heightOf(left) + 2) {
    return balance(join(left, piece, right.left), right.piece, right.right)
  }
  return node(left, piece, right)
}

export function lastPiece(tree: PieceNode): Piece {
  return tree.right === undefined ? tree.piece : lastPiece(tree.right)
}

function withoutLast(tree: PieceNode): PieceTree {
  return tree.right === undefined ? tree.left : balance(tree.left, tree.piece, withoutLast(tree.right))
}

export function firstPiece(tree: PieceNode): Piece {
  return tree.left === undefined ? tree.piece : firstPiece(tree.left)
}

function withoutFirst(tree: PieceNode): PieceTree {
  return tree.left === undefined ? tree.right : balance(withoutFirst(tree.left), tree.piece, tree.right)
}

/**
 * One tree after the other, O(log n). Pieces of one origin that meet at the seam become one where they are short
 * enough, also with what a cut left beside them: two neighbours of one origin are together longer than a piece may be
 * (but for the ends of the text), so typing and deleting leave few pieces.
 */
export function concat(left: PieceTree, right: PieceTree): PieceTree {
  if (left === undefined) return right
  if (right === undefined) return left
  let last = lastPiece(left)
  let before = withoutLast(left)
  for (let other = before && lastPiece(before); other && canJoin(other, last); other = before && lastPiece(before)) {
    last = joinPieces(other, last)
    before = withoutLast(before!)
  }
  let first = firstPiece(right)
  let after = withoutFirst(right)
  for (let other = after && firstPiece(after); other && canJoin(first, other); other = after && firstPiece(after)) {
    first = joinPieces(first, other)
    after = withoutFirst(after!)
  }
  if (canJoin(last, first)) return join(before, joinPieces(last, first), after)
  return join(join(before, last, undefined), first, after)
}

/** The tree before and after `offset` (0 to its length), O(log n). */
export function split(tree: PieceTree, offset: number): readonly [PieceTree, PieceTree] {
  if (tree === undefined) return [undefined, undefined]
  const { left, piece, right } = tree
  const inPiece = offset - (left === undefined ? 0 : left.length)
  if (inPiece <= 0) {
    const [before, after] = split(left, offset)
    return [before, join(after, piece, right)]
  }
  if (inPiece >= piece.text.length) {
    const [before, after] = split(right, inPiece - piece.text.length)
    return [join(left, piece, before), after]
  }
  return [
    join(left, pieceOf(piece.text.slice(0, inPiece), piece.origin), undefined),
    join(undefined, pieceOf(piece.text.slice(inPiece), piece.origin), right),
  ]
}

/** A balanced tree over `text`, O(n); the lengths of `runs` must sum to its length. */
export function build(text: string, runs: readonly Run[]): PieceTree {
  const pieces: Piece[] = []
  let from = 0
  for (let i = 0; i < runs.length;) {
    const { origin } = runs[i]!
    let to = from
    while (i < runs.length && sameOrigin(runs[i]!.origin, origin)) to += runs[i++]!.length
    for (; from < to; from += maxPieceLength) {
      pieces.push(pieceOf(detached(text.slice(from, Math.min(to, from + maxPieceLength))), origin))
    }
    from = to
  }
  return buildRange(pieces, 0, pieces.length)
}

function buildRange(pieces: readonly Piece[], from: number, to: number): PieceTree {
  if (from === to) return undefined
  const middle = (from + to) >> 1
  return node(buildRange(pieces, from, middle), pieces[middle]!, buildRange(pieces, middle + 1, to))
}

/**
 * Copies a text so that it shares no memory with what it was cut from: V8 keeps the whole parent of a slice alive, so one small
 * piece would hold a file of megabytes.
 */
export function detached(text: string): string {
  return ` ${text}`.slice(1)
}

/** Maps the origin of every piece; the text stays, and subtrees in which nothing changes are shared. */
export function mapPieces(tree: PieceTree, map: (origin: Origin) => Origin): PieceTree {
  if (tree === undefined) return undefined
  const left = mapPieces(tree.left, map)
  const origin = map(tree.piece.origin)
  const right = mapPieces(tree.right, map)
  if (left === tree.left && right === tree.right && origin === tree.piece.origin) return tree
  return { ...tree, left, right, piece: { ...tree.piece, origin } }
}
