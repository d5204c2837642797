import assert from 'node:assert/strict'
import { commitOptionsOf, gitCommandOf } from '../../../src/commit/commandLine'

describe('the command line of the calling git', () => {
  const commands: [line: string, expected: readonly string[] | undefined][] = [
    ['git commit -m x', ['commit', '-m', 'x']],
    ['/usr/lib/git-core/git commit --amend', ['commit', '--amend']],
    ['C:\\Git\\bin\\git.exe commit', ['commit']],
    ['git -c byline.trailers=false -C /tmp --no-pager --git-dir=x commit -a', ['commit', '-a']],
    ['git --git-dir x rebase -i', ['rebase', '-i']],
    ['sh .git/hooks/prepare-commit-msg', undefined],
    ['gitk commit', undefined],
    ['git --version', undefined],
    ['', undefined],
  ]
  for (const [line, expected] of commands) {
    it(`is read from ${line || 'nothing'}`, () => {
      const command = gitCommandOf(line.split(' '))
      assert.deepEqual(command && [command.name, ...command.args], expected)
    })
  }

  const plain = { amend: false, noVerify: false }
  const options: [args: readonly string[], expected: object][] = [
    [['-m', '--amend'], plain],
    [['-am', '--amend'], plain],
    [['-m--amend', '--message', '--amend', '--message=--amend'], plain],
    [['--', '--amend'], plain],
    [['-S', '--amend'], { ...plain, amend: true }],
    [['-Skey', '-uno', '--ame'], { ...plain, amend: true }],
    [['--amend', '--no-amend'], plain],
    [['-C', 'HEAD', '--no-verify'], { ...plain, noVerify: true }],
    [['-nm', 'x'], { ...plain, noVerify: true }],
    [['-mn'], plain],
    [['--no-verify', '--verify'], plain],
    [['--cleanup=verbatim'], { ...plain, cleanup: 'verbatim' }],
    [['--cleanup', 'scissors', '--amend'], { amend: true, noVerify: false, cleanup: 'scissors' }],
    [['-t', '--amend', '--author', '--amend', '--date', '--amend', '--trailer', '--amend', '-F', '-n'], plain],
    [['--all', '--allow-empty', '--author=a', '--no-edit', '--no-signoff', 'file', '-a'], plain],
  ]
  for (const [args, expected] of options) {
    it(`means the same to git commit: ${args.join(' ')}`, () => assert.deepEqual(commitOptionsOf(args), expected))
  }
})
