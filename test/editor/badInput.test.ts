import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import type { FileChangeEvent } from 'vscode'
import { answerNotification } from '../demo/sourceControl'
import { git } from '../fixtures/git'
import type { Code } from '../host/code'
import { projectRoot } from '../host/projectRoot'
import { sharedCode } from '../host/sharedCode'
import { BylineView } from './bylineView'
import { NotebookView } from './notebookView'
import { looseLedgers, recorded, recordedOf } from './recorded'
import { removeFolders } from './removeFolders'

const plainEnv = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }

/** A repository with one committed file `a.ts`. */
function makeRepository(root: string): void {
  mkdirSync(root, { recursive: true })
  writeFileSync(path.join(root, 'a.ts'), 'const a = 1\n')
  git(root, plainEnv, 'init', '--quiet', '--initial-branch=main')
  git(root, plainEnv, 'config', 'user.name', 'Robin Example')
  git(root, plainEnv, 'config', 'user.email', 'robin@example.com')
  git(root, plainEnv, 'add', '.')
  git(root, plainEnv, 'commit', '--quiet', '--message', 'First')
}

function temporaryFolder(name: string): string {
  return realpathSync(mkdtempSync(path.join(tmpdir(), `byline-${name}-`)))
}

/** Fails unless an AI completion in a healthy repository is still recorded. */
async function stillRecords(view: BylineView, root: string, file: string): Promise<void> {
  writeFileSync(path.join(root, file), '')
  await view.complete(path.join(root, file), 'const fine = true')
  const seen = await view.code.waitFor(() => recordedOf(root, file), { what: `${file} to be recorded` })
  assert.deepEqual(seen, {
    path: file,
    text: 'const fine = true',
    contributors: ['ai'],
    tools: ['byline-test.assistant'],
  })
}

describe('What is wrong with a folder', function () {
  this.timeout(90_000)
  const folder = temporaryFolder('workshop')
  const outside = temporaryFolder('outside')
  const at = (...names: string[]): string => path.join(folder, ...names)
  let code: Code
  let view: BylineView
  let cases = 0

  before(async () => {
    makeRepository(at('healthy'))
    for (const name of ['lost', 'damaged', 'ledger', 'noHooks', 'brokenHook', 'library']) makeRepository(at(name))
    mkdirSync(at('plain'))
    writeFileSync(at('plain', 'a.ts'), 'const a = 1\n')
    git(folder, plainEnv, 'clone', '--quiet', '--bare', 'healthy', 'bare.git')
    rmSync(at('lost', '.git'), { recursive: true })
    writeFileSync(at('lost', '.git'), 'gitdir: ../nowhere\n')
    writeFileSync(at('damaged', '.git', 'HEAD'), 'garbage\n')
    rmSync(at('noHooks', '.git', 'hooks'), { recursive: true })
    writeFileSync(at('noHooks', '.git', 'hooks'), 'not a folder\n')
    git(at('healthy'), plainEnv, 'worktree', 'add', '--quiet', '../linked')
    makeRepository(at('super'))
    git(at('super'), plainEnv, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', at('library'), 'sub')
    writeFileSync(at('healthy', 'large.ts'), `// ${'x'.repeat(30)}\n`.repeat(1_000))
    writeFileSync(path.join(outside, 'a.ts'), 'const a = 1\n')
    code = await sharedCode({ channel: 'proposed', folder, settings: { 'byline.capture.maxFileSizeKB': 20 } })
    view = new BylineView(code)
  })

  afterEach(async () => {
    await stillRecords(view, at('healthy'), `after${++cases}.ts`)
    await view.clearNotifications()
  })

  after(() => removeFolders(folder, outside))

  const setLimit = async (limit: number): Promise<void> =>
    code.evaluate(
      async (api, limit) => api.workspace.getConfiguration('byline').update('capture.maxFileSizeKB', limit, true),
      limit,
    )

  it('no repository: keeps the record itself, and hands it over to a repository that is created', async () => {
    await view.complete('plain/a.ts', 'const ai = true')
    await code.waitFor(
      async () => {
        for (const ledger of looseLedgers(code)) {
          if ((await recorded(ledger)).some((record) => record.path === 'plain/a.ts')) return true
        }
        return false
      },
      { what: 'the record in the storage of the editor' },
    )
    await code.command('byline.showTrailers')
    await view.sees(`There is no git repository in ${folder}. Create one with "Git: Initialize Repository".`)

    git(at('plain'), plainEnv, 'init', '--quiet', '--initial-branch=main')
    const adopted = await code.waitFor(() => recordedOf(at('plain'), 'a.ts'), { what: 'the record to be handed over' })
    assert.deepEqual(adopted.contributors, ['unknown', 'ai'])
    await view.complete('plain/a.ts', 'const more = true')
    await code.waitFor(async () => (await recordedOf(at('plain'), 'a.ts'))?.text.includes('more'), {
      what: 'the open document to be recorded in the new repository',
    })
  })

  it('a deleted repository does not come back as a folder with a record in it', async () => {
    // The editor may be writing there at this very moment.
    rmSync(at('plain', '.git'), { recursive: true, maxRetries: 10, retryDelay: 200 })
    await view.complete('plain/a.ts', 'const after = true')
    await code.waitFor(
      async () => {
        for (const ledger of looseLedgers(code)) {
          if ((await recorded(ledger)).some(({ text }) => text.includes('after'))) return true
        }
        return false
      },
      { what: 'the record in the storage of the editor' },
    )
    assert.equal(existsSync(at('plain', '.git')), false)
  })

  it('a bare repository', async () => {
    await view.complete('bare.git/notes.ts', 'const ai = true').catch(async () => {
      writeFileSync(at('bare.git', 'notes.ts'), '')
      await view.complete('bare.git/notes.ts', 'const ai = true')
    })
    await view.sees(
      `Byline cannot use the repository here: ${at('bare.git')} is a repository without a work tree. Until that is mended, commits get no trailers.`,
    )
    assert.deepEqual(await view.contributors('bare.git/notes.ts'), ['ai'])
    assert.equal(existsSync(at('bare.git', 'byline')), false)
  })

  it('a .git file that points nowhere; said once for all files', async () => {
    writeFileSync(at('lost', 'b.ts'), '')
    await view.complete('lost/a.ts', 'const ai = true')
    await view.complete('lost/b.ts', 'const ai = true')
    const sentence = `Byline cannot use the repository here: ${at('lost', '.git')} points to ${at('nowhere')}, which is no repository. After a move, "git worktree repair" mends it. Until that is mended, commits get no trailers.`
    await view.sees(sentence)
    assert.deepEqual((await view.notifications()).filter((text) => text === sentence).length, 1)
    assert.deepEqual(await view.contributors('lost/a.ts'), ['unknown', 'ai'])
  })

  it('a damaged HEAD; recorded in the repository as soon as that is mended', async () => {
    await view.complete('damaged/a.ts', 'const ai = true')
    await view.sees(
      `Byline cannot use the repository here: ${at('damaged', '.git', 'HEAD')} is damaged, so git takes this for no repository. "ref: refs/heads/main" in it, with the name of your branch, mends it. Until that is mended, commits get no trailers.`,
    )
    assert.equal(existsSync(at('damaged', '.git', 'byline')), false)
    writeFileSync(at('damaged', '.git', 'HEAD'), 'ref: refs/heads/main\n')
    const mended = await code.waitFor(() => recordedOf(at('damaged'), 'a.ts'), { what: 'the record to be handed over' })
    assert.deepEqual(mended.contributors, ['unknown', 'ai'])
  })

  it('a damaged ledger: what is whole counts, what is not is set aside', async () => {
    await view.complete('ledger/a.ts', 'const ai = true')
    await code.waitFor(() => recordedOf(at('ledger'), 'a.ts'), { what: 'the first record' })
    const byline = at('ledger', '.git', 'byline')
    // Nothing of this window may be in the way: the damage is found by the next one.
    await code.command('workbench.action.closeAllEditors')
    await code.reload()
    writeFileSync(path.join(byline, 'index.json'), 'garbage')
    mkdirSync(path.join(byline, 'records', 'ab'), { recursive: true })
    writeFileSync(path.join(byline, 'records', 'ab', `ab${'0'.repeat(38)}.json`), '{"v":1')
    mkdirSync(path.join(byline, 'texts', 'ab'), { recursive: true })
    writeFileSync(path.join(byline, 'texts', 'ab', `ab${'0'.repeat(62)}`), 'garbage')
    writeFileSync(path.join(byline, 'consent.json'), 'garbage')
    await code.openFile('ledger/a.ts')
    await code.waitFor(async () => (await view.contributors('ledger/a.ts'))?.includes('ai'), {
      what: 'the whole record to be read',
    })
    await view.complete('ledger/a.ts', 'const more = true')
    const record = await code.waitFor(
      async () => {
        const found = await recordedOf(at('ledger'), 'a.ts')
        return found?.text.includes('more') ? found : undefined
      },
      { what: 'the next record' },
    )
    assert.deepEqual(record.contributors, ['unknown', 'ai', 'ai'])
    git(at('ledger'), plainEnv, 'commit', '--quiet', '--all', '--message', 'Plain')
    assert.equal(git(at('ledger'), plainEnv, 'log', '-1', '--format=%B').trim(), 'Plain')
  })

  it('a folder of hooks that cannot be written', async () => {
    await code.openFile('noHooks/a.ts')
    await code.command('byline.enableTrailers')
    await view.sees(
      `The commit hooks in ${at('noHooks', '.git', 'hooks')} cannot be changed (ENOTDIR). A file stands where a folder should be; move it away.`,
    )
    assert.equal(existsSync(at('noHooks', '.git', 'byline', 'consent.json')), false)
    await view.complete('noHooks/a.ts', 'const ai = true')
    git(at('noHooks'), plainEnv, 'commit', '--quiet', '--all', '--message', 'Plain')
    assert.equal(git(at('noHooks'), plainEnv, 'log', '-1', '--format=%B').trim(), 'Plain')
  })

  it('a hook that cannot run: the commit is made as git alone would', async () => {
    await code.openFile('brokenHook/a.ts')
    void code.command('byline.enableTrailers')
    await code.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Add Provenance' }).click()
    await view.sees('Commits with AI lines get trailers from now on.')
    await view.complete('brokenHook/a.ts', 'const ai = true')
    await code.waitFor(() => existsSync(at('brokenHook', '.git', 'byline', 'pending')), {
      what: 'AI text to be pending',
    })
    const cli = at('brokenHook', '.git', 'byline', 'cli.js')
    const whole = readFileSync(cli)
    writeFileSync(cli, 'this is no program')
    git(at('brokenHook'), code.env, 'commit', '--quiet', '--all', '--message', 'Plain')
    assert.equal(git(at('brokenHook'), code.env, 'log', '-1', '--format=%B').trim(), 'Plain')
    writeFileSync(cli, whole)
    await view.complete('brokenHook/a.ts', 'const more = true')
    await code.waitFor(() => existsSync(at('brokenHook', '.git', 'byline', 'pending')), {
      what: 'AI text to be pending',
    })
    git(at('brokenHook'), code.env, 'commit', '--quiet', '--all', '--message', 'Whole')
    assert.match(git(at('brokenHook'), code.env, 'log', '-1', '--format=%B'), /^Whole\n\nAssisted-by: /)
  })

  const isLeftOut = async (timeoutMs = 40_000): Promise<void> => {
    await code.waitFor(async () => (await view.statusBar()) === 'Left out', {
      what: 'the status bar to say so',
      timeoutMs,
    })
  }

  it('a file over the limit, until the limit is raised', async () => {
    await code.openFile('healthy/large.ts')
    await isLeftOut()
    assert.match(
      await view.statusBarTooltip('file'),
      /^Byline leaves out files over 20 KB \(setting byline\.capture\.maxFileSizeKB\)\.\s+Change the Limit$/,
    )
    assert.equal(await view.contributors('healthy/large.ts'), undefined)
    await setLimit(100)
    await code.waitFor(() => view.contributors('healthy/large.ts'), { what: 'the file to be looked at' })
    await setLimit(20)
  })

  it('a file that is open while the limit is lowered, until it is raised again', async () => {
    const lines = [...Array.from({ length: 200 }, () => 'unknown'), 'ai']
    const isKnown = async (): Promise<void> => {
      await code.waitFor(async () => (await view.contributors('healthy/open.ts'))?.join() === lines.join(), {
        what: 'its lines to be known',
      })
      await code.waitFor(async () => (await view.gutterMarks())[0]?.[201] === 'ai', { what: 'the mark' })
    }
    writeFileSync(at('healthy', 'open.ts'), `// ${'x'.repeat(30)}\n`.repeat(200))
    await view.complete('healthy/open.ts', 'const ai = true')
    await isKnown()
    await setLimit(5)
    await isLeftOut()
    assert.match(
      await view.statusBarTooltip('file'),
      /^Byline leaves out files over 5 KB \(setting byline\.capture\.maxFileSizeKB\)\./,
    )
    assert.equal(await view.contributors('healthy/open.ts'), undefined)
    await code.waitFor(async () => Object.keys((await view.gutterMarks())[0] ?? {}).length === 0, {
      what: 'the mark to be gone',
    })
    await setLimit(20)
    await isKnown()
  })

  it('a notebook that is open while the limit is lowered, until it is raised again', async () => {
    const cell = { cell_type: 'code', execution_count: null, id: 'a1', metadata: {}, outputs: [], source: ['load()'] }
    const json = { cells: [cell], metadata: { filler: 'x'.repeat(7_000) }, nbformat: 4, nbformat_minor: 5 }
    writeFileSync(at('healthy', 'open.ipynb'), JSON.stringify(json))
    const notebook = new NotebookView(code, at('healthy', 'open.ipynb'))
    const linesAre = async (expected: readonly string[]): Promise<void> => {
      let seen: readonly string[] | undefined
      await code
        .waitFor(async () => (seen = (await notebook.lines())[0])?.join() === expected.join(), {
          what: 'the lines of the cell',
        })
        .catch(() => assert.deepEqual(seen, expected))
    }
    await notebook.open()
    await notebook.enter(0)
    await code.press('Enter')
    await code.type('own()')
    await linesAre(['unknown load()', 'human own()'])
    await setLimit(5)
    await isLeftOut()
    await linesAre(['untracked'])
    await setLimit(20)
    await linesAre(['unknown load()', 'human own()'])
    await code.command('workbench.action.revertAndCloseActiveEditor')
  })

  it('a document of 48 MB: left out, and covered exactly where the limit allows it', async function () {
    this.timeout(240_000)
    const line = `// ${'x'.repeat(60)}\n`
    const lineCount = Math.ceil(48_000_000 / line.length)
    writeFileSync(at('healthy', 'huge.ts'), line.repeat(lineCount))
    await code.openFile('healthy/huge.ts')
    await isLeftOut(60_000)
    await setLimit(50_000)
    const covered = (): Promise<readonly [lines: number, last: string] | null> =>
      code.evaluate((api) => {
        const byline = api.extensions.getExtension('byline.byline')!.exports
        const last = byline.getAttribution(api.window.activeTextEditor!.document.uri)?.at(-1)
        return last ? [last.to, last.contributor] : null
      })
    const becomes = async (lines: number, last: string): Promise<void> => {
      await code.waitFor(async () => JSON.stringify(await covered()) === JSON.stringify([lines, last]), {
        what: `${lines} lines, the last one ${last}`,
        timeoutMs: 60_000,
      })
    }
    await becomes(lineCount, 'unknown')
    await code.focusEditor()
    await code.press('Control+End')
    await code.type('const small = 1')
    await becomes(lineCount + 1, 'human')
    assert.match(
      await code.evaluate((api) => api.window.activeTextEditor!.document.getText().slice(-20)),
      /\nconst small = 1$/,
    )
    await code.command('workbench.action.revertAndCloseActiveEditor')
    await setLimit(20)
  })

  it('a linked work tree shares the record of its repository', async () => {
    await view.complete('linked/a.ts', 'const linked = true')
    const record = await code.waitFor(
      async () => (await recorded(at('healthy', '.git', 'byline'))).find(({ text }) => text.includes('linked')),
      { what: 'the record in the common folder' },
    )
    assert.deepEqual([record.path, record.contributors], ['a.ts', ['unknown', 'ai']])
    assert.deepEqual(await view.notifications().then((all) => all.filter((text) => text.includes('does not use'))), [])
  })

  it('a submodule has a record of its own', async () => {
    await view.complete('super/sub/a.ts', 'const sub = true')
    await code.waitFor(
      async () =>
        (await recorded(at('super', '.git', 'modules', 'sub', 'byline'))).find(({ text }) =>
          text.includes('sub = true'),
        ),
      { what: 'the record of the submodule' },
    )
    assert.equal(existsSync(at('super', '.git', 'byline', 'records')), false)
  })

  it('a file outside of every folder is attributed while it is open, and says that nothing is kept', async () => {
    const file = path.join(outside, 'a.ts')
    await view.complete(file, 'const ai = true')
    assert.deepEqual(await view.contributors(file), ['unknown', 'ai'])
    assert.match(
      await view.statusBarTooltip('file'),
      /Nothing is recorded: the file is in no repository and no workspace folder\.\s+Go to/,
    )
    assert.deepEqual(readdirSync(outside), ['a.ts'])
  })

  it('the message that git has somebody write is no file of the repository', async () => {
    for (const message of [
      at('healthy', '.git', 'COMMIT_EDITMSG'),
      at('healthy', '.git', 'worktrees', 'linked', 'M'),
    ]) {
      writeFileSync(message, 'Message\n')
      await view.complete(message, 'by AI')
    }
    const paths = (await recorded(at('healthy', '.git', 'byline'))).map((record) => record.path)
    assert.deepEqual(
      paths.filter((name) => name.includes('.git') || name.includes('COMMIT') || name === 'M'),
      [],
    )
    assert.deepEqual(await view.notifications().then((all) => all.filter((text) => text.includes('does not use'))), [])
  })

  it('a file that is not on disk is left alone', async () => {
    await code.evaluate(async (api) => {
      const text = { bytes: new TextEncoder().encode('const a = 1\n'), writes: 0 }
      const none = new api.EventEmitter<FileChangeEvent[]>()
      api.workspace.registerFileSystemProvider('virtual', {
        onDidChangeFile: none.event,
        watch: () => ({ dispose: () => undefined }),
        stat: () => ({ type: api.FileType.File, ctime: 1, mtime: 1 + text.writes, size: text.bytes.length }),
        readDirectory: () => [],
        createDirectory: () => undefined,
        readFile: () => text.bytes,
        writeFile: (_uri, bytes) => {
          text.bytes = new Uint8Array(bytes)
          text.writes++
        },
        delete: () => undefined,
        rename: () => undefined,
      })
      await api.window.showTextDocument(api.Uri.parse('virtual:/healthy/virtual.ts'))
    })
    await code.focusEditor()
    await code.press('Control+End')
    await view.assistant.showGhostText('const virtual = true')
    await view.assistant.accept()
    await code.press('Control+S')
    await code.waitFor(async () => (await view.statusBar()) === undefined, { what: 'the status bar to say nothing' })
    assert.equal(
      await code.evaluate(
        (api) =>
          api.extensions
            .getExtension('byline.byline')!
            .exports.getAttribution(api.Uri.parse('virtual:/healthy/virtual.ts')) ?? null,
      ),
      null,
    )
    await code.command('workbench.action.revertAndCloseActiveEditor')
  })

  it('what is typed to the chat is recorded nowhere', async () => {
    await code.openFile('healthy/a.ts')
    await view.assistant.script({ chat: [{ reply: 'Yes.' }] })
    await code.command('workbench.action.chat.open')
    const input = code.page.locator('.interactive-input-part .monaco-editor').first()
    await input.click()
    await code.type('a very secret prompt')
    await code.waitFor(
      () =>
        code.evaluate((api) =>
          api.workspace.textDocuments.some((document) => document.getText().includes('a very secret prompt')),
        ),
      { what: 'the input to be a document' },
    )
    await isRecordedNowhere('secret prompt')
  })

  it('what is typed to the Source Control view is recorded nowhere', async () => {
    await code.openFile('healthy/a.ts')
    await code.command('workbench.view.scm')
    await code.page.locator('.scm-editor .monaco-editor').first().click()
    await code.type('a very secret message')
    await code.waitFor(
      () =>
        code.evaluate((api) =>
          api.workspace.textDocuments.some(
            (document) => document.uri.scheme === 'vscode-scm' && document.getText().includes('a very secret message'),
          ),
        ),
      { what: 'the message to be a document' },
    )
    await isRecordedNowhere('secret message')
  })

  it('what an extension shows is recorded nowhere, whatever scheme it has', async () => {
    await code.openFile('healthy/a.ts')
    await code.evaluate(async (api) => {
      for (const scheme of ['memfs', 'chat-editing-text-model', 'comment', 'search-editor']) {
        api.workspace.registerTextDocumentContentProvider(scheme, {
          provideTextDocumentContent: () => 'a very secret page\n',
        })
        const uri = api.Uri.parse(`${scheme}:${api.workspace.workspaceFolders![0]!.uri.path}/healthy/page.ts`)
        await api.workspace.openTextDocument(uri)
      }
    })
    await isRecordedNowhere('secret page')
  })

  /** Fails when a record holds this text; something that is typed to a file afterwards is recorded. */
  async function isRecordedNowhere(text: string): Promise<void> {
    await code.focusEditor()
    const file = `after ${text}.ts`
    await stillRecords(view, at('healthy'), file)
    const ledgers = [at('healthy', '.git', 'byline'), ...looseLedgers(code)]
    const records = (await Promise.all(ledgers.map(recorded))).flat()
    assert.ok(records.some((record) => record.path === file))
    assert.deepEqual(
      records.filter((record) => record.text.includes(text) || record.path.endsWith('/page.ts')),
      [],
    )
  }
})

describe('A machine without git', function () {
  this.timeout(90_000)
  const folder = temporaryFolder('without-git')
  const empty = temporaryFolder('empty-path')
  let code: Code
  let view: BylineView

  before(async () => {
    makeRepository(folder)
    code = await sharedCode({
      channel: 'proposed',
      folder,
      env: { PATH: empty },
      settings: { 'git.path': '/nowhere/git' },
    })
    view = new BylineView(code)
  })

  after(() => removeFolders(folder, empty))

  it('says once what does not work and how to mend it, and keeps nothing that git might ignore', async () => {
    await view.complete('a.ts', 'const ai = true')
    const sentence =
      'Git was not found on PATH. Nothing is recorded, and commits get no trailers. Install git or set git.path, then reload the window.'
    await view.sees(sentence)
    await code.waitFor(
      async () =>
        /Nothing is recorded: git did not say whether it ignores this file/.test(await view.statusBarTooltip('file')),
      { what: 'the status bar to say that nothing is recorded' },
    )
    writeFileSync(path.join(folder, 'b.ts'), '')
    await view.complete(path.join(folder, 'b.ts'), 'const fine = true')
    await code.command('workbench.action.files.saveAll')
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    for (const file of ['a.ts', 'b.ts']) assert.equal(await recordedOf(folder, file), undefined)
    const all = await view.notifications()
    assert.equal(all.filter((text) => text === sentence).length, 1)
    assert.deepEqual(
      all.filter((text) => text.includes('Add provenance')),
      [],
    )
  })

  it('counts what is not committed, without git', async () => {
    await code.waitFor(async () => (await view.statusBar('repository')) === '2 uncommitted AI lines · trailers off', {
      what: 'the status bar to count',
    })
    assert.match(await view.statusBarTooltip('repository'), /Commits get no trailers: git was not found on PATH\./)
  })

  it('says of commands that need git what they need', async () => {
    for (const command of ['showTrailers', 'showReport', 'enableTrailers', 'disableTrailers', 'skipTrailersOnce']) {
      await view.clearNotifications()
      await code.command(`byline.${command}`)
      await view.sees('Git was not found on PATH. Install it or set git.path, then reload the window.')
    }
  })
})

describe('Restricted Mode', function () {
  this.timeout(90_000)
  const folder = temporaryFolder('restricted')
  const traces = temporaryFolder('traces')
  let code: Code
  let view: BylineView
  const filesUnder = (root: string): readonly string[] =>
    readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()

  before(async () => {
    makeRepository(folder)
    // A trailer that somebody else's commit brought, and a record of this machine.
    writeFileSync(path.join(folder, 'trailer.ts'), 'const human = 1\nconst ai = 1\n')
    git(folder, plainEnv, 'add', '.')
    const blob = git(folder, plainEnv, 'rev-parse', ':trailer.ts').slice(0, 8)
    const trailers = `Assisted-by: Codex\nAI-Provenance: ai=1 mixed=0 human=0 unknown=1 evidence=reported\nAI-Lines: trailer.ts 2 @${blob}`
    git(folder, plainEnv, 'commit', '--quiet', '--message', `With AI\n\n${trailers}`)
    writeFileSync(path.join(folder, 'record.ts'), 'const recorded = 1\n')
    const event = { path: 'record.ts', contributor: 'ai', tool: 'codex', before: '', after: 'const recorded = 1\n' }
    const cli = path.join(projectRoot(), 'dist', 'cli.js')
    execFileSync(process.execPath, [cli, 'record', '--agent', 'generic'], {
      cwd: folder,
      env: plainEnv,
      input: JSON.stringify(event),
    })
    // Whatever runs git in here leaves a trace.
    const spy = path.join(traces, 'spy.sh')
    writeFileSync(spy, `#!/bin/sh\necho "$@" >> '${traces}/ran'\n`, { mode: 0o755 })
    git(folder, plainEnv, 'config', 'core.fsmonitor', spy)
    code = await sharedCode({ channel: 'proposed', folder, trust: false })
    view = new BylineView(code)
  })

  after(() => removeFolders(folder, traces))

  it('is really restricted', async () => {
    assert.equal(await code.evaluate((api) => api.workspace.isTrusted), false)
  })

  it('shows what trailers and records in the folder say', async () => {
    await code.openFile('trailer.ts')
    await code.waitFor(async () => (await view.contributors('trailer.ts'))?.includes('ai'), {
      what: 'the trailer to be read',
    })
    assert.deepEqual(await view.contributors('trailer.ts'), ['unknown', 'ai'])
    await code.openFile('record.ts')
    await code.waitFor(async () => (await view.contributors('record.ts'))?.includes('ai'), {
      what: 'the record to be read',
    })
  })

  it('says of a repository that is too large for it that its lines are known once the folder is trusted', async () => {
    const large = path.join(folder, 'large')
    makeRepository(large)
    writeFileSync(path.join(large, 'x.ts'), 'const x = 1\n')
    git(large, plainEnv, 'add', '.')
    git(large, plainEnv, 'commit', '--quiet', '--message', 'x')
    mkdirSync(path.join(large, '.git', 'objects', 'pack'), { recursive: true })
    const pack = path.join(large, '.git', 'objects', 'pack', 'pack-x.pack')
    writeFileSync(pack, '')
    truncateSync(pack, 60e6)
    await code.openFile(path.join('large', 'x.ts'))
    await code.waitFor(
      async () =>
        /Who wrote this is known once you trust this folder: its history is too large/.test(
          await view.statusBarTooltip('file'),
        ),
      { what: 'the status bar to say what trust would tell' },
    )
    rmSync(large, { recursive: true })
  })

  it('attributes in memory, says that nothing is recorded, and writes nothing', async () => {
    const before = filesUnder(path.join(folder, '.git'))
    await view.complete('a.ts', 'const ai = true')
    assert.deepEqual(await view.contributors('a.ts'), ['unknown', 'ai'])
    assert.match(
      await view.statusBarTooltip('file'),
      /Nothing is recorded in Restricted Mode\.\s+Go to .* Manage Workspace Trust$/,
    )
    await code.command('workbench.action.closeActiveEditor')
    await code.openFile('a.ts')
    assert.deepEqual(await view.contributors('a.ts'), ['unknown', 'ai'])
    assert.deepEqual(filesUnder(path.join(folder, '.git')), before)
    assert.deepEqual(looseLedgers(code), [])
    assert.deepEqual(await view.notifications(), [])
  })

  it('says of commands that need git that the workspace has to be trusted, and runs no git', async () => {
    for (const command of ['showTrailers', 'showReport', 'enableTrailers', 'disableTrailers', 'skipTrailersOnce']) {
      await view.clearNotifications()
      await code.command(`byline.${command}`)
      await view.sees('This needs git, which Byline does not run in Restricted Mode.')
    }
    await answerNotification(code, 'Manage Workspace Trust')
    await code.page.getByRole('button', { name: 'Trust', exact: true }).first().waitFor()
    await code.command('workbench.action.closeActiveEditor')
    assert.deepEqual(readdirSync(traces), ['spy.sh'])
    cpSync(path.join(traces, 'spy.sh'), path.join(traces, 'control.sh'))
    git(folder, plainEnv, 'status')
    assert.ok(existsSync(path.join(traces, 'ran')), 'the trace would have been left')
  })

  it('records what was seen as soon as the workspace is trusted', async () => {
    await code.openFile('a.ts')
    void code.command('workbench.trust.manage')
    await code.page.getByRole('button', { name: 'Trust', exact: true }).first().click()
    await code.waitFor(() => code.evaluate((api) => api.workspace.isTrusted), { what: 'the workspace to be trusted' })
    const record = await code.waitFor(() => recordedOf(folder, 'a.ts'), { what: 'the record', timeoutMs: 20_000 })
    assert.deepEqual(record.contributors, ['unknown', 'ai'])
  })
})
