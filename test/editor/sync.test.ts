import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { answerNotification } from '../demo/sourceControl'
import { git } from '../fixtures/git'
import type { Code } from '../host/code'
import { projectRoot } from '../host/projectRoot'
import { sharedCode } from '../host/sharedCode'
import { BylineView } from './bylineView'
import { removeFolders } from './removeFolders'
import { untilFilesAreWatched } from './untilFilesAreWatched'

const cli = path.join(projectRoot(), 'dist', 'cli.js')
const question = (remote: string): string =>
  `Share who wrote the pushed lines with ${remote}, as git notes? Names and times of day are left out.`

describe('Sharing notes after a push', function () {
  this.timeout(120_000)
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-notes-')))
  const folder = path.join(base, 'mine')
  const server = path.join(base, 'server.git')
  const backup = path.join(base, 'backup.git')
  let code: Code
  let view: BylineView
  let files = 0

  const run = (...args: string[]): string => git(folder, code.env, ...args)

  before(async () => {
    for (const bare of [server, backup])
      git(base, process.env, 'init', '--quiet', '--bare', '--initial-branch=main', bare)
    git(base, process.env, 'init', '--quiet', '--initial-branch=main', folder)
    git(folder, process.env, 'config', 'user.name', 'Robin Example')
    git(folder, process.env, 'config', 'user.email', 'robin@example.com')
    git(folder, process.env, 'remote', 'add', 'origin', server)
    writeFileSync(path.join(folder, 'open.ts'), 'open()\n')
    code = await sharedCode({ channel: 'stable', folder })
    view = new BylineView(code)
  })

  // A window of its own for each test: what was asked in one is not asked again there.
  beforeEach(async () => {
    rmSync(path.join(folder, '.git/byline/notes.json'), { force: true })
    await set('ask')
    await code.reload()
    await view.clearNotifications()
    await code.openFile('open.ts')
    await code.waitFor(async () => (await view.contributors('open.ts')) !== undefined, {
      what: 'Byline to know the file',
    })
    await untilFilesAreWatched(code, path.join(folder, '.git'))
  })

  after(() => removeFolders(base))

  const set = async (value: string): Promise<void> =>
    code.evaluate(
      async (api, value) => api.workspace.getConfiguration('byline').update('notes.sync', value, true),
      value,
    )

  /** A commit with one line by a person, as an agent's hook or an editor without Byline's hooks leaves it. */
  function commit(): string {
    const file = `file${files++}.ts`
    writeFileSync(path.join(folder, file), `${file}()\n`)
    execFileSync(process.execPath, [cli, 'record', '--agent', 'generic'], {
      cwd: folder,
      env: code.env,
      input: JSON.stringify({ path: file, contributor: 'human', before: '', after: `${file}()\n` }),
    })
    run('add', '.')
    run('commit', '--quiet', '-m', `Add ${file}`)
    return file
  }

  const noted = (bare = server): number =>
    spawnSync('git', ['-C', bare, 'notes', '--ref=byline', 'list'], { encoding: 'utf8' })
      .stdout.split('\n')
      .filter((line) => line !== '').length
  const waitForNotes = async (count: number, bare = server): Promise<void> => {
    await code.waitFor(() => noted(bare) === count, { what: `${count} notes on the remote`, timeoutMs: 40_000 })
  }

  it('is offered when somebody pushes in a terminal, for the first time and without an upstream', async () => {
    const before = noted()
    const file = commit()
    run('push', '--quiet', 'origin', 'main')
    await view.sees(question('origin'))
    assert.equal(noted(), before)
    await answerNotification(code, 'Sync Now')
    await code.waitFor(() => noted() > before, { what: 'the notes on the remote', timeoutMs: 40_000 })
    await code.waitFor(async () => (await view.notifications()).some((text) => text.startsWith('Shared ')), {
      what: 'what came of it',
    })
    const clone = mkdtempSync(path.join(base, 'clone-'))
    git(base, code.env, 'clone', '--quiet', server, clone)
    execFileSync(process.execPath, [cli, 'sync'], { cwd: clone, env: code.env, stdio: 'pipe' })
    const blame = execFileSync(process.execPath, [cli, 'blame', file, '--json'], {
      cwd: clone,
      env: code.env,
      encoding: 'utf8',
    })
    assert.deepEqual(
      JSON.parse(blame).lines.map(({ contributor }: { contributor: string }) => contributor),
      ['human'],
    )
  })

  it('is not offered where there is nothing to share, and once where the question is closed', async () => {
    commit()
    run('push', '--quiet', '--set-upstream', 'origin', 'main')
    void code.command('byline.syncNotes')
    await code.waitFor(async () => (await view.notifications()).some((text) => text.startsWith('Shared ')), {
      what: 'all to be shared',
      timeoutMs: 40_000,
    })
    const before = noted()
    await view.clearNotifications()
    run('commit', '--quiet', '--allow-empty', '-m', 'Nothing to share')
    run('push', '--quiet')
    // What comes of it is known when the command, which begins later, is done.
    void code.command('byline.syncNotes')
    await view.sees(`Nothing new to share with origin. You both have ${before} notes.`)
    commit()
    run('push', '--quiet')
    await view.sees(question('origin'))
    await view.clearNotifications()
    commit()
    run('push', '--quiet')
    void code.command('byline.syncNotes')
    await view.sees(`Shared 2 notes with origin. It has ${before + 2} now.`)
    assert.ok(!(await view.notifications()).includes(question('origin')))
  })

  it('happens by itself after "Always", until that is taken back', async () => {
    const before = noted()
    commit()
    run('push', '--quiet', '--set-upstream', 'origin', 'main')
    await view.sees(question('origin'))
    await answerNotification(code, 'Always')
    await code.waitFor(() => noted() > before, { what: 'the notes of the first push', timeoutMs: 40_000 })
    const shared = noted()
    commit()
    run('push', '--quiet')
    await waitForNotes(shared + 1)
    void code.command('byline.syncNotes')
    await view.sees(`Nothing new to share with origin. You both have ${shared + 1} notes.`)
    await answerNotification(code, 'Ask Again After a Push')
    await code.waitFor(() => !existsSync(path.join(folder, '.git/byline/notes.json')), {
      what: 'the answer to be forgotten',
    })
  })

  it('is left to the command where the setting says never; that asks for the remote and can fail in words', async () => {
    await set('never')
    if (!run('remote').includes('backup')) run('remote', 'add', 'backup', backup)
    const hook = path.join(backup, 'hooks', 'update')
    writeFileSync(hook, '#!/bin/sh\ncase $1 in refs/notes/*) exit 1;; esac\n')
    chmodSync(hook, 0o755)
    commit()
    run('push', '--quiet', 'backup', 'main')
    await code.commandPalette('Byline: Sync Provenance Notes')
    await code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'backup' }).first().click()
    await code.waitFor(
      async () => (await view.notifications()).some((text) => text.startsWith('backup refuses the notes')),
      { what: 'the reason', timeoutMs: 40_000 },
    )
    assert.ok(!(await view.notifications()).includes(question('backup')))
    assert.equal(noted(backup), 0)
  })

  it('happens by itself where the user’s own setting says so, but not where only the workspace says so', async () => {
    const inWorkspace = async (value: string | undefined): Promise<void> =>
      code.evaluate(
        async (api, value) => api.workspace.getConfiguration('byline').update('notes.sync', value, false),
        value,
      )
    await inWorkspace('always')
    const before = noted()
    commit()
    run('push', '--quiet', 'origin', 'main')
    await view.sees(question('origin'))
    assert.equal(noted(), before)
    await inWorkspace(undefined)
    await set('always')
    commit()
    run('push', '--quiet', 'origin', 'main')
    await code.waitFor(() => noted() > before + 1, { what: 'the notes of all commits', timeoutMs: 40_000 })
  })
})
