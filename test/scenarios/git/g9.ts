import type { GitScenario } from './gitScenario'
import { base } from './gitWorld'

const long = 'b'.repeat(100)
/** Message -> the lines of it that have to stay as they are. */
const messages: readonly (readonly [clause: string, message: string, options?: readonly string[]])[] = [
  ['Signed-off-by', 'Add\n\nBody.\n', ['--signoff']],
  ['Change-Id', 'Add\n\nBody.\n\nChange-Id: I0123456789012345678901234567890123456789\n'],
  ['Co-authored-by', 'Add\n\nCo-authored-by: Bo <bo@example.com>\n'],
  ['a --- line', 'Add\n\nAbove\n---\nBelow\n'],
  ['comments', 'Add\n\n# no comment with -F\nBody.\n', ['--cleanup=whitespace']],
  ['scissors', 'Add\n\nBody.\n# ------------------------ >8 ------------------------\nGone.\n', ['--cleanup=scissors']],
  ['commit.verbose', 'Add\n\nBody.\n', ['--verbose', '--edit']],
  ['non-ASCII', 'Größer: 日本\n\nÄö.\n'],
  ['no body', 'Add\n'],
  ['trailing blank lines', 'Add\n\nBody.\n\n\n\n'],
  ['lines of 100 columns (commitlint)', `Add\n\n${long}\n`],
]

/** Messages; only the trailers in them are read, no notes. */
export const g9: readonly GitScenario[] = messages.map(([clause, message, options = []]) => ({
  group: 'G9',
  clause,
  play: async (_, me) => {
    await me.ai('a.ts', `${base}ai1()\nai2()\n`)
    await me.git('add', '.')
    me.writeRaw('../message', message)
    await me.git('commit', '--quiet', '-F', '../message', ...options)
    const written = await me.git('log', '-1', '--format=%B')
    const kept = message.split('\n').filter((line) => line !== '' && !/^# -+ >8|^Gone/.test(line))
    const lines = written.split('\n')
    const missing = kept.filter((line) => !lines.includes(line))
    if (missing.length > 0 || lines.some((line) => line.length > 100)) throw new Error(`${missing.join()}\n${written}`)
    await me.git('push', '--quiet', 'origin', 'HEAD:main')
  },
  expected: { 'a.ts': 'uuuaa' },
}))
