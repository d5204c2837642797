import type { GitScenario } from './gitScenario'
import { base, type Clone, type GitWorld } from './gitWorld'

const clause = (
  clause: string,
  play: GitScenario['play'],
  expected: GitScenario['expected'],
  more: Partial<GitScenario> = {},
): GitScenario => ({ group: 'G7', clause, play, expected, ...more })

const text = `${base}function ai() {\n  const list = ['a', 'b']\n  return list\n}\n`

/** The owner publishes; a colleague without Byline changes the file. */
async function colleague(world: GitWorld, me: Clone, theirs: string): Promise<void> {
  await me.ai('a.ts', text)
  await me.commit('AI')
  await me.publish()
  const other = await world.clone('bo')
  other.write('a.ts', theirs)
  await other.commit('Theirs')
  await other.git('push', '--quiet')
}

const formatted = `${base}function ai() {\n    const list = ["a", "b"];\n    return list;\n}\n`

/** A colleague without Byline. */
export const g7: readonly GitScenario[] = [
  clause('edits above', (world, me) => colleague(world, me, `zero()\n${text}`), { 'a.ts': 'uhhhaaaa' }),
  clause('edits below', (world, me) => colleague(world, me, `${text}last()\n`), { 'a.ts': 'hhhaaaau' }),
  clause('edits inside', (world, me) => colleague(world, me, text.replace('  return', '  log(list)\n  return')), {
    'a.ts': 'hhhaauaa',
  }),
  clause(
    'changes one of the lines',
    (world, me) => colleague(world, me, text.replace('return list', 'return other(thing, 42)')),
    { 'a.ts': 'hhhaaua' },
    { notYet: 'a lone brace between a changed line and the end has no neighbour that tells whose it is: unknown' },
  ),
  clause('reformats the file', (world, me) => colleague(world, me, formatted), { 'a.ts': 'hhhaaaa' }),
  clause(
    'reformats, then the owner goes on',
    async (world, me) => {
      await colleague(world, me, formatted)
      await me.git('pull', '--quiet', '--ff-only', 'origin', 'main')
      await me.human('a.ts', `${formatted}mine()\n`)
      await me.ai('a.ts', `${formatted}mine()\nai2()\n`)
      await me.commit('On')
      await me.publish()
    },
    { 'a.ts': 'hhhaaaaha' },
  ),
  clause(
    'makes ten commits, then the owner goes on',
    async (world, me) => {
      await colleague(world, me, `zero()\n${text}`)
      const other = await world.clone('bo2')
      for (let i = 0; i < 10; i++) {
        other.write('a.ts', `step${i}()\n${other.read('a.ts')}`)
        await other.commit(`Step ${i}`)
      }
      await other.git('push', '--quiet')
      await me.git('pull', '--quiet', '--ff-only', 'origin', 'main')
      await me.ai('a.ts', `${me.read('a.ts')}ai2()\n`)
      await me.commit('On')
      await me.publish()
    },
    { 'a.ts': 'uuuuuuuuuuuhhhaaaaa' },
  ),
]
