import * as path from 'node:path'
import type * as vscode from 'vscode'
import { AttributedText } from '../../src/attribution/text/attributedText'
import { human, type Origin } from '../../src/attribution/text/origin'
import type { Channel } from '../host/installation'
import { Random } from '../unit/attribution/random'
import { gutterMs, rulerMs } from '../../src/editor/marks/redrawDelays'
import { BenchRepository } from './benchRepository'
import { EditorBench } from './editorBench'
import type { Deferred, Keystroke } from './editorSide'
import { inWords, times } from './inWords'
import type { BenchPart, Measurement } from './measurement'
import { quantile } from './quantile'
import { sourceLine } from './sourceText'

const lines = 50_000
const linesInRun = 5
const file = 'large.txt'
const places = 40
const keysAtPlace = 25
const redraws = 40

/** What a keystroke costs in a large file, at once and put off. */
export const keystrokes: BenchPart = {
  name: 'keystrokes',
  title: 'Keystrokes in a large file',
  method:
    `A file of ${lines.toLocaleString('en')} lines and ${(lines / linesInRun).toLocaleString('en')} runs, recorded ` +
    'before it is opened, in a real VS Code; real keys at seeded places. A keystroke’s cost is the time between two ' +
    'listeners of the extension host’s change and selection events that were registered right before and right after ' +
    'Byline’s own; a listener that does nothing, timed the same way behind it, is the yardstick. The clock also counts the turns of other ' +
    'processes on a busy machine, so the p99 of the thread’s own processor time, which the system counts coarsely, is ' +
    'shown beside it; the verdict goes by the clock. Redraws run from ' +
    'timers: the bench stands in for `setTimeout` and times the callbacks that Byline’s bundle asked for. Only the ' +
    'extension host’s time is told: what the window spends on drawing is not. Nothing outside Byline does the same, so a redraw has ' +
    'no yardstick but the other one.',
  async run() {
    const measurements: Measurement[] = []
    for (const channel of ['stable', 'proposed'] satisfies readonly Channel[]) {
      measurements.push(...(await inChannel(channel)))
    }
    return measurements
  },
}

async function inChannel(channel: Channel): Promise<readonly Measurement[]> {
  const repository = new BenchRepository()
  const attributed = largeText()
  repository.write(file, attributed.text())
  await repository.recordAttributed(new Map([[file, attributed]]), { pending: false })
  const bench = await EditorBench.open(channel, repository.folder)
  try {
    await bench.activateByline()
    const { code } = bench
    await code.openFile(file)
    await code.waitFor(() => code.evaluate(knownRanges, path.join(repository.folder, file)), {
      what: 'the record to be found',
      until: () => false,
    })
    const random = new Random(1)
    await bench.call('takeKeystrokes')
    for (let place = 0; place < places; place++) {
      await goTo(bench, random.below(lines))
      await code.type(sourceLine(random.below(lines), 'typed').trim().slice(0, keysAtPlace), { delayMs: 0 })
    }
    const keys = await bench.call('takeKeystrokes')
    if (keys.length < places * keysAtPlace) throw new Error(`Only ${keys.length} keystrokes were seen.`)
    return [keyMeasurement(channel, keys), ...(await redrawMeasurements(bench, channel, random))]
  } finally {
    await bench.close()
    repository.dispose()
  }
}

async function goTo(bench: EditorBench, line: number): Promise<void> {
  await bench.code.evaluate((api, at) => {
    const editor = api.window.activeTextEditor!
    const end = editor.document.lineAt(at).range.end
    editor.selection = new api.Selection(end, end)
    editor.revealRange(new api.Range(end, end), api.TextEditorRevealType.InCenter)
  }, line)
}

/** Resolves when no timer of Byline has run for two seconds: one that was set before is not watched. */
async function settled(bench: EditorBench): Promise<void> {
  let quietSince = Date.now()
  await bench.code.waitFor(
    async () => {
      if ((await bench.call('takeDeferred')).length > 0) quietSince = Date.now()
      return Date.now() - quietSince > 2_000
    },
    { what: 'the timers to be quiet', timeoutMs: 60_000 },
  )
}

function knownRanges(api: typeof vscode, file: string): boolean {
  const byline = api.extensions.getExtension('byline.byline')!.exports
  return (byline.getAttribution(api.Uri.file(file)) ?? []).length > 1_000
}

function keyMeasurement(channel: Channel, keys: readonly Keystroke[]): Measurement {
  const processor = keys.map(({ byline }) => byline.processor)
  const clock = keys.map(({ byline }) => byline.clock)
  const idle = keys.map(({ idle }) => idle.clock)
  const middle = quantile(clock, 0.5)
  const worst = quantile(clock, 0.99)
  return {
    what: `One keystroke, ${channel} channel (${keys.length.toLocaleString('en')} keys)`,
    goal: 'median 50 µs, p99 1 ms, by the clock',
    isMet: middle <= 0.05 && worst <= 1,
    result: `median ${inWords(middle)}, p99 ${inWords(worst)}`,
    ratio: `median ${times(middle / quantile(idle, 0.5))} a listener that does nothing`,
    absolute:
      `p99 of the thread’s processor time ${inWords(quantile(processor, 0.99))}; max by the clock ${inWords(Math.max(...clock))}; ` +
      `idle listener median ${inWords(quantile(idle, 0.5))}, p99 ${inWords(quantile(idle, 0.99))}`,
  }
}

async function redrawMeasurements(
  bench: EditorBench,
  channel: Channel,
  random: Random,
): Promise<readonly Measurement[]> {
  await settled(bench)
  const took = new Map<number, number[]>()
  for (let at = 0; at < redraws; at++) {
    await goTo(bench, random.below(lines))
    await bench.code.press('x')
    const seen: Deferred[] = []
    await bench.code.waitFor(
      async () => {
        seen.push(...(await bench.call('takeDeferred')))
        return seen.some(({ delayMs }) => delayMs === rulerMs)
      },
      { what: 'the overview ruler to be drawn' },
    )
    for (const { delayMs, tookMs } of seen) took.set(delayMs, [...(took.get(delayMs) ?? []), tookMs])
  }
  const gutter = quantile(took.get(gutterMs) ?? [], 0.95)
  const ruler = quantile(took.get(rulerMs) ?? [], 0.95)
  return [
    {
      what: `Redraw of the gutter round the visible lines, ${channel} channel`,
      goal: 'p95 8 ms',
      isMet: gutter <= 8,
      result: `p95 ${inWords(gutter)}`,
      ratio: `${times(gutter / ruler)} the overview ruler`,
      absolute: inFigures(took.get(gutterMs) ?? []),
    },
    {
      what: `Redraw of the overview ruler, ${(lines / linesInRun / 2).toLocaleString('en')} ranges, ${channel} channel`,
      goal: 'p95 40 ms',
      isMet: ruler <= 40,
      result: `p95 ${inWords(ruler)}`,
      ratio: `${times(ruler / gutter)} the gutter`,
      absolute: inFigures(took.get(rulerMs) ?? []),
    },
    {
      what: `All else that is put off, ${channel} channel`,
      result: [...took]
        .filter(([delayMs]) => delayMs !== gutterMs && delayMs !== rulerMs)
        .sort(([a], [b]) => a - b)
        .map(([delayMs, ms]) => `after ${delayMs} ms: p95 ${inWords(quantile(ms, 0.95))}`)
        .join('; '),
      ratio: '',
      absolute: 'what a timer’s callback does before it first waits',
    },
  ]
}

function inFigures(ms: readonly number[]): string {
  return `median ${inWords(quantile(ms, 0.5))}, max ${inWords(Math.max(...ms))} (${ms.length} redraws)`
}

function largeText(): AttributedText {
  const ai: Origin = { contributor: 'ai', tool: 'stand-in', mode: 'agent', evidence: 'reported' }
  const parts: string[] = []
  const runs: { length: number; origin: Origin }[] = []
  for (let line = 0; line < lines; line++) {
    const text = sourceLine(line, 'large')
    parts.push(text)
    if (line % linesInRun === 0) runs.push({ length: 0, origin: runs.length % 2 === 0 ? human : ai })
    runs.at(-1)!.length += text.length
  }
  return AttributedText.fromRuns(parts.join(''), runs)
}
