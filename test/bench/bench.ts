import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { projectRoot } from '../host/projectRoot'
import { activation } from './activation'
import { commits } from './commits'
import { growth } from './growth'
import { hour } from './hour'
import { keystrokes } from './keystrokes'
import { large } from './large'
import type { BenchPart } from './measurement'
import { questions } from './questions'
import { machine, renderPage, renderSection } from './renderPage'
import { sizes } from './sizes'
import { sync } from './sync'

const parts: readonly BenchPart[] = [keystrokes, activation, hour, commits, questions, sync, growth, large, sizes]

/** `npm run bench [-- <part> …]`: measures, prints, and writes the sections of what it measured into docs/performance.md. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !parts.some((part) => part.name === name))
  if (unknown !== undefined) {
    throw new Error(`There is no part "${unknown}". There are ${parts.map(({ name }) => name).join(', ')}.`)
  }
  const chosen =
    names.length === 0 ? parts.filter(({ isManual }) => !isManual) : parts.filter(({ name }) => names.includes(name))
  const started = performance.now()
  const results = new Map<BenchPart, string>()
  console.log(machine())
  for (const part of chosen) {
    console.log(`\n${part.title}`)
    const measurements = await part.run()
    results.set(part, renderSection(part, measurements, new Date()))
    for (const { what, goal, isMet, result, ratio, absolute } of measurements) {
      const verdict = isMet === undefined ? '' : isMet ? '  met: ' : '  MISSED: '
      console.log(`  ${what}: ${result}\n    ${ratio}; ${absolute}${goal === undefined ? '' : `\n  ${verdict}${goal}`}`)
    }
  }
  console.log(`\n${Math.round((performance.now() - started) / 1000)} s in all`)
  const page = path.join(projectRoot(), 'docs', 'performance.md')
  writeFileSync(page, renderPage(parts, results, existsSync(page) ? readFileSync(page, 'utf8') : ''))
  console.log(`Written to ${page}`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
