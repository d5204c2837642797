import { deleteInExplorer, moveInExplorer, renameInExplorer, undoInExplorer } from './explorer'
import type { ScenarioGroup } from './scenario'
import { writeLines, writeUntracked, written } from './writtenLines'

export const group: ScenarioGroup = {
  id: 'E11',
  title: 'Files that are saved under another name, renamed, moved, shown twice',
  scenarios: [
    {
      // The first of the group: the Explorer has nothing else to take back.
      title: 'delete a file in the Explorer and take that back',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.save()
        await deleteInExplorer(stage, 'a.ts')
        await undoInExplorer(stage, 'a.ts')
        await stage.open()
      },
      expect: { 'a.ts': written },
    },
    {
      title: 'rename a saved file in the Explorer',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.save()
        await renameInExplorer(stage, 'renamed.ts')
        await stage.open('renamed.ts')
        await stage.press('Enter')
        await stage.type('more()')
        await stage.save()
      },
      expect: { 'renamed.ts': [...written, ['human', 'more()']] },
    },
    {
      title: 'rename a file with unsaved changes',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await renameInExplorer(stage, 'renamed.ts')
        await stage.open('renamed.ts')
        await stage.saveAll()
      },
      expect: { 'renamed.ts': written },
    },
    {
      title: 'write in a new file and save it under a name',
      files: {},
      play: async (stage) => {
        await stage.code.command('workbench.action.files.newUntitledFile')
        await stage.code.focusEditor()
        await stage.type('own()')
        await stage.press('Enter')
        await stage.complete('ai()')
        await stage.saveAs('new.ts')
      },
      expect: {
        'new.ts': [
          ['human', 'own()'],
          ['ai', 'ai()'],
        ],
      },
    },
    {
      title: 'save a file under another name',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.save()
        await stage.saveAs('copy.ts')
        await stage.end()
        await stage.press('Enter')
        await stage.type('more()')
        await stage.save()
      },
      closed: ['a.ts'],
      expect: { 'a.ts': written, 'copy.ts': [...written, ['human', 'more()']] },
    },
    {
      title: 'git mv of a file with AI lines that are not committed',
      files: { 'a.ts': 'start\nkeep(1)\nkeep(2)\nkeep(3)\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.save()
        await stage.rest()
        stage.git('mv', stage.path('a.ts'), stage.path('moved.ts'))
        await stage.open('moved.ts')
      },
      closed: ['moved.ts'],
      expect: {
        'moved.ts': [
          ['unknown', 'start'],
          ['unknown', 'keep(1)'],
          ['unknown', 'keep(2)'],
          ['unknown', 'keep(3)'],
          ['human', 'own()'],
          ['ai', 'ai()'],
        ],
      },
    },
    {
      title: 'one file in two editors side by side',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.press('Control+\\')
        await stage.code.waitFor(() => stage.code.evaluate((api) => api.window.visibleTextEditors.length === 2))
        await stage.code.focusEditor()
        await stage.end()
        await stage.press('Enter')
        await stage.type('more()')
        await stage.save()
      },
      expect: { 'a.ts': [...written, ['human', 'more()']] },
    },
    {
      title: 'rename a file that was never committed',
      play: async (stage) => {
        await writeUntracked(stage)
        await stage.save()
        await renameInExplorer(stage, 'renamed.ts')
        await stage.open('renamed.ts')
        await stage.press('Enter')
        await stage.type('more()')
        await stage.save()
      },
      expect: { 'renamed.ts': [...written, ['human', 'more()']] },
    },
    {
      title: 'rename a file that was never committed, with unsaved changes',
      play: async (stage) => {
        await writeUntracked(stage)
        await renameInExplorer(stage, 'renamed.ts')
        await stage.open('renamed.ts')
        await stage.saveAll()
      },
      expect: { 'renamed.ts': written },
    },
    {
      title: 'save a file that was never committed under another name',
      play: async (stage) => {
        await writeUntracked(stage)
        await stage.save()
        await stage.saveAs('copy.ts')
      },
      closed: ['new.ts'],
      expect: { 'new.ts': written, 'copy.ts': written },
    },
    {
      title: 'save a file with unsaved changes under another name',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.saveAs('copy.ts')
      },
      closed: ['a.ts'],
      expect: { 'a.ts': [['unknown', 'start']], 'copy.ts': written },
    },
    {
      title: 'move a saved file to another folder in the Explorer',
      files: { 'a.ts': 'start\n', 'sub/b.ts': 'other\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.save()
        await moveInExplorer(stage, 'a.ts', 'sub/b.ts')
        await stage.open('sub/a.ts')
        await stage.press('Enter')
        await stage.type('more()')
        await stage.save()
      },
      expect: { 'sub/a.ts': [...written, ['human', 'more()']] },
    },
    {
      title: 'move a file that was never committed to another folder',
      files: { 'sub/b.ts': 'other\n' },
      play: async (stage) => {
        await writeUntracked(stage)
        await stage.save()
        await moveInExplorer(stage, 'new.ts', 'sub/b.ts')
        await stage.open('sub/new.ts')
      },
      expect: { 'sub/new.ts': written },
    },
    {
      title: 'move a file with unsaved changes to another folder',
      files: { 'a.ts': 'start\n', 'sub/b.ts': 'other\n' },
      play: async (stage) => {
        await writeLines(stage)
        await moveInExplorer(stage, 'a.ts', 'sub/b.ts')
        await stage.open('sub/a.ts')
        await stage.saveAll()
      },
      expect: { 'sub/a.ts': written },
    },
    {
      title: 'delete a file in the Explorer and write it again by hand',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.save()
        await deleteInExplorer(stage, 'a.ts')
        await stage.code.command('workbench.action.files.newUntitledFile')
        await stage.code.focusEditor()
        await stage.type('start')
        await stage.press('Enter')
        await stage.type('again()')
        await stage.saveAs('a.ts')
      },
      expect: {
        'a.ts': [
          ['human', 'start'],
          ['human', 'again()'],
        ],
      },
    },
    {
      title: 'delete a file that was never committed and make another of that name',
      play: async (stage) => {
        await writeUntracked(stage)
        await stage.save()
        await deleteInExplorer(stage, 'new.ts')
        stage.write('new.ts', 'outside()\n')
        await stage.open('new.ts')
        await stage.type('again()')
        await stage.save()
      },
      expect: {
        'new.ts': [
          ['unknown', 'outside()'],
          ['human', 'again()'],
        ],
      },
    },
    {
      title: 'delete a file with unsaved changes and take that back',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.save()
        await stage.press('Enter')
        await stage.type('lost()')
        await deleteInExplorer(stage, 'a.ts')
        await undoInExplorer(stage, 'a.ts')
        await stage.open()
        await stage.untilText('start\nown()\nai()')
      },
      expect: { 'a.ts': written },
    },
    {
      title: 'save a file under the name of another one that is there',
      files: { 'a.ts': 'start\n', 'b.ts': 'other()\nother()\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.saveAs('b.ts', { replaces: true })
        await stage.press('Control+End', 'Enter')
        await stage.type('more()')
        await stage.save()
      },
      closed: ['a.ts'],
      expect: { 'a.ts': [['unknown', 'start']], 'b.ts': [...written, ['human', 'more()']] },
    },
    {
      title: 'save a file under another name and undo there',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.saveAs('copy.ts')
        await stage.end()
        await stage.press('Enter')
        await stage.complete('gone()')
        await stage.undoTo('start\nown()\nai()')
        await stage.save()
      },
      closed: ['a.ts'],
      expect: { 'a.ts': [['unknown', 'start']], 'copy.ts': written },
    },
    {
      title: 'two windows edit two files of one repository',
      files: { 'a.ts': 'start\n', 'b.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.code.openWindow()
        await writeLines(stage, 'b.ts')
        await stage.save()
        await stage.code.nextWindow()
        await stage.save()
        await stage.code.closeOtherWindows()
        await stage.open('b.ts')
      },
      expect: { 'a.ts': written, 'b.ts': written },
    },
    {
      title: 'two windows edit the same file in turn',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.save()
        await stage.code.openWindow()
        await stage.open()
        await stage.untilText('start\nown()\nai()')
        await stage.press('Enter')
        await stage.type('second()')
        await stage.press('Enter')
        await stage.complete('secondAi()')
        await stage.save()
        await stage.code.nextWindow()
        await stage.untilText('start\nown()\nai()\nsecond()\nsecondAi()')
        await stage.open()
        await stage.rest()
        await stage.press('Enter')
        await stage.type('third()')
        await stage.save()
        await stage.code.closeOtherWindows()
      },
      expect: {
        'a.ts': [...written, ['human', 'second()'], ['ai', 'secondAi()'], ['human', 'third()']],
      },
    },
    {
      title: 'one window commits what another one has saved, and goes on in the same file',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.code.openWindow()
        await writeLines(stage)
        await stage.save()
        await stage.rest()
        await stage.code.nextWindow()
        await stage.open()
        await stage.untilText('start\nown()\nai()')
        await stage.rest()
        stage.git('commit', '--quiet', '--message', 'Between', '--', stage.path('a.ts'))
        await stage.cursorAfter('ai(')
        await stage.type('2')
        await stage.save()
        await stage.code.closeOtherWindows()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'own()'],
          ['mixed', 'ai(2)'],
        ],
      },
    },
  ],
}
