import assert from 'node:assert/strict'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { TestRepository } from './testRepository'

describe('AI files that move before their first commit', function () {
  this.timeout(60_000)
  let repository: TestRepository

  const text = 'ai1()\nai2()\nai3()\nai4()\n'

  beforeEach(() => {
    repository = new TestRepository().installHooks()
    repository.write('base.ts', 'base()\n')
    repository.git('add', '.')
    repository.commit('Base')
  })

  afterEach(() => repository.dispose())

  const move = (from: string, to: string): void => {
    mkdirSync(join(repository.folder, to, '..'), { recursive: true })
    renameSync(join(repository.folder, from), join(repository.folder, to))
  }
  const commitAll = (): void => {
    repository.git('add', '--all')
    repository.commit('Work')
  }
  const lines = (): readonly string[] =>
    repository
      .trailers()
      .filter((line) => line.startsWith('AI-Lines'))
      .map((line) => line.replace(/ blob=.*/, ''))

  it('are known under their new name: before the commit, in it, and in another clone', () => {
    repository.writeAs('ai', 'a.ts', text)
    move('a.ts', 'src/b.ts')
    assert.equal(repository.contributors('src/b.ts'), 'ai ai ai ai')
    assert.match(repository.byline(['report']).stdout, /4 of 4 added lines/)
    commitAll()
    assert.deepEqual(lines(), ['AI-Lines: src/b.ts 1-4'])
    assert.equal(repository.contributors('src/b.ts', '--rev', 'HEAD'), 'ai ai ai ai')
    const clone = repository.clone()
    try {
      assert.equal(clone.contributors('src/b.ts'), 'ai ai ai ai')
    } finally {
      clone.dispose()
    }
    // Nothing waits any more.
    repository.append('base.ts', 'mine()\n')
    commitAll()
    assert.equal(repository.byline(['doctor']).stdout.includes('0 files with AI text not yet committed'), true)
  })

  it('also where git moves them in the index, and where a whole folder moves after other commits', () => {
    repository.writeAs('ai', 'a.ts', text)
    repository.git('add', 'a.ts')
    repository.git('mv', 'a.ts', 'b.ts')
    repository.commit('Moved in the index')
    assert.deepEqual(lines(), ['AI-Lines: b.ts 1-4'])

    for (const name of ['x', 'y']) repository.writeAs('ai', `folder/${name}.ts`, text.replaceAll('ai', name))
    for (const name of ['one.ts', 'two.ts']) {
      repository.write(name, 'mine()\n')
      repository.git('add', name)
      repository.commit('In between')
    }
    move('folder', 'moved/folder')
    commitAll()
    assert.deepEqual(lines(), ['AI-Lines: moved/folder/x.ts 1-4', 'AI-Lines: moved/folder/y.ts 1-4'])
  })

  it('also where somebody or the tool goes on with them there', () => {
    repository.writeAs('ai', 'a.ts', text)
    move('a.ts', 'b.ts')
    repository.append('b.ts', 'unseen()\n')
    assert.equal(repository.contributors('b.ts'), 'ai ai ai ai unknown')
    commitAll()
    assert.deepEqual(lines(), ['AI-Lines: b.ts 1-4'])
    assert.equal(repository.contributors('b.ts', '--rev', 'HEAD'), 'ai ai ai ai unknown')

    repository.writeAs('ai', 'c.ts', text.replaceAll('ai', 'other'))
    move('c.ts', 'd.ts')
    repository.writeAs('human', 'd.ts', `${repository.read('d.ts')}mine()\n`)
    commitAll()
    assert.deepEqual(lines(), ['AI-Lines: d.ts 1-4'])
    assert.equal(repository.contributors('d.ts', '--rev', 'HEAD'), 'ai ai ai ai human')
  })

  it('are not taken for what somebody else wrote: another file, a list of exports, a licence, an older file', () => {
    repository.write('older.ts', text.replaceAll('ai', 'older'))
    commitAll()
    repository.writeAs('ai', 'copy.ts', text.replaceAll('ai', 'older'))
    repository.writeAs('ai', 'a.ts', text)
    repository.writeAs('ai', 'a/index.ts', "export * from './button'\n")
    const licence = 'MIT License\n\nPermission is hereby granted\nto deal in it\nwithout restriction\n'
    repository.writeAs('ai', 'a/LICENSE', licence)
    for (const name of ['a.ts', 'copy.ts', 'a']) rmSync(join(repository.folder, name), { recursive: true })
    repository.write('b.ts', 'mine1()\nmine2()\nmine3()\nai1()\n')
    repository.write('b/index.ts', "export * from './button'\n")
    repository.write('b/LICENSE', licence)
    repository.append('older.ts', 'unseen()\n')
    commitAll()
    assert.deepEqual(repository.trailers(), [])
    for (const name of ['b.ts', 'b/index.ts', 'b/LICENSE', 'older.ts'])
      assert.doesNotMatch(repository.contributors(name), /ai|mixed|human/, name)
  })

  it('come back under another name after they were committed and deleted', () => {
    repository.writeAs('ai', 'a.ts', text)
    commitAll()
    repository.git('rm', '--quiet', 'a.ts')
    repository.commit('Gone')
    repository.write('back.ts', text)
    commitAll()
    assert.deepEqual(lines(), ['AI-Lines: back.ts 1-4'])
    assert.equal(repository.contributors('back.ts', '--rev', 'HEAD'), 'ai ai ai ai')
  })
})
