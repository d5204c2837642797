import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { unknown } from '../../../src/attribution/text/origin'
import type { Change } from '../../../src/capture/editEvent'
import { renamedWord } from '../../../src/capture/content/renamedWord'

/** The changes between two texts of which `[old|new]` marks each stretch, and nothing else is marked. */
function edit(marked: string): { before: AttributedText; changes: readonly Change[] } {
  const changes: Change[] = []
  let before = ''
  let at = 0
  for (const match of marked.matchAll(/\[([^|\]]*)\|([^\]]*)\]/g)) {
    before += marked.slice(at, match.index)
    changes.unshift({ from: before.length, to: before.length + match[1]!.length, text: match[2]! })
    before += match[1]
    at = match.index + match[0].length
  }
  return { before: AttributedText.of(before + marked.slice(at), unknown), changes }
}

function renamed(marked: string): string | undefined {
  const { before, changes } = edit(marked)
  const word = renamedWord(changes, before)
  return word && `${word.from} -> ${word.to}`
}

describe('renamedWord', () => {
  const renames: Readonly<Record<string, string>> = {
    'let [thing|item] = 1': 'thing -> item',
    'let [thing|item] = [thing|item] + 1\nuse([thing|item])': 'thing -> item',
    'let [th|]i[ng|tem] = 1; use([th|]i[ng|tem])': 'thing -> item',
    'let thing[|s] = 1; use(thing[|s].length)': 'thing -> things',
    'let [my|]Thing = 1': 'myThing -> Thing',
    'größ[e|en] = 1; x(größ[e|en])': 'größe -> größen',
    'f({ [thing|thing: item] }, [thing|item])': 'thing -> item',
    'f({ thing[|: item] }); [thing|item]': 'thing -> item',
    'const { [thing|item: thing] } = x': 'thing -> item',
    'import { [thing|thing as item] } from "x"; [thing|item]()': 'thing -> item',
    '.[my-class|your-class] { }': 'my-class -> your-class',
    '[#a|#b]': '#a -> #b',
  }
  for (const [marked, expected] of Object.entries(renames)) {
    it(`is what ${JSON.stringify(marked)} does`, () => assert.equal(renamed(marked), expected))
  }

  for (const marked of [
    'let a = 1[|\nadded()]',
    'let [a|b] = 1; use([c|b])',
    'let [a|b] = 1; use([a|c])',
    'let [a|b] = 1; use(a)[|;]',
    'let [a|f(x)]',
    'let [a|b c]',
    'let [a|]',
    '[|a] = 1',
    'let [a b|c]',
    'use([|new]) [thing|item]',
    "x = '[|'",
  ]) {
    it(`is not what ${JSON.stringify(marked)} does`, () => assert.equal(renamed(marked), undefined))
  }
})
