import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { objectInfos } from '../../../src/git/catFile'
import { GitProgram } from '../../../src/git/gitProgram'
import { isolated, TestRepository } from './testRepository'

describe('The process that answers for objects', function () {
  this.timeout(30_000)
  let repository: TestRepository
  let git: GitProgram

  beforeEach(function () {
    if (process.platform === 'win32') this.skip() // no shell script stands before a program there
    repository = TestRepository.create()
    repository.commit('first', { a: 'a\n' })
  })

  afterEach(() => git.dispose())

  /** A git that writes down each process that answers for objects. */
  function watched(before = ''): GitProgram {
    const watch = `case "$*" in *--batch-command*) echo $$ >> '${repository.path('.git/pids')}'; ${before} ;; esac`
    repository.script('.git/watched', `#!/bin/sh\n${watch}\nexec git "$@"\n`)
    const program = repository.path('.git/watched')
    return (git = new GitProgram(repository.root, { environment: isolated, program, objectsIdleMs: 20_000 }))
  }

  function pids(): readonly number[] {
    return existsSync(repository.path('.git/pids')) ? repository.read('.git/pids').trim().split('\n').map(Number) : []
  }

  const ask = async (): Promise<string | undefined> => (await objectInfos(git, ['HEAD:a']))[0]?.type

  async function gone(pid: number | undefined): Promise<void> {
    for (;;) {
      try {
        process.kill(pid!, 0)
      } catch {
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  it('is started by the first question, and stays for the next', async () => {
    watched()
    assert.deepEqual(pids(), [])
    for (let round = 0; round < 3; round++) assert.equal(await ask(), 'blob')
    assert.equal(pids().length, 1)
  })

  it('is started again when somebody ended it, and no question is lost', async () => {
    watched()
    assert.equal(await ask(), 'blob')
    process.kill(pids()[0]!, 'SIGKILL')
    assert.equal(await ask(), 'blob')
    await gone(pids()[0])
    assert.equal(await ask(), 'blob')
    assert.equal(await ask(), 'blob')
    assert.equal(pids().length, 2)
  })

  it('ends when it is not needed any more; what is asked then is answered all the same', async () => {
    watched()
    assert.equal(await ask(), 'blob')
    git.dispose()
    await gone(pids()[0])
    assert.equal(await ask(), 'blob')
    assert.equal(pids().length, 1)
  })

  it('is not tried for every question where git does not know it', async () => {
    watched('exit 129')
    for (let round = 0; round < 3; round++) assert.equal(await ask(), 'blob')
    assert.equal(pids().length, 1)
  })
})
