import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TestRepository } from './testRepository'

describe('byline', function () {
  this.timeout(30_000)
  let repository: TestRepository

  before(() => {
    repository = new TestRepository()
    repository.write('a.ts', 'one()\ntwo()\n')
    repository.write('picture.png', Buffer.from([0x89, 0, 1]))
    repository.git('add', '.')
    repository.commit('Base')
    repository.writeAs('ai', 'a.ts', 'one()\n\tai(1)\u001b[31m\ntwo()\n')
    repository.writeAs('human', 'a.ts', 'one()\n\tai(2)\u001b[31m\ntwo()\nmine()\n')
    repository.git('add', '.')
  })

  after(() => repository.dispose())

  it('blame shows who wrote each line, and lets no file steer the terminal', () => {
    const { code, stdout, stderr } = repository.byline(['blame', 'a.ts'])
    assert.deepEqual([code, stderr], [0, ''])
    assert.equal(
      stdout,
      [
        '1  unknown                                      | one()',
        '2  mixed    claude-code/claude-opus-5  reported | \tai(2)?[31m',
        '3  unknown                                      | two()',
        '4  human                               reported | mine()',
        '',
      ].join('\n'),
    )
  })

  it('blame --json says everything that is known, and leaves out what is not', () => {
    assert.deepEqual(JSON.parse(repository.byline(['blame', '--json', 'a.ts']).stdout), {
      path: 'a.ts',
      lines: [
        { line: 1, contributor: 'unknown' },
        {
          line: 2,
          contributor: 'mixed',
          tool: 'claude-code',
          model: 'anthropic/claude-opus-5',
          mode: 'agent',
          session: 's1',
          evidence: 'reported',
        },
        { line: 3, contributor: 'unknown' },
        { line: 4, contributor: 'human', evidence: 'reported' },
      ],
    })
    const head = repository.git('rev-parse', 'HEAD').trim()
    assert.deepEqual(JSON.parse(repository.byline(['blame', '--json', '--rev', 'HEAD', 'a.ts']).stdout), {
      path: 'a.ts',
      rev: head,
      blob: repository.git('rev-parse', 'HEAD:a.ts').trim(),
      lines: [
        { line: 1, contributor: 'unknown' },
        { line: 2, contributor: 'unknown' },
      ],
    })
  })

  it('report speaks of uncommitted changes where no range is given', () => {
    const { code, stdout } = repository.byline(['report', '--format', 'json'])
    const report = JSON.parse(stdout)
    assert.deepEqual(
      [code, report.range, report.totals],
      [0, 'uncommitted changes', { ai: 0, mixed: 1, human: 1, unknown: 0 }],
    )
    assert.match(repository.byline(['report']).stdout, /a\.ts/)
  })

  it('report --output writes a file and nothing else', () => {
    const { code, stdout } = repository.byline(['report', '--format', 'html', '--output', '.git/report.html'])
    assert.deepEqual([code, stdout], [0, ''])
    assert.match(repository.read('.git/report.html')!, /<html/)
  })

  it('report takes three dots for what the head added since it left the base', () => {
    const branches = new TestRepository()
    try {
      branches.commit('Base', '--allow-empty')
      branches.git('checkout', '--quiet', '-b', 'topic')
      branches.write('topic.ts', 'topic()\n')
      branches.git('add', '.')
      branches.commit('Topic')
      branches.git('checkout', '--quiet', 'main')
      branches.write('main.ts', 'main()\n')
      branches.git('add', '.')
      branches.commit('Main')
      const filesOf = (range: string) =>
        JSON.parse(branches.byline(['report', range, '--format', 'json']).stdout).files.map(
          ({ path }: { path: string }) => path,
        )
      assert.deepEqual(filesOf('main...topic'), ['topic.ts'])
      assert.deepEqual(filesOf('topic..'), ['main.ts'])
    } finally {
      branches.dispose()
    }
  })

  it('report takes the empty tree for what lies before the first commit', () => {
    const emptyTree = repository.git('hash-object', '-t', 'tree', '/dev/null').trim()
    const { code, stdout } = repository.byline(['report', `${emptyTree}..HEAD`, '--format', 'json'])
    const { files, totals, commits } = JSON.parse(stdout)
    assert.deepEqual([code, totals], [0, { ai: 0, mixed: 0, human: 0, unknown: 2 }])
    assert.deepEqual([files.length, commits.length], [1, 1])
  })

  it('says what is wrong in one sentence and exits with 2', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'byline-elsewhere-'))
    symlinkSync('a.ts', join(repository.folder, 'link.ts'))
    const wrong: [args: readonly string[], expected: RegExp][] = [
      [['blame', 'missing.ts'], /^byline: There is no file missing\.ts\.$/],
      [['blame', 'a.ts', '--rev', 'nowhere'], /^byline: There is no revision "nowhere"/],
      [['blame', 'a.ts', '--rev', '--all'], /^byline: There is no revision "--all"/],
      [['blame', '../x.ts'], /^byline: .* is outside of/],
      [['blame', 'picture.png'], /^byline: picture\.png is not looked at: it is binary/],
      [['blame', 'link.ts'], /^byline: link\.ts is not looked at: it is a symbolic link/],
      [['blame'], /missing required argument/],
      [['blame', 'a.ts', '--wrong'], /unknown option/],
      [['report', 'main'], /^byline: "main" is no range/],
      [['report', 'HEAD..nowhere'], /^byline: There is no revision "nowhere"/],
      [['report', '--format', 'sarif'], /^byline: The format sarif is not there yet/],
      [['report', '--format', 'toString'], /^byline: There is no format "toString"/],
      [['report', '--output', 'no/such/folder/file'], /^byline: The report could not be written/],
      [['nonsense'], /unknown command 'nonsense'/],
      [[], /Usage: byline/],
    ]
    try {
      for (const [args, expected] of wrong) {
        const { code, stdout, stderr } = repository.byline(args)
        assert.deepEqual([args, code, stdout], [args, 2, ''])
        assert.match(stderr.trim(), expected)
      }
      for (const args of [['blame', 'a.ts'], ['report'], ['sync'], ['doctor'], ['install'], ['uninstall']]) {
        const { code, stderr } = repository.byline(args, { folder: join('..', elsewhere.slice(tmpdir().length + 1)) })
        assert.equal(code, 2)
        assert.match(stderr, /is not in a git repository/)
      }
    } finally {
      rmSync(elsewhere, { recursive: true })
      rmSync(join(repository.folder, 'link.ts'))
    }
  })

  it('explains every command and exits with 0', () => {
    for (const args of [[], ['record'], ['blame'], ['report'], ['sync'], ['install'], ['uninstall'], ['doctor']]) {
      const { code, stdout } = repository.byline([...args, '--help'])
      assert.equal(code, 0)
      assert.match(stdout, new RegExp(`Usage: byline ${args.join(' ')}`))
    }
    assert.match(repository.byline(['--version']).stdout, /^\d+\.\d+\.\d+\n$/)
  })

  it('hook answers 0 to everything', () => {
    for (const args of [
      [],
      ['post-checkout', 'a', 'b'],
      ['commit-msg'],
      ['commit-msg', 'missing'],
      ['prepare-commit-msg'],
    ]) {
      assert.deepEqual(repository.byline(['hook', ...args]), { code: 0, stdout: '', stderr: '' })
    }
  })
})

describe('byline install', function () {
  this.timeout(30_000)
  let repository: TestRepository

  beforeEach(() => {
    repository = new TestRepository()
    repository.commit('Base', '--allow-empty')
  })

  afterEach(() => repository.dispose())

  it('makes commits carry trailers, from record to report, and uninstall ends it', () => {
    const hook = '#!/bin/sh\necho ran >> .git/ran\n'
    repository.write('.git/hooks/commit-msg', hook)
    chmodSync(join(repository.folder, '.git/hooks/commit-msg'), 0o755)
    const installed = repository.byline(['install'])
    assert.deepEqual([installed.code, installed.stderr], [0, ''])
    assert.match(installed.stdout, /get provenance trailers from now on/)
    assert.equal(repository.byline(['doctor']).code, 0)

    repository.writeAs('ai', 'b.ts', 'b()\n')
    assert.match(repository.byline(['doctor']).stdout, / 1 file with AI text not yet committed/)
    repository.git('add', '.')
    assert.match(repository.byline(['doctor']).stdout, / 1 file with AI text not yet committed/)
    repository.commit('Add b')
    assert.match(repository.byline(['doctor']).stdout, / 0 files with AI text not yet committed/)
    assert.equal(repository.trailers().at(-1), 'AI-Lines: b.ts 1')
    repository.write('b.ts', 'b()\nmine()\n')
    repository.git('commit', '--quiet', '-a', '--amend', '--no-edit')
    assert.deepEqual(repository.trailers().slice(1), [
      'AI-Provenance: ai=1 mixed=0 human=0 unknown=1 evidence=derived',
      'AI-Lines: b.ts 1',
    ])
    assert.equal(repository.read('.git/ran'), 'ran\nran\n')
    assert.match(repository.byline(['report', 'HEAD~..HEAD']).stdout, /b\.ts/)
    const { code } = repository.tryGit(['commit', '--allow-empty', '-m', ''])
    assert.equal(code, 1)

    const removed = repository.byline(['uninstall'])
    assert.equal(removed.code, 0)
    assert.match(removed.stdout, /are gone/)
    assert.equal(repository.read('.git/hooks/commit-msg'), hook)
    repository.writeAs('ai', 'c.ts', 'c()\n')
    repository.git('add', '.')
    repository.commit('Add c')
    assert.deepEqual(repository.trailers(), [])
    const doctor = repository.byline(['doctor'])
    assert.equal(doctor.code, 1)
    assert.match(doctor.stdout, /! The commit hooks are not installed/)
    assert.match(doctor.stdout, /Trailers were declined/)
  })

  it('leaves nothing behind where nothing was recorded', () => {
    const before = repository.git('config', '--list', '--local')
    repository.byline(['install'])
    repository.byline(['uninstall'])
    assert.equal(repository.read('.git/byline/consent.json'), undefined)
    assert.equal(repository.git('config', '--list', '--local'), before)
    assert.equal(repository.read('.git/hooks/commit-msg'), undefined)
  })

  it('does not touch hooks that belong to the project, and says what to add', () => {
    repository.git('config', 'core.hooksPath', '.husky')
    repository.write('.husky/commit-msg', '#!/bin/sh\n')
    const { code, stdout } = repository.byline(['install'])
    assert.equal(repository.read('.husky/commit-msg'), '#!/bin/sh\n')
    const doctor = repository.byline(['doctor'])
    const [, major, minor] = /(\d+)\.(\d+)/.exec(repository.git('--version'))!.map(Number)
    if (major! > 2 || minor! >= 54) {
      // Such a git takes hooks from the configuration.
      assert.equal(code, 0)
      assert.match(stdout, /The hooks in .*\.husky stay as they are and run after these/)
      assert.equal(doctor.code, 0)
      assert.match(doctor.stdout, /are installed \(in this repository's git configuration\)/)
      return
    }
    assert.equal(code, 1)
    assert.match(stdout, /\.husky\/prepare-commit-msg:\n {4}.*byline\/hook\.sh/)
    assert.equal(doctor.code, 1)
  })

  it('names the line for a hook that depends on its name', () => {
    repository.write('.git/hooks/commit-msg', '#!/bin/sh\nexec git-hooks run "$0" "$@"\n')
    const { code, stdout } = repository.byline(['install'])
    assert.equal(code, 1)
    assert.match(
      stdout,
      /at the top.*\n\n.*\.git\/hooks\/commit-msg:\n {4}.*byline\/hook\.sh.* commit-msg "\$@"; fi\n$/,
    )
  })

  it('doctor names settings that are wrong or switch the trailers off', () => {
    repository.byline(['install'])
    repository.write('byline.json', '{"trailers":{"enabled":false,"key":"Signed-off-by"}}')
    repository.git('config', 'byline.trailers', 'false')
    const { code, stdout } = repository.byline(['doctor'])
    assert.equal(code, 1)
    assert.match(stdout, /! "git config byline\.trailers" is false/)
    assert.match(stdout, /! The settings switch the trailers off/)
    assert.match(stdout, /! A setting is not valid and left out: byline\.json: "trailers\.key" must be/)
  })
})
