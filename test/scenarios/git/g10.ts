import type { GitScenario } from './gitScenario'

const paths: Readonly<Record<string, string>> = {
  spaces: 'my files/a b.ts',
  quotes: `it's "quoted".ts`,
  'non-ASCII': 'größe/日本.ts',
  'a leading dash': '-a.ts',
  '300 characters': `${'folder/'.repeat(40)}${'n'.repeat(17)}.ts`,
}

/** Names of files. */
export const g10: readonly GitScenario[] = Object.entries(paths).map(([clause, path]) => ({
  group: 'G10',
  clause,
  play: async (_, me) => {
    await me.human(path, 'mine()\n')
    await me.ai(path, 'mine()\nai()\n')
    await me.commit('Named')
    await me.publish()
    // A text that nobody recorded: its lines have to be found in the noted one, by the path.
    me.write(path, 'zero()\nmine()\nai()\n')
    await me.commit('On')
    await me.git('push', '--quiet', 'origin', 'HEAD:main')
  },
  expected: { [path]: 'uha' },
}))
