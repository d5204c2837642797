import { execFileSync } from 'node:child_process'
import { cpus, loadavg } from 'node:os'
import type { BenchPart, Measurement } from './measurement'

/** What the figures were measured on, in one line. */
export function machine(): string {
  const processors = cpus()
  const git = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()
  const model = processors[0]?.model.trim() || 'unnamed processor'
  return `${processors.length} x ${model}, ${process.platform}; Node ${process.version.slice(1)}, ${git}`
}

/** One part's section of the page. It says when and how busy the machine was, as parts may be measured apart. */
export function renderSection(part: BenchPart, measurements: readonly Measurement[], at: Date): string {
  const load = loadavg()[0]!.toFixed(1)
  return [
    `## ${part.title}`,
    '',
    `\`npm run bench -- ${part.name}\`, ${at.toISOString().slice(0, 10)}; ${machine()}; load at the end ${load}.`,
    part.method,
    '',
    ...table(measurements),
    '',
  ].join('\n')
}

/** The page of results, `docs/performance.md`: the given sections, and for the other parts those that `before` has. */
export function renderPage(
  parts: readonly BenchPart[],
  measured: ReadonlyMap<BenchPart, string>,
  before: string,
): string {
  const earlier = new Map(before.split(/^(?=## )/m).map((section) => [/^## (.*)/.exec(section)?.[1], section]))
  const sections = parts.map((part) => measured.get(part) ?? earlier.get(part.title) ?? '')
  // A part that was never measured leaves no gap.
  const body = sections.flatMap((section) => section.trimEnd() || []).join('\n\n')
  const met = body.split('| met |').length - 1
  const missed = body.split('| **missed** |').length - 1
  const untold = body.split('| not told |').length - 1
  return [
    '# How fast Byline is',
    '',
    `Written by \`npm run bench\`. Of ${met + missed + untold} goals ${met} are met, ${missed} missed and ${untold} could not be told.`,
    '',
    'A machine is never alone with a measurement, so figures stand beside a yardstick of the same run where there is one.',
    'Absolute times are of that machine and its load only; differences of a few milliseconds grow with the load.',
    '',
    body,
    '',
  ].join('\n')
}

function table(measurements: readonly Measurement[]): readonly string[] {
  return [
    '| what | result | goal | verdict | ratio | absolute |',
    '|---|---|---|---|---|---|',
    ...measurements.map(({ what, goal, isMet, result, ratio, absolute }) => {
      const verdict = isMet === undefined ? (goal === undefined ? '' : 'not told') : isMet ? 'met' : '**missed**'
      return `| ${[what, result, goal ?? '', verdict, ratio, absolute].join(' | ')} |`
    }),
  ]
}
