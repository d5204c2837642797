import assert from 'node:assert/strict'
import { renamedFrom } from '../../../src/provenance/renamedFile'

const text = 'one()\ntwo()\nthree()\nfour()\n'
const gone = (path: string, of = text) => ({ path, text: of, atMs: 0 })

describe('renamedFrom', () => {
  it('finds the file that a new one was, also where it was edited since', () => {
    assert.equal(renamedFrom('b.ts', text, [gone('a.ts'), gone('c.ts', 'x()\ny()\nz()\n')]), 'a.ts')
    assert.equal(renamedFrom('b.ts', `${text}five()\n`, [gone('a.ts')]), 'a.ts')
    assert.equal(renamedFrom('b.ts', 'zero()\none()\ntwo()\nthree()\n', [gone('a.ts')]), 'a.ts')
    assert.equal(renamedFrom('b.ts', 'ai one\nai two\nmine\n', [gone('a.ts', 'ai one\nai two\n')]), 'a.ts')
  })

  it('takes half of either file, and three lines or all of the one that is gone', () => {
    assert.equal(renamedFrom('b.ts', 'one()\ntwo()\nthree()\na\nb\nc\nd\n', [gone('a.ts')]), undefined)
    assert.equal(renamedFrom('b.ts', 'one()\ntwo()\nx()\ny()\n', [gone('a.ts')]), undefined)
    assert.equal(renamedFrom('b.ts', 'one()\n', [gone('a.ts', 'one()\n')]), undefined)
    assert.equal(renamedFrom('b.ts', 'x()\ny()\nz()\n', [gone('a.ts')]), undefined)
  })

  it('does not go by what many files have', () => {
    const barrel =
      "export * from './one'\nexport * from './two'\nexport { three } from './three'\nimport './styles.css'\n"
    assert.equal(renamedFrom('lib/index.ts', barrel, [gone('app/index.ts', barrel)]), undefined)
    const licence =
      'MIT License\nPermission is hereby granted, free of charge\nto deal in the Software\nas you like it\n'
    assert.equal(renamedFrom('lib/LICENSE', licence, [gone('app/LICENSE', licence)]), undefined)
    assert.equal(renamedFrom('b.ts', '}\n\n{\n', [gone('a.ts', '}\n\n{\n')]), undefined)
  })

  it('goes by the names where several files are as like, and by nothing where these do not decide', () => {
    const twins = [gone('old/x/index.ts'), gone('old/y/index.ts')]
    assert.equal(renamedFrom('new/y/index.ts', text, twins), 'old/y/index.ts')
    assert.equal(renamedFrom('new/z.ts', text, twins), undefined)
    assert.equal(renamedFrom('new/z.ts', `${text}five()\n`, [...twins, gone('q.ts', `${text}five()\n`)]), 'q.ts')
  })
})
