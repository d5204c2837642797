import type { ScenarioGroup } from './scenario'

const two = 'let ai1 = 1\nlet ai2 = 2'

export const group: ScenarioGroup = {
  id: 'E5',
  title: 'Undo and redo',
  scenarios: [
    {
      title: 'undo typing to the start and redo all of it',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('let one = 1')
        await stage.press('Enter')
        await stage.type('let two = 2')
        await stage.undoTo('start\n')
        await stage.redoTo('start\nlet one = 1\nlet two = 2')
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
      title: 'undo a completion and redo it',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('// two')
        await stage.press('Enter')
        await stage.complete(two)
        await stage.undoTo('start\n// two\n')
        await stage.redoTo(`start\n// two\n${two}`)
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', '// two'],
          ['ai', 'let ai1 = 1'],
          ['ai', 'let ai2 = 2'],
        ],
      },
    },
    {
      title: 'undo a completion and write the line by hand',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('let ai1 = 1')
        await stage.undoTo('start\n')
        await stage.type('let own = 1')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'let own = 1'],
        ],
      },
    },
    {
      title: 'undo typing inside a completion: it is all AI again',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete(two)
        await stage.cursorBefore('ai1')
        await stage.type('my')
        await stage.undoTo(`start\n${two}`)
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'let ai1 = 1'],
          ['ai', 'let ai2 = 2'],
        ],
      },
    },
    {
      title: 'undo the deletion of AI and human lines',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('let own = 1')
        await stage.press('Enter')
        await stage.complete(two)
        await stage.press('Control+A', 'Delete')
        await stage.untilText('')
        await stage.undoTo(`start\nlet own = 1\n${two}`)
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'let own = 1'],
          ['ai', 'let ai1 = 1'],
          ['ai', 'let ai2 = 2'],
        ],
      },
    },
    {
      title: 'undo and redo a paste from outside',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.code.clipboard.write('from elsewhere')
        await stage.change('Control+V')
        await stage.undoTo('start\n')
        await stage.redoTo('start\nfrom elsewhere')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['unknown', 'from elsewhere'],
        ],
      },
    },
    {
      title: 'undo and redo across a save',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete(two)
        await stage.save()
        await stage.end()
        await stage.press('Enter')
        await stage.type('let own = 3')
        await stage.save()
        await stage.undoTo('start\n')
        await stage.save()
        await stage.redoTo(`start\n${two}\nlet own = 3`)
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'let ai1 = 1'],
          ['ai', 'let ai2 = 2'],
          ['human', 'let own = 3'],
        ],
      },
    },
    {
      title: 'undo the edits of a chat that were kept, and redo them',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('let own = 1')
        await stage.save()
        await stage.assistant.ask({ edits: [{ file: stage.path('a.ts'), at: [1, 11], new: `\n${two}` }] })
        await stage.assistant.keepAll()
        await stage.code.focusEditor()
        await stage.undoTo('start\nlet own = 1')
        await stage.redoTo(`start\nlet own = 1\n${two}`)
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'let own = 1'],
          ['ai', 'let ai1 = 1'],
          ['ai', 'let ai2 = 2'],
        ],
      },
    },
    {
      title: 'undo and redo in a file that was closed and opened again',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('let own = 1')
        await stage.press('Enter')
        await stage.complete(two)
        await stage.save()
        await stage.code.command('workbench.action.closeActiveEditor')
        await stage.open()
        await stage.undoTo('start\nlet own = 1\n')
        await stage.redoTo(`start\nlet own = 1\n${two}`)
        await stage.end()
        await stage.press('Enter')
        await stage.type('let more = 2')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'let own = 1'],
          ['ai', 'let ai1 = 1'],
          ['ai', 'let ai2 = 2'],
          ['human', 'let more = 2'],
        ],
      },
    },
    {
      title: 'undo and redo after a reload of the window',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete(two)
        await stage.save()
        await stage.rest()
        await stage.code.reload()
        await stage.open()
        await stage.press('Enter')
        await stage.type('let own = 3')
        await stage.undoTo(`start\n${two}`)
        await stage.redoTo(`start\n${two}\nlet own = 3`)
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'let ai1 = 1'],
          ['ai', 'let ai2 = 2'],
          ['human', 'let own = 3'],
        ],
      },
    },
  ],
}
