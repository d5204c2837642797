import { renameInExplorer } from './explorer'
import type { ExpectedLine, Scenario, ScenarioGroup } from './scenario'
import type { Stage } from './stage'
import { writeLines, written } from './writtenLines'

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
      await stage.untilBackedUp()
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

const setBack: readonly ExpectedLine[] = [
  ['unknown', 'start'],
  ['human', 'own()'],
  ['mixed', 'ai(2)'],
  ['ai', 'more()'],
]

/** The chat's edits are in the file and on disk, and nobody has decided on them before `interrupt`. */
function whileChatWaits(interrupt: (stage: Stage) => Promise<void>): Pick<Scenario, 'files' | 'play' | 'expect'> {
  return {
    files: { 'a.ts': 'start\nold()\n' },
    play: async (stage) => {
      await stage.open()
      await stage.type('own()')
      await stage.save()
      const edits = [{ file: stage.path('a.ts'), old: 'old()\n', new: 'chat1()\nchat2()\n' }]
      await stage.assistant.ask({ edits })
      await stage.untilText('start\nchat1()\nchat2()\nown()')
      await stage.rest()
      await interrupt(stage)
      await stage.open()
      await stage.untilText('start\nchat1()\nchat2()\nown()')
      await stage.end()
      await stage.press('Enter')
      await stage.type('more()')
      await stage.save()
    },
    expect: {
      'a.ts': [
        ['unknown', 'start'],
        ['ai', 'chat1()'],
        ['ai', 'chat2()'],
        ['human', 'own()'],
        ['human', 'more()'],
      ],
    },
  }
}

/** What is not saved is there again after `interrupt`, and somebody goes on. */
function betweenEditAndSave(interrupt: (stage: Stage) => Promise<void>): Pick<Scenario, 'files' | 'play' | 'expect'> {
  return {
    files: { 'a.ts': 'start\n' },
    play: async (stage) => {
      await writeLines(stage)
      await stage.untilBackedUp()
      await interrupt(stage)
      await restored(stage)
    },
    expect: { 'a.ts': [...written, ['human', 'more()']] },
  }
}

/** What is saved is committed after `interrupt`. */
function betweenSaveAndCommit(interrupt: (stage: Stage) => Promise<void>): Pick<Scenario, 'files' | 'play' | 'expect'> {
  return {
    files: { 'a.ts': 'start\n' },
    play: async (stage) => {
      await writeLines(stage)
      await stage.save()
      await stage.rest()
      await interrupt(stage)
      await stage.open()
    },
    expect: { 'a.ts': written },
  }
}

/** What is saved is staged before `interrupt`; the commit comes after it. */
function betweenStageAndCommit(
  interrupt: (stage: Stage) => Promise<void>,
): Pick<Scenario, 'files' | 'play' | 'expect'> {
  return {
    files: { 'a.ts': 'start\n' },
    play: async (stage) => {
      await writeLines(stage)
      await stage.save()
      await stage.rest()
      stage.git('add', '--', stage.path('a.ts'))
      await interrupt(stage)
      await stage.open()
    },
    expect: { 'a.ts': written },
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

/** Moves the clock that extensions see; away with the extension host, and with 0. */
async function moveClock(stage: Stage, byMs: number): Promise<void> {
  await stage.code.evaluate((_, by) => {
    const scope = globalThis as unknown as { Date: DateConstructor; trueDate?: DateConstructor }
    const Real = (scope.trueDate ??= scope.Date)
    scope.Date =
      by === 0
        ? Real
        : new Proxy(Real, {
            construct: (target, args: readonly unknown[]) =>
              args.length === 0 ? new Real(Real.now() + by) : (Reflect.construct(target, args) as Date),
            get: (target, key) => (key === 'now' ? () => Real.now() + by : Reflect.get(target, key)),
          })
  }, byMs)
}

const hourMs = 3_600_000

export const group: ScenarioGroup = {
  id: 'E12',
  title: 'Reload, crashes, hot exit and a clock that is wrong',
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
    { title: 'reload between edit and save', ...betweenEditAndSave((stage) => stage.code.reload()) },
    { title: 'reload between save and commit', ...betweenSaveAndCommit((stage) => stage.code.reload()) },
    {
      title: 'crash of the extension host between edit and save',
      ...betweenEditAndSave((stage) => stage.code.crashExtensionHost()),
    },
    {
      title: 'crash of the extension host between save and commit',
      ...betweenSaveAndCommit((stage) => stage.code.crashExtensionHost()),
    },
    { title: 'crash of the whole editor between edit and save', ...betweenEditAndSave(killAndReopen) },
    { title: 'crash of the whole editor between save and commit', ...betweenSaveAndCommit(killAndReopen) },
    {
      title: 'the window is closed between edit and save and opened again',
      ...betweenEditAndSave((stage) => stage.code.closeAndReopen()),
    },
    {
      title: 'crash of the whole editor between an undo and the save',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.press('Enter')
        await stage.complete('gone()')
        await stage.undoTo('start\nown()\nai()')
        await stage.untilBackedUp()
        await killAndReopen(stage)
        await restored(stage)
      },
      expect: { 'a.ts': [...written, ['human', 'more()']] },
    },
    {
      title: 'crash of the whole editor between a paste from outside and the save',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.press('Enter')
        await stage.code.clipboard.write('outside()')
        await stage.change('Control+V')
        await stage.untilBackedUp()
        await killAndReopen(stage)
        await stage.open()
        await stage.untilText('start\nown()\nai()\noutside()')
        await stage.save()
      },
      expect: { 'a.ts': [...written, ['unknown', 'outside()']] },
    },
    {
      title: 'crash of the whole editor between a rename and the commit',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.save()
        await renameInExplorer(stage, 'renamed.ts')
        await stage.rest()
        await killAndReopen(stage)
        await stage.open('renamed.ts')
      },
      expect: { 'renamed.ts': written },
    },
    {
      title: 'crash of the whole editor after a commit, and typing inside what was committed',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.press('Enter')
        await stage.type('second()')
        await stage.save()
        await stage.rest()
        stage.git('commit', '--quiet', '--message', 'Between', '--', stage.path('a.ts'))
        await killAndReopen(stage)
        await stage.open()
        await stage.cursorAfter('ai(')
        await stage.type('2')
        await stage.save()
      },
      expect: {
        'a.ts': [
          ['unknown', 'start'],
          ['human', 'own()'],
          ['mixed', 'ai(2)'],
          ['human', 'second()'],
        ],
      },
    },
    {
      title: 'crash of the extension host while edits of the chat wait to be kept',
      ...whileChatWaits((stage) => stage.code.crashExtensionHost()),
    },
    {
      title: 'crash of the whole editor while edits of the chat wait to be kept',
      ...whileChatWaits(killAndReopen),
    },
    {
      title: 'the clock is set back between two saves',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.save()
        await stage.rest()
        await moveClock(stage, -hourMs)
        try {
          await stage.cursorAfter('ai(')
          await stage.type('2')
          await stage.end()
          await stage.press('Enter')
          await stage.complete('more()')
          await stage.save()
          await stage.rest()
        } finally {
          await moveClock(stage, 0)
        }
      },
      expect: { 'a.ts': setBack },
    },
    {
      title: 'the clock was an hour ahead until the window was reloaded',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await moveClock(stage, hourMs)
        try {
          await writeLines(stage)
          await stage.save()
          await stage.rest()
        } finally {
          await moveClock(stage, 0)
        }
        await stage.code.reload()
        await stage.open()
        await stage.cursorAfter('ai(')
        await stage.type('2')
        await stage.end()
        await stage.press('Enter')
        await stage.complete('more()')
        await stage.save()
      },
      expect: { 'a.ts': setBack },
    },
  ],
}
