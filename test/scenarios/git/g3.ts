import type { GitScenario } from './gitScenario'
import { base, type Clone } from './gitWorld'

const clause = (clause: string, play: GitScenario['play'], expected: GitScenario['expected']): GitScenario => ({
  group: 'G3',
  clause,
  play,
  expected,
})

async function topic(me: Clone, mainText: string): Promise<void> {
  await me.git('checkout', '--quiet', '-b', 'topic')
  await me.ai('a.ts', 'one()\nai1()\nai2()\ntwo()\nthree()\n')
  await me.commit('Topic')
  await me.git('checkout', '--quiet', '-B', 'base', 'main')
  await me.human('a.ts', mainText)
  await me.commit('Base moved')
}

/** Commits made elsewhere, and taken back. */
export const g3: readonly GitScenario[] = [
  clause(
    'cherry-pick, clean',
    async (_, me) => {
      await topic(me, `${base}four()\n`)
      await me.git('cherry-pick', 'topic')
      await me.publish()
    },
    { 'a.ts': 'haahhh' },
  ),
  clause(
    'cherry-pick, conflict',
    async (_, me) => {
      await topic(me, 'one()\nmine()\ntwo()\nthree()\n')
      await me.tryGit(['cherry-pick', 'topic'])
      await me.human('a.ts', 'one()\nmine()\nai1()\nai2()\ntwo()\nthree()\n')
      await me.git('add', '.')
      await me.git('-c', 'core.editor=true', 'cherry-pick', '--continue')
      await me.publish()
    },
    { 'a.ts': 'hhaahh' },
  ),
  clause(
    'cherry-pick -n',
    async (_, me) => {
      await topic(me, `${base}four()\n`)
      await me.git('cherry-pick', '-n', 'topic')
      await me.git('commit', '--quiet', '-m', 'Picked')
      await me.publish()
    },
    { 'a.ts': 'haahhh' },
  ),
  clause(
    'cherry-pick of what a colleague published',
    async (world, me) => {
      await me.git('checkout', '--quiet', '-b', 'topic')
      await me.ai('a.ts', 'one()\nai1()\nai2()\ntwo()\nthree()\n')
      await me.commit('Topic')
      await me.publish('topic:topic')
      const other = await world.clone('bo')
      await other.byline('install')
      await other.byline('sync')
      await other.human('a.ts', `zero()\n${base}`)
      await other.commit('Base moved')
      await other.git('cherry-pick', 'origin/topic')
      await other.publish()
    },
    { 'a.ts': 'hhaahh' },
  ),
  clause(
    'revert',
    async (_, me) => {
      await me.ai('a.ts', `${base}ai1()\n`)
      await me.commit('AI')
      await me.human('b.ts', 'mine()\n')
      await me.commit('Mine')
      await me.git('revert', '--no-edit', 'HEAD~')
      await me.publish()
    },
    { 'a.ts': 'hhh', 'b.ts': 'h' },
  ),
  clause(
    'revert of the deletion of AI lines',
    async (_, me) => {
      await me.ai('a.ts', `${base}ai1()\nai2()\n`)
      await me.commit('AI')
      await me.human('a.ts', base)
      await me.commit('Gone')
      await me.human('a.ts', `zero()\n${base}`)
      await me.commit('Later')
      await me.git('revert', '--no-edit', 'HEAD~')
      await me.publish()
    },
    { 'a.ts': 'hhhhaa' },
  ),
  clause(
    'revert of the revert',
    async (_, me) => {
      await me.ai('a.ts', `${base}ai1()\nai2()\n`)
      await me.commit('AI')
      await me.git('revert', '--no-edit', 'HEAD')
      await me.human('a.ts', `zero()\n${base}`)
      await me.commit('Later')
      await me.git('revert', '--no-edit', 'HEAD~')
      await me.publish()
    },
    { 'a.ts': 'hhhhaa' },
  ),
]
