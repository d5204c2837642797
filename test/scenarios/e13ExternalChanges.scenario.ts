import { answerNotification } from '../demo/sourceControl'
import type { ScenarioGroup } from './scenario'
import type { Stage } from './stage'
import { writeLines, written } from './writtenLines'

async function write(stage: Stage): Promise<void> {
  await writeLines(stage)
  await stage.save()
}

export const group: ScenarioGroup = {
  id: 'E13',
  title: 'Changes on disk',
  scenarios: [
    {
      title: 'another program adds lines to a file that is open and saved',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        stage.write('a.ts', 'first()\nstart\nown()\nouter()\nai()\n')
        await stage.untilText('first()\nstart\nown()\nouter()\nai()\n')
      },
      expect: {
        'a.ts': [
          ['unknown', 'first()'],
          ['unknown', 'start'],
          ['human', 'own()'],
          ['unknown', 'outer()'],
          ['ai', 'ai()'],
        ],
      },
    },
    {
      title: 'a formatter rewrites a file that is open and saved',
      files: { 'a.ts': "const old = f('x',1)\n" },
      play: async (stage) => {
        await stage.open()
        await stage.complete("let ai = f('one',2)")
        await stage.press('Enter')
        await stage.type('let own = [1,2]')
        await stage.press('Enter')
        await stage.complete("last('three',\n  [4,5])")
        await stage.save()
        await stage.rest()
        const now = 'const old = f("x", 1);\nlet ai = f("one", 2);\nlet own = [1, 2];\nlast("three", [4, 5]);\n'
        stage.write('a.ts', now)
        await stage.untilText(now)
        await stage.rest()
      },
      expect: {
        'a.ts': [
          ['unknown', 'const old = f("x", 1);'],
          ['ai', 'let ai = f("one", 2);'],
          ['human', 'let own = [1, 2];'],
          ['ai', 'last("three", [4, 5]);'],
        ],
      },
    },
    {
      title: 'an agent writes an open file, and tells of it after somebody has typed on',
      fast: true,
      evidence: () => ['reported'],
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        const after = 'start\nagent()\nagain()\n'
        await stage.open()
        stage.write('a.ts', after)
        await stage.untilText(after)
        await stage.cursorAfter('again(')
        await stage.type('2')
        await stage.end()
        await stage.type('own()')
        await stage.rest()
        stage.record({ path: stage.path('a.ts'), before: 'start\n', after })
        await stage.rest()
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'agent()'],
          ['mixed', 'again(2)'],
          ['human', 'own()'],
        ],
      },
    },
    {
      title: 'another program writes a file with unsaved changes; the changes are given up',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        await stage.press('Enter')
        await stage.type('lost()')
        stage.write('a.ts', 'start\nown()\nai()\nouter()\n')
        await stage.rest()
        await stage.code.commandPalette('Revert File')
        await stage.untilText('start\nown()\nai()\nouter()\n')
      },
      expect: { 'a.ts': [...written, ['unknown', 'outer()']] },
    },
    {
      title: 'git stash and pop with AI lines that are not committed, file open',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        await stage.rest()
        stage.git('stash', 'push', '--quiet', '--', stage.path('a.ts'))
        await stage.untilText('start\n')
        stage.git('stash', 'pop', '--quiet')
        await stage.untilText('start\nown()\nai()')
      },
      expect: { 'a.ts': written },
    },
    {
      title: 'git stash and pop with AI lines that are not committed, file closed',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        await stage.rest()
        await stage.code.command('workbench.action.closeActiveEditor')
        stage.git('stash', 'push', '--quiet', '--', stage.path('a.ts'))
        stage.git('stash', 'pop', '--quiet')
        await stage.open()
      },
      expect: { 'a.ts': written },
    },
    {
      title: 'git checkout of another branch and back, AI lines committed on the first',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        await stage.rest()
        stage.git('checkout', '--quiet', '-b', 'side')
        stage.git('add', stage.path('a.ts'))
        stage.git('commit', '--quiet', '--message', 'On the side', '--', stage.path('a.ts'))
        stage.git('checkout', '--quiet', 'main')
        await stage.untilText('start\n')
        stage.git('merge', '--quiet', '--ff-only', 'side')
        await stage.untilText('start\nown()\nai()')
        await stage.end()
        await stage.press('Enter')
        await stage.type('more()')
        await stage.save()
      },
      expect: { 'a.ts': [...written, ['human', 'more()']] },
    },
    {
      title: 'git checkout -- gives AI lines up, undo brings them back',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        await stage.rest()
        stage.git('checkout', '--quiet', '--', stage.path('a.ts'))
        await stage.untilText('start\n')
        await stage.undoTo('start\nown()\nai()')
        await stage.save()
      },
      expect: { 'a.ts': written },
    },
    {
      title: 'another program writes a file with unsaved changes; the conflict is settled by Overwrite',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        await stage.press('Enter')
        await stage.type('mine()')
        stage.write('a.ts', 'start\nown()\nai()\nouter()\n')
        await stage.press('Control+S')
        await answerNotification(stage.code, 'Overwrite')
        await stage.code.waitFor(() => stage.read('a.ts').includes('mine()'), { what: 'the file to be overwritten' })
        await stage.open()
      },
      expect: { 'a.ts': [...written, ['human', 'mine()']] },
    },
    {
      title: 'another program writes a file with unsaved changes; the conflict is looked at and the disk wins',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        await stage.press('Enter')
        await stage.type('mine()')
        stage.write('a.ts', 'start\nown()\nai()\nouter()\n')
        await stage.press('Control+S')
        await answerNotification(stage.code, 'Compare')
        await stage.code.click('.editor-actions .action-label[aria-label*="evert"]')
        await stage.untilText('start\nown()\nai()\nouter()\n')
        await stage.open()
      },
      expect: { 'a.ts': [...written, ['unknown', 'outer()']] },
    },
  ],
}
