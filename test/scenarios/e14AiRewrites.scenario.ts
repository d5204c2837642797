import type { ExpectedLine, ScenarioGroup } from './scenario'

const twenty = Array.from({ length: 20 }, (_, i) => `step(${i})`)
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`
const unknown = (line: string): ExpectedLine => ['unknown', line]

export const group: ScenarioGroup = {
  id: 'E14',
  title: 'AI edits that change less than they write',
  scenarios: [
    {
      title: 'an agent writes the whole file to change three lines',
      fast: true,
      files: { 'a.ts': text(twenty) },
      play: async (stage) => {
        await stage.open()
        await stage.type('own()')
        await stage.save()
        const changed = [...twenty.map((line, i) => (i % 7 === 3 ? `changed_by_chat_${i}` : line)), 'own()']
        await stage.assistant.ask({ edits: [{ file: stage.path('a.ts'), text: changed.join('\n') }] })
        await stage.assistant.keepAll()
        await stage.saveAll()
      },
      expect: {
        'a.ts': [
          ...twenty.map((line, i): ExpectedLine => (i % 7 === 3 ? ['ai', `changed_by_chat_${i}`] : ['unknown', line])),
          ['human', 'own()'],
        ],
      },
    },
    {
      title: 'an agent writes the same text again',
      files: { 'a.ts': text(twenty) },
      play: async (stage) => {
        await stage.open()
        await stage.type('own()')
        await stage.save()
        await stage.assistant.ask({ edits: [{ file: stage.path('a.ts'), text: `${text(twenty)}own()` }] })
        await stage.saveAll()
      },
      expect: { 'a.ts': [...twenty.map(unknown), ['human', 'own()']] },
    },
    {
      title: 'an agent deletes lines and parts of lines',
      files: { 'a.ts': text(twenty) },
      play: async (stage) => {
        await stage.open()
        await stage.type('own(1, 2)')
        await stage.save()
        await stage.assistant.ask({
          pauseMs: 500,
          edits: [
            { file: stage.path('a.ts'), old: 'step(4)\nstep(5)\n', new: '' },
            { file: stage.path('a.ts'), old: 'own(1, 2)', new: 'own(1)' },
          ],
        })
        await stage.untilText((now) => now.endsWith('own(1)'))
        await stage.assistant.keepAll()
        await stage.saveAll()
      },
      expect: {
        'a.ts': [...twenty.filter((_, i) => i !== 4 && i !== 5).map(unknown), ['mixed', 'own(1)']],
      },
    },
    {
      title: 'an agent takes a check out of a line that somebody typed, and says so',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('const may = user && user.isAdmin && open()')
        await stage.press('Enter')
        await stage.type('other()')
        await stage.save()
        await stage.rest()
        const before = stage.read('a.ts')
        const after = before.replace(' && user.isAdmin', '')
        stage.write('a.ts', after)
        stage.record({ path: stage.path('a.ts'), before, after })
        await stage.untilText(after)
        await stage.rest()
      },
      evidence: () => ['reported'],
      expect: { 'a.ts': [unknown('start'), ['mixed', 'const may = user && open()'], ['human', 'other()']] },
    },
    {
      title: 'somebody unknown takes a check out of a line that somebody typed',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('const may = user && user.isAdmin && open()')
        await stage.press('Enter')
        await stage.type('other()')
        await stage.save()
        await stage.rest()
        const after = stage.read('a.ts').replace(' && user.isAdmin', '')
        stage.write('a.ts', after)
        await stage.untilText(after)
        await stage.rest()
      },
      expect: { 'a.ts': [unknown('start'), ['unknown', 'const may = user && open()'], ['human', 'other()']] },
    },
    {
      title: 'a completion that only closes what somebody typed',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('if (own')
        await stage.press('Delete')
        await stage.complete(') {\n  go()\n}')
        await stage.save()
      },
      expect: {
        'a.ts': [unknown('start'), ['mixed', 'if (own) {'], ['ai', '  go()'], ['ai', '}']],
      },
    },
  ],
}
