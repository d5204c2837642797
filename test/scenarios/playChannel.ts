import { existsSync, readFileSync } from 'node:fs'
import * as path from 'node:path'
import type { Evidence } from '../../src/attribution/origin'
import { openCode, type Code } from '../host/code'
import type { Channel } from '../host/installation'
import { recover } from './recover'
import { folderOf, nameOf, type ExpectedLine, type Scenario, type ScenarioGroup } from './scenario'
import { ScenarioRepository } from './scenarioRepository'
import { scoreRow, type JudgedLine, type ScoreRow } from './scoreRow'
import { Stage } from './stage'
import { faultOf, type SaidLine, type Witness, type WrongLine } from './verdict'

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

/** What a script has played and what the editor said of it, until the commit is judged. */
interface Played {
  readonly scenario: Scenario
  readonly broken?: string
  readonly inEditor: ReadonlyMap<string, readonly SaidLine[]>
  readonly elapsedMs: number
}

/** Plays the scenarios of some groups in one editor, commits group by group, and says how each came out. */
export async function playChannel({ channel, groups, extension, onRow }: PlayOptions): Promise<readonly ScoreRow[]> {
  const repository = new ScenarioRepository()
  const rows: ScoreRow[] = []
  let code: Code | undefined
  try {
    repository.start(groups, process.env)
    code = await openCode({
      channel,
      folder: repository.folder,
      settings: { ...settings, ...Object.assign({}, ...groups.map((group) => group.settings ?? {})) },
      ...(extension ? { extensionDevelopmentPaths: [extension, assistantFolder()] } : {}),
    })
    for (const group of groups) {
      const played: Played[] = []
      repository.configure(code.env, group.gitConfig ?? {}, true)
      for (const scenario of group.scenarios) played.push(await play(code, repository, group, scenario))
      await recover(code)
      const clone = await repository.commitAll(code.env, `Group ${group.id}`)
      for (const one of played) {
        const row = await judgeCommit(code, repository, clone, group, one)
        rows.push(row)
        onRow?.(row)
      }
      repository.configure(code.env, group.gitConfig ?? {}, false)
    }
  } finally {
    await code?.close()
    repository.remove()
  }
  return rows
}

function assistantFolder(): string {
  return path.resolve('test', 'fixtures', 'assistant')
}

async function play(
  code: Code,
  repository: ScenarioRepository,
  group: ScenarioGroup,
  scenario: Scenario,
): Promise<Played> {
  const startMs = Date.now()
  const folder = folderOf(group, scenario)
  const inEditor = new Map<string, readonly SaidLine[]>()
  const end = (broken?: string): Played => ({
    scenario,
    inEditor,
    elapsedMs: Date.now() - startMs,
    ...(broken === undefined ? {} : { broken }),
  })
  try {
    await recover(code)
    const stage = new Stage(code, repository.folder, folder)
    await stage.assistant.reset()
    await scenario.play(stage)
    for (const [file, lines] of Object.entries(scenario.expect)) {
      if (scenario.closed?.includes(file)) continue
      inEditor.set(file, await settled(code, path.join(repository.folder, folder, file), lines))
    }
    return end()
  } catch (error) {
    return end(
      String(error instanceof Error ? error.message : error)
        .split('\n')
        .slice(0, 2)
        .join(' '),
    )
  }
}

/** What the editor says of a file, as soon as it is right or does not change any more. */
async function settled(code: Code, file: string, expected: readonly ExpectedLine[]): Promise<readonly SaidLine[]> {
  let said: readonly SaidLine[] = []
  const right = async (): Promise<boolean> => {
    said = await attributionOf(code, file)
    return said.length === expected.length && expected.every(([truth], i) => said[i]?.contributor === truth)
  }
  // A stable editor decides by what follows an edit, half a second later.
  await code.waitFor(right, { timeoutMs: 1_500 }).catch(() => {
    // Not right: what was said last is judged.
  })
  return said
}

async function attributionOf(code: Code, file: string): Promise<readonly SaidLine[]> {
  return code.evaluate((api, fsPath) => {
    const byline = api.extensions.getExtension('byline.byline')!.exports
    const ranges = byline.getAttribution(api.Uri.file(fsPath)) ?? []
    return ranges.flatMap((range: { from: number; to: number } & SaidLine) =>
      Array.from({ length: range.to - range.from }, () => ({
        contributor: range.contributor,
        ...(range.evidence !== undefined && { evidence: range.evidence }),
      })),
    )
  }, file)
}

async function judgeCommit(
  code: Code,
  repository: ScenarioRepository,
  clone: string,
  group: ScenarioGroup,
  played: Played,
): Promise<ScoreRow> {
  const { scenario } = played
  const { channel } = code
  const name = nameOf(group, scenario)
  const folder = folderOf(group, scenario)
  const evidence: readonly Evidence[] =
    scenario.evidence?.(channel) ?? (channel === 'proposed' ? ['reported'] : ['observed'])
  const judged: JudgedLine[] = []
  let { broken } = played
  for (const [file, lines] of Object.entries(scenario.expect)) {
    const from = `${folder}/${file}`
    if (broken === undefined) broken = differs(repository, from, file, scenario)
    const witnesses = new Map<Witness, readonly SaidLine[]>()
    if (broken === undefined) {
      const inEditor = played.inEditor.get(file)
      if (inEditor) witnesses.set('editor', inEditor)
      if (!scenario.notCommitted?.includes(file)) {
        witnesses.set('commit', await repository.blame(code.env, from))
        witnesses.set('clone', await repository.blame(code.env, from, clone))
      }
    }
    lines.forEach((expected, index) => {
      const [truth, text] = expected
      const wrong: WrongLine[] = []
      for (const [witness, said] of witnesses) {
        const answer = said[index] ?? { contributor: 'unknown' as const }
        const fault = faultOf(expected, answer, { channel, witness, evidence })
        const says = fault === 'evidence' ? `${answer.contributor} (${answer.evidence})` : answer.contributor
        if (fault) wrong.push({ file, lineNumber: index + 1, text, witness, truth, said: says, fault })
      }
      const said = (witnesses.get('commit') ?? witnesses.get('editor') ?? [])[index]?.contributor ?? 'unknown'
      judged.push({ truth, said, wrong })
    })
  }
  const row = scoreRow(name, channel, judged, {
    elapsedMs: played.elapsedMs,
    ...(broken === undefined ? {} : { broken }),
  })
  // A script that broke off has shown nothing.
  return broken === undefined ? row : { ...row, right: 0, unknown: 0, unknownAi: 0 }
}

/** How the committed text differs from what the script says; undefined when it does not. */
function differs(repository: ScenarioRepository, from: string, file: string, scenario: Scenario): string | undefined {
  if (!existsSync(path.join(repository.folder, from))) return `${file} is not there`
  const bytes = readFileSync(path.join(repository.folder, from), scenario.encoding ?? 'utf8')
  const exact = scenario.bytes?.[file]
  if (exact !== undefined && bytes !== exact) {
    return `${file} is ${JSON.stringify(bytes.slice(0, 300))}, not ${JSON.stringify(exact.slice(0, 300))}`
  }
  const text = bytes.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (text.at(-1) === '') text.pop()
  const expected = (scenario.expect[file] ?? []).map(([, line]) => line)
  const at = Array.from({ length: Math.max(text.length, expected.length) }, (_, i) => i).find(
    (i) => text[i] !== expected[i],
  )
  if (at === undefined) return undefined
  return `Line ${at + 1} of ${file} is ${JSON.stringify(text[at])}, not ${JSON.stringify(expected[at])}`
}
