import type { GitScenario } from './gitScenario'
import { base } from './gitWorld'

const withAi = `${base}ai1()\nai2()\n`
const clause = (clause: string, play: GitScenario['play'], expected: GitScenario['expected']): GitScenario => ({
  group: 'G1',
  clause,
  play,
  expected,
})

/** Ways to make a commit. */
export const g1: readonly GitScenario[] = [
  clause(
    'add -p',
    async (_, me) => {
      await me.ai('a.ts', `ai1()\n${base}ai2()\n`)
      const { code } = await me.tryGit(['add', '-p', 'a.ts'], {}, 's\nn\ny\n')
      if (code !== 0) throw new Error(`git add -p: ${code}`)
      await me.git('commit', '--quiet', '-m', 'The second hunk')
      await me.publish()
    },
    { 'a.ts': 'hhha' },
  ),
  clause(
    'add -p, then the rest, the user typing between',
    async (_, me) => {
      await me.ai('a.ts', `ai1()\n${base}ai2()\n`)
      await me.tryGit(['add', '-p', 'a.ts'], {}, 's\nn\ny\n')
      await me.git('commit', '--quiet', '-m', 'The second hunk')
      await me.human('a.ts', `ai1()\n${base}mine()\nai2()\n`)
      await me.commit('The rest')
      await me.publish()
    },
    { 'a.ts': 'ahhhha' },
  ),
  clause(
    'commit -a',
    async (_, me) => {
      await me.ai('a.ts', withAi)
      await me.git('commit', '--quiet', '-a', '-m', 'All')
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
  ),
  clause(
    'commit <path>',
    async (_, me) => {
      await me.ai('a.ts', withAi)
      await me.human('b.ts', 'other()\n')
      await me.git('add', 'b.ts')
      await me.git('commit', '--quiet', '-m', 'One', 'a.ts')
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
  ),
  clause(
    'commit -m',
    async (_, me) => {
      await me.human('a.ts', `${base}mine()\n`)
      await me.ai('a.ts', `${base}mine()\nai()\n`)
      await me.human('a.ts', `${base}mine()\nai(mine)\n`)
      await me.commit()
      await me.publish()
    },
    { 'a.ts': 'hhhhm' },
  ),
  clause(
    'a commit with an editor',
    async (_, me) => {
      await me.ai('a.ts', withAi)
      await me.git('add', '.')
      const { code, stderr } = await me.tryGit(['commit', '--quiet'], { GIT_EDITOR: me.editor('1s/^/Edited/') })
      if (code !== 0) throw new Error(stderr)
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
  ),
  clause(
    'a template',
    async (_, me) => {
      await me.ai('a.ts', withAi)
      me.writeRaw('../template', 'Why:\n')
      await me.git('config', 'commit.template', '../template')
      await me.git('add', '.')
      const { code, stderr } = await me.tryGit(['commit', '--quiet'], { GIT_EDITOR: me.editor('1s/^/Edited /') })
      if (code !== 0) throw new Error(stderr)
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
  ),
  clause(
    '-F',
    async (_, me) => {
      await me.ai('a.ts', withAi)
      me.writeRaw('../message', 'From a file\n\nWith a body.\n')
      await me.git('add', '.')
      await me.git('commit', '--quiet', '-F', '../message')
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
  ),
  clause(
    '--no-verify',
    async (_, me) => {
      await me.ai('a.ts', withAi)
      await me.commit('Unguarded', '--no-verify')
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
  ),
  clause(
    'an empty commit',
    async (_, me) => {
      await me.ai('a.ts', withAi)
      await me.commit()
      await me.git('commit', '--quiet', '--allow-empty', '-m', 'Nothing')
      if (/AI-/.test(await me.git('log', '-1', '--format=%B'))) throw new Error('an empty commit got trailers')
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
  ),
  clause(
    'a first commit',
    async (_, me) => {
      await me.git('update-ref', '-d', 'HEAD')
      await me.ai('b.ts', 'ai1()\nai2()\n')
      await me.commit('First')
      if ((await me.git('rev-list', '--count', 'HEAD')) !== '1') throw new Error('it is not the first')
      await me.publish()
    },
    { 'a.ts': 'hhh', 'b.ts': 'aa' },
  ),
  clause(
    'a detached HEAD',
    async (_, me) => {
      await me.git('checkout', '--quiet', '--detach')
      await me.ai('a.ts', withAi)
      await me.commit()
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
  ),
  clause(
    'an orphan branch',
    async (_, me) => {
      await me.git('checkout', '--quiet', '--orphan', 'fresh')
      await me.ai('a.ts', withAi)
      await me.commit()
      await me.publish()
    },
    { 'a.ts': 'hhhaa' },
  ),
]
