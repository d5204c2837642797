import type { ExpectedLine, ScenarioGroup } from './scenario'
import type { Stage } from './stage'

async function write(stage: Stage): Promise<void> {
  await stage.open()
  await stage.type('own()')
  await stage.press('Enter')
  await stage.complete('ai1()\nai2()')
}

const written: readonly ExpectedLine[] = [
  ['human', 'own()'],
  ['ai', 'ai1()'],
  ['ai', 'ai2()'],
]

const longLine = 'x'.repeat(100_000)
const manyLines = Array.from({ length: 50_000 }, (_, i) => `line(${i})`)

export const group: ScenarioGroup = {
  id: 'E15',
  title: 'Unusual texts',
  scenarios: [
    {
      title: 'line ends are CRLF',
      fast: true,
      files: { 'a.ts': 'start\r\nnext\r\n' },
      play: async (stage) => {
        await write(stage)
        await stage.cursorBefore('ai2()')
        await stage.type('x')
        await stage.save()
      },
      bytes: { 'a.ts': 'start\r\nnext\r\nown()\r\nai1()\r\nxai2()' },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['unknown', 'next'],
          ['human', 'own()'],
          ['ai', 'ai1()'],
          ['mixed', 'xai2()'],
        ],
      },
    },
    {
      title: 'line ends are mixed: the editor makes them one kind',
      files: { 'a.ts': 'start\r\nnext\nthird\r\n' },
      play: async (stage) => {
        await write(stage)
        await stage.save()
      },
      expect: { 'a.ts': [['unknown', 'start'], ['unknown', 'next'], ['unknown', 'third'], ...written] },
    },
    {
      title: 'the file begins with a byte order mark',
      files: { 'a.ts': '\uFEFFstart\n' },
      play: async (stage) => {
        await write(stage)
        await stage.save()
      },
      bytes: { 'a.ts': '\uFEFFstart\nown()\nai1()\nai2()' },
      expect: { 'a.ts': [['unknown', 'start'], ...written] },
    },
    {
      title: 'no final line end, then one',
      files: { 'a.ts': 'start' },
      play: async (stage) => {
        await stage.open()
        await stage.press('Enter')
        await stage.complete('ai1()')
        await stage.press('Enter')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'ai1()'],
        ],
      },
    },
    {
      title: 'emoji, combining marks and tabs',
      files: { 'a.ts': '\tstart 👩‍👩‍👧 e\u0301\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('own ')
        await stage.code.insertText('🎉e\u0301')
        await stage.press('Enter')
        await stage.complete("ai('👨‍🚀') // end")
        // The editor leaves the cursor short of the end by as much as the emoji is longer than one character.
        await stage.press('End', 'Enter')
        await stage.type('after()')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', '\tstart 👩‍👩‍👧 e\u0301'],
          ['human', 'own 🎉e\u0301', 'unknown'],
          ['ai', "ai('👨‍🚀') // end"],
          ['human', 'after()'],
        ],
      },
    },
    {
      title: 'a line of 100,000 characters',
      files: { 'a.ts': `${longLine}\n` },
      play: async (stage) => {
        await write(stage)
        await stage.save()
      },
      expect: { 'a.ts': [['unknown', longLine], ...written] },
    },
    {
      title: 'a file of 50,000 lines',
      files: { 'a.ts': `${manyLines.join('\n')}\n` },
      play: async (stage) => {
        await write(stage)
        await stage.save()
      },
      expect: { 'a.ts': [...manyLines.map((line): ExpectedLine => ['unknown', line]), ...written] },
    },
  ],
}
