import type { ExpectedLine, ScenarioGroup } from './scenario'
import type { Stage } from './stage'

const three = 'let first = 10\nlet second = 20\nlet third = 30'
const start: ExpectedLine = ['unknown', 'start']

async function completeThree(stage: Stage): Promise<void> {
  await stage.open()
  await stage.complete(three)
}

export const group: ScenarioGroup = {
  id: 'E7',
  title: 'Typing inside AI text',
  scenarios: [
    {
      title: 'type one character',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await completeThree(stage)
        await stage.cursorBefore('second')
        await stage.type('x')
        await stage.save()
      },
      expect: {
        'a.ts': [start, ['ai', 'let first = 10'], ['mixed', 'let xsecond = 20'], ['ai', 'let third = 30']],
      },
    },
    {
      title: 'retype half a line',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await completeThree(stage)
        await stage.select('second = 20')
        await stage.type('mine = 99')
        await stage.save()
      },
      expect: { 'a.ts': [start, ['ai', 'let first = 10'], ['mixed', 'let mine = 99'], ['ai', 'let third = 30']] },
    },
    {
      title: 'retype a whole line',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await completeThree(stage)
        await stage.select('let second = 20')
        await stage.type('const mine = 99')
        await stage.save()
      },
      expect: { 'a.ts': [start, ['ai', 'let first = 10'], ['human', 'const mine = 99'], ['ai', 'let third = 30']] },
    },
    {
      title: 'type a new line between',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await completeThree(stage)
        await stage.cursorBefore('let second')
        await stage.press('ArrowUp', 'End', 'Enter')
        await stage.type('mine()')
        await stage.save()
      },
      expect: {
        'a.ts': [
          start,
          ['ai', 'let first = 10'],
          ['human', 'mine()'],
          ['ai', 'let second = 20'],
          ['ai', 'let third = 30'],
        ],
      },
    },
    {
      title: 'delete part of a line, and a whole line',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await completeThree(stage)
        await stage.select(' = 20')
        await stage.press('Delete')
        await stage.cursorBefore('let first')
        await stage.change('Control+Shift+K')
        await stage.save()
      },
      expect: { 'a.ts': [start, ['ai', 'let second'], ['ai', 'let third = 30']] },
    },
    {
      title: 'delete a word with Backspace and type the same again',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await completeThree(stage)
        await stage.cursorAfter('second')
        await stage.press('Control+Backspace')
        await stage.type('second')
        await stage.save()
      },
      expect: {
        'a.ts': [start, ['ai', 'let first = 10'], ['mixed', 'let second = 20'], ['ai', 'let third = 30']],
      },
    },
    {
      title: 'join two lines',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await completeThree(stage)
        await stage.cursorAfter('first = 10')
        await stage.press('Delete')
        await stage.untilText((text) => text.split('\n').length === 3)
        await stage.save()
      },
      expect: { 'a.ts': [start, ['ai', 'let first = 10let second = 20'], ['ai', 'let third = 30']] },
    },
    {
      title: 'split a line',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await completeThree(stage)
        await stage.cursorBefore('second')
        await stage.press('Enter')
        await stage.save()
      },
      expect: {
        'a.ts': [start, ['ai', 'let first = 10'], ['ai', 'let '], ['ai', 'second = 20'], ['ai', 'let third = 30']],
      },
    },
    {
      title: 'join a typed line and an AI line',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('own()')
        await stage.press('Enter')
        await stage.complete('let first = 10')
        await stage.press('Home', 'Backspace')
        await stage.untilText('start\nown()let first = 10')
        await stage.save()
      },
      expect: { 'a.ts': [start, ['mixed', 'own()let first = 10']] },
    },
    {
      title: 'type a comment behind an AI line and take it away again',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await completeThree(stage)
        await stage.cursorAfter('second = 20')
        await stage.type(' // ok')
        await stage.press(...' // ok'.split('').map(() => 'Backspace'))
        await stage.save()
      },
      expect: {
        'a.ts': [start, ['ai', 'let first = 10'], ['ai', 'let second = 20'], ['ai', 'let third = 30']],
      },
    },
    {
      title: 'replace a word everywhere in AI text from the find widget',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await completeThree(stage)
        await stage.press('Control+H')
        await stage.type('let')
        await stage.press('Tab')
        await stage.type('const')
        await stage.change('Control+Alt+Enter')
        await stage.press('Escape')
        await stage.save()
      },
      expect: {
        'a.ts': [start, ['mixed', 'const first = 10'], ['mixed', 'const second = 20'], ['mixed', 'const third = 30']],
      },
    },
  ],
}
