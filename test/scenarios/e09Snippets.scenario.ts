import type { ScenarioGroup } from './scenario'
import { takeSuggestion } from './takeSuggestion'

export const group: ScenarioGroup = {
  id: 'E9',
  title: 'Snippets and word completion',
  scenarios: [
    {
      title: 'take a word from the suggestions',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.script({ completions: ['completedWord'] })
        await stage.type('let compl')
        await takeSuggestion(stage, 'Enter')
        await stage.press('Enter')
        await stage.type('own()')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'let completedWord', 'unknown'],
          ['human', 'own()'],
        ],
      },
    },
    {
      title: 'expand a snippet and fill in its stops',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.assistant.script({ completions: [{ label: 'fori', snippet: 'for (${1:i}) {\n\t$0\n}' }] })
        await stage.type('fori')
        await takeSuggestion(stage, 'Tab')
        await stage.type('key')
        await stage.press('Tab')
        await stage.type('body()')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'for (key) {', 'unknown'],
          ['human', '    body()'],
          ['human', '}', 'unknown'],
        ],
      },
    },
    {
      title: 'take a word from the suggestions inside an AI line',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.complete('let ai = 1 + ')
        await stage.assistant.script({ completions: ['completedWord'] })
        await stage.type('compl')
        await takeSuggestion(stage, 'Enter')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['mixed', 'let ai = 1 + completedWord'],
        ],
      },
    },
    {
      title: 'expand an abbreviation of HTML',
      files: { 'a.html': '<p>start</p>\n' },
      play: async (stage) => {
        await stage.open('a.html')
        await stage.type('ul>li*2')
        await takeSuggestion(stage, 'Enter')
        await stage.type('own')
        await stage.press('Escape')
        await stage.save()
      },
      expect: {
        'a.html': [
          ['unknown', '<p>start</p>'],
          ['human', '<ul>', 'unknown'],
          ['human', '    <li>own</li>', 'unknown'],
          ['human', '    <li></li>', 'unknown'],
          ['human', '</ul>', 'unknown'],
        ],
      },
    },
    {
      title: 'expand a snippet by its prefix and Tab',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.set('editor.tabCompletion', 'onlySnippets')
        await stage.set('editor.quickSuggestions', false)
        await stage.open()
        await stage.type('log')
        await stage.press('Escape')
        await stage.change('Tab')
        await stage.type('own')
        await stage.set('editor.tabCompletion', undefined)
        await stage.set('editor.quickSuggestions', undefined)
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'console.log(own);', 'unknown'],
        ],
      },
    },
    {
      title: 'insert a snippet from the list of all',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.code.commandPalette('Insert Snippet')
        const rows = stage.code.page.locator('.quick-input-list .monaco-list-row')
        await rows
          .filter({ hasText: 'User Snippets' })
          .or(rows.filter({ hasText: 'class' }))
          .first()
          .waitFor()
        await stage.type('Log to the console')
        await stage.untilChanged(() => rows.filter({ hasText: 'Log to the console' }).first().click())
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          // Nobody tells an extension that the list was chosen from.
          ['unknown', 'console.log();'],
        ],
      },
    },
  ],
}
