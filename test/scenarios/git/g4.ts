import type { GitScenario } from './gitScenario'
import { base, type Clone, type GitWorld } from './gitWorld'
import { serverMerge } from './serverMerge'

const clause = (
  clause: string,
  play: GitScenario['play'],
  expected: GitScenario['expected'],
  more: Partial<GitScenario> = {},
): GitScenario => ({ group: 'G4', clause, play, expected, ...more })

/** The server merges without a work tree. */
const onServer: Partial<GitScenario> = { needsGit: [2, 38] }

const topicText = 'one()\nai1()\nai2()\ntwo()\nthree()\n'

async function topic(me: Clone): Promise<void> {
  await me.git('checkout', '--quiet', '-b', 'topic')
  await me.ai('a.ts', topicText)
  await me.commit('Topic')
}

async function moveBase(me: Clone, text: string): Promise<void> {
  await me.git('checkout', '--quiet', '-B', 'base', 'main')
  await me.human('a.ts', text)
  await me.commit('Base moved')
}

/** The owner publishes a topic of two commits; a colleague without Byline moves main meanwhile. */
async function published(world: GitWorld, me: Clone, theirs: string): Promise<void> {
  await topic(me)
  await me.human('a.ts', topicText.replace('three()', 'three()\nmine()'))
  await me.ai('b.ts', 'ai3()\nai4()\nai5()\n')
  await me.commit('More')
  await me.publish('topic:topic')
  const other = await world.clone('bo')
  other.write('a.ts', theirs)
  await other.commit('Base moved')
  await other.git('push', '--quiet')
}

/** Branches that come together. */
export const g4: readonly GitScenario[] = [
  clause(
    'merge, fast-forward',
    async (_, me) => {
      await topic(me)
      await me.git('checkout', '--quiet', '-B', 'base', 'main')
      await me.git('merge', '--quiet', '--ff-only', 'topic')
      await me.publish()
    },
    { 'a.ts': 'haahh' },
  ),
  clause(
    'merge, clean',
    async (_, me) => {
      await topic(me)
      await moveBase(me, `${base}four()\n`)
      await me.git('merge', '--quiet', '--no-edit', 'topic')
      await me.publish()
    },
    { 'a.ts': 'haahhh' },
  ),
  clause(
    'merge, conflict',
    async (_, me) => {
      await topic(me)
      await moveBase(me, 'one()\nmine()\ntwo()\nthree()\n')
      await me.tryGit(['merge', '--quiet', 'topic'])
      await me.human('a.ts', 'one()\nmine()\nai1()\nai2()\ntwo()\nthree()\n')
      await me.git('commit', '--quiet', '-a', '--no-edit')
      await me.publish()
    },
    { 'a.ts': 'hhaahh' },
  ),
  clause(
    'merge --squash',
    async (_, me) => {
      await topic(me)
      await me.human('a.ts', topicText.replace('ai2()', 'ai2()\nmine()'))
      await me.commit('More')
      await moveBase(me, `${base}four()\n`)
      await me.git('merge', '--quiet', '--squash', 'topic')
      await me.git('commit', '--quiet', '--no-edit')
      await me.publish()
    },
    { 'a.ts': 'haahhhh' },
  ),
  clause(
    'octopus',
    async (_, me) => {
      await topic(me)
      await me.git('checkout', '--quiet', '-b', 'second', 'main')
      await me.ai('b.ts', 'ai3()\n')
      await me.commit('Second')
      await moveBase(me, `${base}four()\n`)
      await me.git('merge', '--quiet', '--no-edit', 'topic', 'second')
      await me.publish()
    },
    { 'a.ts': 'haahhh', 'b.ts': 'a' },
  ),
  clause(
    "a forge's squash-merge, base moved above",
    async (world, me) => {
      await published(world, me, `zero()\n${base}`)
      await serverMerge(world, 'topic', 'squash')
    },
    { 'a.ts': 'uhaahhh', 'b.ts': 'aaa' },
    onServer,
  ),
  clause(
    "a forge's squash-merge, base moved below",
    async (world, me) => {
      await me.ai('a.ts', `${base}ai0()\nlast()\n`)
      await me.commit('Before')
      await me.publish()
      await me.git('checkout', '--quiet', '-b', 'topic')
      await me.ai('a.ts', `ai1()\nai2()\n${base}ai0()\nlast()\n`)
      await me.commit('Topic')
      await me.publish('topic:topic')
      const other = await world.clone('bo')
      other.write('a.ts', `${base}ai0()\nlast()\nfour()\n`)
      await other.commit('Base moved')
      await other.git('push', '--quiet')
      await serverMerge(world, 'topic', 'squash')
    },
    { 'a.ts': 'aahhhaau' },
    onServer,
  ),
  clause(
    "a forge's rebase-merge, base moved",
    async (world, me) => {
      await published(world, me, `zero()\n${base}`)
      await serverMerge(world, 'topic', 'rebase')
    },
    { 'a.ts': 'uhaahhh', 'b.ts': 'aaa' },
    onServer,
  ),
  clause(
    "a forge's squash-merge, then the owner goes on",
    async (world, me) => {
      await published(world, me, `zero()\n${base}`)
      await serverMerge(world, 'topic', 'squash')
      await me.git('checkout', '--quiet', 'main')
      await me.git('pull', '--quiet', 'origin', 'main')
      await me.ai('a.ts', `${me.read('a.ts')}ai9()\n`)
      await me.commit('On')
      await me.publish()
    },
    { 'a.ts': 'uhaahhha', 'b.ts': 'aaa' },
    onServer,
  ),
]
