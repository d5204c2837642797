import type { ScenarioGroup } from './scenario'

export const group: ScenarioGroup = {
  id: 'E4',
  title: 'Inline chat',
  scenarios: [
    {
      title: 'accept what inline chat wrote',
      fast: true,
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.askInline([{ file: stage.path('a.ts'), at: [1, 0], new: 'let inline1 = 1\nlet inline2 = 2\n' }])
        await stage.code.click('.inline-chat .codicon-check, .inline-chat-widget .codicon-check')
        await stage.saveAll()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'let inline1 = 1'],
          ['ai', 'let inline2 = 2'],
        ],
      },
    },
    {
      title: 'discard what inline chat wrote',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await stage.open()
        await stage.type('own()')
        await stage.askInline([{ file: stage.path('a.ts'), at: [0, 0], new: 'let inline1 = 1\n' }])
        await stage.code.click('.inline-chat .codicon-close, .inline-chat-widget .codicon-close')
        await stage.untilText('start\nown()')
        await stage.saveAll()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'own()'],
        ],
      },
    },
  ],
}
