import type { ScenarioGroup } from './scenario'

const threeLines = 'function twice(x) {\n  return x * 2\n}'

export const group: ScenarioGroup = {
  id: 'E2',
  title: 'Completions',
  scenarios: [
    {
      title: 'take a completion with Tab',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('// twice')
        await stage.press('Enter')
        await stage.complete(threeLines)
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', '// twice'],
          ['ai', 'function twice(x) {'],
          ['ai', '  return x * 2'],
          ['ai', '}'],
        ],
      },
    },
    {
      title: 'complete the rest of a line that somebody began',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('let total ')
        await stage.complete('= one + two\nlet rest = 3')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['mixed', 'let total = one + two'],
          ['ai', 'let rest = 3'],
        ],
      },
    },
    {
      title: 'take a completion with the mouse',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.showGhostText('let byMouse = 1')
        await stage.untilChanged(() => stage.code.click('.inlineSuggestionsHints .action-label:has-text("Accept")'))
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          // A click goes straight to the editor: only an editor that names its edits tells.
          ['ai', 'let byMouse = 1', 'unknown'],
        ],
      },
    },
    {
      title: 'take the next words one by one, then leave the rest',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.showGhostText('let word = 1')
        await stage.change('Control+ArrowRight')
        await stage.change('Control+ArrowRight')
        await stage.change('Control+ArrowRight')
        await stage.press('Escape')
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
      title: 'take the next line only',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.showGhostText('let first = 1\nlet second = 2')
        await stage.code.click('.inlineSuggestionsHints .codicon-toolbar-more')
        await stage.untilChanged(() => stage.code.page.getByText('Accept Line').first().click())
        await stage.press('Escape')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'let first = 1', 'unknown'],
        ],
      },
    },
    {
      title: 'type through part of the ghost text, then take the rest',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.script({ inline: { text: 'let through = 1', at: [1, 0] } })
        await stage.code.command('editor.action.inlineSuggest.trigger')
        await stage.type('let t')
        await stage.code.page.locator('.ghost-text, .ghost-text-decoration').first().waitFor({ state: 'attached' })
        await stage.change('Tab')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['mixed', 'let through = 1'],
        ],
      },
    },
    {
      title: 'type the whole ghost text by hand',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.showGhostText('let mine = 1')
        await stage.type('let mine = 1')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'let mine = 1'],
        ],
      },
    },
    {
      title: 'take from two providers in turn',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('let one = 1')
        await stage.press('Enter')
        await stage.assistant.script({ secondInline: { text: 'let two = 2' } })
        await stage.assistant.showGhostText('let one = 1').catch(() => {})
        await stage.change('Tab')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'let one = 1'],
          ['ai', 'let two = 2'],
        ],
      },
    },
    {
      title: 'take a next-edit suggestion with several hunks',
      files: { 'a.ts': 'const first = 1\nkeep()\nconst second = 2\nend()\n' },
      play: async (stage) => {
        await stage.open()
        await stage.cursorBefore('first = 1')
        await stage.assistant.showNextEdit(
          'const first = 1\nkeep()\nconst second = 2',
          'const primary = 100\nkeep()\nlet secondary = 200',
        )
        await stage.assistant.acceptNextEdit()
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['mixed', 'const primary = 100'],
          ['unknown', 'keep()'],
          ['mixed', 'let secondary = 200'],
          ['unknown', 'end()'],
        ],
      },
    },
    {
      title: 'dismiss a suggestion: nothing is recorded',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('let own = 1')
        await stage.press('Enter')
        await stage.assistant.showGhostText('let never = 1')
        await stage.press('Escape')
        await stage.type('let mine = 2')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'let own = 1'],
          ['human', 'let mine = 2'],
        ],
      },
    },
  ],
}
