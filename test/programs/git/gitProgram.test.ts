import assert from 'node:assert/strict'
import * as path from 'node:path'
import { UserFacingError } from '../../../src/base/errors'
import { GitProgram, withoutRepositoryVariables } from '../../../src/git/gitProgram'
import { TestRepository, isolated } from './testRepository'

describe('GitProgram', function () {
  this.timeout(30_000)

  const programOf = (options = {}): GitProgram =>
    new GitProgram(TestRepository.create().root, { environment: isolated, ...options })

  it('gives the output, and exit codes that are answers', async () => {
    const git = programOf()
    assert.equal(
      await git.text(['hash-object', '--stdin'], { input: 'a\n' }),
      '78981922613b2afb6025042ff6bd878ac1994e85',
    )
    const { code, stdout } = await git.run(['config', '--get', 'no.such'], { answers: [1] })
    assert.deepEqual([code, stdout.length], [1, 0])
    await assert.rejects(git.run(['config', '--get', 'no.such']), /"git config" in .* failed \(1\): no message/)
    await assert.rejects(git.run(['rev-parse', '--verify', 'nope']), /Needed a single revision/)
  })

  it('knows its version', async () => {
    const git = programOf()
    const [major, minor] = await git.version()
    assert.ok(await git.isAtLeast(major, minor))
    assert.equal(await git.isAtLeast(major, minor + 1), false)
    assert.equal(await git.isAtLeast(major + 1, 0), false)
    assert.ok(await git.isAtLeast(major - 1, 99))
  })

  it('stops what takes too long, says too much or is no longer wanted', async () => {
    const slow = ['-c', 'alias.slow=!sleep 20', 'slow']
    await assert.rejects(programOf().run(slow, { timeoutMs: 100 }), (error) => {
      assert.ok(error instanceof UserFacingError)
      assert.match(error.message, /took longer than 0\.1 s/)
      return true
    })
    await assert.rejects(programOf({ maxOutputBytes: 10 }).run(['help', '-a']), /too much output/)
    const controller = new AbortController()
    const running = programOf().run(slow, { signal: controller.signal })
    controller.abort(new Error('no longer wanted'))
    await assert.rejects(running, /no longer wanted/)
    await assert.rejects(programOf().run(slow, { signal: controller.signal }), /no longer wanted/)
  })

  it('goes to no remote by itself, also where git does not know how to be told', async function () {
    if (process.platform === 'win32') this.skip() // no shell script stands before a program there
    const origin = TestRepository.create()
    origin.commit('first', { a: 'a' })
    origin.git('config', 'uploadpack.allowFilter', 'true')
    origin.git('clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${origin.root}`, '../partial')
    origin.script('.git/old-git', '#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nexec git "$@"\n')
    const git = new GitProgram(path.join(origin.root, '..', 'partial'), {
      environment: isolated,
      program: origin.path('.git/old-git'),
    })
    await assert.rejects(git.run(['cat-file', 'blob', 'HEAD:a']), UserFacingError)
    await git.run(['fetch', '--quiet', 'origin'], { reachesRemote: true })
    await assert.rejects(git.run(['fetch', '--quiet', 'origin']), /not allowed/)
    assert.equal(await git.text(['cat-file', 'blob', 'HEAD:a'], { reachesRemote: true }), 'a')
  })

  it('leaves the repository of an outer git when told to', () => {
    const kept = withoutRepositoryVariables({ GIT_DIR: '/x', GIT_INDEX_FILE: 'y', GIT_SSH: 'ssh', PATH: '/bin' })
    assert.deepEqual(kept, { GIT_SSH: 'ssh', PATH: '/bin' })
  })
})
