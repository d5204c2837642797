import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { expectCounts } from './expectCounts'
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

const topicText = 'one()\nai1()\nai2()\ntwo()\nthree()\n'

/** AI lines on `topic` and none on `base`, which HEAD is, after a commit on `topic` that left nothing of them pending. */
async function settledTopic(me: Clone): Promise<void> {
  await me.git('checkout', '--quiet', '-b', 'topic')
  await me.ai('a.ts', topicText)
  await me.commit('AI')
  await me.human('b.ts', 'mine()\n')
  await me.commit('Mine')
  await expectNothingPending(me)
  await me.git('checkout', '--quiet', '-B', 'base', 'main')
}

async function expectNothingPending(me: Clone): Promise<void> {
  const folder = await me.git('rev-parse', '--git-common-dir')
  if (existsSync(resolve(me.folder, folder, 'byline', 'pending'))) throw new Error('Something is pending')
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
  clause(
    'cherry-pick -n with nothing pending',
    async (_, me) => {
      await settledTopic(me)
      await me.human('a.ts', `${base}four()\n`)
      await me.commit('Base moved')
      await me.git('cherry-pick', '-n', 'topic~')
      await expectNothingPending(me)
      await me.git('commit', '--quiet', '-m', 'Picked')
      await expectCounts(me, 'ai=2 mixed=0 human=0 unknown=0')
      await me.publish()
    },
    { 'a.ts': 'haahhh' },
  ),
  clause(
    'revert -n of the deletion of AI lines, with nothing pending',
    async (_, me) => {
      await me.ai('a.ts', `${base}ai1()\nai2()\n`)
      await me.commit('AI')
      await me.human('b.ts', 'mine()\n')
      await me.commit('Mine')
      await me.human('a.ts', base)
      await me.commit('Gone')
      await me.human('a.ts', `zero()\n${base}`)
      await me.commit('Later')
      await me.git('revert', '-n', 'HEAD~')
      await expectNothingPending(me)
      await me.git('commit', '--quiet', '-m', 'Back')
      await expectCounts(me, 'ai=2 mixed=0 human=0 unknown=0')
      await me.publish()
    },
    { 'a.ts': 'hhhhaa' },
  ),
  clause(
    'checkout of a file from another branch',
    async (_, me) => {
      await settledTopic(me)
      await me.git('checkout', '--quiet', 'topic', '--', 'a.ts')
      await expectNothingPending(me)
      await me.git('commit', '--quiet', '-m', 'Taken over')
      await expectCounts(me, 'ai=2 mixed=0 human=0 unknown=0')
      await me.publish()
    },
    { 'a.ts': 'haahh' },
  ),
  clause(
    'checkout of a file from another branch, another one pending',
    async (_, me) => {
      await settledTopic(me)
      await me.ai('c.ts', 'later()\n')
      // Looked at once, it needs no more looking for commits that have nothing of it.
      await me.git('commit', '--quiet', '--allow-empty', '-m', 'Between')
      await me.git('checkout', '--quiet', 'topic', '--', 'a.ts')
      await me.git('commit', '--quiet', '-m', 'Taken over')
      await expectCounts(me, 'ai=2 mixed=0 human=0 unknown=0')
      await me.publish()
    },
    { 'a.ts': 'haahh' },
  ),
  clause(
    'restore of a version that somebody went on with unseen',
    async (_, me) => {
      await settledTopic(me)
      await me.git('checkout', '--quiet', 'topic')
      me.write('a.ts', `${topicText}four()\n`)
      await me.commit('By hand')
      await expectNothingPending(me)
      await me.git('checkout', '--quiet', 'base')
      await me.git('restore', '--source=topic', '--staged', '--worktree', 'a.ts')
      await me.git('commit', '--quiet', '-m', 'Restored')
      await expectCounts(me, 'ai=2 mixed=0 human=0 unknown=1')
      await me.publish()
    },
    { 'a.ts': 'haahhu' },
  ),
  clause(
    'checkout of a file from a branch that was rebased',
    async (_, me) => {
      await settledTopic(me)
      await me.human('a.ts', `${base}four()\n`)
      await me.commit('Base moved')
      await me.git('checkout', '--quiet', 'topic')
      me.write('a.ts', `zero()\n${topicText}`)
      await me.commit('By hand')
      // The last version of the file is made by a pick without AI lines of its own.
      await me.git('rebase', '--quiet', 'base')
      await me.human('b.ts', 'mine()\nmore()\n')
      await me.commit('More')
      await expectNothingPending(me)
      await me.git('checkout', '--quiet', 'base')
      await me.git('checkout', '--quiet', 'topic', '--', 'a.ts')
      await me.git('commit', '--quiet', '-m', 'Taken over')
      await expectCounts(me, 'ai=2 mixed=0 human=0 unknown=1')
      await me.publish()
    },
    { 'a.ts': 'uhaahhh' },
  ),
]
