import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { allScenarios } from './allScenarios'
import { renderTable } from './renderTable'
import { casesOf, isRight, playAll, scoreOf } from './playScenario'

/**
 * Plays the git scenarios: `runGitScenarios [<part of a name> …] [--cli <file>] [--write <file>]`. Exits with 1 where a
 * line is wrong that is not known to be, or one is right that is said not to be.
 */
async function main(args: readonly string[]): Promise<number> {
  const valueOf = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const cli = valueOf('--cli') ?? join(process.cwd(), 'dist', 'cli.js')
  const write = valueOf('--write')
  const words = args.filter((arg, at) => !arg.startsWith('--') && !['--cli', '--write'].includes(args[at - 1] ?? ''))
  const cases = casesOf(allScenarios).filter(({ scenario, variant }) => {
    const name = `${scenario.group} ${scenario.clause} ${variant}`
    return words.length === 0 || words.some((word) => name.includes(word))
  })
  const rows = await playAll(cases, cli, {
    atOnce: availableParallelism(),
    onRow: (row) => {
      const { lines, right } = scoreOf(row)
      const name = [row.group, row.clause, row.variant && `(${row.variant})`].filter(Boolean).join(' ')
      const files = row.files.filter(({ expected, read }) => expected !== read)
      const wrong = files.map(({ path, expected, read }) => `\n    ${path}: ${expected} is read as ${read}`).join('')
      const failure = row.failure === undefined ? '' : `\n    ${row.failure.trim()}`
      const mark = isRight(row) ? (row.notYet === undefined ? 'ok' : 'RIGHT BY NOW') : row.notYet ? 'not yet' : 'WRONG'
      console.log(`${mark.padEnd(8)} ${name}: ${right}/${lines}, ${row.seconds.toFixed(1)} s${wrong}${failure}`)
    },
  })
  const table = renderTable(rows)
  if (write !== undefined) writeFileSync(write, table)
  console.log(table)
  return rows.every((row) => isRight(row) === (row.notYet === undefined)) ? 0 : 1
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error)
    process.exitCode = 2
  },
)
