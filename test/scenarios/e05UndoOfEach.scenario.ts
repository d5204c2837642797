import type { ScenarioGroup } from './scenario'
import type { Stage } from './stage'

/** Takes everything back to the text the file was opened with, and puts all of it in again. */
async function downAndBack(stage: Stage, start = 'start\n'): Promise<void> {
  const whole = await stage.code.text()
  await stage.undoTo(start)
  await stage.redoTo(whole)
}

export const group: ScenarioGroup = {
  id: 'E5',
  title: 'Undo and redo of each, down to the start and back',
  scenarios: [
    {
      title: 'typing at three cursors, down to the start and back',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('aa\nbb\ncc')
        await stage.press('Control+Shift+ArrowUp', 'Control+Shift+ArrowUp')
        await stage.type(' = 1')
        await stage.press('Escape')
        await stage.untilText('start\naa = 1\nbb = 1\ncc = 1')
        await downAndBack(stage)
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
      title: 'an input method, down to the start and back',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('// ')
        await stage.code.imeCompose(['n', 'ni', 'nih', 'nihao'], '你好')
        await stage.untilText('start\n// 你好')
        await downAndBack(stage)
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', '// 你好'],
        ],
      },
    },
    {
      title: 'brackets that close by themselves, down to the start and back',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type("call(['a")
        await stage.untilText("start\ncall(['a'])")
        await downAndBack(stage)
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', "call(['a'])"],
        ],
      },
    },
    {
      title: 'the next words of a completion, down to the start and back',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.showGhostText('let word = 1')
        for (let i = 0; i < 3; i++) await stage.change('Control+ArrowRight')
        await stage.press('Escape')
        await stage.untilText('start\nlet word')
        await downAndBack(stage)
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'let word'],
        ],
      },
    },
    {
      title: 'a completion that somebody typed into, down to the start and back',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('let total ')
        await stage.complete('= one + two\nlet rest = 3')
        await stage.cursorBefore('rest')
        await stage.type('my')
        await stage.untilText('start\nlet total = one + two\nlet myrest = 3')
        await downAndBack(stage)
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['mixed', 'let total = one + two'],
          ['mixed', 'let myrest = 3'],
        ],
      },
    },
    {
      title: 'completions of two providers, down to the start and back',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('let one = 1')
        await stage.press('Enter')
        await stage.type('own()')
        await stage.press('Enter')
        await stage.complete('let two = 2')
        await stage.untilText('start\nlet one = 1\nown()\nlet two = 2')
        await downAndBack(stage)
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'let one = 1'],
          ['human', 'own()'],
          ['ai', 'let two = 2'],
        ],
      },
    },
    {
      title: 'a next-edit suggestion, down to the start and back',
      files: { 'a.ts': 'const first = 1\nkeep()\n' },
      play: async (stage) => {
        await stage.open()
        await stage.cursorBefore('first = 1')
        await stage.assistant.showNextEdit('const first = 1\nkeep()', 'const primary = 100\nkeep(2)')
        await stage.assistant.acceptNextEdit()
        await stage.untilText('const primary = 100\nkeep(2)\n')
        await downAndBack(stage, 'const first = 1\nkeep()\n')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['mixed', 'const primary = 100'],
          ['mixed', 'keep(2)'],
        ],
      },
    },
    {
      title: 'inline chat, down to the start and back',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('own()')
        await stage.askInline([{ file: stage.path('a.ts'), at: [1, 0], new: 'let inline1 = 1\n' }])
        await stage.code.click('.inline-chat .codicon-check, .inline-chat-widget .codicon-check')
        await stage.code.focusEditor()
        await stage.untilText('start\nlet inline1 = 1\nown()')
        await downAndBack(stage)
        await stage.saveAll()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'let inline1 = 1'],
          ['human', 'own()'],
        ],
      },
    },
    {
      title: "an agent's edits of two files that were kept, each down to the start and back",
      files: { 'a.ts': 'start\n', 'b.ts': 'other\n' },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.ask({
          edits: [
            { file: stage.path('a.ts'), at: [1, 0], new: 'chatA()\n' },
            { file: stage.path('b.ts'), at: [1, 0], new: 'chatB()\n' },
          ],
        })
        await stage.assistant.keepAll()
        await stage.saveAll()
        for (const [file, start] of [
          ['a.ts', 'start\n'],
          ['b.ts', 'other\n'],
        ] as const) {
          await stage.open(file)
          await downAndBack(stage, start)
        }
        await stage.saveAll()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'chatA()'],
        ],
        'b.ts': [
          ['unknown', 'other'],
          ['ai', 'chatB()'],
        ],
      },
    },
    {
      title: 'edits of a chat that were undone in the chat: undo brings them back',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('own()')
        await stage.save()
        await stage.assistant.ask({ edits: [{ file: stage.path('a.ts'), at: [1, 0], new: 'chat()\n' }] }, 'ask')
        await stage.assistant.undoAll()
        await stage.untilText('start\nown()')
        await stage.open()
        await stage.undoTo('start\nchat()\nown()')
        await stage.saveAll()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'chat()'],
          ['human', 'own()'],
        ],
      },
    },
  ],
}
