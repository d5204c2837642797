import * as path from 'node:path'
import { openCode, type Code } from '../host/code'
import type { Channel } from '../host/installation'
import { judgeScenario } from './judgeScenario'
import { playScenario, type Played } from './playScenario'
import { recover } from './recover'
import type { ScenarioGroup } from './scenario'
import { ScenarioRepository } from './scenarioRepository'
import type { ScoreRow } from './scoreRow'

/** What is played on one channel. */
export interface PlayOptions {
  readonly channel: Channel
  readonly groups: readonly ScenarioGroup[]
  /** The folder of the extension to run instead of this project's own. */
  readonly extension?: string
  readonly onRow?: (row: ScoreRow) => void
}

/** Settings under which keys do the same on every machine; each group may add its own. */
export const settings = {
  // Suggestions appear when a script asks for them, not while it types.
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'editor.wordBasedSuggestions': 'currentDocument',
  'editor.stickyScroll.enabled': false,
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'off',
  'files.insertFinalNewline': false,
  'workbench.editor.enablePreview': false,
  'git.enableSmartCommit': false,
  'git.suggestSmartCommit': false,
  // The toolbar above ghost text, for the mouse.
  'editor.inlineSuggest.showToolbar': 'always',
}

/**
 * Plays the scenarios of some groups in one editor, and those without a repository in one of their own each, commits
 * group by group, and says how each came out. The commits are judged while the next group is played.
 */
export async function playChannel(options: PlayOptions): Promise<readonly ScoreRow[]> {
  const rows: ScoreRow[] = []
  const versioned = options.groups.filter((group) => !group.unversioned)
  const unversioned = options.groups.filter((group) => group.unversioned)
  for (const groups of [versioned, ...unversioned.map((group) => [group])]) {
    if (groups.length > 0) rows.push(...(await playTogether({ ...options, groups })))
  }
  return rows
}

async function playTogether({ channel, groups, extension, onRow }: PlayOptions): Promise<readonly ScoreRow[]> {
  const repository = new ScenarioRepository()
  const rows: ScoreRow[] = []
  let judging: Promise<unknown> = Promise.resolve()
  let code: Code | undefined
  try {
    repository.start(groups, process.env)
    code = await openCode({
      channel,
      folder: repository.folder,
      settings: { ...settings, ...Object.assign({}, ...groups.map((group) => group.settings ?? {})) },
      ...(extension ? { extensionDevelopmentPaths: [extension, assistantFolder()] } : {}),
    })
    const { env } = code
    for (const group of groups) {
      const config = group.gitConfig ?? {}
      if (!group.unversioned) repository.configure(env, config, true)
      const played: Played[] = []
      for (const scenario of group.scenarios) played.push(await playScenario(code, repository, group, scenario))
      await recover(code)
      if (group.unversioned) await repository.startLate(env)
      const commit = await repository.commitAll(env, `Group ${group.id}`, config)
      if (!group.unversioned) repository.configure(env, config, false)
      const before = judging
      judging = (async () => {
        await before
        for (const one of played) {
          const row = await judgeScenario({ channel, env, repository, commit, group, played: one })
          rows.push(row)
          onRow?.(row)
        }
      })()
      // Whether it fails is asked at the end.
      judging.catch(() => {})
    }
    await judging
  } finally {
    await judging.catch(() => {})
    await code?.close()
    repository.remove()
  }
  return rows
}

function assistantFolder(): string {
  return path.resolve('test', 'fixtures', 'assistant')
}
