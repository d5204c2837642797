import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expectCounts } from './expectCounts'
import type { GitScenario } from './gitScenario'
import { base, Clone, type GitWorld, run } from './gitWorld'

const clause = (
  clause: string,
  play: GitScenario['play'],
  expected: GitScenario['expected'],
  more: Partial<GitScenario> = {},
): GitScenario => ({ group: 'G5', clause, play, expected, ...more })

const withAi = `${base}ai1()\nai2()\n`

async function commitAndReset(me: Clone, mode: string): Promise<void> {
  await me.ai('a.ts', withAi)
  await me.commit('AI')
  await me.git('reset', '--quiet', mode, 'HEAD~')
}

/** A linked work tree on a branch of its own. */
async function secondTree(world: GitWorld, me: Clone): Promise<Clone> {
  const folder = join(world.folder, 'second')
  await me.git('worktree', 'add', '--quiet', '-b', 'there', folder)
  return new Clone(world, folder)
}

/** Changes that are put away, taken back and carried elsewhere. */
export const g5: readonly GitScenario[] = [
  clause(
    'stash and pop',
    async (_, me) => {
      await me.ai('a.ts', withAi)
      await me.git('stash', 'push', '--quiet')
      await me.human('b.ts', 'mine()\n')
      await me.commit('Between')
      await me.git('stash', 'pop', '--quiet')
      await me.commit('Popped')
      await me.publish()
    },
    { 'a.ts': 'hhhaa', 'b.ts': 'h' },
  ),
  clause(
    'stash, applied on another branch that moved',
    async (_, me) => {
      await me.ai('a.ts', withAi)
      await me.git('stash', 'push', '--quiet')
      await me.git('checkout', '--quiet', '-b', 'other')
      await me.human('a.ts', `zero()\n${base}`)
      await me.commit('Other')
      await me.git('stash', 'apply', '--quiet')
      await me.commit('Applied')
      await me.publish()
    },
    { 'a.ts': 'hhhhaa' },
  ),
  clause(
    'reset --soft',
    async (_, me) => {
      await commitAndReset(me, '--soft')
      await me.git('commit', '--quiet', '-m', 'Again')
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
  ),
  clause(
    'reset --soft over several commits, as a squash by hand',
    async (_, me) => {
      await me.ai('a.ts', withAi)
      await me.commit('AI')
      await me.human('b.ts', 'mine()\n')
      await me.commit('On')
      await me.human('b.ts', 'mine()\nmore()\n')
      await me.commit('On and on')
      await me.git('reset', '--quiet', '--soft', 'HEAD~3')
      await me.git('commit', '--quiet', '-m', 'All of it')
      await expectCounts(me, 'ai=2 mixed=0 human=2 unknown=0')
      await me.publish()
    },
    { 'a.ts': 'hhhaa', 'b.ts': 'hh' },
  ),
  clause(
    'reset --mixed over several commits, made again one by one',
    async (_, me) => {
      await me.ai('a.ts', withAi)
      await me.commit('AI')
      await me.human('b.ts', 'mine()\n')
      await me.commit('On')
      await me.git('reset', '--quiet', '--mixed', 'HEAD~2')
      await me.git('add', 'b.ts')
      await me.git('commit', '--quiet', '-m', 'The one')
      await me.git('add', 'a.ts')
      await me.git('commit', '--quiet', '-m', 'The other')
      await expectCounts(me, 'ai=2 mixed=0 human=0 unknown=0')
      await me.publish()
    },
    { 'a.ts': 'hhhaa', 'b.ts': 'h' },
  ),
  clause(
    'reset --mixed',
    async (_, me) => {
      await commitAndReset(me, '--mixed')
      await me.human('a.ts', `${withAi}mine()\n`)
      await me.commit('Again')
      await me.publish()
    },
    { 'a.ts': 'hhhaah' },
  ),
  clause(
    'reset --hard, and back',
    async (_, me) => {
      await commitAndReset(me, '--hard')
      await me.human('b.ts', 'mine()\n')
      await me.commit('On')
      await me.git('checkout', '--quiet', 'ORIG_HEAD', '--', 'a.ts')
      await me.commit('Back')
      await me.publish()
    },
    { 'a.ts': 'hhhaa', 'b.ts': 'h' },
  ),
  clause(
    'checkout with a dirty file',
    async (_, me) => {
      await me.git('branch', 'other')
      await me.ai('a.ts', withAi)
      await me.git('checkout', '--quiet', 'other')
      await me.commit('Carried')
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
  ),
  clause(
    'switch --merge with a dirty file',
    async (_, me) => {
      await me.git('checkout', '--quiet', '-b', 'other')
      await me.human('a.ts', `zero()\n${base}`)
      await me.commit('Other')
      await me.git('checkout', '--quiet', '-B', 'work', 'HEAD~')
      await me.ai('a.ts', withAi)
      await me.git('switch', '--quiet', '--merge', 'other')
      await me.commit('Carried')
      await me.publish()
    },
    { 'a.ts': 'hhhhaa' },
  ),
  clause(
    'two work trees, one repository',
    async (world, me) => {
      await me.ai('a.ts', withAi)
      await me.commit('Here')
      const second = await secondTree(world, me)
      await second.git('mv', 'a.ts', 'c.ts')
      await second.ai('c.ts', `${withAi}ai3()\n`)
      await second.commit('There')
      await second.publish()
    },
    { 'c.ts': 'hhhaaa' },
  ),
  clause(
    'two work trees with AI lines in the same file',
    async (world, me) => {
      const second = await secondTree(world, me)
      await me.ai('a.ts', withAi)
      await second.ai('a.ts', `ai0()\n${base}`)
      await second.commit('There')
      await expectCounts(second, 'ai=1 mixed=0 human=0 unknown=0')
      await second.human('b.ts', 'mine()\n')
      await second.commit('On')
      await me.commit('Here')
      await expectCounts(me, 'ai=2 mixed=0 human=0 unknown=0')
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
  ),
  clause(
    'AI lines stashed in one work tree and committed in another',
    async (world, me) => {
      const second = await secondTree(world, me)
      await me.ai('a.ts', withAi)
      await me.git('stash', 'push', '--quiet')
      await second.git('stash', 'pop', '--quiet')
      await second.commit('There')
      await expectCounts(second, 'ai=2 mixed=0 human=0 unknown=0')
      await second.human('b.ts', 'mine()\n')
      await second.commit('On')
      const common = await me.git('rev-parse', '--git-common-dir')
      if (existsSync(resolve(me.folder, common, 'byline', 'pending'))) throw new Error('Something is pending')
      await second.publish()
    },
    { 'a.ts': 'hhhaa', 'b.ts': 'h' },
  ),
  clause(
    'a submodule beside',
    async (world, me) => {
      await me.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', world.server, 'sub')
      await me.ai('a.ts', withAi)
      await me.commit('Both')
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
  ),
  clause(
    'a sparse checkout',
    async (_, me) => {
      await me.human('docs/x.txt', 'mine()\n')
      await me.commit('Docs')
      await me.git('sparse-checkout', 'set', '--no-cone', '/a.ts')
      await me.ai('a.ts', withAi)
      await me.commit('AI')
      await me.publish()
    },
    { 'a.ts': 'hhhaa', 'docs/x.txt': 'h' },
  ),
  clause(
    'a shallow clone works on it',
    async (world, me) => {
      await me.ai('a.ts', withAi)
      await me.commit('AI')
      await me.publish()
      const shallow = await world.clone('bo', '--depth=1', '--no-local')
      await shallow.byline('install')
      await shallow.byline('sync')
      await shallow.ai('a.ts', `ai0()\n${withAi}`)
      await shallow.commit('Shallow')
      await shallow.publish()
    },
    { 'a.ts': 'ahhhaa' },
  ),
  clause(
    'a shallow clone reads',
    async (_, me) => {
      await me.ai('a.ts', withAi)
      await me.commit('AI')
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
    { reader: ['--depth=1', '--no-local'] },
  ),
  clause(
    'a partial clone reads what a colleague without Byline renamed and edited',
    async (world, me) => {
      await run('git', ['config', 'uploadpack.allowFilter', 'true'], { cwd: world.server })
      await me.ai('a.ts', withAi)
      await me.human('b.ts', 'mine()\n')
      await me.commit('AI')
      await me.publish()
      const other = await world.clone('bo')
      await other.git('mv', 'a.ts', 'c.ts')
      other.write('c.ts', `zero()\n${withAi}`)
      await other.git('rm', '--quiet', 'b.ts')
      await other.commit('Moved and edited')
      other.write('c.ts', `zero()\n${withAi}last()\n`)
      await other.commit('And edited')
      await other.git('push', '--quiet')
    },
    { 'c.ts': 'uhhhaau' },
    { reader: ['--filter=blob:none', '--no-local'] },
  ),
  clause(
    'a partial clone reads',
    async (world, me) => {
      await run('git', ['config', 'uploadpack.allowFilter', 'true'], { cwd: world.server })
      await me.ai('a.ts', withAi)
      await me.commit('AI')
      await me.publish()
      await me.ai('a.ts', `${withAi}ai3()\n`)
      await me.commit('More')
      await me.publish()
    },
    { 'a.ts': 'hhhaaa' },
    { reader: ['--filter=blob:none', '--no-local'] },
  ),
]
