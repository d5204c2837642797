import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { GitProgram } from '../../../src/git/gitProgram'
import { heldTexts } from '../../../src/git/reader/heldTexts'
import { Ledger } from '../../../src/ledger/ledger'
import { textIdOf } from '../../../src/ledger/folder/textId'
import { environment, TestRepository } from '../cli/testRepository'

const dayMs = 24 * 60 * 60 * 1000

describe('what commits hold', function () {
  this.timeout(60_000)
  let repository: TestRepository
  let git: GitProgram

  beforeEach(() => {
    repository = new TestRepository()
    git = new GitProgram(repository.folder, { environment: environment() })
  })

  afterEach(() => repository.dispose())

  async function held(program: GitProgram, ...texts: string[]): Promise<boolean[]> {
    const found = await heldTexts(
      program,
      texts.map((text) => ({ path: 'a', textId: textIdOf(text), text })),
    )
    return texts.map((text) => found.has(textIdOf(text)))
  }

  it('is found in whichever form it was committed', async () => {
    const forms: readonly (readonly [string, string | Buffer])[] = [
      ['plain\n', 'plain\n'],
      ['no end', 'no end'],
      ['crlf\nlines\n', 'crlf\r\nlines\r\n'],
      ['marked\n', '\uFEFFmarked\n'],
      ['both\n', '\uFEFFboth\r\n'],
      ['ünïcode ✓\n', 'ünïcode ✓\n'],
      ['latin ü\n', Buffer.from('latin ü\n', 'latin1')],
    ]
    for (const [at, [, bytes]] of forms.entries()) repository.write(`${at}.txt`, bytes)
    repository.git('-c', 'core.autocrlf=false', 'add', '.')
    repository.commit('All')
    assert.deepEqual(await held(git, ...forms.map(([text]) => text), 'never\n', ''), [
      ...forms.map(() => true),
      false,
      false,
    ])
    assert.deepEqual(await held(git), [])
  })

  it('is found where a file has both kinds of line ends', async () => {
    const commit = (text: string): void => {
      repository.write('a', text)
      repository.git('-c', 'core.autocrlf=false', 'add', '.')
      repository.commit('Mixed')
    }
    commit('one\r\ntwo\nthree\r\n')
    commit('one\ntwo\r\nthree\r\nleft behind\r\n')
    repository.git('reset', '--quiet', '--hard', 'HEAD~1')
    commit('one\r\ntwo\n\n')
    const texts = ['one\ntwo\nthree\n', 'one\ntwo\nthree\nleft behind\n', 'one\ntwo\n\n', 'one\ntwo\nnever\n']
    assert.deepEqual(await held(git, ...texts), [true, true, true, false])
  })

  it('is also what only the reflog, a stash, a tag or the index has', async () => {
    const commit = (text: string, message = text): void => {
      repository.write('a', text)
      repository.git('add', '.')
      repository.commit(message)
    }
    commit('base\n')
    commit('tagged\n')
    repository.git('tag', 'there')
    commit('left behind\n')
    repository.git('reset', '--quiet', '--hard', 'HEAD~2')
    repository.write('a', 'stashed\n')
    repository.git('stash', '--quiet')
    repository.write('a', 'staged\n')
    repository.git('add', '.')
    repository.write('a', 'on disk\n')
    repository.git('gc', '--quiet')
    const texts = ['base\n', 'tagged\n', 'left behind\n', 'stashed\n', 'staged\n', 'on disk\n']
    assert.deepEqual(await held(git, ...texts), [true, true, true, true, true, false])
  })

  it('is known in clones that lack files, and in those with other ids', async () => {
    repository.write('a', 'old\n')
    repository.git('add', '.')
    repository.commit('Old')
    repository.write('a', 'new\n')
    repository.git('commit', '--quiet', '-am', 'New')
    repository.git('config', 'uploadpack.allowFilter', 'true')
    const origin = `file://${repository.folder}`
    const partial = join(repository.folder, 'partial')
    repository.git('clone', '--quiet', '--filter=blob:none', origin, partial)
    const inPartial = new GitProgram(partial, { environment: environment() })
    assert.deepEqual(await held(inPartial, 'old\n', 'new\n', 'never\n'), [true, true, false])
    const sha256 = join(repository.folder, 'sha256')
    repository.git('init', '--quiet', '--object-format=sha256', sha256)
    const there = new GitProgram(sha256, { environment: environment() })
    await there.run(['hash-object', '-w', '--stdin'], { input: 'new\n' })
    assert.deepEqual(await held(there, 'old\n', 'new\n'), [false, true])
    rmSync(sha256, { recursive: true })
  })

  it('stays recorded, however old it is and without any hook having run; what no commit holds goes', async () => {
    const folder = join(repository.folder, '.git', 'byline')
    const ledger = await Ledger.open(folder)
    const text = (i: number): string => `const value${i} = compute(${i})\nshared tail\n`
    for (let i = 0; i < 14; i++) {
      const attributed = AttributedText.fromLines(text(i), [
        { contributor: 'ai', evidence: 'reported', tool: 'cursor' },
        { contributor: 'human', evidence: 'observed' },
      ])
      const at = new Date(Date.now() - (60 - i) * dayMs).toISOString()
      await ledger.record({ path: 'a.ts', attributed, kind: 'saved', at })
      repository.write('a.ts', text(i))
      if (i % 2 === 1) continue
      repository.git('add', '.')
      repository.commit(`${i}`)
    }
    const limits = { olderThanMs: 30 * dayMs, keepNewestPerPath: 3 }
    const refusing = async (): Promise<never> => Promise.reject(new Error('git cannot be asked'))
    await assert.rejects(ledger.prune({ ...limits, isHeld: refusing }), /cannot be asked/)
    assert.equal((await ledger.prune(limits)).records, 0)
    assert.equal((await ledger.prune({ ...limits, isHeld: (texts) => heldTexts(git, texts) })).records, 5)
    await ledger.close()
    for (const rev of ['HEAD~6', 'HEAD~3', 'HEAD']) {
      assert.equal(repository.contributors('a.ts', '--rev', rev), 'ai human', rev)
    }
  })
})
