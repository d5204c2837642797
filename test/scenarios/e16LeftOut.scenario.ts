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
          await stage.code.page.locator('.statusbar-item', { hasText: 'Left out' }).first().waitFor()
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
    {
      // No commit takes it along, so nothing of it waits for one.
      title: 'a file that git ignores',
      files: { '.gitignore': 'secret.ts\n', 'a.ts': 'start\n' },
      play: async (stage) => {
        stage.write('secret.ts', 'start\n')
        await stage.open('secret.ts')
        await stage.complete('ai()')
        await stage.save()
        await stage.rest()
        const pending = await stage.pendingPaths()
        if (pending.includes(stage.path('secret.ts'))) throw new Error('It waits for a commit')
      },
      notCommitted: ['secret.ts'],
      expect: {
        'secret.ts': [
          ['unknown', 'start'],
          ['ai', 'ai()'],
        ],
      },
    },
    {
      title: 'a binary file changes beside an edited one',
      files: { 'a.ts': 'start\n', 'icon.bin': 'a\0b' },
      play: async (stage) => {
        stage.write('icon.bin', 'a\0b\0c')
        await stage.open()
        await stage.complete('ai()')
        await stage.save()
        await stage.rest()
        const { skipped } = await stage.report()
        const icon = skipped.find(({ path }) => path === stage.path('icon.bin'))
        if (icon?.reason !== 'binary') throw new Error(`The report says ${JSON.stringify(icon)} of the binary file`)
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['ai', 'ai()'],
        ],
      },
    },
    {
      title: 'a generator writes an open file, then a completion follows',
      files: { 'api.generated.ts': '// generated\n' },
      play: async (stage) => {
        await stage.open('api.generated.ts')
        stage.write('api.generated.ts', '// generated\ncall(1)\ncall(2)\n')
        await stage.untilText('// generated\ncall(1)\ncall(2)\n')
        await stage.end()
        await stage.complete('ai()')
        await stage.save()
      },
      expect: {
        'api.generated.ts': [
          ['unknown', '// generated'],
          ['unknown', 'call(1)'],
          ['unknown', 'call(2)'],
          ['ai', 'ai()'],
        ],
      },
    },
  ],
}
