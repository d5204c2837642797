import assert from 'node:assert/strict'
import { configValues } from '../../../src/git/configValues'

describe('configValues', () => {
  it('reads what git reads, whatever it looks like', () => {
    const values = configValues(
      [
        '[core]',
        '\trepositoryformatversion = 1 ; since 2005',
        '[Extensions]',
        '  objectFormat = "sha256" # quoted',
        '\tpartialClone',
        '[remote "extensions"]',
        'refStorage = files',
        '[extensions] refStorage = reftable',
        '# [extensions]',
        'worktreeConfig = true',
        '[extensions.deep]',
        'objectFormat = sha1',
        '[extensions]',
        'refStorage = files',
      ].join('\r\n'),
    )
    assert.deepEqual(Object.fromEntries(values), {
      'core.repositoryformatversion': '1',
      'extensions.objectformat': 'sha256',
      'extensions.partialclone': 'true',
      'extensions.refstorage': 'files',
      'extensions.worktreeconfig': 'true',
      'extensions.deep.objectformat': 'sha1',
    })
  })

  it('finds nothing in what is no configuration', () => {
    for (const text of ['', '\0\0', '=', '[', 'a = b', ']\n[ ]\nx = y']) assert.equal(configValues(text).size, 0, text)
  })

  it('takes no longer for a line that goes on for ever', () => {
    const started = performance.now()
    for (const line of ['a' + ' '.repeat(900_000) + 'x', `a=${' '.repeat(450_000)}y${' '.repeat(450_000)}\u2028z`]) {
      configValues(`[core]\n${line}`)
    }
    assert.ok(performance.now() - started < 2_000)
  })
})
