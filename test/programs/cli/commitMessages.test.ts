import assert from 'node:assert/strict'
import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { TestRepository } from './testRepository'

const ours = [
  'Assisted-by: Claude Code:claude-opus-5',
  'AI-Provenance: ai=1 mixed=0 human=0 unknown=0 evidence=reported',
  'AI-Lines: b.ts 1',
]

describe('commit messages', function () {
  this.timeout(30_000)
  let repository: TestRepository

  beforeEach(() => {
    repository = new TestRepository()
    repository.commit('Base', '--allow-empty')
    repository.installHooks()
    repository.writeAs('ai', 'b.ts', 'b()\n')
    repository.git('add', 'b.ts')
  })

  afterEach(() => repository.dispose())

  /** The message, with our three lines as one word. */
  function shown(rev = 'HEAD'): string {
    return repository
      .message(rev)
      .replaceAll(/ (?:@[0-9a-f]{8}|blob=[0-9a-f]{4}_[0-9a-f]{4})$/gm, '')
      .replace(ours.join('\n'), '<ours>')
  }

  /** An editor that runs a shell script on the message file `$1`. */
  function editor(script: string): string {
    const path = join(repository.folder, '.git', 'editor.sh')
    repository.write('.git/editor.sh', `#!/bin/sh\n${script}\n`)
    chmodSync(path, 0o755)
    return path
  }

  const messages: [name: string, message: string, expected: string][] = [
    ['a subject', 'Add b', 'Add b\n\n<ours>'],
    ['a subject that looks like a trailer', 'feat: add b', 'feat: add b\n\n<ours>'],
    ['subject and body', 'Add b\n\nBecause.', 'Add b\n\nBecause.\n\n<ours>'],
    ['a sign-off', 'Add b\n\nSigned-off-by: Ada <a@b>', 'Add b\n\n<ours>\nSigned-off-by: Ada <a@b>'],
    [
      'a block of others, written their way',
      'Add b\n\nFixes:#12\nCo-authored-by: C  <c@d>\nChange-Id: I012345',
      'Add b\n\nFixes:#12\nCo-authored-by: C  <c@d>\nChange-Id: I012345\n<ours>',
    ],
    ['folded trailers', 'Add b\n\nAcked-by: A\n  folded\nCc: B', 'Add b\n\nAcked-by: A\n  folded\nCc: B\n<ours>'],
    ['a line of dashes', 'Add b\n\nabove\n---\nbelow', 'Add b\n\nabove\n---\nbelow\n\n<ours>'],
    [
      'a heading that is no comment',
      'Add b\n\n# Why\n\nBecause\n\n# End',
      'Add b\n\n# Why\n\nBecause\n\n# End\n\n<ours>',
    ],
    ['a subject that speaks of our trailers', 'AI-Lines: quote paths', 'AI-Lines: quote paths\n\n<ours>'],
    [
      'a body that speaks of our trailers',
      'Add b\n\nThere are\nAI-Lines: which name the files\nAI-Provenance: which has counts.',
      'Add b\n\nThere are\nAI-Lines: which name the files\nAI-Provenance: which has counts.\n\n<ours>',
    ],
    ['a subject of two lines', 'Add b\nand more', 'Add b\nand more\n\n<ours>'],
    ['other letters', 'Größer 日本\n\nÄ\xa0', 'Größer 日本\n\nÄ\xa0\n\n<ours>'],
    ['the tool named by hand', 'Add b\n\nAssisted-by: Claude Code:claude-opus-5', 'Add b\n\n<ours>'],
    ['stale trailers of ours', `Add b\n\n${ours.join('\n').replace('ai=1', 'ai=9')} @12345678`, 'Add b\n\n<ours>'],
  ]
  for (const [name, message, expected] of messages) {
    it(`get the trailers at their end: ${name}`, () => {
      repository.commit(message)
      assert.equal(shown(), expected)
      const parsed = repository.git('log', '-1', '--format=%(trailers:only,unfold,key=AI-Provenance)').trim()
      assert.equal(parsed, ours[1])
    })
  }

  it('keep bytes that are not UTF-8', () => {
    repository.write('.git/message', Buffer.from('Gr\xf6\xdfe\n\nSigned-off-by: \xc4\n', 'latin1'))
    repository.git('-c', 'i18n.commitEncoding=ISO-8859-1', 'commit', '--quiet', '-F', '.git/message')
    assert.equal(shown(), 'Größe\n\n<ours>\nSigned-off-by: Ä')
  })

  it('are shown to whoever writes them, above comments and diff', () => {
    const path = editor('cp "$1" .git/seen; sed -i "1s/^/Add b/" "$1"')
    assert.equal(repository.tryGit(['commit', '--quiet', '-v'], { GIT_EDITOR: path }).code, 0)
    assert.equal(shown(), 'Add b\n\n<ours>')
    const seen = repository.read('.git/seen')!.split('\n')
    assert.deepEqual(seen.slice(0, 3), ['', '', ours[0]])
    assert.deepEqual(
      seen.slice(4, 7).map((line) => line.slice(0, 16)),
      ['AI-Lines: b.ts 1', '', '# Please enter t'],
    )
    assert.ok(seen.includes('+b()'))
  })

  it('can have the trailers taken out, and another run of the hook does not bring them twice', () => {
    const path = editor('sed -i "/^A[sI]/d; 1s/^/Mine/" "$1"')
    assert.equal(repository.tryGit(['commit', '--quiet'], { GIT_EDITOR: path }).code, 0)
    assert.equal(repository.message(), 'Mine')
  })

  it('keep the trailers out through every kind of amend once they were taken out', () => {
    repository.git('-c', 'byline.trailers=no', 'commit', '--quiet', '-m', 'Left out')
    for (const options of [['--no-edit'], ['-m', 'Again'], []]) {
      repository.append('b.ts', 'more()\n')
      repository.git('commit', '--quiet', '-a', '--amend', ...options)
      assert.deepEqual(repository.trailers(), [], options.join(' '))
    }
  })

  const comments = ['#', ';', 'auto']
  for (const comment of comments) {
    it(`work with the comment character ${comment}`, () => {
      repository.git('config', 'core.commentChar', comment)
      const path = editor('sed -i "1s/^/Add b/" "$1"')
      assert.equal(repository.tryGit(['commit', '--quiet'], { GIT_EDITOR: path }).code, 0)
      assert.equal(shown(), 'Add b\n\n<ours>')
    })
  }

  it('work with scissors', () => {
    const path = editor('sed -i "1s/^/# Heading/" "$1"')
    const { code } = repository.tryGit(['commit', '--quiet', '--cleanup=scissors', '-v'], { GIT_EDITOR: path })
    assert.equal(code, 0)
    assert.equal(shown(), '# Heading\n\n<ours>')
  })

  it('are not disturbed by configured trailers, nor disturb them', () => {
    repository.git('config', 'trailer.bug.key', 'Bug #')
    repository.git('config', 'trailer.separators', '=#')
    repository.git('config', 'trailer.spy.command', 'touch spied')
    repository.git('config', 'trailer.assisted-by.ifexists', 'doNothing')
    repository.git('config', 'trailer.where', 'start')
    repository.commit('Add b\n\nBug #12')
    assert.equal(shown(), 'Add b\n\nBug #12\n<ours>')
    assert.equal(repository.read('spied'), undefined)
  })

  it('get one sign-off only, however often they are amended', () => {
    const path = editor('sed -i "1s/^/Add b/" "$1"')
    assert.equal(repository.tryGit(['commit', '--quiet', '--signoff'], { GIT_EDITOR: path }).code, 0)
    for (const options of [['--no-edit'], []]) repository.git('commit', '--quiet', '--amend', '--signoff', ...options)
    assert.equal(shown(), 'Add b\n\n<ours>\nSigned-off-by: Ada <ada@example.com>')
  })

  it('that are empty still stop the commit', () => {
    const empty: [options: readonly string[], editor?: string][] = [
      [['-m', '']],
      [['-m', '', '--no-verify']],
      [['-m', '', '--signoff']],
      [['--cleanup=verbatim', '-m', '']],
      [[]],
      [['--signoff']],
      [['--no-verify']],
      [['-nq', '-v']],
      [['--cleanup=whitespace'], editor(': > "$1"')],
      [['--amend', '--allow-empty', '-m', '']],
      [['-v']],
    ]
    for (const [options, path = 'true'] of empty) {
      const { code, stderr } = repository.tryGit(['commit', ...options], { GIT_EDITOR: path })
      assert.deepEqual([options, code, /empty commit message/.test(stderr)], [options, 1, true])
    }
  })

  it('that are an untouched template still stop the commit, and edited ones carry it', () => {
    repository.write('.git/template', 'What:\nWhy:\n')
    repository.git('config', 'commit.template', '.git/template')
    for (const options of [[], ['--signoff'], ['--no-verify']]) {
      const { code, stderr } = repository.tryGit(['commit', ...options])
      assert.deepEqual([options, code, /did not edit the message/.test(stderr)], [options, 1, true])
    }
    const path = editor('sed -i "s/What:/What: b/" "$1"')
    assert.equal(repository.tryGit(['commit', '--quiet'], { GIT_EDITOR: path }).code, 0)
    assert.equal(shown(), 'What: b\nWhy:\n\n<ours>')
  })

  it('may be empty where the user allows it, and are then', () => {
    repository.git('commit', '--quiet', '--allow-empty-message', '-m', '')
    assert.equal(repository.message(), '')
  })

  it('get their trailers though the index of the ledger is damaged', () => {
    repository.write('.git/byline/index.json', '{{{')
    repository.commit('Add b', '--signoff')
    assert.equal(shown(), 'Add b\n\n<ours>\nSigned-off-by: Ada <ada@example.com>')
  })

  it('are left alone, and the commit made, where Byline cannot work', () => {
    rmSync(join(repository.folder, '.git', 'byline'), { recursive: true })
    repository.write('.git/byline', 'a file where a folder has to be')
    repository.commit('Still made')
    assert.equal(repository.message(), 'Still made')
  })
})
