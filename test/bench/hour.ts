import * as path from 'node:path'
import { Ledger } from '../../src/ledger/ledger'
import { Random } from '../unit/attribution/random'
import { BenchRepository } from './benchRepository'
import { EditorBench } from './editorBench'
import type { Cost, HourEdit, HourEvent } from './editorSide'
import { inWords, times } from './inWords'
import type { BenchPart } from './measurement'
import { sourceLine, sourceText } from './sourceText'

const seed = 1
const speed = 90
const hourMs = 3_600_000
const files = 10
const linesInFile = 400

/** How often each of these stretches of work comes among a hundred, and how long it takes somebody. */
const mix = [
  { weight: 62, edits: typeLine, takesMs: 9_000 },
  { weight: 8, edits: erase, takesMs: 4_000 },
  { weight: 8, edits: undoAndRedo, takesMs: 4_000 },
  { weight: 12, edits: acceptAi, takesMs: 8_000 },
  { weight: 10, edits: saveAndSwitch, takesMs: 12_000 },
] as const

/** What an hour of editing costs in all. */
export const hour: BenchPart = {
  name: 'hour',
  title: 'An hour of editing (synthetic)',
  method:
    `A made-up mix, not anybody’s real work: a seeded (${seed}) hour in ${files} files of ${linesInFile} lines in a ` +
    'repository - lines typed, erased, undone and redone, inserted by an AI tool that names its edits, saves and ' +
    `changes of file - played ${speed} times as fast through the editor’s own commands. Timers of 50 to 1,000 ms in the ` +
    'extension host are hastened alike, so that what is put off is done as often as in a real hour. Played in one window ' +
    'without Byline and in one with it. Byline’s time is what a sampling profiler sees with a function of its bundles ' +
    'on the stack; memory is the growth of the heap after garbage collection, with less without Byline.',
  async run() {
    const without = await play(false)
    const own = await play(true)
    const held = own.heapGrowth - without.heapGrowth
    return [
      {
        what: `Time that Byline spends, ${own.events.toLocaleString('en')} edits`,
        result: inWords(own.bylineMs),
        ratio: `${((own.bylineMs / hourMs) * 100).toFixed(2)} % of the hour; ${times(own.cpuMs / without.cpuMs)} the processor time of the extension host`,
        absolute: `extension host ${inWords(own.cpuMs)} with, ${inWords(without.cpuMs)} without; ${inWords(own.bylineMs / own.events)} an edit; played in ${inWords(own.wallMs)} and ${inWords(without.wallMs)} (${inWords(hourMs / speed)} planned: what it lags, the debounced work is overstated)`,
      },
      {
        what: 'Memory that Byline holds after it',
        result: megabytes(held),
        ratio: `${times(own.heapGrowth / Math.max(1, without.heapGrowth))} the growth without`,
        absolute: `heap grew by ${megabytes(own.heapGrowth)} with, ${megabytes(without.heapGrowth)} without`,
      },
    ]
  },
}

async function play(withByline: boolean): Promise<Cost> {
  const repository = new BenchRepository()
  const names = Array.from({ length: files }, (_, file) => `src/file${file}.txt`)
  repository.import([new Map(names.map((name) => [name, sourceText(linesInFile, name.replace(/\W/g, ''))]))])
  const bench = await EditorBench.open('stable', repository.folder)
  try {
    if (withByline) await bench.activateByline()
    await bench.code.openFile(names[0]!)
    const cost = await bench.call('playHour', path.resolve(repository.folder), eventsOfAnHour(names), speed)
    const recorded = await (await Ledger.open(path.join(repository.folder, '.git', 'byline'))).paths()
    if (recorded.length > 0 !== withByline) throw new Error(`Byline: ${withByline}, recorded: ${recorded.length} files`)
    return cost
  } finally {
    await bench.close()
    repository.dispose()
  }
}

function eventsOfAnHour(names: readonly string[]): readonly HourEvent[] {
  const random = new Random(seed)
  const events: HourEvent[] = []
  let atMs = 0
  while (atMs < hourMs) {
    let choice = random.below(100)
    const work = mix.find(({ weight }) => (choice -= weight) < 0)!
    const edits = work.edits(random, names)
    for (const [at, edit] of edits.entries()) events.push({ atMs: atMs + (work.takesMs * at) / edits.length, edit })
    // Reading and thinking take as long again.
    atMs += work.takesMs + random.below(2 * work.takesMs)
  }
  return events
}

function typeLine(random: Random): readonly HourEdit[] {
  const text = `\n${sourceLine(random.below(1_000), 'typed')
    .trim()
    .slice(0, 20 + random.below(20))}`
  return [goAnywhere(random), ...Array.from(text, (char): HourEdit => ({ kind: 'type', text: char }))]
}

function erase(random: Random): readonly HourEdit[] {
  const keys = 5 + random.below(15)
  return [goAnywhere(random), ...Array.from({ length: keys }, (): HourEdit => ({ kind: 'command', id: 'deleteLeft' }))]
}

function undoAndRedo(random: Random): readonly HourEdit[] {
  const steps = 1 + random.below(3)
  return ['undo', 'redo'].flatMap((id) => Array.from({ length: steps }, (): HourEdit => ({ kind: 'command', id })))
}

function acceptAi(random: Random): readonly HourEdit[] {
  return [goAnywhere(random), { kind: 'assistant', text: sourceText(1 + random.below(20), 'fromAi') }]
}

function saveAndSwitch(random: Random, names: readonly string[]): readonly HourEdit[] {
  return [{ kind: 'save' }, { kind: 'open', file: random.pick(names) }]
}

function goAnywhere(random: Random): HourEdit {
  return { kind: 'go', line: random.below(linesInFile) }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
