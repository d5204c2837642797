import assert from 'node:assert/strict'
import { insertPiece } from '../../../src/attribution/text/insertPiece'
import { human, sameOrigin, unknown } from '../../../src/attribution/text/origin'
import {
  build,
  concat,
  maxPieceLength,
  pieceOf,
  split,
  type Piece,
  type PieceTree,
} from '../../../src/attribution/text/pieceTree'
import { origins } from './notation'
import { forSeeds } from './random'

function piecesOf(tree: PieceTree): readonly Piece[] {
  return tree === undefined ? [] : [...piecesOf(tree.left), tree.piece, ...piecesOf(tree.right)]
}

function assertBalanced(tree: PieceTree): void {
  if (tree === undefined) return
  const heights = [tree.left?.height ?? 0, tree.right?.height ?? 0] as const
  assert.ok(Math.abs(heights[0] - heights[1]) <= 2, `siblings of heights ${heights.join(' and ')}`)
  assert.equal(tree.height, Math.max(...heights) + 1)
  assertBalanced(tree.left)
  assertBalanced(tree.right)
}

/** How many neighbours should be one piece: only a cut at an end of the text leaves some. */
function fitting(tree: PieceTree): number {
  const pieces = piecesOf(tree)
  return pieces.filter((piece, i) => {
    const next = pieces[i + 1]
    return next && sameOrigin(piece.origin, next.origin) && piece.text.length + next.text.length <= maxPieceLength
  }).length
}

/** Everything that tells of the text and its origins, whatever the tree looks like. */
function seen(tree: PieceTree): unknown {
  const runs: { text: string; origin: unknown }[] = []
  for (const { text, origin } of piecesOf(tree)) {
    const last = runs.at(-1)
    if (last && sameOrigin(last.origin as Piece['origin'], origin)) last.text += text
    else runs.push({ text, origin })
  }
  const { length, newlines, hashA, hashB, powerA, powerB } = tree!
  return { runs, length, newlines, hashA, hashB, powerA, powerB }
}

describe('a piece put into the tree', () => {
  it('makes what cutting and joining makes: the same text, origins and sums, balanced, leaving none that fit into one', () => {
    let taken = 0
    forSeeds(12, (random) => {
      let tree: PieceTree = build('start\n', [{ length: 6, origin: human }])
      for (let step = 0; step < 150; step++) {
        const at = random.below(tree!.length + 1)
        const text = random.pick(['a', '\n', 'ab\n', 'y'.repeat(1 + random.below(maxPieceLength))])
        const origin = random.pick([human, unknown, origins.ai])
        const [before, after] = split(tree, at)
        const expected = concat(concat(before, build(text, [{ length: text.length, origin }])), after)
        const fast = insertPiece(tree!, at, pieceOf(text, origin))
        if (fast) {
          taken++
          assert.deepEqual(seen(fast), seen(expected))
          assertBalanced(fast)
          assert.ok(piecesOf(fast).every(({ text: { length } }) => length > 0 && length <= maxPieceLength))
          assert.ok(fitting(fast) <= fitting(tree))
        }
        tree = fast ?? expected
      }
    })
    assert.ok(taken > 1_000, `only ${taken} were put in this way`)
  })

  it('shares with the version before all but the nodes on the way', () => {
    const runs = Array.from({ length: 10_000 }, (_, i) => ({ length: 200, origin: i % 2 ? human : origins.ai }))
    const before = build('x'.repeat(2_000_000), runs)!
    const nodes = new Set<PieceTree>()
    const collect = (tree: PieceTree): void => {
      if (tree === undefined || nodes.has(tree)) return
      nodes.add(tree)
      collect(tree.left)
      collect(tree.right)
    }
    collect(before)
    const shared = nodes.size
    collect(insertPiece(before, 1_000_100, pieceOf('typed', unknown)))
    assert.ok(nodes.size - shared < 25, `${nodes.size - shared} new nodes`)
  })
})
