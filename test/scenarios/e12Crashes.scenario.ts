import type { ExpectedLine, Scenario, ScenarioGroup } from './scenario'
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

const inside: readonly ExpectedLine[] = [
  ['unknown', 'start'],
  ['mixed', 'ai2()'],
]

/** A completion is taken and nothing else is done before `interrupt`; afterwards somebody types inside it. */
function betweenAcceptAndEdit(interrupt: (stage: Stage) => Promise<void>): Pick<Scenario, 'files' | 'play' | 'expect'> {
  return {
    files: { 'a.ts': 'start\n' },
    play: async (stage) => {
      await stage.open()
      await stage.complete('ai()')
      await untilBackedUp(stage)
      await interrupt(stage)
      await stage.open()
      await stage.untilText('start\nai()')
      await stage.cursorBefore('()')
      await stage.type('2')
      await stage.save()
    },
    expect: { 'a.ts': inside },
  }
}

/** What is saved is staged before `interrupt`; the commit comes after it. */
function betweenStageAndCommit(
  interrupt: (stage: Stage) => Promise<void>,
): Pick<Scenario, 'files' | 'play' | 'expect'> {
  return {
    files: { 'a.ts': 'start\n' },
    play: async (stage) => {
      await write(stage)
      await stage.save()
      await stage.rest()
      stage.git('add', '--', stage.path('a.ts'))
      await interrupt(stage)
      await stage.open()
    },
    expect: { 'a.ts': two },
  }
}

async function killAndReopen(stage: Stage): Promise<void> {
  await stage.code.kill()
  await stage.code.reopen()
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
      title: 'crash of the extension host between accepting and editing',
      ...betweenAcceptAndEdit((stage) => stage.code.crashExtensionHost()),
    },
    {
      title: 'crash of the whole editor between accepting and editing',
      ...betweenAcceptAndEdit(killAndReopen),
    },
    {
      title: 'crash of the extension host between staging and commit',
      ...betweenStageAndCommit((stage) => stage.code.crashExtensionHost()),
    },
    {
      title: 'crash of the whole editor between staging and commit',
      ...betweenStageAndCommit(killAndReopen),
    },
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
        await killAndReopen(stage)
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
        await killAndReopen(stage)
        await stage.open()
      },
      expect: { 'a.ts': two },
    },
  ],
}
