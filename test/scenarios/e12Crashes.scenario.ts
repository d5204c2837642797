import type { ExpectedLine, ScenarioGroup } from './scenario'
import type { Stage } from './stage'

const two: readonly ExpectedLine[] = [
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

/** What a person who leaves the keyboard gives the editor: the time to back up what is not saved. */
async function untilBackedUp(stage: Stage): Promise<void> {
  for (let i = 0; i < 4; i++) await stage.rest()
}

async function restored(stage: Stage): Promise<void> {
  await stage.open()
  await stage.untilText('start\nown()\nai()')
  await stage.end()
  await stage.press('Enter')
  await stage.type('more()')
  await stage.save()
}

export const group: ScenarioGroup = {
  id: 'E12',
  title: 'Reload and crashes',
  scenarios: [
    {
      title: 'reload between edit and save',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        await untilBackedUp(stage)
        await stage.code.reload()
        await restored(stage)
      },
      expect: { 'a.ts': [...two, ['human', 'more()']] },
    },
    {
      title: 'reload between save and commit',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        await stage.save()
        await stage.code.reload()
        await stage.open()
      },
      expect: { 'a.ts': two },
    },
    {
      title: 'crash of the extension host between edit and save',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        await stage.rest()
        await stage.code.crashExtensionHost()
        await restored(stage)
      },
      expect: { 'a.ts': [...two, ['human', 'more()']] },
    },
    {
      title: 'crash of the extension host between save and commit',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        await stage.save()
        await stage.rest()
        await stage.code.crashExtensionHost()
        await stage.open()
      },
      expect: { 'a.ts': two },
    },
    {
      title: 'crash of the whole editor between edit and save',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        await untilBackedUp(stage)
        await stage.code.kill()
        await stage.code.reopen()
        await restored(stage)
      },
      expect: { 'a.ts': [...two, ['human', 'more()']] },
    },
    {
      title: 'crash of the whole editor between save and commit',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await write(stage)
        await stage.save()
        await stage.rest()
        await stage.code.kill()
        await stage.code.reopen()
        await stage.open()
      },
      expect: { 'a.ts': two },
    },
  ],
}
