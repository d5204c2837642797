import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { git } from '../fixtures/git'
import type { Channel } from '../host/installation'
import { projectRoot } from '../host/projectRoot'
import { sharedCode } from '../host/sharedCode'
import { Stage } from '../scenarios/stage'
import { BylineView } from './bylineView'
import { removeFolders } from './removeFolders'

interface BlameLine {
  readonly contributor: string
  readonly tool?: string
  readonly deletedBy?: string
}

for (const channel of ['proposed', 'stable'] satisfies readonly Channel[]) {
  describe(`What is taken out of a line, ${channel} channel`, function () {
    this.timeout(180_000)
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-deletions-')))
    let stage: Stage
    let view: BylineView

    before(async () => {
      git(folder, process.env, 'init', '--quiet', '--initial-branch=main')
      git(folder, process.env, 'config', 'user.name', 'Ada')
      git(folder, process.env, 'config', 'user.email', 'ada@example.com')
      mkdirSync(path.join(folder, 'src'))
      for (const file of ['ai.ts', 'own.ts', 'lines.ts'])
        writeFileSync(path.join(folder, 'src', file), 'start()\nkeep()\ngone()\nalso()\n')
      git(folder, process.env, 'add', '.')
      git(folder, process.env, 'commit', '--quiet', '--message', 'Base')
      const code = await sharedCode({ channel, folder, settings: { 'editor.autoIndent': 'none' } })
      execFileSync(process.execPath, [path.join(projectRoot(), 'dist', 'cli.js'), 'install'], {
        cwd: folder,
        env: code.env,
      })
      stage = new Stage(code, folder, 'src')
      view = new BylineView(code)
    })

    after(() => removeFolders(folder))

    /** The trailers of a commit of everything, without the names of tools, and the ids of versions. */
    function commit(subject: string): readonly string[] {
      stage.git('commit', '--quiet', '--all', '--message', subject)
      return stage
        .git('log', '-1', '--format=%B')
        .trimEnd()
        .split('\n')
        .slice(2)
        .filter((line) => !line.startsWith('Assisted-by'))
        .map((line) => line.replace(/ (?:blob|evidence)=\S+$/, ''))
    }

    function blame(file: string): readonly BlameLine[] {
      const json = execFileSync(
        process.execPath,
        [path.join(projectRoot(), 'dist', 'cli.js'), 'blame', '--json', '--rev', 'HEAD', '--', file],
        { cwd: folder, env: stage.code.env, encoding: 'utf8' },
      )
      return (JSON.parse(json) as { lines: BlameLine[] }).lines
    }

    it('by a person makes AI lines mixed, in the editor, the message and blame', async () => {
      const { code } = stage
      await stage.open('ai.ts')
      await stage.complete(
        'if (!ready) go()\nf(1, x)\ng(true, false)\nlet ten = 10\na.toUpper()\nif (!done) wait()\nkept()\nundone(!a)\ntyped()',
      )
      await stage.cursorBefore('!ready')
      await stage.change('Delete')
      await stage.select('1, ')
      await stage.change('Delete')
      await stage.select(', false')
      await stage.change('Backspace')
      await stage.cursorAfter('= 1')
      await stage.untilChanged(() => code.command('editor.action.transposeLetters'))
      await stage.select('toUpper')
      await stage.untilChanged(() => code.command('editor.action.transformToLowercase'))
      await stage.cursorAfter('(!')
      // The first place is the one that is left: `undone(!a)` stands behind it.
      await stage.change('Backspace')
      await stage.cursorAfter('undone(!')
      await stage.change('Backspace')
      await stage.rest()
      await stage.change('Control+Z')
      await stage.cursorBefore('typed()')
      await stage.type('un')
      await stage.rest()
      for (let i = 0; i < 2; i++) await stage.change('Backspace')
      await stage.rest()
      await stage.save()
      const expected = ['mixed', 'mixed', 'mixed', 'mixed', 'mixed', 'mixed', 'ai', 'ai', 'ai']
      await code.waitFor(async () => (await view.contributors('src/ai.ts'))?.slice(4).join() === expected.join(), {
        what: 'the contributors',
      })
      const [marks] = await view.gutterMarks()
      assert.deepEqual(
        Object.fromEntries(Object.entries(marks ?? {}).filter(([line]) => Number(line) > 4)),
        Object.fromEntries(expected.map((contributor, i) => [i + 5, contributor])),
      )
      assert.match(await view.hover(4, 4), /A person deleted some of it|AI text with later changes/)
      assert.deepEqual(commit('Let AI write'), [
        'AI-Provenance: ai=3 mixed=6 human=0 unknown=0',
        'AI-Lines: src/ai.ts 11-13 mixed 5-10',
      ])
      const lines = blame('src/ai.ts').slice(4)
      assert.deepEqual(
        lines.map(({ contributor }) => contributor),
        expected,
      )
      assert.deepEqual(
        lines.slice(0, 3).map(({ deletedBy }) => deletedBy),
        ['human', 'human', 'human'],
      )
    })

    it('by an agent makes a typed line mixed, and the hover names the agent', async () => {
      await stage.open('own.ts')
      await stage.type('const may = user && user.isAdmin && open()')
      await stage.press('Enter')
      await stage.type('other()')
      await stage.save()
      await stage.rest()
      const before = stage.read('own.ts')
      const after = before.replace(' && user.isAdmin', '')
      stage.write('own.ts', after)
      stage.record({ path: stage.path('own.ts'), before, after })
      await stage.untilText(after)
      await stage.code.waitFor(async () => (await view.contributors('src/own.ts'))?.slice(4).join() === 'mixed,human', {
        what: 'the typed line to be mixed',
      })
      assert.match(await view.hover(4, 8), /^AI deleted text here\nClaude Code · agent\n/)
      assert.deepEqual(commit('Open it'), [
        'AI-Provenance: ai=0 mixed=1 human=1 unknown=0',
        'AI-Lines: src/own.ts mixed 5',
      ])
      assert.deepEqual(blame('src/own.ts')[4], {
        line: 5,
        contributor: 'mixed',
        tool: 'claude-code',
        mode: 'agent',
        evidence: 'reported',
        deletedBy: 'ai',
      })
    })

    it('by the chat as whole lines is counted, with the place', async () => {
      await stage.open('lines.ts')
      await stage.assistant.ask({ edits: [{ file: stage.path('lines.ts'), old: 'gone()\nalso()\n', new: '' }] })
      await stage.untilText('start()\nkeep()\n')
      await stage.assistant.keepAll()
      await stage.saveAll()
      await stage.rest()
      assert.deepEqual(commit('Tidy'), [
        'AI-Provenance: ai=0 mixed=0 human=0 unknown=0',
        'AI-Deleted: src/lines.ts 2 lines before 3',
      ])
    })
  })
}
