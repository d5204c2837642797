import type { ExpectedLine, ScenarioGroup } from './scenario'
import type { Stage } from './stage'

const written: readonly ExpectedLine[] = [
  ['unknown', 'start'],
  ['human', 'own()'],
  ['ai', 'ai()'],
]

async function write(stage: Stage): Promise<void> {
  await stage.open()
  await stage.type('own()')
  await stage.press('Enter')
  await stage.complete('ai()')
}

/** Renames the active file in the Explorer. */
async function renameInExplorer(stage: Stage, name: string): Promise<void> {
  await stage.code.command('workbench.files.action.showActiveFileInExplorer')
  await stage.focused('.explorer-folders-view')
  await stage.press('F2')
  await stage.focused('.explorer-folders-view .monaco-inputbox')
  await stage.press('Control+A')
  await stage.type(name)
  await stage.press('Enter')
  await stage.untilFile(name)
}

export const group: ScenarioGroup = {
  id: 'E11',
  title: 'Files that are saved under another name, renamed, moved, shown twice',
  scenarios: [
    {
      title: 'rename a saved file in the Explorer',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
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
        await write(stage)
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
        await write(stage)
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
        await write(stage)
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
        await write(stage)
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
  ],
}
