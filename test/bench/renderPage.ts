import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'
import type { BenchPart, Measurement } from './measurement'

/** What the figures were measured on, in one line. */
export function machine(): string {
  const processors = cpus()
  const git = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()
  const model = processors[0]?.model.trim() || 'unnamed processor'
  return `${processors.length} x ${model}, ${process.platform}; Node ${process.version.slice(1)}, ${git}`
}

/** The page of results, `docs/performance.md`. */
export function renderPage(results: ReadonlyMap<BenchPart, readonly Measurement[]>, at: Date): string {
  const all = [...results.values()].flat()
  const goals = all.filter(({ isMet }) => isMet !== undefined)
  const missed = goals.filter(({ isMet }) => isMet === false).length
  const sections = [...results].map(([part, measurements]) =>
    [`## ${part.title}`, '', `\`npm run bench -- ${part.name}\`. ${part.method}`, '', ...table(measurements), ''].join(
      '\n',
    ),
  )
  return [
    '# How fast Byline is',
    '',
    `Written by \`npm run bench\` on ${at.toISOString().slice(0, 10)}: ${machine()}.`,
    `Of ${goals.length} goals ${goals.length - missed} are met and ${missed} missed.`,
    '',
    'A machine is never alone with a measurement, so every figure stands beside a yardstick that was measured in the same',
    'run. Absolute times are of that machine only.',
    '',
    ...sections,
  ].join('\n')
}

function table(measurements: readonly Measurement[]): readonly string[] {
  return [
    '| what | result | goal | verdict | ratio | absolute |',
    '|---|---|---|---|---|---|',
    ...measurements.map(({ what, goal, isMet, result, ratio, absolute }) => {
      const verdict = isMet === undefined ? '' : isMet ? 'met' : '**missed**'
      return `| ${[what, result, goal ?? '', verdict, ratio, absolute].join(' | ')} |`
    }),
  ]
}
