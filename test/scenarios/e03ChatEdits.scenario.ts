import { existsSync } from 'node:fs'
import { commitFromSourceControl } from '../demo/sourceControl'
import type { ExpectedLine, ScenarioGroup } from './scenario'
import type { Stage } from './stage'
import { takeSuggestion } from './takeSuggestion'

const long = Array.from({ length: 30 }, (_, i) => `line${i}()`)
const longText = `${long.join('\n')}\n`

/** The long file with some lines replaced. */
function longWith(replaced: Readonly<Record<number, readonly ExpectedLine[]>>): readonly ExpectedLine[] {
  return long.flatMap((line, i): readonly ExpectedLine[] => replaced[i] ?? [['unknown', line]])
}

/** Opens the long file, lets the chat put two lines behind one, and puts the cursor behind the first. */
async function askForTwoLines(stage: Stage): Promise<void> {
  await stage.open()
  await stage.assistant.ask({ edits: [{ file: stage.path('a.ts'), at: [5, 0], new: 'chat5()\nchat6()\n' }] })
  await stage.untilText((text) => text.includes('chat6()'))
  await stage.code.focusEditor()
  await stage.cursorAfter('chat5()')
}

export const group: ScenarioGroup = {
  id: 'E3',
  title: 'Chat and agent edits',
  scenarios: [
    {
      title: 'an agent edits two files and creates one: Keep',
      fast: true,
      files: { 'a.ts': longText, 'b.ts': 'other\n' },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.ask({
          edits: [
            { file: stage.path('a.ts'), old: 'line5()\n', new: 'chat5()\nchat5b()\n' },
            { file: stage.path('b.ts'), at: [1, 0], new: 'chatOther()\n' },
            { file: stage.path('new.ts'), text: 'chatNew()\n' },
          ],
        })
        await stage.untilFile('new.ts')
        await stage.assistant.keepAll()
        await stage.saveAll()
      },
      closed: ['b.ts', 'new.ts'],
      expect: {
        'a.ts': longWith({
          5: [
            ['ai', 'chat5()'],
            ['ai', 'chat5b()'],
          ],
        }),
        'b.ts': [
          ['unknown', 'other'],
          ['ai', 'chatOther()'],
        ],
        'new.ts': [['ai', 'chatNew()']],
      },
    },
    {
      title: 'chat edits: Undo',
      files: { 'a.ts': longText },
      play: async (stage) => {
        await stage.open()
        await stage.type('own()')
        await stage.save()
        await stage.assistant.ask({ edits: [{ file: stage.path('a.ts'), old: 'line5()', new: 'chat5()' }] }, 'ask')
        await stage.assistant.undoAll()
        await stage.untilText(`${longText}own()`)
        await stage.saveAll()
      },
      expect: { 'a.ts': [...longWith({}), ['human', 'own()']] },
    },
    {
      title: 'chat edits of two files and a new one: Undo',
      files: { 'a.ts': longText, 'b.ts': 'other\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('own()')
        await stage.save()
        await stage.assistant.ask({
          edits: [
            { file: stage.path('a.ts'), old: 'line5()\n', new: 'chat5()\nchat5b()\n' },
            { file: stage.path('b.ts'), at: [1, 0], new: 'chatOther()\n' },
            { file: stage.path('new.ts'), text: 'chatNew()\n' },
          ],
        })
        await stage.untilFile('new.ts')
        await stage.assistant.undoAll()
        await stage.code.waitFor(() => !existsSync(stage.absolute('new.ts')), { what: 'the new file to be gone' })
        await stage.open()
        await stage.untilText(`${longText}own()`)
        await stage.saveAll()
      },
      closed: ['b.ts'],
      expect: { 'a.ts': [...longWith({}), ['human', 'own()']], 'b.ts': [['unknown', 'other']] },
    },
    {
      title: 'keep one edit of three and undo the others',
      files: { 'a.ts': longText },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.ask({
          edits: [
            { file: stage.path('a.ts'), old: 'line6()', new: 'chat6()' },
            { file: stage.path('a.ts'), old: 'line12()', new: 'chat12()' },
            { file: stage.path('a.ts'), old: 'line22()', new: 'chat22()' },
          ],
        })
        await stage.code.focusEditor()
        await stage.decideHunk('chat12()', 'Keep')
        await stage.untilChanged(() => stage.decideHunk('chat6()', 'Undo'))
        await stage.untilChanged(() => stage.decideHunk('chat22()', 'Undo'))
        await stage.saveAll()
      },
      expect: { 'a.ts': longWith({ 12: [['ai', 'chat12()']] }) },
    },
    {
      title: 'an agent edits three files: each file is decided for itself, the first one edit by edit',
      files: { 'a.ts': longText, 'b.ts': 'second\n', 'c.ts': 'third\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('own()')
        await stage.save()
        await stage.assistant.ask({
          edits: [
            { file: stage.path('a.ts'), old: 'line6()', new: 'chat6()' },
            { file: stage.path('a.ts'), old: 'line22()', new: 'chat22()' },
            { file: stage.path('b.ts'), at: [1, 0], new: 'chatB()\n' },
            { file: stage.path('c.ts'), at: [1, 0], new: 'chatC()\n' },
          ],
        })
        await stage.open()
        await stage.decideByKey('chat6()', 'Control+Y')
        await stage.open()
        await stage.decideByKey('chat22()', 'Control+N')
        await stage.open()
        await stage.untilText((text) => text.includes('line22()') && text.includes('chat6()'))
        await stage.open('b.ts')
        await stage.decideByKey('chatB()', 'Control+Y')
        await stage.open('c.ts')
        await stage.decideByKey('chatC()', 'Control+N')
        await stage.open('c.ts')
        await stage.untilText('third\n')
        await stage.saveAll()
      },
      expect: {
        'a.ts': [...longWith({ 6: [['ai', 'chat6()']] }), ['human', 'own()']],
        'b.ts': [
          ['unknown', 'second'],
          ['ai', 'chatB()'],
        ],
        'c.ts': [['unknown', 'third']],
      },
    },
    {
      title: 'commit from Source Control without deciding',
      files: { 'a.ts': longText },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.ask({ edits: [{ file: stage.path('a.ts'), old: 'line7()', new: 'chat7()' }] })
        await stage.saveAll()
        await stage.rest()
        await commitFromSourceControl(stage.code, 'Commit what the chat wrote')
        await stage.open()
      },
      expect: { 'a.ts': longWith({ 7: [['ai', 'chat7()']] }) },
    },
    {
      title: 'two requests on the same file',
      files: { 'a.ts': longText },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.ask({ edits: [{ file: stage.path('a.ts'), old: 'line3()', new: 'chat3()' }] })
        await stage.assistant.ask({ edits: [{ file: stage.path('a.ts'), old: 'line4()', new: 'chat4()' }] })
        await stage.assistant.keepAll()
        await stage.assistant.ask({ edits: [{ file: stage.path('a.ts'), old: 'line9()', new: 'chat9()' }] })
        await stage.assistant.keepAll()
        await stage.saveAll()
      },
      expect: {
        'a.ts': longWith({ 3: [['ai', 'chat3()']], 4: [['ai', 'chat4()']], 9: [['ai', 'chat9()']] }),
      },
    },
    {
      title: 'a file is deleted along with an edit of another',
      files: { 'a.ts': longText, 'gone.ts': 'gone\n' },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.ask({
          edits: [
            { file: stage.path('a.ts'), old: 'line5()', new: 'chat5()' },
            { file: stage.path('gone.ts'), delete: true },
          ],
        })
        await stage.assistant.keepAll()
        await stage.saveAll()
      },
      expect: { 'a.ts': longWith({ 5: [['ai', 'chat5()']] }) },
    },
    {
      // While an agent writes into a file the editor lets nobody type in it.
      title: 'somebody types in one file while an agent edits another',
      files: { 'a.ts': 'start\n', 'b.ts': longText },
      play: async (stage) => {
        await stage.open('b.ts')
        await stage.open()
        await stage.assistant.start({
          pauseMs: 600,
          edits: [4, 8, 12, 16].map((i) => ({ file: stage.path('b.ts'), old: `line${i}()\n`, new: `chat${i}()\n` })),
        })
        await stage.code.waitFor(() =>
          stage.code.evaluate((api) =>
            api.workspace.textDocuments.some((document) => document.getText().includes('chat4()')),
          ),
        )
        await stage.open()
        await stage.code.type('own()', { delayMs: 150 })
        await stage.press('Enter')
        await stage.code.type('mine()', { delayMs: 150 })
        await stage.assistant.answered()
        await stage.open('b.ts')
        await stage.untilText((text) => text.includes('chat16()'))
        for (const i of [4, 8, 12, 16]) await stage.decideByKey(`chat${i}()`, 'Control+Y')
        await stage.saveAll()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'own()'],
          ['human', 'mine()'],
        ],
        'b.ts': longWith({
          4: [['ai', 'chat4()']],
          8: [['ai', 'chat8()']],
          12: [['ai', 'chat12()']],
          16: [['ai', 'chat16()']],
        }),
      },
    },
    {
      title: 'somebody types elsewhere in a file with edits to decide on',
      files: { 'a.ts': longText },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.ask({
          edits: [4, 8].map((i) => ({ file: stage.path('a.ts'), old: `line${i}()\n`, new: `chat${i}()\n` })),
        })
        await stage.untilText((text) => text.includes('chat8()'))
        await stage.code.focusEditor()
        await stage.end()
        await stage.type('own()')
        await stage.press('Enter')
        await stage.type('mine()')
        await stage.cursorBefore('line20()')
        await stage.type('x')
        await stage.decideByKey('chat4()', 'Control+Y')
        await stage.decideByKey('chat8()', 'Control+Y')
        await stage.saveAll()
      },
      expect: {
        'a.ts': [
          ...longWith({
            4: [['ai', 'chat4()']],
            8: [['ai', 'chat8()']],
            20: [['unknown', 'xline20()']],
          }),
          ['human', 'own()'],
          ['human', 'mine()'],
        ],
      },
    },
    {
      title: 'somebody types inside an edit before keeping it',
      files: { 'a.ts': longText },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.ask({
          edits: [{ file: stage.path('a.ts'), old: 'line5()\n', new: 'chat5()\nchat6()\n' }],
        })
        await stage.code.focusEditor()
        await stage.cursorAfter('chat5(')
        await stage.type('mine')
        await stage.press('End', 'Enter')
        await stage.type('own()')
        await stage.decideByKey('chat6()', 'Control+Y')
        await stage.saveAll()
      },
      expect: {
        'a.ts': longWith({
          5: [
            ['mixed', 'chat5(mine)'],
            ['human', 'own()'],
            ['ai', 'chat6()'],
          ],
        }),
      },
    },
    {
      title: 'somebody makes a blank line inside an edit before keeping it',
      files: { 'a.ts': longText },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.ask({
          edits: [{ file: stage.path('a.ts'), old: 'line5()\n', new: 'chat5()\nchat6()\n' }],
        })
        await stage.untilText((text) => text.includes('chat6()'))
        await stage.code.focusEditor()
        await stage.cursorAfter('chat5()')
        await stage.rest()
        await stage.press('Enter', 'Enter')
        await stage.rest()
        await stage.decideByKey('chat6()', 'Control+Y')
        await stage.saveAll()
      },
      expect: {
        'a.ts': longWith({
          5: [
            ['ai', 'chat5()'],
            ['human', '', 'unknown'],
            ['human', '', 'unknown'],
            ['ai', 'chat6()'],
          ],
        }),
      },
    },
    {
      title: 'a word from the suggestions and a snippet inside an edit before keeping it',
      files: { 'a.ts': longText },
      play: async (stage) => {
        await askForTwoLines(stage)
        await stage.press('Enter')
        await stage.assistant.script({ completions: ['completedWord'] })
        await stage.type('compl')
        await takeSuggestion(stage, 'Enter')
        await stage.rest()
        await stage.press('Enter')
        await stage.assistant.script({ completions: [{ label: 'fori', snippet: 'for (${1:i}) {}' }] })
        await stage.type('fori')
        await takeSuggestion(stage, 'Tab')
        await stage.press('Escape')
        await stage.rest()
        await stage.decideByKey('chat6()', 'Control+Y')
        await stage.saveAll()
      },
      expect: {
        'a.ts': longWith({
          5: [
            ['ai', 'chat5()'],
            ['human', 'completedWord', 'unknown'],
            ['human', 'for (i) {}', 'unknown'],
            ['ai', 'chat6()'],
            ['unknown', 'line5()'],
          ],
        }),
      },
    },
    {
      title: "another extension's edit inside an edit before keeping it, and after a paste from outside",
      files: { 'a.ts': longText },
      play: async (stage) => {
        await askForTwoLines(stage)
        await stage.code.command('assistant.workspaceEdit', [
          { file: stage.path('a.ts'), old: 'chat5()\n', new: 'chat5()\ntheirs()\n' },
        ])
        await stage.untilText((text) => text.includes('theirs()'))
        await stage.rest()
        await stage.cursorAfter('theirs()')
        await stage.press('Enter')
        await stage.code.clipboard.write('outside()')
        await stage.change('Control+V')
        await stage.code.command('assistant.workspaceEdit', [
          { file: stage.path('a.ts'), old: 'outside()\n', new: 'outside()\nagain()\n' },
        ])
        await stage.untilText((text) => text.includes('again()'))
        await stage.decideByKey('chat6()', 'Control+Y')
        await stage.saveAll()
      },
      expect: {
        'a.ts': longWith({
          5: [
            ['ai', 'chat5()'],
            ['unknown', 'theirs()'],
            ['unknown', 'outside()'],
            ['unknown', 'again()'],
            ['ai', 'chat6()'],
            ['unknown', 'line5()'],
          ],
        }),
      },
    },
    {
      title: "another extension's edit inside an edit before keeping it, saved without formatting",
      files: { 'a.ts': longText },
      play: async (stage) => {
        await askForTwoLines(stage)
        await stage.code.command('assistant.workspaceEdit', [
          { file: stage.path('a.ts'), old: 'chat5()\n', new: 'chat5()\ntheirs()\n' },
        ])
        await stage.untilText((text) => text.includes('theirs()'))
        // The only save of a person that no extension is asked about, as none is before the chat's own.
        await stage.untilSaved(() => stage.press('Control+K', 's'))
        await stage.rest()
        await stage.decideByKey('chat6()', 'Control+Y')
        await stage.saveAll()
      },
      expect: {
        'a.ts': longWith({
          5: [
            ['ai', 'chat5()'],
            ['unknown', 'theirs()'],
            ['ai', 'chat6()'],
            ['unknown', 'line5()'],
          ],
        }),
      },
    },
    {
      title: 'the chat writes line after line into the same place, then changes it',
      files: { 'a.ts': longText },
      play: async (stage) => {
        await stage.open()
        const file = stage.path('a.ts')
        await stage.assistant.ask({
          pauseMs: 700,
          edits: [
            { file, old: 'line5()\n', new: 'chat5()\n' },
            { file, old: 'chat5()\n', new: 'chat5()\nchat6()\n' },
            { file, old: 'chat6()\n', new: 'chat6()\nchat7()\n' },
          ],
        })
        await stage.untilText((text) => text.includes('chat7()'))
        await stage.assistant.ask({ edits: [{ file, old: 'chat6()\n', new: 'chatAgain()\nchatMore()\n' }] })
        await stage.untilText((text) => text.includes('chatMore()'))
        await stage.decideByKey('chatMore()', 'Control+Y')
        await stage.saveAll()
      },
      expect: {
        'a.ts': longWith({
          5: [
            ['ai', 'chat5()'],
            ['ai', 'chatAgain()'],
            ['ai', 'chatMore()'],
            ['ai', 'chat7()'],
          ],
        }),
      },
    },
    {
      title: 'another program rewrites the file around an edit before it is kept',
      files: { 'a.ts': longText },
      play: async (stage) => {
        await askForTwoLines(stage)
        await stage.rest()
        stage.write('a.ts', stage.read('a.ts').replace('line1()', 'outer1()').replace('chat6()', 'outer6()\nchat6()'))
        await stage.untilText((text) => text.includes('outer6()'))
        await stage.rest()
        await stage.decideByKey('chat6()', 'Control+Y')
        await stage.saveAll()
      },
      expect: {
        'a.ts': longWith({
          1: [['unknown', 'outer1()']],
          5: [
            ['ai', 'chat5()'],
            ['unknown', 'outer6()'],
            ['ai', 'chat6()'],
            ['unknown', 'line5()'],
          ],
        }),
      },
    },
    {
      title: 'another extension edits a file after the chat that edited it was left for a new one',
      files: { 'a.ts': longText },
      play: async (stage) => {
        await askForTwoLines(stage)
        await stage.decideByKey('chat6()', 'Control+Y')
        await stage.code.command('workbench.action.chat.newChat')
        await stage.rest()
        // Keeping leads on to the next file with edits.
        await stage.open()
        await stage.code.command('assistant.workspaceEdit', [
          { file: stage.path('a.ts'), old: 'line20()\n', new: 'theirs()\n' },
        ])
        await stage.untilText((text) => text.includes('theirs()'))
        await stage.saveAll()
      },
      expect: {
        'a.ts': longWith({
          5: [
            ['ai', 'chat5()'],
            ['ai', 'chat6()'],
            ['unknown', 'line5()'],
          ],
          20: [['unknown', 'theirs()']],
        }),
      },
    },
    {
      title: 'a completion and typing in a file the chat has edited before',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.ask({ edits: [{ file: stage.path('a.ts'), at: [1, 0], new: 'chat1()\n' }] })
        await stage.assistant.keepAll()
        await stage.code.focusEditor()
        await stage.end()
        await stage.type('own()')
        await stage.press('Enter')
        await stage.complete('ai1()')
        await stage.press('Enter')
        await stage.code.clipboard.write('outside()')
        await stage.change('Control+V')
        await stage.saveAll()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'chat1()'],
          ['human', 'own()'],
          ['ai', 'ai1()'],
          ['unknown', 'outside()'],
        ],
      },
    },
  ],
}
