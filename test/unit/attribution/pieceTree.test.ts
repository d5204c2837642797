import assert from 'node:assert/strict'
import { human, sameOrigin, unknown } from '../../../src/attribution/text/origin'
import {
  build,
  concat,
  maxPieceLength,
  split,
  type Piece,
  type PieceTree,
} from '../../../src/attribution/text/pieceTree'
import { origins } from './notation'
import { forSeeds } from './random'

function piecesOf(tree: PieceTree): readonly Piece[] {
  return tree === undefined ? [] : [...piecesOf(tree.left), tree.piece, ...piecesOf(tree.right)]
}

function assertBalanced(tree: PieceTree): number {
  if (tree === undefined) return 0
  const heights = [assertBalanced(tree.left), assertBalanced(tree.right)] as const
  assert.ok(Math.abs(heights[0] - heights[1]) <= 2, `siblings of heights ${heights.join(' and ')}`)
  assert.equal(tree.height, Math.max(...heights) + 1)
  return tree.height
}

function insert(tree: PieceTree, at: number, text: string, origin = human): PieceTree {
  const [before, after] = split(tree, at)
  return concat(concat(before, build(text, [{ length: text.length, origin }])), after)
}

describe('the tree of pieces', () => {
  it('stays balanced, with short pieces, two neighbours of one origin never fitting into one', () => {
    forSeeds(30, (random) => {
      let tree: PieceTree
      for (let step = 0; step < 200; step++) {
        const length = tree?.length ?? 0
        const [before, after] = split(tree, random.below(length + 1))
        const [, rest] = split(after, random.below(10) === 0 ? random.below((after?.length ?? 0) + 1) : 0)
        const text = 'x'.repeat(1 + random.below(random.below(5) === 0 ? 2000 : 30))
        const origin = random.pick([human, unknown, origins.ai])
        tree = concat(concat(before, build(text, [{ length: text.length, origin }])), rest)
      }
      assertBalanced(tree)
      const pieces = piecesOf(tree)
      assert.ok(pieces.every(({ text }) => text.length > 0 && text.length <= maxPieceLength))
      const fitting = pieces.filter((piece, i) => {
        const next = pieces[i + 1]
        // A cut leaves what it leaves at the ends of the text; the next edit there joins it.
        return (
          next &&
          i > 0 &&
          i < pieces.length - 2 &&
          sameOrigin(piece.origin, next.origin) &&
          piece.text.length + next.text.length <= maxPieceLength
        )
      })
      assert.deepEqual(fitting, [])
    })
  })

  it('grows by one piece for hundreds of typed characters', () => {
    let forwards: PieceTree
    let backwards: PieceTree
    for (let i = 0; i < 10_000; i++) {
      forwards = insert(forwards, i, 'x')
      backwards = insert(backwards, 0, 'x')
    }
    const fewest = Math.ceil(10_000 / maxPieceLength)
    assert.deepEqual([piecesOf(forwards).length, piecesOf(backwards).length], [fewest, fewest])
  })

  it('joins what a deletion brings together', () => {
    const tree = insert(build('onethree', [{ length: 8, origin: origins.ai }]), 3, 'two')
    const [before, rest] = split(tree, 3)
    const [, after] = split(rest, 3)
    assert.deepEqual(
      piecesOf(concat(before, after)).map(({ text, origin }) => [text, origin]),
      [['onethree', origins.ai]],
    )
  })

  it('shares with the version before all but a few nodes', () => {
    const text = 'x'.repeat(1_000_000)
    const before = build(text, [{ length: text.length, origin: human }])
    const nodes = new Set<PieceTree>()
    const collect = (tree: PieceTree): void => {
      if (tree === undefined || nodes.has(tree)) return
      nodes.add(tree)
      collect(tree.left)
      collect(tree.right)
    }
    collect(before)
    const size = nodes.size
    collect(insert(before, 500_000, 'y', origins.ai))
    assert.ok(nodes.size - size < 40, `${nodes.size - size} of ${size} nodes are new`)
  })
})
