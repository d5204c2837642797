import type { ExpectedLine, ScenarioGroup } from './scenario'
import type { Stage } from './stage'

const fortyLines = Array.from({ length: 40 }, (_, i) => `outside(${i})`)
const two = 'let ai1 = 1\nlet ai2 = 2'
const unknownStart: ExpectedLine = ['unknown', 'start']
const twoAi: readonly ExpectedLine[] = [
  ['ai', 'let ai1 = 1'],
  ['ai', 'let ai2 = 2'],
]

/** A typed line, then two of a completion. */
async function writeThree(stage: Stage): Promise<void> {
  await stage.open()
  await stage.type('let own = 0')
  await stage.press('Enter')
  await stage.complete(two)
}

export const group: ScenarioGroup = {
  id: 'E6',
  title: 'Copy, paste and move',
  scenarios: [
    {
      title: 'paste one line from outside',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.code.clipboard.write('pasted()')
        await stage.change('Control+V')
        await stage.press('Enter')
        await stage.type('own()')
        await stage.save()
      },
      expect: { 'a.ts': [unknownStart, ['unknown', 'pasted()'], ['human', 'own()']] },
    },
    {
      title: 'paste forty lines from outside',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.code.clipboard.write(fortyLines.join('\n'))
        await stage.change('Control+V')
        await stage.save()
      },
      expect: { 'a.ts': [unknownStart, ...fortyLines.map((line): ExpectedLine => ['unknown', line])] },
    },
    {
      title: 'paste one word from outside into a typed line',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('let own = ')
        await stage.code.clipboard.write('x')
        await stage.change('Control+V')
        await stage.press('Enter')
        await stage.type('y')
        await stage.save()
      },
      expect: { 'a.ts': [unknownStart, ['unknown', 'let own = x'], ['human', 'y']] },
    },
    {
      title: 'paste from outside what was just typed beside it',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('x')
        await stage.code.clipboard.write('x')
        await stage.change('Control+V')
        await stage.save()
      },
      expect: { 'a.ts': [unknownStart, ['unknown', 'xx']] },
    },
    {
      title: 'sort lines',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.press('Enter')
        await stage.type('a()')
        await stage.selectLines('let own', 3)
        await stage.press('Shift+End')
        await stage.untilChanged(() => stage.code.commandPalette('Sort Lines Ascending'))
        await stage.save()
      },
      expect: { 'a.ts': [unknownStart, ['human', 'a()'], ...twoAi, ['human', 'let own = 0']] },
    },
    {
      title: 'copy AI lines and paste them in the same file',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.selectLines('let ai1', 1)
        await stage.press('Control+C')
        await stage.end()
        await stage.press('Enter')
        await stage.change('Control+V')
        await stage.save()
      },
      expect: { 'a.ts': [unknownStart, ['human', 'let own = 0'], ...twoAi, ['ai', 'let ai1 = 1']] },
    },
    {
      title: 'copy AI and human lines and paste them in another file',
      files: { 'a.ts': 'start\n', 'b.ts': 'other\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.press('Control+A', 'Control+C')
        await stage.rest()
        await stage.open('b.ts')
        await stage.change('Control+V')
        await stage.saveAll()
      },
      expect: {
        'a.ts': [unknownStart, ['human', 'let own = 0'], ...twoAi],
        'b.ts': [['unknown', 'other'], unknownStart, ['human', 'let own = 0'], ...twoAi],
      },
    },
    {
      title: 'copy from two lines at once and paste both at one cursor of another file',
      files: { 'a.ts': 'start\n', 'b.ts': 'other\n', 'c.ts': 'third\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.cursorBefore('let own')
        await stage.code.command('editor.action.insertCursorBelow')
        await stage.press('Shift+End', 'Control+C')
        await stage.rest()
        await stage.open('b.ts')
        await stage.change('Control+V')
        // What was pasted there is known when it is copied on.
        await stage.press('Control+A', 'Control+C')
        await stage.rest()
        await stage.open('c.ts')
        await stage.change('Control+V')
        await stage.saveAll()
      },
      expect: {
        'a.ts': [unknownStart, ['human', 'let own = 0'], ...twoAi],
        'b.ts': [
          ['unknown', 'other'],
          ['human', 'let own = 0'],
          ['ai', 'let ai1 = 1'],
        ],
        'c.ts': [
          ['unknown', 'third'],
          ['unknown', 'other'],
          ['human', 'let own = 0'],
          ['ai', 'let ai1 = 1'],
        ],
      },
    },
    {
      title: 'copy AI and human lines from the old side of a comparison and paste them in another file',
      files: { 'a.ts': 'start\n', 'b.ts': 'other\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.save()
        await stage.rest()
        stage.git('commit', '--quiet', '--message', 'Between', '--', stage.path('a.ts'))
        await stage.press('Enter')
        await stage.type('more()')
        await stage.save()
        await stage.code.command('git.openChange')
        await stage.code.page.locator('.monaco-diff-editor .editor.original .view-line').first().waitFor()
        await stage.code.command('workbench.action.compareEditor.focusSecondarySide')
        await stage.rest()
        await stage.press('Control+A', 'Control+C')
        await stage.rest()
        await stage.open('b.ts')
        await stage.change('Control+V')
        await stage.saveAll()
      },
      expect: {
        'a.ts': [unknownStart, ['human', 'let own = 0'], ...twoAi, ['human', 'more()']],
        'b.ts': [['unknown', 'other'], unknownStart, ['human', 'let own = 0'], ...twoAi],
      },
    },
    {
      title: 'copy AI and human lines and paste them in another window',
      files: { 'a.ts': 'start\n', 'b.ts': 'other\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.press('Control+A', 'Control+C')
        await stage.save()
        await stage.rest()
        await stage.code.openWindow()
        await stage.open('b.ts')
        await stage.change('Control+V')
        await stage.save()
        await stage.code.closeOtherWindows()
        await stage.open('b.ts')
      },
      expect: {
        'a.ts': [unknownStart, ['human', 'let own = 0'], ...twoAi],
        'b.ts': [['unknown', 'other'], unknownStart, ['human', 'let own = 0'], ...twoAi],
      },
    },
    {
      title: 'cut AI lines and paste them in another window',
      files: { 'a.ts': 'start\n', 'b.ts': 'other\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.selectLines('let ai1', 2)
        await stage.change('Control+X')
        await stage.save()
        await stage.rest()
        await stage.code.openWindow()
        await stage.open('b.ts')
        await stage.change('Control+V')
        await stage.save()
        await stage.code.closeOtherWindows()
        await stage.open('b.ts')
      },
      expect: {
        'a.ts': [unknownStart, ['human', 'let own = 0']],
        'b.ts': [['unknown', 'other'], ...twoAi],
      },
    },
    {
      title: 'copy a line without a selection and paste it',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.cursorBefore('let ai1')
        await stage.press('Control+C')
        await stage.change('Control+V')
        await stage.save()
      },
      expect: { 'a.ts': [unknownStart, ['human', 'let own = 0'], ['ai', 'let ai1 = 1'], ...twoAi] },
    },
    {
      title: 'cut AI lines and paste them elsewhere',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.press('Enter')
        await stage.type('let last = 9')
        await stage.selectLines('let ai1', 2)
        await stage.change('Control+X')
        await stage.cursorBefore('start')
        await stage.change('Control+V')
        await stage.save()
      },
      expect: { 'a.ts': [...twoAi, unknownStart, ['human', 'let own = 0'], ['human', 'let last = 9']] },
    },
    {
      title: 'move a line up and down',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.cursorBefore('let own')
        await stage.change('Alt+ArrowDown')
        await stage.cursorBefore('let ai2')
        await stage.change('Alt+ArrowUp')
        await stage.save()
      },
      expect: {
        'a.ts': [unknownStart, ['ai', 'let ai1 = 1'], ['ai', 'let ai2 = 2'], ['human', 'let own = 0']],
      },
    },
    {
      title: 'duplicate an AI line and a typed line',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.cursorBefore('let own')
        await stage.change('Control+Shift+Alt+ArrowDown').catch(() => stage.change('Shift+Alt+ArrowDown'))
        await stage.cursorBefore('let ai1')
        await stage.change('Control+Shift+Alt+ArrowDown').catch(() => stage.change('Shift+Alt+ArrowDown'))
        await stage.save()
      },
      expect: {
        'a.ts': [unknownStart, ['human', 'let own = 0'], ['human', 'let own = 0'], ['ai', 'let ai1 = 1'], ...twoAi],
      },
    },
    {
      title: 'drag AI text onto another line',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.press('Enter')
        // No bracket: whether the editor closes one depends on whether it has loaded the language by then.
        await stage.type('!')
        await stage.drag('ai1 = 1', 4, 1)
        await stage.save()
      },
      expect: {
        'a.ts': [
          unknownStart,
          ['human', 'let own = 0'],
          ['mixed', 'let '],
          ['ai', 'let ai2 = 2'],
          ['mixed', '!ai1 = 1'],
        ],
      },
    },
    {
      title: 'paste from outside over a selection of AI text',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.select('ai1')
        await stage.code.clipboard.write('outside')
        await stage.change('Control+V')
        await stage.save()
      },
      expect: {
        'a.ts': [unknownStart, ['human', 'let own = 0'], ['mixed', 'let outside = 1'], ['ai', 'let ai2 = 2']],
      },
    },
    {
      title: 'paste AI lines over a typed line',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.selectLines('let ai1', 1)
        await stage.press('Control+C')
        await stage.selectLines('let own', 1)
        await stage.change('Control+V')
        await stage.save()
      },
      expect: { 'a.ts': [unknownStart, ['ai', 'let ai1 = 1'], ...twoAi] },
    },
    {
      title: 'paste AI text into a block',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.selectLines('let ai1', 2)
        await stage.press('Shift+End', 'Control+C')
        await stage.end()
        await stage.press('Enter')
        await stage.type('if (x) {')
        await stage.press('Enter')
        await stage.change('Control+V')
        await stage.untilText((text) => text.split('\n').length === 8)
        await stage.save()
      },
      expect: {
        'a.ts': [
          unknownStart,
          ['human', 'let own = 0'],
          ...twoAi,
          ['human', 'if (x) {'],
          ['ai', '    let ai1 = 1'],
          ['ai', 'let ai2 = 2'],
          ['human', '}'],
        ],
      },
    },
    {
      title: 'paste from outside where another extension pastes instead of the editor',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.script({ paste: '$1' })
        await stage.code.clipboard.write('outside()\nmore()')
        await stage.change('Control+V')
        await stage.press('Enter')
        await stage.type('own()')
        await stage.save()
      },
      expect: {
        'a.ts': [unknownStart, ['unknown', 'outside()'], ['unknown', 'more()'], ['human', 'own()']],
      },
    },
    {
      title: 'paste AI lines where another extension pastes instead of the editor',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.selectLines('let ai1', 1)
        await stage.press('Control+C')
        await stage.assistant.script({ paste: '$1' })
        await stage.end()
        await stage.press('Enter')
        await stage.change('Control+V')
        await stage.save()
      },
      expect: { 'a.ts': [unknownStart, ['human', 'let own = 0'], ...twoAi, ['ai', 'let ai1 = 1']] },
    },
    {
      title: 'paste a link over a typed word where an extension makes more of it, then type on',
      files: { 'a.md': 'start\n' },
      play: async (stage) => {
        await stage.open('a.md')
        await stage.type('see here')
        await stage.press('Enter')
        await stage.type('own')
        await stage.select('here')
        await stage.assistant.script({ paste: '[$2]($1)' })
        await stage.code.clipboard.write('https://example.com/guide')
        await stage.change('Control+V')
        await stage.end()
        await stage.type('exam')
        await stage.save()
      },
      expect: {
        'a.md': [unknownStart, ['unknown', 'see [here](https://example.com/guide)'], ['human', 'ownexam']],
      },
    },
    {
      title: 'drop text from outside',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.untilChanged(() => stage.dropText('outside()', 1, 0))
        await stage.save()
      },
      expect: { 'a.ts': [unknownStart, ['unknown', 'outside()']] },
    },
    {
      title: 'delete an AI name, then paste the same name from outside',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('callAi(parameter)')
        await stage.select('parameter')
        await stage.change('Delete')
        await stage.end()
        await stage.press('Enter')
        await stage.code.clipboard.write('parameter')
        await stage.change('Control+V')
        await stage.save()
      },
      expect: { 'a.ts': [unknownStart, ['mixed', 'callAi()'], ['unknown', 'parameter']] },
    },
    {
      title: 'cut AI lines without a selection, the last one too, and paste them',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeThree(stage)
        await stage.cursorBefore('let ai1')
        await stage.change('Control+X')
        await stage.cursorBefore('start')
        await stage.change('Control+V')
        await stage.end()
        await stage.change('Control+X')
        await stage.cursorBefore('start')
        await stage.change('Control+V')
        await stage.save()
      },
      expect: { 'a.ts': [...twoAi, unknownStart, ['human', 'let own = 0']] },
    },
    {
      title: 'cut AI text from two lines at once and paste it there',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('first(one)\nother(two)')
        await stage.cursorBefore('one)')
        await stage.code.command('editor.action.insertCursorBelow')
        for (let i = 0; i < 3; i++) await stage.press('Shift+ArrowRight')
        await stage.change('Control+X')
        await stage.press('Home')
        await stage.change('Control+V')
        await stage.save()
      },
      expect: { 'a.ts': [unknownStart, ['mixed', 'onefirst()'], ['mixed', 'twoother()']] },
    },
  ],
}
