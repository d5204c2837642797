import { chmodSync, mkdirSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expectCounts } from './expectCounts'
import type { GitScenario } from './gitScenario'
import { base, type Clone } from './gitWorld'

const clause = (
  clause: string,
  play: GitScenario['play'],
  expected: GitScenario['expected'],
  more: Partial<GitScenario> = {},
): GitScenario => ({ group: 'G6', clause, play, expected, ...more })

const lines = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i}()\n`).join('')
/** Three lines of a person, four of AI. */
const text = `${base}${lines('ai', 4)}`

async function begin(me: Clone): Promise<void> {
  await me.ai('a.ts', text)
  await me.commit('AI')
}

/** Files that move, with git alone: Byline sees neither the move nor the copy. */
export const g6: readonly GitScenario[] = [
  clause(
    'rename',
    async (_, me) => {
      await begin(me)
      await me.git('mv', 'a.ts', 'b.ts')
      await me.commit('Moved')
      await me.publish()
    },
    { 'b.ts': 'hhhaaaa' },
  ),
  clause(
    'rename by a colleague without Byline',
    async (world, me) => {
      await begin(me)
      await me.publish()
      const other = await world.clone('bo')
      await other.git('mv', 'a.ts', 'b.ts')
      await other.commit('Moved')
      other.write('b.ts', `zero()\n${text}`)
      await other.commit('And edited')
      await other.git('push', '--quiet')
    },
    { 'b.ts': 'uhhhaaaa' },
  ),
  clause(
    'copy',
    async (_, me) => {
      await begin(me)
      me.write('b.ts', text)
      await me.commit('Copied')
      await me.publish()
    },
    { 'a.ts': 'hhhaaaa', 'b.ts': 'hhhaaaa' },
  ),
  clause(
    'move with edit',
    async (_, me) => {
      await begin(me)
      await me.git('mv', 'a.ts', 'src/b.ts').catch(async () => {
        me.write('src/.keep', '')
        await me.git('mv', 'a.ts', 'src/b.ts')
      })
      await me.human('src/b.ts', `${text}mine()\n`)
      await me.commit('Moved')
      await me.publish()
    },
    { 'src/b.ts': 'hhhaaaah' },
  ),
  clause(
    'mode change',
    async (_, me) => {
      await begin(me)
      chmodSync(join(me.folder, 'a.ts'), 0o755)
      await me.commit('Executable')
      await me.publish()
    },
    { 'a.ts': 'hhhaaaa' },
  ),
  clause(
    'a symbolic link to it',
    async (_, me) => {
      await begin(me)
      symlinkSync('a.ts', join(me.folder, 'link.ts'))
      await me.commit('Link')
      await me.publish()
    },
    { 'a.ts': 'hhhaaaa' },
  ),
  clause(
    'delete and create again: the same text',
    async (_, me) => {
      await begin(me)
      await me.git('rm', '--quiet', 'a.ts')
      await me.commit('Gone')
      await me.git('checkout', '--quiet', 'HEAD~', '--', 'a.ts')
      await me.commit('Back')
      await me.publish()
    },
    { 'a.ts': 'hhhaaaa' },
  ),
  clause(
    'delete and create again: another text',
    async (_, me) => {
      await begin(me)
      await me.git('rm', '--quiet', 'a.ts')
      await me.commit('Gone')
      await me.human('a.ts', 'fresh()\nnew()\n')
      await me.commit('New')
      await me.publish()
    },
    { 'a.ts': 'hh' },
  ),
  clause(
    'case-only rename',
    async (_, me) => {
      await begin(me)
      await me.git('mv', 'a.ts', 'A.ts')
      await me.commit('Case')
      await me.publish()
    },
    { 'A.ts': 'hhhaaaa' },
  ),
  clause(
    'split one file in two',
    async (_, me) => {
      await me.ai('a.ts', `${base}${lines('ai', 8)}`)
      await me.commit('AI')
      me.write('a.ts', `${base}${lines('ai', 2)}`)
      me.write('b.ts', Array.from({ length: 6 }, (_, i) => `ai${i + 2}()\n`).join(''))
      await me.commit('Split')
      await me.publish()
    },
    { 'a.ts': 'hhhaa', 'b.ts': 'aaaaaa' },
  ),
  clause(
    'copy of a file that changes at the same time, beside one like it',
    async (_, me) => {
      // Nobody saw this one come about, and git finds it as like as the other.
      me.write('alike/m.ts', text)
      await me.ai('lib/m.ts', text)
      await me.commit('AI')
      me.write('lib/m.ts', `zero()\n${text}`)
      me.write('src/m.ts', text)
      await me.commit('Copied')
      // What the trailers say has to do: no notes.
      await me.git('push', '--quiet', 'origin', 'HEAD:main')
    },
    { 'lib/m.ts': 'uaaaaaaa', 'src/m.ts': 'aaaaaaa' },
  ),
  clause(
    'a new file that moves before its first commit',
    async (_, me) => {
      await me.ai('old/new.ts', lines('ai', 4))
      mkdirSync(join(me.folder, 'src'))
      renameSync(join(me.folder, 'old/new.ts'), join(me.folder, 'src/moved.ts'))
      me.write('src/moved.ts', `${lines('ai', 4)}unseen()\n`)
      await me.commit('Moved')
      await expectCounts(me, 'ai=4 mixed=0 human=0 unknown=1')
      // What the trailers say has to do: no notes.
      await me.git('push', '--quiet', 'origin', 'HEAD:main')
    },
    { 'src/moved.ts': 'aaaau' },
  ),
  clause(
    'history that is moved into a folder',
    async (_, me) => {
      await begin(me)
      const args = ['filter-branch', '--force', '--tree-filter', 'mkdir -p lib && mv *.ts lib/', '--', '--all']
      const { code, stderr } = await me.tryGit(args, { FILTER_BRANCH_SQUELCH_WARNING: '1' })
      if (code !== 0) throw new Error(`git filter-branch: ${stderr}`)
      await me.git('push', '--quiet', '--force', 'origin', 'HEAD:main')
    },
    { 'lib/a.ts': 'uuuaaaa' },
  ),
  clause(
    'a file comes back under another name',
    async (_, me) => {
      await begin(me)
      await me.git('rm', '--quiet', 'a.ts')
      await me.commit('Gone')
      me.write('back.ts', text)
      await me.commit('Back')
      await expectCounts(me, 'ai=4 mixed=0 human=3 unknown=0')
      await me.git('push', '--quiet', 'origin', 'HEAD:main')
    },
    { 'back.ts': 'uuuaaaa' },
  ),
  clause(
    'a binary file becomes a text',
    async (_, me) => {
      me.write('data', Buffer.of(1, 0, 2))
      await me.commit('Binary')
      await me.ai('data', 'ai1()\nai2()\n')
      await me.commit('Text')
      await expectCounts(me, 'ai=2 mixed=0 human=0 unknown=0')
      await me.publish()
    },
    { data: 'aa' },
  ),
  clause(
    'an empty file becomes binary, then a text',
    async (_, me) => {
      me.write('data', '')
      await me.commit('Empty')
      me.write('data', Buffer.of(1, 0, 2))
      await me.commit('Binary')
      await me.ai('data', 'ai1()\n')
      await me.human('data', 'ai1()\nmine()\n')
      await me.commit('Text')
      await expectCounts(me, 'ai=1 mixed=0 human=1 unknown=0')
      await me.publish()
    },
    { data: 'ah' },
  ),
  clause(
    'a file that was too large to look at',
    async (_, me) => {
      me.write('data', 'x'.repeat(63).concat('\n').repeat(90_000))
      await me.commit('Large')
      // A tool that empties the file first says so.
      me.write('data', 'ai1()\nai2()\n')
      const event = { path: 'data', contributor: 'ai', tool: 'claude-code', before: '', after: 'ai1()\nai2()\n' }
      await me.tryByline(['record', '--agent', 'generic'], JSON.stringify(event))
      await me.commit('Small')
      await expectCounts(me, 'ai=2 mixed=0 human=0 unknown=0')
      await me.publish()
    },
    { data: 'aa' },
  ),
]
