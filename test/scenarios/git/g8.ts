import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { GitScenario } from './gitScenario'
import { base, run, type Clone } from './gitWorld'

const clause = (
  clause: string,
  play: GitScenario['play'],
  expected: GitScenario['expected'] = { 'a.ts': 'hhhaa' },
  more: Partial<GitScenario> = {},
): GitScenario => ({ group: 'G8', clause, play, expected, ...more })

function hook(me: Clone, path: string, script: string): void {
  me.writeRaw(path, `#!/bin/sh\n${script}\n`)
  chmodSync(join(me.folder, path), 0o755)
}

/** Part of what AI wrote is staged, so that only a hook knows the committed text. */
async function commitPart(me: Clone): Promise<void> {
  await me.ai('a.ts', `${base}ai1()\nai2()\n`)
  await me.git('add', 'a.ts')
  await me.ai('a.ts', `${base}ai1()\nai2()\nai3()\n`)
  await me.git('commit', '--quiet', '-m', 'Part')
}

async function installAgain(me: Clone, prepare: () => void | Promise<void>): Promise<void> {
  await me.byline('uninstall')
  await prepare()
  await me.tryByline(['install'])
}

async function hasTrailers(me: Clone): Promise<void> {
  if (!/^AI-Lines: a\.ts 4-5 blob=/m.test(await me.git('log', '-1', '--format=%B'))) throw new Error('no trailers')
}

async function ran(me: Clone): Promise<void> {
  if (me.read('.git/ran') !== 'ran\n') throw new Error(`the other hook: ${me.read('.git/ran')}`)
}

async function isConfigured(me: Clone): Promise<void> {
  const command = await me.git('config', 'hook.byline-prepare-commit-msg.command')
  if (!command.includes('/byline/hook.sh')) throw new Error(`the configuration: ${command}`)
}

/** Hooks of others, and hooks that cannot run. */
export const g8: readonly GitScenario[] = [
  clause('none', async (_, me) => {
    await me.byline('uninstall')
    await commitPart(me)
    await me.publish()
  }),
  clause('an existing hook', async (_, me) => {
    await installAgain(me, () => hook(me, '.git/hooks/prepare-commit-msg', 'echo ran >> .git/ran'))
    await commitPart(me)
    await ran(me)
    await hasTrailers(me)
    await me.publish()
  }),
  clause('husky: core.hooksPath in the tree, the line added', async (_, me) => {
    await installAgain(me, async () => {
      await me.git('config', 'core.hooksPath', '.husky')
      hook(me, '.husky/prepare-commit-msg', 'echo ran >> .git/ran')
    })
    const { stdout } = await me.tryByline(['install'])
    const line = /prepare-commit-msg:\n {4}(.*)/.exec(stdout)?.[1]
    // Git 2.54 or later needs none.
    if (line === undefined) await isConfigured(me)
    else hook(me, '.husky/prepare-commit-msg', `echo ran >> .git/ran\n${line}`)
    await commitPart(me)
    await ran(me)
    await hasTrailers(me)
    await me.publish()
  }),
  clause('husky: the line not added', async (_, me) => {
    await installAgain(me, async () => {
      await me.git('config', 'core.hooksPath', '.husky')
      hook(me, '.husky/prepare-commit-msg', 'echo ran >> .git/ran')
    })
    await commitPart(me)
    await ran(me)
    await me.publish()
  }),
  clause('lefthook: its own files in .git/hooks', async (_, me) => {
    const script =
      'if [ "$LEFTHOOK" = "0" ]; then exit 0; fi\ncall_lefthook() { echo ran >> .git/ran; }\ncall_lefthook run "prepare-commit-msg" "$@"'
    await installAgain(me, () => hook(me, '.git/hooks/prepare-commit-msg', script))
    await commitPart(me)
    await ran(me)
    await hasTrailers(me)
    await me.publish()
  }),
  clause('pre-commit: a formatter that stages what it changed', async (_, me) => {
    await installAgain(me, () => hook(me, '.git/hooks/pre-commit', 'sed -i "s/^ai1()/ai1();/" a.ts && git add a.ts'))
    await me.ai('a.ts', `${base}ai1()\nai2()\n`)
    await me.commit('Formatted')
    await me.publish()
  }),
  clause(
    'core.hooksPath, global',
    async (world, me) => {
      await me.byline('uninstall')
      me.writeRaw('../gitconfig', `[core]\n\thooksPath = ${join(world.folder, 'hooks')}\n`)
      hook(me, '../hooks/prepare-commit-msg', 'echo ran >> .git/ran')
      world.variables = { GIT_CONFIG_GLOBAL: join(world.folder, 'gitconfig') }
      await me.tryByline(['install'])
      await commitPart(me)
      await ran(me)
      world.variables = {}
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
    // Which knows GIT_CONFIG_GLOBAL.
    { needsGit: [2, 32] },
  ),
  clause(
    'config hooks of git 2.54: beside those of the project',
    async (_, me) => {
      await installAgain(me, async () => {
        await me.git('config', 'core.hooksPath', '.husky')
        hook(me, '.husky/prepare-commit-msg', 'echo ran >> .git/ran')
      })
      await isConfigured(me)
      await commitPart(me)
      await ran(me)
      await hasTrailers(me)
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
    { needsGit: [2, 54] },
  ),
  clause('a hooks folder that cannot be written', async (_, me) => {
    await installAgain(me, async () => void (await me.git('config', 'core.hooksPath', '/dev/null')))
    await commitPart(me)
    await me.publish()
  }),
  clause('a hook without Node', async (world, me) => {
    // What remembers where Node is names a program that is gone, and PATH has the tools of a shell only.
    me.writeRaw('.git/byline/runtime', '/nowhere/node\n')
    const bin = join(world.folder, 'bin')
    mkdirSync(bin)
    for (const tool of ['git', 'sh', 'sed', 'cat', 'grep', 'rm', 'mkdir', 'dirname', 'basename', 'ls', 'head', 'tr']) {
      const { stdout } = await run('sh', ['-c', `command -v ${tool}`], { cwd: world.folder })
      symlinkSync(stdout.trim(), join(bin, tool))
    }
    await me.ai('a.ts', `${base}ai1()\nai2()\n`)
    await me.git('add', 'a.ts')
    const { code, stderr } = await me.tryGit(['commit', '--quiet', '-m', 'No Node'], { PATH: bin })
    const message = await me.git('log', '-1', '--format=%B')
    if (code !== 0 || stderr !== '' || message.includes('AI-')) throw new Error(`${code} ${stderr} ${message}`)
    await me.publish()
  }),
  clause('a hook that runs long', async (_, me) => {
    // The command line that the hooks run hangs: the commit goes through all the same.
    me.writeRaw('.git/byline/cli.js', 'setTimeout(() => {}, 60_000)\n')
    await me.ai('a.ts', `${base}ai1()\nai2()\n`)
    await me.git('add', 'a.ts')
    const started = Date.now()
    const { code } = await me.tryGit(['commit', '--quiet', '-m', 'Slow'])
    if (code !== 0 || Date.now() - started > 30_000) throw new Error(`${code} after ${Date.now() - started} ms`)
    await me.publish()
  }),
  clause('the extension updated meanwhile', async (_, me) => {
    await me.ai('a.ts', `${base}ai1()\n`)
    await me.commit('Before')
    await me.byline('install')
    await commitPart(me)
    await me.publish()
  }),
  clause('the extension uninstalled meanwhile', async (_, me) => {
    rmSync(join(me.folder, '.git/byline/cli.js'))
    await commitPart(me)
    await me.publish()
  }),
]
