import type { ExpectedLine, ScenarioGroup } from './scenario'
import type { Stage } from './stage'

const start: ExpectedLine = ['unknown', "const old = 'x'"]

/** A line that was there, one of a completion, a typed one, and a completion that somebody changed. */
async function writeAll(stage: Stage): Promise<void> {
  await stage.open()
  await stage.complete("let ai = 'one'")
  await stage.press('Enter')
  await stage.type("let own = 'two")
  await stage.press('End', 'Enter')
  await stage.complete("let both = 'three'")
  await stage.press('ArrowLeft')
  await stage.type('4')
}

/** Renames the symbol at the cursor. The editor selects the old name itself, some time after it has shown the box. */
async function renameTo(stage: Stage, name: string): Promise<void> {
  await stage.press('F2')
  await stage.focused('.rename-box')
  const input = stage.code.page.locator('.rename-box input').first()
  await stage.code.waitFor(
    async () => {
      await input.press('Control+A')
      await stage.type(name)
      return (await input.inputValue()) === name
    },
    { what: 'the new name to stand in the box' },
  )
  await stage.press('Enter')
}

/** Offers a quick fix at the cursor and takes it. */
async function takeQuickFix(stage: Stage, edit: { readonly old: string; readonly new: string }): Promise<void> {
  await stage.assistant.script({ quickFixes: [{ title: 'Mend it', ...edit }] })
  await stage.press('Control+.')
  const item = stage.code.page.locator('.action-widget .monaco-list-row', { hasText: 'Mend it' }).first()
  await stage.untilChanged(() => item.click())
}

const files = { 'a.ts': "const old = 'x'\n" }
const quotes: readonly [string, string, string][] = [["'", 'g', '"']]
const semicolons: readonly [string, string, string][] = [['$', 'gm', ';']]
const indented: readonly [string, string, string][] = [['^(?=.)', 'gm', '    ']]

export const group: ScenarioGroup = {
  id: 'E8',
  title: 'Formatting and refactoring',
  scenarios: [
    {
      title: 'format on save changes quotes and indents',
      fast: true,
      files,
      play: async (stage) => {
        await writeAll(stage)
        await stage.assistant.script({ format: [...quotes, ...indented] })
        await stage.set('editor.formatOnSave', true)
        await stage.save()
        await stage.set('editor.formatOnSave', undefined)
        await stage.untilText((text) => text.includes('    let ai = "one"'))
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', '    const old = "x"'],
          ['ai', '    let ai = "one"'],
          ['human', '    let own = "two"'],
          ['mixed', '    let both = "three4"'],
        ],
      },
    },
    {
      title: 'format document adds semicolons',
      files,
      play: async (stage) => {
        await writeAll(stage)
        await stage.assistant.script({ format: semicolons })
        await stage.change('Control+Shift+I')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', "const old = 'x';"],
          ['ai', "let ai = 'one';"],
          ['human', "let own = 'two';"],
          ['mixed', "let both = 'three4';"],
        ],
      },
    },
    {
      title: 'format document wraps long lines',
      files,
      play: async (stage) => {
        await stage.open()
        await stage.complete('callAi(first, second)')
        await stage.press('Enter')
        await stage.type('callOwn(third, fourth')
        await stage.press('End')
        await stage.assistant.script({
          format: [['^(\\w+)\\((\\w+), (\\w+)\\)$', 'gm', '$1(\n  $2,\n  $3,\n)']],
        })
        await stage.change('Control+Shift+I')
        await stage.save()
      },
      expect: {
        'a.ts': [
          start,
          ['ai', 'callAi('],
          ['ai', '  first,'],
          ['ai', '  second,'],
          ['ai', ')'],
          ['human', 'callOwn('],
          ['human', '  third,'],
          ['human', '  fourth,'],
          ['human', ')'],
        ],
      },
    },
    {
      title: 'organise imports',
      files: { 'a.ts': "import b from 'b'\nrun()\n" },
      play: async (stage) => {
        await stage.open()
        await stage.cursorBefore('import b')
        await stage.press('End', 'Enter')
        await stage.complete("import a from 'a'")
        await stage.press('Enter')
        await stage.type("import _ from 'c")
        await stage.change('Shift+Alt+O')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['human', "import _ from 'c'"],
          ['ai', "import a from 'a'"],
          ['unknown', "import b from 'b'"],
          ['unknown', 'run()'],
        ],
      },
    },
    {
      title: 'rename a symbol in one file',
      files: { 'only.rename': 'start\n' },
      play: async (stage) => {
        await stage.open('only.rename')
        await stage.complete('let single = 1')
        await stage.press('Enter')
        await stage.type('own(single)')
        await stage.rest()
        await stage.cursorBefore('single = 1')
        await renameTo(stage, 'item')
        await stage.untilText((text) => text.includes('own(item'))
        await stage.saveAll()
      },
      expect: {
        'only.rename': [
          ['unknown', 'start'],
          ['ai', 'let item = 1'],
          ['human', 'own(item)'],
        ],
      },
    },
    {
      title: 'rename a symbol in two files',
      files: { 'a.ts': 'start\n', 'b.ts': 'use(thing)\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('let thing = 1')
        await stage.press('Enter')
        await stage.type('own(thing)')
        await stage.rest()
        await stage.cursorBefore('thing = 1')
        await renameTo(stage, 'item')
        await stage.untilText((text) => text.includes('own(item'))
        await stage.saveAll()
      },
      closed: ['b.ts'],
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'let item = 1'],
          ['human', 'own(item)'],
        ],
        'b.ts': [['unknown', 'use(item)']],
      },
    },
    {
      title: 'a quick fix changes an AI line and a typed line',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('let wrong = 1')
        await stage.press('Enter')
        await stage.type('also.wrong2()')
        await takeQuickFix(stage, { old: 'wrong = 1\nalso.wrong2', new: 'right = 1\nalso.right2' })
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'let right = 1', 'mixed'],
          ['human', 'also.right2()', 'unknown'],
        ],
      },
    },
    {
      title: 'toggle comments on and off and on again',
      files,
      play: async (stage) => {
        await writeAll(stage)
        await stage.press('Control+A')
        for (let i = 0; i < 3; i++) await stage.change('Control+/')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', "// const old = 'x'"],
          ['ai', "// let ai = 'one'"],
          ['human', "// let own = 'two'"],
          ['mixed', "// let both = 'three4'"],
        ],
      },
    },
    {
      title: 'change the line ends to CRLF and type on',
      files,
      play: async (stage) => {
        await writeAll(stage)
        await stage.untilChanged(async () => {
          await stage.code.click('#status\\.editor\\.eol a, [id="status.editor.eol"] a')
          await stage.code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'CRLF' }).first().click()
        })
        await stage.code.focusEditor()
        await stage.end()
        await stage.press('Enter')
        await stage.type('let more = 5')
        await stage.save()
      },
      bytes: {
        'a.ts': "const old = 'x'\r\nlet ai = 'one'\r\nlet own = 'two'\r\nlet both = 'three4'\r\nlet more = 5",
      },
      expect: {
        'a.ts': [
          start,
          ['ai', "let ai = 'one'"],
          ['human', "let own = 'two'"],
          ['mixed', "let both = 'three4'"],
          ['human', 'let more = 5'],
        ],
      },
    },
    {
      title: 'trim white space and insert a final line end on save',
      files,
      play: async (stage) => {
        await stage.open()
        await stage.complete("let ai = 'one'   ")
        await stage.press('Enter')
        await stage.type('own()   ')
        await stage.press('Home', 'ArrowUp')
        await stage.set('files.trimTrailingWhitespace', true)
        await stage.set('files.insertFinalNewline', true)
        await stage.save()
        await stage.set('files.trimTrailingWhitespace', undefined)
        await stage.set('files.insertFinalNewline', undefined)
      },
      expect: { 'a.ts': [start, ['ai', "let ai = 'one'"], ['human', 'own()']] },
    },
    {
      title: 'indent and outdent lines with Tab',
      files,
      play: async (stage) => {
        await writeAll(stage)
        await stage.press('Control+A')
        await stage.change('Tab')
        await stage.change('Tab')
        await stage.change('Shift+Tab')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', "    const old = 'x'"],
          ['ai', "    let ai = 'one'"],
          ['human', "    let own = 'two'"],
          ['mixed', "    let both = 'three4'"],
        ],
      },
    },
    {
      title: 'change a word to upper case',
      files,
      play: async (stage) => {
        await writeAll(stage)
        await stage.select('ai')
        await stage.untilChanged(() => stage.code.commandPalette('Transform to Uppercase'))
        await stage.select('own')
        await stage.untilChanged(() => stage.code.commandPalette('Transform to Uppercase'))
        await stage.save()
      },
      expect: {
        'a.ts': [
          start,
          ['mixed', "let AI = 'one'"],
          ['human', "let OWN = 'two'", 'unknown'],
          ['mixed', "let both = 'three4'"],
        ],
      },
    },
    {
      title: 'a quick fix puts lines in beside AI lines and typed ones',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('let ai = 1')
        await stage.press('Enter')
        await stage.type('own()')
        await takeQuickFix(stage, { old: 'let ai = 1\n', new: 'let ai = 1\nlet added = 2\n' })
        await takeQuickFix(stage, { old: 'own()', new: 'own()\nadded()' })
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'let ai = 1'],
          ['unknown', 'let added = 2'],
          ['human', 'own()'],
          ['unknown', 'added()'],
        ],
      },
    },
    {
      title: 'a quick fix wraps an AI line and a typed line in lines of its own',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('let ai = 1')
        await stage.press('Enter')
        await stage.type('own()')
        await takeQuickFix(stage, { old: 'let ai = 1\nown()', new: 'try {\n  let ai = 1\n  own()\n} catch {\n}' })
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['unknown', 'try {'],
          ['ai', '  let ai = 1', 'unknown'],
          ['human', '  own()', 'unknown'],
          ['unknown', '} catch {'],
          ['unknown', '}'],
        ],
      },
    },
    {
      title: 'rename a symbol, then at once type over another AI word',
      files: { 'a.rename': 'start\n' },
      play: async (stage) => {
        await stage.open('a.rename')
        await stage.complete('let single = other')
        await stage.rest()
        await stage.cursorBefore('single =')
        await renameTo(stage, 'item')
        await stage.untilText((text) => text.includes('let item'))
        await stage.end()
        await stage.press('Control+Shift+ArrowLeft')
        await stage.type('mine')
        await stage.save()
      },
      expect: {
        'a.rename': [
          ['unknown', 'start'],
          ['mixed', 'let item = mine'],
        ],
      },
    },
    {
      title: 'begin to rename a symbol, leave it, and type over an AI word',
      files: { 'b.rename': 'start\n' },
      play: async (stage) => {
        await stage.open('b.rename')
        await stage.complete('let single = other')
        await stage.rest()
        await stage.cursorBefore('single =')
        await stage.press('F2')
        await stage.focused('.rename-box')
        await stage.press('Escape')
        await stage.code.focusEditor()
        await stage.end()
        await stage.press('Control+Shift+ArrowLeft')
        await stage.type('x')
        await stage.save()
      },
      expect: {
        'b.rename': [
          ['unknown', 'start'],
          ['mixed', 'let single = x'],
        ],
      },
    },
    {
      title: 'format on save changes quotes everywhere and puts parentheses round one value',
      files,
      play: async (stage) => {
        await writeAll(stage)
        await stage.press('End', 'Enter')
        await stage.type('let last = 5')
        await stage.assistant.script({ format: [...quotes, ['last = 5', '', 'last = (5)']] })
        await stage.set('editor.formatOnSave', true)
        await stage.save()
        await stage.set('editor.formatOnSave', undefined)
        await stage.untilText((text) => text.includes('let ai = "one"'))
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'const old = "x"'],
          ['ai', 'let ai = "one"'],
          ['human', 'let own = "two"'],
          ['mixed', 'let both = "three4"'],
          ['human', 'let last = (5)', 'unknown'],
        ],
      },
    },
  ],
}
