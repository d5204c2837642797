import { writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { projectRoot } from '../host/projectRoot'
import { activation } from './activation'
import { commits } from './commits'
import { hour } from './hour'
import { keystrokes } from './keystrokes'
import type { BenchPart, Measurement } from './measurement'
import { questions } from './questions'
import { machine, renderPage } from './renderPage'
import { sizes } from './sizes'

const parts: readonly BenchPart[] = [keystrokes, activation, hour, commits, questions, sizes]

/** `npm run bench [-- <part> …]`: measures, prints, and after a whole run writes docs/performance.md. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !parts.some((part) => part.name === name))
  if (unknown !== undefined) {
    throw new Error(`There is no part "${unknown}". There are ${parts.map(({ name }) => name).join(', ')}.`)
  }
  const chosen = names.length === 0 ? parts : parts.filter(({ name }) => names.includes(name))
  const started = performance.now()
  const results = new Map<BenchPart, readonly Measurement[]>()
  console.log(machine())
  for (const part of chosen) {
    console.log(`\n${part.title}`)
    const measurements = await part.run()
    results.set(part, measurements)
    for (const { what, goal, isMet, result, ratio, absolute } of measurements) {
      const verdict = isMet === undefined ? '' : isMet ? '  met: ' : '  MISSED: '
      console.log(`  ${what}: ${result}\n    ${ratio}; ${absolute}${goal === undefined ? '' : `\n  ${verdict}${goal}`}`)
    }
  }
  console.log(`\n${Math.round((performance.now() - started) / 1000)} s in all`)
  if (names.length > 0) return
  const page = path.join(projectRoot(), 'docs', 'performance.md')
  writeFileSync(page, renderPage(results, new Date()))
  console.log(`Written to ${page}`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
