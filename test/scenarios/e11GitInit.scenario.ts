import { renameInExplorer } from './explorer'
import type { ScenarioGroup } from './scenario'
import { writeLines, written } from './writtenLines'

export const group: ScenarioGroup = {
  id: 'E11 git init',
  title: 'A folder that becomes a repository after it was worked in',
  unversioned: true,
  scenarios: [
    {
      title: 'write in a file before the git init',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.save()
      },
      expect: { 'a.ts': written },
    },
    {
      title: 'rename a file before the git init',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.save()
        await renameInExplorer(stage, 'renamed.ts')
        await stage.open('renamed.ts')
        await stage.press('Enter')
        await stage.type('more()')
        await stage.save()
      },
      expect: { 'renamed.ts': [...written, ['human', 'more()']] },
    },
    {
      title: 'reload the window before the git init, between edit and save',
      files: { 'a.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.untilBackedUp()
        await stage.code.reload()
        await stage.open()
        await stage.untilText('start\nown()\nai()')
        await stage.save()
      },
      expect: { 'a.ts': written },
    },
    {
      // The last one: it makes the repository.
      title: 'git init with one file saved and one not',
      files: { 'a.ts': 'start\n', 'b.ts': 'start\n' },
      play: async (stage) => {
        await writeLines(stage)
        await stage.save()
        await writeLines(stage, 'b.ts')
        await stage.rest()
        stage.git('init', '--quiet', '--initial-branch=main')
        await stage.rest()
        await stage.press('Enter')
        await stage.type('more()')
        await stage.save()
        await stage.open()
      },
      expect: { 'a.ts': written, 'b.ts': [...written, ['human', 'more()']] },
    },
  ],
}
