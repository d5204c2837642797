import assert from 'node:assert/strict'
import { provenanceOfChange } from '../../../src/provenance/change/changeProvenance'
import { Resolver } from '../../../src/provenance/resolve'
import type { Snapshot } from '../../../src/provenance/sources'
import { formatTrailers } from '../../../src/formats/trailers/formatTrailers'
import { defaultTrailerSettings } from '../../../src/formats/trailers/trailerSettings'
import { attributed, MemoryObservations } from './memoryObservations'
import { blobOf, MemoryRepository } from './memoryRepository'

const commit = (rev: string): Snapshot => ({ kind: 'commit', rev })
const index: Snapshot = { kind: 'index' }

function setUp(staged: Record<string, string>, observations = new MemoryObservations()) {
  const repository = new MemoryRepository(
    {
      base: { files: { 'a.ts': 'one()\ntwo()\n', 'gone.ts': 'x\n', 'same.ts': 'same\n' } },
      left: { files: { 'a.ts': 'left()\none()\ntwo()\n', 'same.ts': 'same\n' }, parents: ['base'] },
      right: { files: { 'a.ts': 'one()\ntwo()\nright()\n', 'same.ts': 'other\n' }, parents: ['base'] },
    },
    'base',
  )
  repository.index = staged
  return { repository, resolver: new Resolver({ observations, repository }) }
}

describe('provenanceOfChange', () => {
  it('says for each file which lines are new and who wrote every line', async () => {
    const after = attributed('h:one()', 'a:new()', 'h:two()')
    const { repository, resolver } = setUp(
      { 'a.ts': after.text(), 'same.ts': 'same\n', 'new.ts': 'n' },
      new MemoryObservations().add('a.ts', after),
    )
    const files = await provenanceOfChange(resolver, repository, commit('base'), index)
    assert.deepEqual(files, [
      {
        path: 'a.ts',
        blob: blobOf(after.text()),
        lines: after.lineOrigins(0, 3),
        added: [{ from: 1, to: 2 }],
      },
      { path: 'new.ts', blob: blobOf('n'), lines: [{ contributor: 'unknown' }], added: [{ from: 0, to: 1 }] },
    ])
  })

  it('counts everything as added in a first commit', async () => {
    const { repository, resolver } = setUp({ 'a.ts': 'one()\n\n' })
    const [file] = await provenanceOfChange(resolver, repository, undefined, index)
    assert.deepEqual(file!.added, [{ from: 0, to: 2 }])
    assert.equal(file!.lines.length, 2)
  })

  it('counts a line of a merge only where no parent has it', async () => {
    const { repository, resolver } = setUp({
      'a.ts': 'left()\none()\nresolved()\ntwo()\nright()\n',
      'same.ts': 'other\n',
    })
    const files = await provenanceOfChange(resolver, repository, [commit('left'), commit('right')], index)
    assert.deepEqual(
      files.map(({ path, added }) => [path, added]),
      [['a.ts', [{ from: 2, to: 3 }]]],
    )
  })

  it('compares a renamed file with what it was', async () => {
    const { repository, resolver } = setUp({ 'b.ts': 'one()\ntwo()\nthree()\n', 'same.ts': 'same\n', 'gone.ts': 'x\n' })
    repository.renames = { 'b.ts': 'a.ts' }
    const [file, ...others] = await provenanceOfChange(resolver, repository, commit('base'), index)
    assert.deepEqual([file!.path, file!.oldPath, file!.added, others], ['b.ts', 'a.ts', [{ from: 2, to: 3 }], []])
  })

  it('says what it did not look at', async () => {
    const { repository, resolver } = setUp({ 'picture.png': '\0' })
    repository.skipped = { 'picture.png': 'binary' }
    assert.deepEqual(await provenanceOfChange(resolver, repository, commit('base'), index), [
      { path: 'picture.png', blob: blobOf('\0'), lines: [], added: [], skipped: 'binary' },
    ])
  })

  it('does not count a text as added whose earlier state it could not look at', async () => {
    const { repository, resolver } = setUp({ 'b.ts': 'one()\nthree()\n', 'same.ts': 'same\n' })
    repository.renames = { 'b.ts': 'a.ts' }
    repository.skipped = { 'a.ts': 'filtered' }
    const expected = {
      path: 'b.ts',
      oldPath: 'a.ts',
      blob: blobOf('one()\nthree()\n'),
      lines: [],
      added: [],
      skipped: 'filtered',
    }
    assert.deepEqual(await provenanceOfChange(resolver, repository, commit('base'), index), [expected])
    // Another parent that has all of it answers the question.
    repository.commits['other'] = { files: { 'b.ts': 'one()\ntwo()\nthree()\n', 'same.ts': 'same\n' } }
    const [merged] = await provenanceOfChange(resolver, repository, [commit('base'), commit('other')], index)
    assert.deepEqual([merged!.skipped, merged!.added, merged!.lines.length], [undefined, [], 2])
  })

  it('counts all of a text as added that takes the place of what was none', async () => {
    for (const reason of ['binary', 'tooLarge', 'symlink', 'submodule'] as const) {
      const { repository, resolver } = setUp({ 'a.ts': 'one()\nthree()\n', 'same.ts': 'same\n' })
      repository.renames = { 'b.ts': 'a.ts' }
      repository.index = { 'b.ts': 'one()\nthree()\n', 'same.ts': 'same\n' }
      repository.skipped = { 'a.ts': reason }
      const [file] = await provenanceOfChange(resolver, repository, commit('base'), index)
      assert.deepEqual([file!.skipped, file!.added], [undefined, [{ from: 0, to: 2 }]], reason)
    }
  })

  it('leaves out what it is told to, reports progress and can be stopped', async () => {
    const { repository, resolver } = setUp({ 'a.ts': 'x\n', 'b.ts': 'y\n', 'c.ts': 'z\n' })
    const progress: string[] = []
    const files = await provenanceOfChange(resolver, repository, undefined, index, {
      exclude: (path) => path === 'b.ts',
      onProgress: (done, total, path) => progress.push(`${done}/${total} ${path}`),
    })
    assert.deepEqual(
      [
        files.map(({ path }) => path),
        progress.map((told) => told.slice(0, 3)),
        progress.map((told) => told.slice(4)).toSorted(),
      ],
      [
        ['a.ts', 'c.ts'],
        ['1/2', '2/2'],
        ['a.ts', 'c.ts'],
      ],
    )
    const signal = AbortSignal.abort(new Error('out of time'))
    await assert.rejects(provenanceOfChange(resolver, repository, undefined, index, { signal }), /out of time/)
  })

  it('makes the trailers of what is staged', async () => {
    const after = attributed('h:one()', 'a:new()', 'h:two()')
    const { repository, resolver } = setUp({ 'a.ts': after.text() }, new MemoryObservations().add('a.ts', after))
    const files = await provenanceOfChange(resolver, repository, { kind: 'commit', rev: 'base' }, index)
    assert.deepEqual(formatTrailers(files, defaultTrailerSettings), [
      'Assisted-by: Claude Code:opus',
      'AI-Provenance: ai=1 mixed=0 human=0 unknown=0 evidence=reported',
      `AI-Lines: a.ts 2 ${blobOf(after.text()).replace(/^(.{4})(.{4}).*/s, 'blob=$1_$2')}`,
    ])
  })
})
