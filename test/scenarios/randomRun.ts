import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import * as path from 'node:path'
import { promisify } from 'node:util'
import { openCode, type Code } from '../host/code'
import type { Channel } from '../host/installation'
import { projectRoot } from '../host/projectRoot'
import { Random } from '../unit/attribution/random'
import { attributionOf } from './attributionOf'
import { settings } from './playChannel'
import { randomActions, type RandomAction, type Work } from './randomActions'
import { TrueFile } from './randomModel'
import { recover } from './recover'
import { folderOf, type ScenarioGroup } from './scenario'
import { ScenarioRepository } from './scenarioRepository'
import { Stage } from './stage'
import { faultOf, type SaidLine, type Witness } from './verdict'

/** What somebody does in a random run, and for how long. */
export interface RandomRunOptions {
  readonly channel: Channel
  /** The same seed does the same things. */
  readonly seed: number
  readonly steps: number
  readonly onStep?: (step: string) => void
}

/** How a random run came out. */
export interface RandomRunResult {
  /** Lines in all files at the end. */
  readonly lines: number
  readonly aiLines: number
  /** AI lines that are said to be unknown or mixed at the end: what a stable editor may leave open. */
  readonly openAi: number
  readonly humanLines: number
  /** The same for lines that somebody typed. */
  readonly openHuman: number
  /** What was done. */
  readonly log: readonly string[]
}

/** How often the editor's word is compared with the model, in steps. */
const compareEvery = 4

const base = Array.from({ length: 6 }, (_, i) => `base${i}\n`).join('')

const randomSettings = {
  ...settings,
  // Keys put in what they say and nothing else.
  'editor.autoClosingBrackets': 'never',
  'editor.autoIndent': 'none',
  'editor.trimAutoWhitespace': false,
  'editor.formatOnPaste': false,
}

/**
 * Does random things in a real editor, and compares what Byline says of every line with what the script knows: every few
 * steps in the editor, at the end in the ledger, in the commit and in a clone.
 * @throws with seed, step and everything done so far when a line is not right, so that it can be played again
 */
export async function playRandom({ channel, seed, steps, onStep }: RandomRunOptions): Promise<RandomRunResult> {
  const repository = new ScenarioRepository()
  const names = ['a.ts', 'b.ts']
  const group: ScenarioGroup = {
    id: 'Random',
    title: 'A random run',
    scenarios: [
      {
        title: `seed ${seed}`,
        files: Object.fromEntries(names.map((name) => [name, base])),
        play: async () => {},
        expect: {},
      },
    ],
  }
  let code: Code | undefined
  const log: string[] = []
  try {
    repository.start([group], process.env)
    code = await openCode({ channel, folder: repository.folder, settings: randomSettings })
    await recover(code)
    const stage = new Stage(code, repository.folder, folderOf(group, group.scenarios[0]!, 1))
    await stage.assistant.reset()
    const random = new Random(seed)
    let count = 0
    const work: Work = {
      stage,
      random,
      files: new Map(names.map((name) => [name, new TrueFile(base)])),
      active: names[0]!,
      clipboard: undefined,
      next: () => ++count,
    }
    for (const name of names.toReversed()) await stage.open(name)
    const judge = new Judge(channel)
    for (let step = 1; step <= steps; step++) {
      const [name, action] = pick(random)
      log.push(`${step} ${name} (${work.active})`)
      onStep?.(log.at(-1)!)
      await action(work)
      if (step % compareEvery === 0) await judge.editor(work)
    }
    log.push('end')
    await judge.editor(work)
    const counts = judge.counts(work)
    await stage.saveAll()
    await stage.rest()
    const blamed = (name: string, folder: string, ...rev: readonly string[]): Promise<readonly SaidLine[]> =>
      blame(code!, stage.path(name), folder, ...rev)
    for (const name of names) await judge.file(work, name, 'commit', () => blamed(name, repository.folder))
    const { clone } = await repository.commitAll(code.env, `Random run ${seed}`)
    for (const name of names) {
      requireText(stage, name, work)
      await judge.file(work, name, 'commit', () => blamed(name, repository.folder, '--rev', 'HEAD'))
      await judge.file(work, name, 'clone', () => blamed(name, clone, '--rev', 'HEAD'))
    }
    return { ...counts, log }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new Error(`Random run on the ${channel} channel, seed ${seed}: ${message}\n${log.join('\n')}`, {
      cause: error,
    })
  } finally {
    await code?.close()
    repository.remove()
  }
}

function pick(random: Random): readonly [name: string, action: RandomAction] {
  let at = random.below(randomActions.reduce((sum, [weight]) => sum + weight, 0))
  for (const [weight, name, action] of randomActions) if ((at -= weight) < 0) return [name, action]
  throw new Error('No action was chosen')
}

/** Holds what is said of lines against the truth. */
class Judge {
  readonly #said = new Map<string, readonly SaidLine[]>()

  constructor(private readonly channel: Channel) {}

  /** What the editor says of all files, as soon as it is right. */
  async editor(work: Work): Promise<void> {
    for (const name of work.files.keys()) {
      await this.file(work, name, 'editor', () => attributionOf(work.stage.code, work.stage.absolute(name)))
    }
  }

  /** Asks again for a moment: a stable editor decides by what follows an edit, half a second later. */
  async file(work: Work, name: string, witness: Witness, ask: () => Promise<readonly SaidLine[]>): Promise<void> {
    let wrong = ''
    const isRight = async (): Promise<boolean> => {
      const said = await ask()
      this.#said.set(name, said)
      wrong = this.#wrong(work.files.get(name)!, said, witness)
      return wrong === ''
    }
    try {
      await work.stage.code.waitFor(isRight, { timeoutMs: witness === 'editor' ? 4_000 : 1 })
    } catch (error) {
      throw new Error(`The ${witness} is wrong on ${name}: ${wrong}`, { cause: error })
    }
  }

  /** Adds up what was said of the lines when that was asked for last. */
  counts(work: Work): Omit<RandomRunResult, 'log'> {
    const counts = { lines: 0, aiLines: 0, openAi: 0, humanLines: 0, openHuman: 0 }
    for (const [name, file] of work.files) {
      const said = this.#said.get(name)
      file.truth.forEach((truth, line) => {
        const isOpen = said?.[line]?.contributor !== truth
        counts.lines++
        if (truth === 'human') {
          counts.humanLines++
          if (isOpen) counts.openHuman++
        } else if (truth !== 'unknown') {
          counts.aiLines++
          if (isOpen) counts.openAi++
        }
      })
    }
    return counts
  }

  #wrong(file: TrueFile, said: readonly SaidLine[], witness: Witness): string {
    return file.truth
      .flatMap((truth, line): string[] => {
        const answer = said[line] ?? { contributor: 'unknown' as const }
        const evidence = answer.evidence === undefined ? [] : [answer.evidence as 'observed']
        const fault = faultOf([truth, ''], answer, { channel: this.channel, witness, evidence })
        if (fault === undefined || (this.channel === 'stable' && fault !== 'false AI' && fault !== 'false human'))
          return []
        return [`line ${line + 1} ${JSON.stringify(file.lines[line])} is ${truth}, not ${answer.contributor}`]
      })
      .join('; ')
  }
}

function requireText(stage: Stage, name: string, work: Work): void {
  const text = readFileSync(stage.absolute(name), 'utf8')
  const expected = work.files.get(name)!.text
  if (text !== expected) throw new Error(`${name} is ${JSON.stringify(text)}, not ${JSON.stringify(expected)}`)
}

async function blame(code: Code, file: string, cwd: string, ...rev: readonly string[]): Promise<readonly SaidLine[]> {
  const cli = path.join(projectRoot(), 'dist', 'cli.js')
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'blame', file, '--json', ...rev], {
    cwd,
    env: code.env,
    encoding: 'utf8',
  })
  return (JSON.parse(stdout) as { lines: readonly SaidLine[] }).lines
}
