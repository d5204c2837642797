import type { ScenarioGroup } from './scenario'

const big = `${'0123456789'.repeat(20)}\n`.repeat(20)

export const group: ScenarioGroup = {
  id: 'E16',
  title: 'Files that are left out',
  scenarios: [
    {
      // Said, not guessed: everything in it is unknown.
      title: 'a file over the size limit',
      fast: true,
      files: { 'a.ts': big },
      play: async (stage) => {
        await stage.set('byline.capture.maxFileSizeKB', 1)
        try {
          await stage.open()
          await stage.type('own()')
          await stage.press('Enter')
          await stage.complete('ai()')
          await stage.save()
          await stage.code.page.locator('.statusbar-item', { hasText: 'Not tracked' }).first().waitFor()
        } finally {
          await stage.set('byline.capture.maxFileSizeKB', undefined)
        }
      },
      closed: ['a.ts'],
      expect: {
        'a.ts': [
          ...big
            .trimEnd()
            .split('\n')
            .map((line) => ['unknown', line] as const),
          ['unknown', 'own()'],
          ['unknown', 'ai()'],
        ],
      },
    },
    {
      title: 'a minified line of a completion',
      files: { 'a.min.js': '/* min */\n' },
      play: async (stage) => {
        await stage.open('a.min.js')
        await stage.complete(`var a=${'b+'.repeat(500)}1;`)
        await stage.save()
      },
      expect: {
        'a.min.js': [
          ['unknown', '/* min */'],
          ['ai', `var a=${'b+'.repeat(500)}1;`],
        ],
      },
    },
  ],
}
