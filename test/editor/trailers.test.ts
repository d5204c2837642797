import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { answerNotification } from '../demo/sourceControl'
import { storyFile } from '../demo/story'
import { git } from '../fixtures/git'
import { hooksOf, trailersOf, Workshop } from './workshop'

describe('Trailers', function () {
  this.timeout(180_000)
  let shop: Workshop

  before(async () => {
    shop = await Workshop.open()
  })

  afterEach(() => shop.tidy())

  /** What the preview shows, line by line. */
  async function preview(): Promise<readonly string[]> {
    await shop.code.command('byline.showTrailers')
    const text = await shop.view.textOfEditor('pending trailers.txt')
    await shop.code.command('workbench.action.closeActiveEditor')
    return text.trimEnd().split('\n')
  }

  /** A repository as `repositoryWithAi` makes it, where somebody agreed to trailers. */
  async function repositoryWithTrailers(): Promise<{ readonly root: string; readonly file: string }> {
    const made = await shop.repositoryWithAi()
    await shop.enableTrailers()
    await shop.statusBar('AI 2 · mixed 1', 3)
    return made
  }

  const pendingIn = (root: string): string => path.join(root, '.git/byline/pending')

  describe('are written', () => {
    it('only after somebody agreed; the preview says so before', async () => {
      await shop.repositoryWithAi()
      await shop.statusBar('AI 2 · mixed 1', 3)
      const hint = '# Run "Byline: Add Provenance to Commits…" first.'
      assert.deepEqual((await preview()).slice(-2), ['# But the commit hooks are not installed here.', hint])
      await shop.enableTrailers()
      assert.equal((await preview()).includes(hint), false)
    })

    it('as previewed: nothing staged', async () => {
      const { root } = await repositoryWithTrailers()
      const expected = await preview()
      assert.deepEqual(expected.slice(0, 2), [
        '# 3 uncommitted AI lines.',
        '# A commit of all changes gets these trailers:',
      ])
      assert.deepEqual(shop.commit(root, '--all', '--message', 'All'), trailersOf(expected))
      assert.equal(trailersOf(expected).length, 3)
      await shop.statusBar('AI 2 · mixed 1', 0)
    })

    it('again after git reset --soft', async () => {
      const { root } = await repositoryWithTrailers()
      const trailers = shop.commit(root, '--all', '--message', 'All')
      await shop.statusBar('AI 2 · mixed 1', 0)
      shop.commit(root, '--allow-empty', '--message', 'Another')
      git(root, shop.code.env, 'reset', '--quiet', '--soft', 'HEAD~2')
      await shop.statusBar('AI 2 · mixed 1', 3)
      assert.deepEqual(shop.commit(root, '--message', 'Again'), trailers)
      assert.equal(trailers.length, 3)
    })

    it('for what is staged, also when it is gone from the file', async () => {
      const { root } = await repositoryWithTrailers()
      git(root, shop.code.env, 'add', '.')
      await shop.code.press('Control+A')
      await shop.code.press('Delete')
      await shop.save()
      await shop.statusBar(undefined, 0)
      await setTimeout(1_000)
      assert.equal(shop.commit(root, '--message', 'Staged').length, 3)
    })

    it('for what was stashed, and popped while no editor had it', async () => {
      const { root } = await repositoryWithTrailers()
      git(root, shop.code.env, 'stash', 'push', '--quiet')
      await shop.statusBar(undefined, 0)
      await shop.code.command('workbench.action.closeAllEditors')
      await setTimeout(1_000)
      git(root, shop.code.env, 'stash', 'pop', '--quiet')
      assert.equal(shop.commit(root, '--all', '--message', 'Popped').length, 3)
    })

    it('as previewed: one of two files staged', async () => {
      const { root } = await repositoryWithTrailers()
      await shop.view.complete(path.join(root, 'src/gateway.ts'), 'export const more = 1')
      await shop.statusBar('AI 1', 4)
      git(root, shop.code.env, 'add', 'src/gateway.ts')
      const expected = await preview()
      assert.deepEqual(expected.slice(0, 2), [
        '# 4 uncommitted AI lines.',
        '# A commit of what is staged gets these trailers:',
      ])
      assert.deepEqual(shop.commit(root, '--message', 'One'), trailersOf(expected))
      assert.equal(trailersOf(expected).length, 3)
      assert.deepEqual(
        trailersOf(expected).filter((line) => line.includes(storyFile)),
        [],
      )
    })

    it('as previewed: a part of a file staged', async () => {
      const { root, file } = await repositoryWithTrailers()
      const part = path.join(await shop.newFolder(), 'part')
      writeFileSync(part, readFileSync(file, 'utf8').slice(0, -'\n}'.length))
      const blob = git(root, shop.code.env, 'hash-object', '-w', part)
      git(root, shop.code.env, 'update-index', '--cacheinfo', `100644,${blob},${storyFile}`)
      const expected = await preview()
      assert.deepEqual(shop.commit(root, '--message', 'Part'), trailersOf(expected))
      assert.match(trailersOf(expected).join('\n'), /AI-Provenance: ai=1 mixed=1 /)
    })
  })

  describe('are previewed as the settings say', () => {
    for (const [name, value, expected] of [
      ['trailers.key', 'Generated-by', /^Generated-by: /m],
      ['trailers.key', 'none', /trailers:\n\nAI-Provenance: .*\nAI-Lines: /],
      ['trailers.detail', 'summary', /AI-Provenance: [^\n]*$/],
      ['trailers.maxFiles', 1, /^AI-Lines: \+1 files?$/m],
      [
        'trailers.minimumShare',
        1,
        /^# 4 uncommitted AI lines\.\n# A commit of what is staged gets no trailers: fewer than 100 % of the lines it adds are from AI\.$/,
      ],
      [
        'trailers.enabled',
        false,
        /^# 4 uncommitted AI lines\.\n# A commit of what is staged gets no trailers: byline\.trailers\.enabled or byline\.json switches them off\.$/,
      ],
    ] as const) {
      it(`${name}: ${JSON.stringify(value)}`, async () => {
        const { root, file } = await repositoryWithTrailers()
        await shop.view.complete(path.join(root, 'src/gateway.ts'), 'export const more = 1')
        // A line that is not from AI, so that not all are.
        await shop.code.openFile(file)
        await shop.code.press('Control+Home')
        await shop.type('let typed\n', 'let typed\nimport')
        await shop.save()
        git(root, shop.code.env, 'add', '.')
        const shown = (await preview()).join('\n')
        assert.match(
          shown,
          /^# 4 uncommitted AI lines\.\n# A commit of what is staged gets these trailers:\n\nAssisted-by: byline-test/,
        )
        assert.match(shown, /^AI-Provenance: ai=3 mixed=1 human=1 unknown=0 evidence=reported$/m)
        assert.match(shown, /^AI-Lines: src\/charge\.ts 9,11 mixed 10 blob=[0-9a-f]{4}_[0-9a-f]{4}$/m)
        assert.match(shown, /^AI-Lines: src\/gateway\.ts 6 blob=[0-9a-f]{4}_[0-9a-f]{4}$/m)
        await shop.set(name, value)
        assert.match((await preview()).join('\n'), expected)
      })
    }

    it('with what keeps commits from getting them', async () => {
      const { root } = await repositoryWithTrailers()
      rmSync(path.join(root, '.git/hooks/commit-msg'))
      git(root, shop.code.env, 'config', 'byline.trailers', 'off')
      assert.deepEqual((await preview()).slice(-3), [
        '',
        '# But the commit hooks are not in place here: run "Byline: Add Provenance to Commits…".',
        '# But git config byline.trailers is false here, so no commit gets trailers.',
      ])
    })

    it('and the hooks write them so', async () => {
      const { root } = await repositoryWithTrailers()
      await shop.set('trailers.key', 'Generated-by')
      const settings = path.join(root, '.git/byline/settings.json')
      await shop.code.waitFor(() => readFileSync(settings, 'utf8').includes('Generated-by'), {
        what: 'the settings to be left for the hooks',
      })
      const written = shop.commit(root, '--all', '--message', 'As set')
      assert.match(String(written[0]), /^Generated-by: byline-test/)
      assert.equal(written.length, 3)
    })
  })

  describe('are left out', () => {
    it('of the next commit only, by a command', async () => {
      const { root, file } = await repositoryWithTrailers()
      await shop.code.commandPalette('Byline: Leave Trailers Out of the Next Commit')
      await shop.view.sees('The next commit gets no trailers. A pull or a checkout before it ends that.')
      assert.equal(
        (await preview())[1],
        '# A commit of all changes gets no trailers: you left them out. They would be:',
      )
      assert.deepEqual(shop.commit(root, '--all', '--message', 'Without'), [])
      await shop.view.complete(file, 'export const more = 10')
      await shop.code.waitFor(() => existsSync(pendingIn(root)), { what: 'AI text to be pending' })
      assert.equal(shop.commit(root, '--all', '--message', 'With').length, 3)
    })

    it('of no commit, where the command was taken back', async () => {
      const { root } = await repositoryWithTrailers()
      await shop.code.command('byline.skipTrailersOnce')
      await answerNotification(shop.code, 'Undo')
      await shop.code.waitFor(() => !existsSync(path.join(root, '.git/byline/skip-next-commit')), {
        what: 'the mark to be gone',
      })
      assert.equal(shop.commit(root, '--all', '--message', 'With').length, 3)
    })

    it('of a commit that git is told so', async () => {
      const { root } = await repositoryWithTrailers()
      assert.deepEqual(
        shop.commit(root, '-c', 'byline.trailers=false', 'commit', '--quiet', '--all', '--message', 'Without'),
        [],
      )
    })
  })

  it('stop by a command, which leaves the hooks that were there byte for byte', async () => {
    const hooks = [
      ['commit-msg', '#!/bin/sh\n# caf\xe9, kept byte for byte\nexit 0\n'],
      ['pre-commit', '#!/bin/sh\nexit 0\n'],
    ] as const
    const { root, file } = await shop.repositoryWithAi()
    for (const [name, content] of hooks) {
      writeFileSync(path.join(root, '.git/hooks', name), content, { encoding: 'latin1', mode: 0o755 })
    }
    await shop.enableTrailers()
    assert.deepEqual(hooksOf(root), [
      'commit-msg',
      'commit-msg.byline-original',
      'post-rewrite',
      'pre-commit',
      'prepare-commit-msg',
    ])
    assert.equal(shop.commit(root, '--all', '--message', 'With').length, 3)
    await shop.code.commandPalette('Byline: Stop Adding Provenance to Commits')
    await shop.view.sees('Byline’s commit hooks are removed. Its records stay in .git/byline.')
    assert.deepEqual(
      hooksOf(root),
      hooks.map(([name]) => name),
    )
    for (const [name, content] of hooks) {
      assert.equal(readFileSync(path.join(root, '.git/hooks', name), 'latin1'), content)
    }
    await shop.view.complete(file, 'export const last = 1')
    await shop.code.waitFor(() => existsSync(pendingIn(root)), { what: 'AI text to be pending' })
    assert.deepEqual(shop.commit(root, '--all', '--message', 'Plain'), [])
  })
})
