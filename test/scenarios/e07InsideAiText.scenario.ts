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
      expect: { 'a.ts': [start, ['mixed', 'let second'], ['ai', 'let third = 30']] },
    },
    {
      title: 'change AI lines without a new letter',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete(
          'if (!ready) go()\nf(1, x)\ng(true, false)\nlet ten = 10\na.toUpper()\nif (!done) wait()\nlast(x) // why\nkept()',
        )
        await stage.cursorBefore('!ready')
        await stage.change('Delete')
        await stage.select('1, ')
        await stage.change('Delete')
        await stage.select(', false')
        await stage.change('Backspace')
        await stage.cursorAfter('= 1')
        await stage.untilChanged(() => stage.code.command('editor.action.transposeLetters'))
        await stage.select('toUpper')
        await stage.untilChanged(() => stage.code.command('editor.action.transformToLowercase'))
        await stage.cursorAfter('(!')
        await stage.change('Backspace')
        await stage.cursorAfter('last(x)')
        await stage.untilChanged(() => stage.code.command('deleteAllRight'))
        await stage.rest()
        await stage.save()
      },
      expect: {
        'a.ts': [
          start,
          ['mixed', 'if (ready) go()'],
          ['mixed', 'f(x)'],
          ['mixed', 'g(true)'],
          ['mixed', 'let ten = 01'],
          ['mixed', 'a.toupper()'],
          ['mixed', 'if (done) wait()'],
          ['mixed', 'last(x)'],
          ['ai', 'kept()'],
        ],
      },
    },
    {
      title: 'delete a negation in an AI line and undo it',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('if (!ready) go()\nkept()')
        await stage.cursorBefore('!')
        await stage.change('Delete')
        await stage.rest()
        await stage.undoTo('start\nif (!ready) go()\nkept()')
        await stage.save()
      },
      expect: { 'a.ts': [start, ['ai', 'if (!ready) go()'], ['ai', 'kept()']] },
    },
    {
      title: 'delete what formatting may drop in AI lines',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('go();\nlist = [1,  2,]\nkept()')
        await stage.cursorAfter('go();')
        await stage.change('Backspace')
        await stage.cursorBefore(',]')
        await stage.change('Delete')
        await stage.cursorAfter('1, ')
        await stage.change('Delete')
        await stage.rest()
        await stage.save()
      },
      expect: { 'a.ts': [start, ['ai', 'go()'], ['ai', 'list = [1, 2]'], ['ai', 'kept()']] },
    },
    {
      title: 'delete from one AI line into the next',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await completeThree(stage)
        await stage.cursorBefore(' = 10')
        await stage.press('Shift+ArrowDown')
        await stage.change('Delete')
        await stage.untilText('start\nlet firstd = 20\nlet third = 30')
        await stage.rest()
        await stage.save()
      },
      expect: { 'a.ts': [start, ['mixed', 'let firstd = 20'], ['ai', 'let third = 30']] },
    },
    {
      title: 'take one’s own part out of an AI line later, and AI’s part out of one’s own',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('let first = 10')
        await stage.cursorBefore(' = 10')
        await stage.type('Own')
        await stage.end()
        await stage.press('Enter')
        await stage.type('mine()')
        await stage.complete(' + extra()')
        await stage.rest()
        await stage.select(' + extra()')
        await stage.change('Delete')
        await stage.select('Own')
        await stage.change('Delete')
        await stage.rest()
        await stage.save()
      },
      expect: { 'a.ts': [start, ['ai', 'let first = 10'], ['human', 'mine()']] },
    },
    {
      title: 'delete at three cursors in AI and typed lines',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('own(!a)')
        await stage.press('Enter')
        await stage.complete('one(!a)\ntwo(!a)')
        await stage.press('End', 'Control+Shift+ArrowUp', 'Control+Shift+ArrowUp')
        await stage.press('ArrowLeft', 'ArrowLeft')
        await stage.change('Backspace')
        await stage.press('Escape')
        await stage.rest()
        await stage.save()
      },
      expect: { 'a.ts': [start, ['human', 'own(a)'], ['mixed', 'one(a)'], ['mixed', 'two(a)']] },
    },
    {
      title: 'delete in AI and typed lines where line ends are CRLF',
      files: { 'a.ts': 'start\r\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('own(!a, 1)')
        await stage.press('Enter')
        await stage.complete('one(!b)\nkept()')
        await stage.cursorBefore('!b')
        await stage.change('Delete')
        await stage.cursorBefore('!a')
        await stage.change('Delete')
        await stage.select(', 1)')
        await stage.change('Backspace')
        await stage.rest()
        await stage.save()
      },
      expect: { 'a.ts': [start, ['human', 'own(a'], ['mixed', 'one(b)'], ['ai', 'kept()']] },
    },
    {
      title: 'cut an argument out of an AI line',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('call(first, second)\nkept()')
        await stage.select(', second')
        await stage.change('Control+X')
        await stage.rest()
        await stage.save()
      },
      expect: { 'a.ts': [start, ['mixed', 'call(first)'], ['ai', 'kept()']] },
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
