import type { GitScenario } from './gitScenario'
import { base, type Clone } from './gitWorld'

const clause = (
  clause: string,
  play: GitScenario['play'],
  expected: GitScenario['expected'],
  more: Partial<GitScenario> = {},
): GitScenario => ({ group: 'G2', clause, play, expected, ...more })

/** Three commits: an AI line at the end of a.ts, a file of AI, a file of a person. */
async function three(me: Clone): Promise<void> {
  await me.ai('a.ts', `${base}ai1()\n`)
  await me.commit('One')
  await me.ai('b.ts', 'ai2()\nai3()\n')
  await me.commit('Two')
  await me.human('c.ts', 'mine()\n')
  await me.commit('Three')
}

async function rebase(me: Clone, script: string, onto: string, editor = 'true'): Promise<void> {
  const env = { GIT_SEQUENCE_EDITOR: me.editor(script), GIT_EDITOR: editor }
  const { code, stderr, stdout } = await me.tryGit(['rebase', '--quiet', '-i', onto], env)
  if (code !== 0) throw new Error(`git rebase -i: ${stderr}${stdout}`)
}

/** A topic with an AI line in the middle of a.ts, and main with what `theirs` makes of the base. */
async function diverge(me: Clone, theirs: string): Promise<void> {
  await me.git('checkout', '--quiet', '-b', 'topic')
  await me.ai('a.ts', 'one()\nai1()\nai2()\ntwo()\nthree()\n')
  await me.commit('Topic')
  await me.git('checkout', '--quiet', '-B', 'base', 'main')
  await me.human('a.ts', theirs)
  await me.commit('Base moved')
  await me.git('checkout', '--quiet', 'topic')
}

async function conflict(me: Clone, resolve: () => Promise<void>): Promise<void> {
  await me.git('checkout', '--quiet', '-b', 'topic')
  await me.ai('a.ts', 'one()\nai()\nthree()\n')
  await me.commit('Topic')
  await me.git('checkout', '--quiet', '-B', 'base', 'main')
  await me.human('a.ts', 'one()\nmine()\nthree()\n')
  await me.commit('Base moved')
  await me.git('checkout', '--quiet', 'topic')
  if ((await me.tryGit(['rebase', '--quiet', 'base'])).code === 0) throw new Error('there was no conflict')
  await resolve()
  await me.git('add', '.')
  const { code, stderr } = await me.tryGit(['-c', 'core.editor=true', 'rebase', '--continue'])
  if (code !== 0 && !/No changes|nothing to commit/.test(stderr)) throw new Error(stderr)
}

/** Commits made again. */
export const g2: readonly GitScenario[] = [
  clause(
    'amend: message only',
    async (_, me) => {
      await three(me)
      await me.git('commit', '--quiet', '--amend', '-m', 'Better')
      await me.publish()
    },
    { 'a.ts': 'hhha', 'b.ts': 'aa', 'c.ts': 'h' },
  ),
  clause(
    'amend: content',
    async (_, me) => {
      await three(me)
      await me.ai('c.ts', 'mine()\nai4()\n')
      await me.git('commit', '--quiet', '-a', '--amend', '--no-edit')
      await me.publish()
    },
    { 'a.ts': 'hhha', 'b.ts': 'aa', 'c.ts': 'ha' },
  ),
  clause(
    'amend: both',
    async (_, me) => {
      await three(me)
      await me.human('c.ts', 'mine()\nmine(2)\n')
      await me.ai('c.ts', 'mine()\nmine(2)\nai4()\n')
      await me.git('commit', '--quiet', '-a', '--amend', '-m', 'Better')
      await me.publish()
    },
    { 'a.ts': 'hhha', 'b.ts': 'aa', 'c.ts': 'hha' },
  ),
  clause(
    'fixup and autosquash',
    async (_, me) => {
      await three(me)
      await me.ai('b.ts', 'ai2()\nai3()\nai4()\n')
      await me.git('commit', '--quiet', '-a', '--fixup', 'HEAD~1')
      await me.git('-c', 'sequence.editor=true', 'rebase', '--quiet', '-i', '--autosquash', 'HEAD~4')
      await me.publish()
    },
    { 'a.ts': 'hhha', 'b.ts': 'aaa', 'c.ts': 'h' },
  ),
  clause(
    'rebase -i: reorder',
    async (_, me) => {
      await three(me)
      await rebase(me, '1{h;d};2G', 'HEAD~3')
      await me.publish()
    },
    { 'a.ts': 'hhha', 'b.ts': 'aa', 'c.ts': 'h' },
  ),
  clause(
    'rebase -i: squash',
    async (_, me) => {
      await three(me)
      await rebase(me, '2,3s/^pick/squash/', 'HEAD~3')
      await me.publish()
    },
    { 'a.ts': 'hhha', 'b.ts': 'aa', 'c.ts': 'h' },
  ),
  clause(
    'rebase -i: edit',
    async (_, me) => {
      await three(me)
      await rebase(me, '1s/^pick/edit/', 'HEAD~2')
      await me.human('b.ts', 'ai2()\nmine()\nai3()\n')
      await me.git('commit', '--quiet', '-a', '--amend', '--no-edit')
      await me.git('rebase', '--continue')
      await me.publish()
    },
    { 'a.ts': 'hhha', 'b.ts': 'aha', 'c.ts': 'h' },
  ),
  clause(
    'rebase -i: drop',
    async (_, me) => {
      await three(me)
      await rebase(me, '2s/^pick/drop/', 'HEAD~3')
      await me.publish()
    },
    { 'a.ts': 'hhha', 'c.ts': 'h' },
  ),
  clause(
    'rebase -i: exec',
    async (_, me) => {
      await three(me)
      await rebase(me, '1a exec echo made >> made.txt && git add made.txt && git commit -q --amend --no-edit', 'HEAD~3')
      await me.publish()
    },
    { 'a.ts': 'hhha', 'b.ts': 'aa', 'c.ts': 'h', 'made.txt': 'u' },
  ),
  clause(
    'rebase onto a change above AI lines',
    async (_, me) => {
      await diverge(me, 'zero()\none()\ntwo()\nthree()\n')
      await me.git('rebase', '--quiet', 'base')
      await me.publish()
    },
    { 'a.ts': 'hhaahh' },
  ),
  clause(
    'rebase onto a change below AI lines',
    async (_, me) => {
      await diverge(me, 'one()\ntwo()\nthree()\nfour()\n')
      await me.git('rebase', '--quiet', 'base')
      await me.publish()
    },
    { 'a.ts': 'haahhh' },
  ),
  clause(
    'rebase onto a change inside AI lines',
    async (_, me) => {
      await me.ai('a.ts', 'one()\nai1()\nai2()\nai3()\nai4()\nai5()\nai6()\ntwo()\nthree()\n')
      await me.commit('Both have it')
      await me.git('checkout', '--quiet', '-b', 'topic')
      await me.ai('a.ts', 'one()\nai1()\nai2()\nai3()\nai4()\nai5()\nai6()\nai7()\ntwo()\nthree()\n')
      await me.commit('Topic')
      await me.git('checkout', '--quiet', '-B', 'base', 'main')
      await me.human('a.ts', 'one()\nai1()\nmine()\nai2()\nai3()\nai4()\nai5()\nai6()\ntwo()\nthree()\n')
      await me.commit('Base moved')
      await me.git('rebase', '--quiet', 'base', 'topic')
      await me.publish()
    },
    { 'a.ts': 'hahaaaaaahh' },
  ),
  clause(
    'rebase --apply onto a change above',
    async (_, me) => {
      await diverge(me, 'zero()\none()\ntwo()\nthree()\n')
      await me.git('rebase', '--quiet', '--apply', 'base')
      await me.publish()
    },
    { 'a.ts': 'hhaahh' },
  ),
  clause(
    'a conflict resolved with ours',
    async (_, me) => {
      await conflict(me, async () => void (await me.git('checkout', '--ours', 'a.ts')))
      await me.publish()
    },
    { 'a.ts': 'hhh' },
  ),
  clause(
    'a conflict resolved with theirs',
    async (_, me) => {
      await conflict(me, async () => void (await me.git('checkout', '--theirs', 'a.ts')))
      await me.publish()
    },
    { 'a.ts': 'hah' },
  ),
  clause(
    'a conflict resolved by hand',
    async (_, me) => {
      await conflict(me, () => me.human('a.ts', 'one()\nmine()\nresolved()\nai()\nthree()\n'))
      await me.publish()
    },
    { 'a.ts': 'hhhah' },
  ),
  clause(
    'a conflict resolved by AI',
    async (_, me) => {
      await conflict(me, () => me.ai('a.ts', 'one()\nmine()\nresolved()\nai()\nthree()\n'))
      await me.publish()
    },
    { 'a.ts': 'hhaah' },
  ),
  clause(
    'pull --rebase',
    async (world, me) => {
      const other = await world.clone('bo')
      other.write('a.ts', `zero()\n${base}`)
      await other.commit('Theirs')
      await other.git('push', '--quiet')
      await me.ai('a.ts', `${base}ai1()\n`)
      await me.commit('Mine')
      await me.git('pull', '--quiet', '--rebase', 'origin', 'main')
      await me.publish()
    },
    { 'a.ts': 'uhhha' },
  ),
  clause(
    'a rebase that is aborted',
    async (_, me) => {
      await me.git('checkout', '--quiet', '-b', 'topic')
      await me.ai('a.ts', 'one()\nai()\nthree()\n')
      await me.commit('Topic')
      await me.git('checkout', '--quiet', '-B', 'base', 'main')
      await me.human('a.ts', 'one()\nmine()\nthree()\n')
      await me.commit('Base moved')
      await me.git('checkout', '--quiet', 'topic')
      await me.tryGit(['rebase', '--quiet', 'base'])
      await me.git('rebase', '--abort')
      await me.human('a.ts', 'one()\nai()\nthree()\nlast()\n')
      await me.commit('Goes on')
      await me.publish()
    },
    { 'a.ts': 'hahh' },
  ),
]
