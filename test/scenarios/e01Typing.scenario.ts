import type { ScenarioGroup } from './scenario'

export const group: ScenarioGroup = {
  id: 'E1',
  title: 'Typing',
  scenarios: [
    {
      title: 'type lines',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('let one = 1')
        await stage.press('Enter')
        await stage.type('let two = 2')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'let one = 1'],
          ['human', 'let two = 2'],
        ],
      },
    },
    {
      title: 'take parts of typed lines out by every key that does',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        for (const line of ['one(!a)', 'two(b, c)', 'three(d, e)', 'four(f, g)', 'five(h) // why']) {
          if (line !== 'one(!a)') await stage.press('Enter')
          await stage.type(line)
        }
        await stage.cursorBefore('!a')
        await stage.change('Delete')
        await stage.select('b, ')
        await stage.change('Delete')
        await stage.cursorAfter('d, e')
        for (let i = 0; i < 3; i++) await stage.change('Backspace')
        await stage.cursorBefore('g)')
        await stage.change('Control+Delete')
        await stage.cursorAfter('five(h)')
        await stage.untilChanged(() => stage.code.command('deleteAllRight'))
        await stage.rest()
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'one(a)'],
          ['human', 'two(c)'],
          ['human', 'three(d)'],
          ['human', 'four(f, )'],
          ['human', 'five(h)'],
        ],
      },
    },
    {
      title: 'wrap a selection in brackets by typing one',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('wrapped')
        await stage.press('Shift+Home')
        await stage.type('(')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', '(wrapped)'],
        ],
      },
    },
    {
      title: 'type at three cursors at once',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('aa\nbb\ncc')
        await stage.press('Control+Shift+ArrowUp', 'Control+Shift+ArrowUp')
        await stage.type(' = 1')
        await stage.press('Escape')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'aa = 1'],
          ['human', 'bb = 1'],
          ['human', 'cc = 1'],
        ],
      },
    },
    {
      title: 'compose with an input method',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('// ')
        await stage.code.imeCompose(['n', 'ni', 'nih', 'nihao'], '你好')
        await stage.code.imeCompose(['´'], 'é')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', '// 你好é'],
        ],
      },
    },
    {
      title: 'Enter indents by itself',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('if (x) {')
        await stage.press('Enter')
        await stage.type('go()')
        await stage.press('Enter', 'Enter')
        await stage.type('stop()')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'if (x) {'],
          ['human', '    go()'],
          ['human', '', 'unknown'],
          ['human', '    stop()'],
          ['human', '}'],
        ],
      },
    },
    {
      title: 'type with auto-closing brackets and quotes',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('open(')
        await stage.press('End', 'Enter')
        await stage.type("call(['a', {b: `c`}])")
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'open()'],
          ['human', "call(['a', {b: `c`}])"],
        ],
      },
    },
  ],
}
