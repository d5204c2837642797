import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import type { Frame, FrameLocator } from 'playwright-core'
import { answerNotification } from '../demo/sourceControl'
import { createRepository, storyFile } from '../demo/story'
import { git } from '../fixtures/git'
import type { Code } from '../host/code'
import { projectRoot } from '../host/projectRoot'
import { sharedCode } from '../host/sharedCode'
import { BylineView } from './bylineView'
import { recordedOf } from './recorded'
import { removeFolders } from './removeFolders'

const question = 'Byline saw AI edits here. Write provenance trailers into the commits of this repository?'
const overviewColor = [181, 140, 255] // byline.aiForeground in the dark theme

/** What an agent without a format of its own says it did. */
interface AgentEvent {
  readonly path: string
  readonly tool: string
  readonly model?: string
  readonly after?: string
}

describe('Features', function () {
  this.timeout(90_000)
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-features-')))
  const folder = path.join(base, 'payments')
  const other = path.join(base, 'other')
  let code: Code
  let view: BylineView
  const inFolder = (...names: string[]): string => path.join(folder, ...names)

  before(async () => {
    for (const root of [folder, other]) createRepository(root, process.env)
    code = await sharedCode({ channel: 'proposed', folder })
    view = new BylineView(code)
  })

  afterEach(() => view.clearNotifications())

  after(() => removeFolders(base))

  const set = async (name: string, value: unknown): Promise<void> =>
    code.evaluate(
      async (api, { name, value }) => api.workspace.getConfiguration('byline').update(name, value ?? undefined, true),
      { name, value },
    )
  const record = (root: string, event: AgentEvent): void => {
    execFileSync(process.execPath, [path.join(projectRoot(), 'dist', 'cli.js'), 'record', '--agent', 'generic'], {
      cwd: root,
      env: code.env,
      input: JSON.stringify({ contributor: 'ai', mode: 'agent', ...event }),
    })
  }
  const shows = async (file: string, expected: readonly string[]): Promise<void> => {
    let seen: readonly string[] | undefined
    await code
      .waitFor(
        async () => {
          seen = await view.contributors(file)
          return JSON.stringify(seen) === JSON.stringify(expected)
        },
        { what: `${file} to be ${expected.join(' ')}` },
      )
      .catch((error: unknown) => assert.deepEqual(seen, expected, String(error)))
  }
  const statusBar = async (expected: string | undefined): Promise<void> => {
    let seen: string | undefined
    await code
      .waitFor(async () => (seen = await view.statusBar()) === expected || false, { what: 'the status bar' })
      .catch((error: unknown) => assert.equal(seen, expected, String(error)))
  }
  const marks = async (expected: readonly Record<number, string>[]): Promise<void> => {
    let seen: unknown
    await code
      .waitFor(async () => JSON.stringify((seen = await view.gutterMarks())) === JSON.stringify(expected), {
        what: 'the marks in the gutter',
      })
      .catch((error: unknown) => assert.deepEqual(seen, expected, String(error)))
  }

  describe('asks for consent', () => {
    it('once in a window, where the question is closed', async () => {
      await view.complete(storyFile, 'export function twice(n: number): number {\n  return 2 * n\n}')
      await view.sees(question)
      await view.clearNotifications()
      await view.complete(storyFile, 'export const one = 1')
      await code.waitFor(async () => (await recordedOf(folder, storyFile))?.text.includes('one'), {
        what: 'the record',
      })
      assert.deepEqual(await view.notifications(), [])
    })

    it('never again, where it is refused', async () => {
      const file = path.join(other, storyFile)
      await view.complete(file, 'export const one = 1')
      await view.sees(question)
      await answerNotification(code, 'Not in This Repository')
      await code.waitFor(() => existsSync(path.join(other, '.git/byline/consent.json')), {
        what: 'the answer to be kept',
      })
      await code.reload()
      await view.complete(file, 'export const two = 2')
      await code.waitFor(async () => (await recordedOf(other, storyFile))?.text.includes('two'), { what: 'the record' })
      assert.deepEqual(await view.notifications(), [])
      assert.deepEqual(hooksOf(other), [])
    })

    it('again in the next window, where it was closed', async () => {
      await view.complete(storyFile, 'export const two = 2')
      await view.sees(question)
      assert.deepEqual(hooksOf(folder), [])
    })

    it('not at all, where the setting says so', async () => {
      await set('trailers.askConsent', false)
      await code.reload()
      await view.complete(storyFile, 'export const three = 3')
      await code.waitFor(async () => (await recordedOf(folder, storyFile))?.text.includes('three'), {
        what: 'the record',
      })
      assert.deepEqual(await view.notifications(), [])
    })
  })

  describe('marks', () => {
    it('lines in the gutter of all visible editors, AI and mixed', async () => {
      await code.openFile(storyFile)
      await code.clickText(8, 12)
      await code.type('5 + ')
      await code.press('Control+S')
      await marks([{ 8: 'ai', 9: 'mixed', 10: 'ai', 11: 'ai', 12: 'ai', 13: 'ai' }])
      await code.command('workbench.action.splitEditor')
      await marks(Array.from({ length: 2 }, () => ({ 8: 'ai', 9: 'mixed', 10: 'ai', 11: 'ai', 12: 'ai', 13: 'ai' })))
    })

    it('both editors of a file when something is typed in one', async () => {
      await code.press('Control+Home')
      await code.type('// typed\n')
      await marks(Array.from({ length: 2 }, () => ({ 9: 'ai', 10: 'mixed', 11: 'ai', 12: 'ai', 13: 'ai', 14: 'ai' })))
      await code.waitFor(
        async () => {
          await code.press('Control+Z')
          return (await code.text()).startsWith('import')
        },
        { what: 'what was typed to be undone' },
      )
      await code.press('Control+S')
      await code.command('workbench.action.closeEditorsInOtherGroups')
      await code.command('workbench.action.joinAllGroups')
    })

    it('draws bars that join from line to line', async () => {
      const bars = await code.page.evaluate<{ top: number; bottom: number; size: string }[]>(
        `[...document.querySelectorAll('.editor-instance .margin *')]
          .filter((element) => /gutter-(ai|mixed)-/.test(getComputedStyle(element).backgroundImage))
          .map((element) => ({ ...element.getBoundingClientRect().toJSON(), size: getComputedStyle(element).backgroundSize }))
          .sort((a, b) => a.top - b.top)`,
      )
      assert.ok(bars.length >= 6)
      for (const [at, bar] of bars.entries()) {
        assert.equal(bar.size, 'cover')
        if (at > 0) assert.ok(bar.top - bars[at - 1]!.bottom < 0.5, 'a gap between two bars')
      }
    })

    it('lines in the overview ruler', async () => {
      assert.equal(await overviewRulerHas(code, overviewColor), true)
      await set('overviewRuler.enabled', false)
      await code.waitFor(async () => !(await overviewRulerHas(code, overviewColor)), { what: 'the ruler to be empty' })
      await set('overviewRuler.enabled', undefined)
      await code.waitFor(() => overviewRulerHas(code, overviewColor), { what: 'the ruler to be marked again' })
    })

    it('go and come with the command and the setting', async () => {
      await code.commandPalette('Byline: Toggle Gutter Marks')
      await marks([{}])
      await code.commandPalette('Byline: Toggle Gutter Marks')
      await marks([{ 8: 'ai', 9: 'mixed', 10: 'ai', 11: 'ai', 12: 'ai', 13: 'ai' }])
    })

    it('unknown lines where the setting says so', async () => {
      await set('gutter.showUnknown', true)
      const unknown = Object.fromEntries(Array.from({ length: 7 }, (_, line) => [line + 1, 'unknown']))
      await marks([{ ...unknown, 8: 'ai', 9: 'mixed', 10: 'ai', 11: 'ai', 12: 'ai', 13: 'ai' }])
      assert.equal(await view.hover(0, 10), 'Unknown\nNobody saw this line being written. It may be anybody’s work.')
      await set('gutter.showUnknown', undefined)
      await marks([{ 8: 'ai', 9: 'mixed', 10: 'ai', 11: 'ai', 12: 'ai', 13: 'ai' }])
    })
  })

  describe('tells in the hover', () => {
    it('who wrote a line, and that the editor said so', async () => {
      assert.match(
        await view.hover(7, 12),
        /^Written by AI\nbyline-test\.assistant · completion\nReported by the editor or the tool itself · \S.+$/,
      )
      assert.match(await view.hover(8, 4), /^AI text with later changes\nbyline-test\.assistant · completion\n/)
    })

    it('nothing where the setting says so', async () => {
      await set('hover.enabled', false)
      await code.page.mouse.move(5, 300)
      await code.hoverText(7, 12)
      const provided = (): Promise<string> =>
        code.evaluate(async (api) => {
          const { document } = api.window.activeTextEditor!
          const hovers = await api.commands.executeCommand<{ contents: { value: string }[] }[]>(
            'vscode.executeHoverProvider',
            document.uri,
            new api.Position(7, 12),
          )
          return hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join('\n')
        })
      assert.doesNotMatch(await provided(), /Written by AI/)
      await set('hover.enabled', undefined)
      assert.match(await provided(), /Written by AI/)
    })

    it('names of tools and models as text, whatever they hold', async () => {
      const tool = '[click](command:workbench.action.files.newUntitledFile) <b>bold</b> `code` **x**'
      writeFileSync(inFolder('hostile.ts'), 'const hostile = 1\n')
      record(folder, { path: 'hostile.ts', tool, model: `<img src=x>/${tool}` })
      await code.openFile('hostile.ts')
      await shows('hostile.ts', ['ai'])
      const text = await view.hover(0, 8)
      assert.match(text, /^Written by AI\nclick-command/)
      assert.match(text, /Reported by the editor or the tool itself/)
      const elements = await code.page.evaluate<number>(
        `document.querySelectorAll('.monaco-hover a, .monaco-hover b, .monaco-hover img, .monaco-hover code').length`,
      )
      assert.equal(elements, 0)
    })

    it('that a line was carried over from an earlier text', async () => {
      const file = inFolder(storyFile)
      await code.openFile(storyFile)
      await code.command('workbench.action.closeActiveEditor')
      // The editor lets go of a closed document by and by; another window has never seen it.
      await code.reload()
      writeFileSync(file, `// added from outside\n${readFileSync(file, 'utf8')}`)
      await code.openFile(storyFile)
      await marks([{ 9: 'ai', 10: 'mixed', 11: 'ai', 12: 'ai', 13: 'ai', 14: 'ai' }])
      assert.match(await view.hover(8, 12), /\nCarried over from an earlier text/)
      writeFileSync(file, readFileSync(file, 'utf8').replace('// added from outside\n', ''))
      await marks([{ 8: 'ai', 9: 'mixed', 10: 'ai', 11: 'ai', 12: 'ai', 13: 'ai' }])
    })
  })

  describe('counts in the status bar', () => {
    it('the lines of the file, and those that wait to be committed', async () => {
      await code.openFile(storyFile)
      await statusBar('AI 5 · mixed 1 · 7 pending')
      assert.equal(
        await view.statusBarTooltip(),
        'This file: 5 AI, 1 mixed, 0 human, 7 unknown lines.\n\n7 AI lines wait to be committed. Click to see the trailers a commit would get.',
      )
      await code.openFile('src/gateway.ts')
      await statusBar('AI 0 · 7 pending')
    })

    it('nothing where the setting says so', async () => {
      await set('statusBar.enabled', false)
      await statusBar(undefined)
      await set('statusBar.enabled', undefined)
      await statusBar('AI 0 · 7 pending')
    })

    it('follows a commit in a terminal', async () => {
      git(folder, code.env, 'add', 'hostile.ts')
      git(folder, code.env, 'commit', '--quiet', '--message', 'One file')
      await statusBar('AI 0 · 6 pending')
    })
  })

  describe('follows an agent', () => {
    it('that writes to an open file and reports it afterwards', async () => {
      await code.openFile('src/gateway.ts')
      writeFileSync(inFolder('src/gateway.ts'), `${readFileSync(inFolder('src/gateway.ts'), 'utf8')}const later = 1\n`)
      await shows('src/gateway.ts', ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'])
      record(folder, { path: 'src/gateway.ts', tool: 'codex' })
      await shows('src/gateway.ts', ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'ai'])
      assert.match(await view.hover(5, 8), /^Written by AI\nCodex · agent\nReported by the editor or the tool itself/)
    })

    it('that reports first and writes afterwards', async () => {
      const after = `${readFileSync(inFolder('src/gateway.ts'), 'utf8')}const sooner = 1\n`
      record(folder, { path: 'src/gateway.ts', tool: 'codex', after })
      writeFileSync(inFolder('src/gateway.ts'), after)
      await shows('src/gateway.ts', ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'ai', 'ai'])
    })

    it('that writes to a file with unsaved changes, when those are given up', async () => {
      await code.press('Control+Home')
      await code.type('// unsaved ')
      const after = `${readFileSync(inFolder('src/gateway.ts'), 'utf8')}const dirty = 1\n`
      writeFileSync(inFolder('src/gateway.ts'), after)
      record(folder, { path: 'src/gateway.ts', tool: 'codex' })
      assert.match(await code.text(), /^\/\/ unsaved /)
      await code.command('workbench.action.files.revert')
      await shows('src/gateway.ts', ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'ai', 'ai', 'ai'])
    })

    it('that writes to a closed file', async () => {
      writeFileSync(inFolder('closed.ts'), 'const closed = 1\n')
      record(folder, { path: 'closed.ts', tool: 'codex' })
      await statusBar('AI 3 · 10 pending')
      await code.openFile('closed.ts')
      await shows('closed.ts', ['ai'])
    })
  })

  describe('serves other extensions', () => {
    it('an edit that one names is its own, and everybody is told', async () => {
      await code.openFile('closed.ts')
      const told = await code.evaluate(async (api) => {
        const byline = api.extensions.getExtension('byline.byline')!.exports
        const { uri } = api.window.activeTextEditor!.document
        const fired = new Promise<string>((resolve) => {
          byline.onDidChangeAttribution((changed: { toString(): string }) => resolve(changed.toString()))
        })
        const edit = new api.WorkspaceEdit()
        edit.insert(uri, new api.Position(1, 0), 'const named = 1\n')
        await byline.reportEdit({
          uri,
          tool: 'cline',
          model: 'anthropic/claude',
          edit: () => api.workspace.applyEdit(edit),
        })
        return [(await fired) === uri.toString(), JSON.stringify(byline.getAttribution(uri).at(-1))]
      })
      assert.deepEqual(told, [
        true,
        '{"from":1,"to":2,"contributor":"ai","tool":"cline","model":"anthropic/claude","mode":"agent","evidence":"reported"}',
      ])
      await code.press('Control+S')
    })

    it('the same edit without a name is unknown', async () => {
      await code.command('assistant.workspaceEdit', [{ file: 'closed.ts', at: [2, 0], new: 'const unnamed = 1\n' }])
      await shows('closed.ts', ['ai', 'ai', 'unknown'])
      await code.press('Control+S')
    })
  })

  describe('writes trailers', () => {
    const hooks = [
      ['commit-msg', '#!/bin/sh\n# caf\xe9, kept byte for byte\nexit 0\n'],
      ['pre-commit', '#!/bin/sh\nexit 0\n'],
    ] as const

    const preview = async (): Promise<readonly string[]> => {
      await code.command('byline.showTrailers')
      const text = await view.textOfEditor('pending trailers.txt')
      await code.command('workbench.action.closeActiveEditor')
      return text.trimEnd().split('\n')
    }
    const trailersOf = (lines: readonly string[]): readonly string[] =>
      lines.filter((line) => /^(Assisted-by|Generated-by|AI-\w+): /.test(line))
    const commit = (...args: string[]): readonly string[] => {
      git(folder, code.env, ...args)
      return trailersOf(git(folder, code.env, 'log', '-1', '--format=%B').split('\n'))
    }

    before(() => {
      for (const [name, content] of hooks) {
        writeFileSync(inFolder('.git/hooks', name), content, { encoding: 'latin1', mode: 0o755 })
      }
    })

    it('only after somebody agreed; the preview says so before', async () => {
      await code.openFile(storyFile)
      assert.deepEqual(
        (await preview()).at(-1),
        [
          '# The commit hooks are not installed in this repository: run "Byline: Write Trailers in This Repository…".',
        ][0],
      )
      void code.command('byline.enableTrailers')
      await code.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Write Trailers' }).click()
      await view.sees('Commits of this repository get trailers from now on, when they hold AI lines.')
      assert.deepEqual(hooksOf(folder), [
        'commit-msg',
        'commit-msg.byline-original',
        'post-rewrite',
        'pre-commit',
        'prepare-commit-msg',
      ])
    })

    it('as the settings say', async () => {
      git(folder, code.env, 'add', '.')
      const shown = (await preview()).join('\n')
      for (const expected of [
        /^# A commit of what is staged now gets these trailers:\n\nAssisted-by: /,
        /^AI-Provenance: ai=[1-9]\d* mixed=\d+ human=\d+ unknown=\d+ evidence=[a-z]+$/m,
        /^AI-Lines: src\/charge\.ts [0-9].* @[0-9a-f]{8}$/m,
        /^AI-Lines: src\/gateway\.ts [0-9].* @[0-9a-f]{8}$/m,
        /^AI-Lines: closed\.ts 1-2 @[0-9a-f]{8}$/m,
      ]) {
        assert.match(shown, expected)
      }
      const tries: readonly (readonly [string, unknown, (lines: readonly string[]) => void])[] = [
        ['trailers.key', 'Generated-by', (lines) => assert.match(lines.join('\n'), /^Generated-by: /m)],
        ['trailers.key', 'none', (lines) => assert.doesNotMatch(lines.join('\n'), /-by: /)],
        ['trailers.detail', 'summary', (lines) => assert.doesNotMatch(lines.join('\n'), /AI-Lines/)],
        ['trailers.maxFiles', 1, (lines) => assert.match(lines.join('\n'), /^AI-Lines: \+2 files$/m)],
        [
          'trailers.minimumShare',
          1,
          (lines) =>
            assert.deepEqual(lines, [
              '# A commit of what is staged now gets no trailers: fewer than 100 % of the lines it adds are from AI.',
            ]),
        ],
        [
          'trailers.enabled',
          false,
          (lines) =>
            assert.deepEqual(lines, [
              '# A commit of what is staged now gets no trailers: they are switched off for this repository.',
            ]),
        ],
      ]
      for (const [name, value, check] of tries) {
        await set(name, value)
        check(await preview())
        await set(name, undefined)
      }
    })

    it('settings reach the hooks', async () => {
      await set('trailers.key', 'Generated-by')
      const settings = inFolder('.git/byline/settings.json')
      await code.waitFor(() => readFileSync(settings, 'utf8').includes('Generated-by'), {
        what: 'the settings to be left',
      })
      const expected = trailersOf(await preview())
      assert.deepEqual(commit('commit', '--quiet', '--message', 'As set'), expected)
      assert.ok(expected.some((line) => line.startsWith('Generated-by: ')))
      await set('trailers.key', undefined)
      await code.waitFor(() => readFileSync(settings, 'utf8').includes('Assisted-by'), {
        what: 'the settings to be left',
      })
      await statusBar('AI 5 · mixed 1')
    })

    it('as previewed: nothing staged', async () => {
      await view.complete(storyFile, 'export const four = 4\nexport const five = 5')
      await statusBar('AI 7 · mixed 1 · 2 pending')
      const expected = await preview()
      assert.equal(expected[0], '# A commit of all changes (nothing is staged) gets these trailers:')
      assert.deepEqual(commit('commit', '--quiet', '--all', '--message', 'All'), trailersOf(expected))
      assert.equal(trailersOf(expected).length, 3)
    })

    it('as previewed: one of two files staged', async () => {
      await view.complete(storyFile, 'export const six = 6')
      await view.complete('closed.ts', 'export const seven = 7')
      git(folder, code.env, 'add', 'closed.ts')
      const expected = await preview()
      assert.equal(expected[0], '# A commit of what is staged now gets these trailers:')
      assert.deepEqual(commit('commit', '--quiet', '--message', 'One'), trailersOf(expected))
      assert.deepEqual(
        trailersOf(expected).filter((line) => line.includes(storyFile)),
        [],
      )
    })

    it('as previewed: a part of a file staged', async () => {
      await view.complete(storyFile, 'export const eight = 8\nexport const nine = 9')
      const whole = readFileSync(inFolder(storyFile), 'utf8')
      const part = path.join(base, 'part')
      writeFileSync(part, whole.replace('\nexport const nine = 9', ''))
      const blob = git(folder, code.env, 'hash-object', '-w', part)
      git(folder, code.env, 'update-index', '--cacheinfo', `100644,${blob},${storyFile}`)
      const expected = await preview()
      assert.deepEqual(commit('commit', '--quiet', '--message', 'Part'), trailersOf(expected))
      assert.match(trailersOf(expected).join('\n'), /AI-Provenance: ai=2 /)
      await statusBar('AI 10 · mixed 1 · 1 pending')
    })

    it('none into the next commit only, by a command', async () => {
      await code.openFile(storyFile)
      await code.commandPalette('Byline: Leave Trailers Out of the Next Commit')
      await view.sees('The next commit of this repository gets no trailers.')
      assert.equal(
        (await preview())[0],
        '# A commit of all changes (nothing is staged) gets no trailers: you left them out of the next commit. They would be:',
      )
      assert.deepEqual(commit('commit', '--quiet', '--all', '--message', 'Without'), [])
      await view.complete(storyFile, 'export const ten = 10')
      assert.equal(commit('commit', '--quiet', '--all', '--message', 'With').length, 3)
    })

    it('none where the command was taken back', async () => {
      await view.complete(storyFile, 'export const eleven = 11')
      await code.command('byline.skipTrailersOnce')
      await answerNotification(code, 'Undo')
      await code.waitFor(() => !existsSync(inFolder('.git/byline/skip-next-commit')), { what: 'the mark to be gone' })
      assert.equal(commit('commit', '--quiet', '--all', '--message', 'With').length, 3)
    })

    it('none into a commit that git is told so', async () => {
      await view.complete(storyFile, 'export const twelve = 12')
      await code.waitFor(() => existsSync(inFolder('.git/byline/pending')), { what: 'AI text to be pending' })
      assert.deepEqual(commit('-c', 'byline.trailers=false', 'commit', '--quiet', '--all', '--message', 'Without'), [])
    })

    it('no longer, and leaves the hooks that were there byte for byte', async () => {
      await code.commandPalette('Byline: Stop Writing Trailers in This Repository')
      await view.sees('Byline’s commit hooks are gone from this repository. What was recorded stays.')
      assert.deepEqual(
        hooksOf(folder),
        hooks.map(([name]) => name),
      )
      for (const [name, content] of hooks) {
        assert.equal(readFileSync(inFolder('.git/hooks', name), 'latin1'), content)
      }
      await view.complete(storyFile, 'export const last = 1')
      assert.deepEqual(commit('commit', '--quiet', '--all', '--message', 'Plain'), [])
    })
  })

  describe('knows committed code', () => {
    it('after it was opened anew', async () => {
      await code.command('workbench.action.closeAllEditors')
      await code.reload()
      await code.openFile(storyFile)
      await code.waitFor(async () => (await view.gutterMarks())[0]?.[9] === 'mixed', { what: 'the marks' })
      assert.equal((await view.gutterMarks())[0]?.[8], 'ai')
    })

    it('in a fresh clone, from the trailers alone', async () => {
      const clone = path.join(base, 'clone')
      git(base, code.env, 'clone', '--quiet', folder, clone)
      await code.openFile(path.join(clone, storyFile))
      await code.waitFor(async () => (await view.gutterMarks())[0]?.[9] === 'mixed', { what: 'the marks' })
      assert.equal((await view.gutterMarks())[0]?.[8], 'ai')
      await code.page.mouse.move(5, 300)
      assert.match(await view.hover(7, 12), /^Written by AI\n/)
    })
  })

  describe('reports', () => {
    const panel = (): FrameLocator => code.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame')
    const panelFrame = async (): Promise<Frame> => {
      const handle = await panel().locator('#report').elementHandle()
      const frame = await handle?.ownerFrame()
      if (!frame) throw new Error('The panel has no frame.')
      return frame
    }
    const hostile = '<img src=x onerror="document.title=1"> & <b>bold</b>'

    before(async () => {
      writeFileSync(inFolder('<b>.ts'), 'const hostile = 1\n')
      record(folder, { path: '<b>.ts', tool: 'codex' })
      git(folder, code.env, 'add', '.')
      git(folder, code.env, 'commit', '--quiet', '--message', hostile)
      await code.command('workbench.action.closeAllEditors')
    })

    it('on a range, without an editor being open, and shows hostile text as text', async () => {
      await code.command('byline.showReport', { label: '<i>all</i>', base: 'HEAD~10', head: 'HEAD' })
      await panel().locator('details.file').first().waitFor()
      const paths = await panel().locator('details.file summary').allInnerTexts()
      assert.ok(
        paths.some((text) => text.includes('charge.ts')),
        paths.join(' | '),
      )
      assert.ok(paths.some((text) => text.includes('<b>.ts')))
      await panel().getByText('10 commits', { exact: true }).last().click()
      await panel().getByText(hostile).waitFor()
      const frame = await panelFrame()
      assert.equal(
        await frame.evaluate<number>(`document.querySelectorAll('#report img, #report b, #report i').length`),
        0,
      )
    })

    it('ranges that open the editor at their line', async () => {
      const row = panel().locator('details.file', { hasText: 'charge.ts' }).first()
      await row.locator('summary').click()
      const range = row.locator('button.range:has(.fill-ai)').first()
      const first = Number((await range.locator('.lines').innerText()).split('–')[0])
      await range.click()
      await code.waitFor(
        () => code.evaluate((api) => api.window.activeTextEditor?.document.uri.path.endsWith('src/charge.ts')),
        { what: 'the file to be opened' },
      )
      const line = await code.evaluate((api) => api.window.activeTextEditor!.selection.active.line)
      assert.equal(line + 1, first)
      const origin = (await view.contributors(storyFile))?.[line]
      assert.ok(origin === 'ai' || origin === 'mixed', `line ${line + 1} is ${origin}`)
      await code.command('workbench.action.closeActiveEditor')
    })

    /** Answers the file dialog, which completes and corrects what is written while it still reads the folder. */
    async function saveAs(file: string): Promise<void> {
      const input = code.page.locator('.quick-input-widget:visible .quick-input-box input').first()
      await input.waitFor()
      await code.waitFor(
        async () => {
          if ((await input.inputValue({ timeout: 1_000 })) !== file) await input.fill(file)
          await code.press('Enter')
          await input.waitFor({ state: 'hidden', timeout: 2_000 })
          return true
        },
        { what: 'the file dialog to close', timeoutMs: 30_000 },
      )
    }

    for (const [format, name, pattern] of [
      ['Markdown', 'report.md', /charge\.ts/],
      ['JSON', 'report.json', /"path": ?"src\/charge\.ts"/],
    ] as const) {
      it(`exports ${format}`, async () => {
        await panel()
          .getByRole('button', { name: `Export ${format}` })
          .click()
        await saveAs(path.join(base, name))
        await view.sees(`The report was written to ${path.join(base, name)}.`)
        assert.match(readFileSync(path.join(base, name), 'utf8'), pattern)
        await view.clearNotifications()
      })
    }

    it('stops when told to', async () => {
      for (let n = 0; n < 1_500; n++) writeFileSync(inFolder(`many${n}.ts`), `const many = ${n}\n`.repeat(30))
      git(folder, code.env, 'add', '.')
      git(folder, code.env, 'commit', '--quiet', '--message', 'Many files')
      await code.command('byline.showReport', { label: 'many files', base: 'HEAD~1', head: 'HEAD' })
      await panel().getByRole('button', { name: 'Cancel' }).click()
      await panel().getByText('Cancelled. Refresh runs the report again.').waitFor()
      await panel().getByRole('button', { name: 'Refresh' }).click()
      await panel().getByText('many0.ts').first().waitFor({ timeout: 60_000 })
      git(folder, code.env, 'reset', '--quiet', '--hard', 'HEAD~1')
      await code.command('workbench.action.closeAllEditors')
    })

    it('asks what to report on, and says what is wrong with a range', async () => {
      void code.commandPalette('Byline: Show Provenance Report')
      await code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'A range…' }).click()
      const input = code.page.locator('.quick-input-widget:visible .quick-input-box input').first()
      await input.fill('nowhere..HEAD')
      await code.press('Enter')
      await panel().getByText('There is no revision "nowhere" in this repository.').waitFor()
      await code.command('workbench.action.closeAllEditors')
    })
  })

  describe('loses nothing', () => {
    it('in a reload between edit and save', async () => {
      writeFileSync(inFolder('reload.ts'), 'const a = 1\n')
      await code.openFile('reload.ts')
      await code.press('Control+End')
      await view.assistant.showGhostText('const unsaved = 1')
      await view.assistant.accept()
      await code.waitFor(() => recordedOf(folder, 'reload.ts'), { what: 'the record' })
      // The time VS Code takes to back up what is not saved.
      await new Promise((resolve) => setTimeout(resolve, 4_000))
      await code.reload()
      await code.waitFor(async () => (await code.text()).includes('unsaved'), { what: 'the unsaved text to be back' })
      await shows('reload.ts', ['unknown', 'ai'])
    })

    it('in a crash of the extension host', async () => {
      await code.focusEditor()
      await code.press('Control+End')
      await code.press('Enter')
      await view.assistant.showGhostText('const more = 1')
      await view.assistant.accept()
      await code.waitFor(async () => (await recordedOf(folder, 'reload.ts'))?.text.includes('more'), {
        what: 'the record',
      })
      await code.crashExtensionHost()
      await code.waitFor(() => code.evaluate((api) => api.extensions.getExtension('byline.byline')?.isActive), {
        what: 'Byline to be on again',
      })
      await shows('reload.ts', ['unknown', 'ai', 'ai'])
      await code.focusEditor()
      await code.press('Control+S')
    })
  })
})

/** The hooks of a repository that are more than git's samples. */
function hooksOf(root: string): readonly string[] {
  return readdirSync(path.join(root, '.git/hooks'))
    .filter((name) => !name.endsWith('.sample'))
    .sort()
}

/** Whether the overview ruler of the first editor has a pixel of this colour. */
async function overviewRulerHas(code: Code, color: readonly number[]): Promise<boolean> {
  return code.page.evaluate<boolean>(`(() => {
    const canvas = document.querySelector('.editor-instance canvas.decorationsOverviewRuler')
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    const [r, g, b] = ${JSON.stringify(color)}
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] === r && data[at + 1] === g && data[at + 2] === b) return true
    }
    return false
  })()`)
}
