import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSmallFile, readSmallFileSync } from '../../../src/files/smallFile'
import { findRepository } from '../../../src/git/findRepository'
import { cliBundle, environment, TestRepository } from './testRepository'

/** What somebody may put where a small file belongs, in a folder that others only look at. */
const wrong: Readonly<Record<string, (file: string) => void>> = {
  pipe: (file) => execFileSync('mkfifo', [file]),
  'file of 3 GB': (file) => {
    writeFileSync(file, '')
    truncateSync(file, 3e9)
  },
  folder: (file) => mkdirSync(file),
  'link to a device': (file) => symlinkSync('/dev/zero', file),
  'link to itself': (file) => symlinkSync(file, file),
}

/** The names of files in `.git` and in `.git/byline` that a commit or a look at a repository reads. */
const names = [
  '.git/MERGE_MSG',
  '.git/logs/HEAD',
  'byline.json',
  ...['index.json', 'settings.json', 'consent.json', 'notes.json', 'log', 'hook.log', 'runtime', 'version'].map(
    (name) => `.git/byline/${name}`,
  ),
  ...['template', 'skip-next-commit', 'notes-index.json', 'compared.json', 'shared-lines', 'moved'].map(
    (name) => `.git/byline/${name}`,
  ),
]

describe('Where a small file belongs', function () {
  this.timeout(120_000)
  if (process.platform === 'win32') return
  let repository: TestRepository

  before(() => {
    repository = new TestRepository()
    repository.installHooks()
    repository.write('a.ts', 'a()\n')
    repository.git('add', '.')
    repository.commit('Base')
    repository.writeAs('ai', 'a.ts', 'a()\nai()\n')
  })

  after(() => repository.dispose())

  /** Runs the command line with a limit of time and memory. */
  function run(args: readonly string[]): { readonly code: number | null; readonly stderr: string } {
    const { status, stderr } = spawnSync(process.execPath, ['--max-old-space-size=256', cliBundle(), ...args], {
      cwd: repository.folder,
      env: environment(),
      encoding: 'utf8',
      timeout: 20_000,
      input: '',
    })
    return { code: status, stderr }
  }

  for (const [what, make] of Object.entries(wrong)) {
    it(`a ${what} costs neither an answer nor memory`, () => {
      const files = names.map((name) => join(repository.folder, name))
      for (const file of files) {
        spawnSync('mv', [file, `${file}.saved`])
        make(file)
      }
      try {
        assert.notEqual(run(['blame', 'a.ts', '--json']).code, null, 'blame waits')
        assert.notEqual(run(['doctor']).code, null, 'doctor waits')
        assert.equal(run(['hook', 'prepare-commit-msg', '.git/COMMIT_EDITMSG', 'message']).code, 0)
      } finally {
        for (const file of files) {
          rmSync(file, { recursive: true, force: true })
          spawnSync('mv', [`${file}.saved`, file])
        }
      }
      const [, ...lines] = repository.contributors('a.ts').split(' ')
      assert.deepEqual(lines, ['ai'])
    })
  }

  it('a pipe or gigabytes in records and texts are left out, and the others count', () => {
    const records = join(repository.folder, '.git/byline/records')
    for (const shard of readdirSync(records)) {
      const name = shard + '0'.repeat(38)
      wrong['pipe']!(join(records, shard, `${name}.json`))
      wrong['file of 3 GB']!(join(records, shard, `${name.slice(0, -1)}1.json`))
    }
    assert.equal(repository.contributors('a.ts'), 'unknown ai')
    assert.match(repository.log(), /is no regular file/)
    assert.match(repository.log(), /has 3000000000 bytes, more than/)
  })

  it('a repository that has one in the place of HEAD, commondir or .git is broken, and is found to be so at once', async () => {
    for (const make of [wrong['pipe']!, wrong['file of 3 GB']!]) {
      const folder = join(repository.folder, 'broken')
      mkdirSync(join(folder, '.git', 'objects'), { recursive: true })
      mkdirSync(join(folder, '.git', 'refs'))
      make(join(folder, '.git', 'HEAD'))
      assert.equal((await findRepository(folder))?.kind, 'broken')
      rmSync(join(folder, '.git', 'HEAD'))
      writeFileSync(join(folder, '.git', 'HEAD'), 'ref: refs/heads/main\n')
      assert.equal((await findRepository(folder))?.kind, 'repository')
      make(join(folder, '.git', 'commondir'))
      assert.equal((await findRepository(folder))?.kind, 'broken')
      rmSync(folder, { recursive: true })
    }
    const folder = join(repository.folder, 'file')
    mkdirSync(folder)
    wrong['file of 3 GB']!(join(folder, '.git'))
    assert.equal((await findRepository(folder))?.kind, 'broken')
    const started = process.cpuUsage()
    writeFileSync(join(folder, '.git'), `gitdir: ${'\n'.repeat(500_000)}x${'\r\n'.repeat(200_000)}`)
    assert.equal((await findRepository(folder))?.kind, 'broken')
    assert.ok(process.cpuUsage(started).user < 1_000_000)
    rmSync(folder, { recursive: true })
  })

  it('says why it is not read', async () => {
    const file = join(repository.folder, 'strange')
    for (const [what, code] of [
      ['pipe', 'EINVAL'],
      ['file of 3 GB', 'EFBIG'],
      ['folder', 'EISDIR'],
      ['link to a device', 'EINVAL'],
      ['link to itself', 'ELOOP'],
    ] as const) {
      wrong[what]!(file)
      await assert.rejects(readSmallFile(file), { code })
      assert.throws(() => readSmallFileSync(file), { code })
      rmSync(file, { recursive: true })
      await assert.rejects(readSmallFile(file), { code: 'ENOENT' })
    }
    writeFileSync(file, 'text')
    assert.deepEqual([String(await readSmallFile(file, 4)), String(readSmallFileSync(file, 4))], ['text', 'text'])
    await assert.rejects(readSmallFile(file, 3), { code: 'EFBIG' })
    rmSync(file)
  })
})
