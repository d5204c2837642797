import { randomInt } from 'node:crypto'
import { fuzz } from './fuzz'
import { fuzzTargets } from './fuzzTargets'

/** `npm run fuzz [-- seed [runs [part of a name]]]`: odd input for every parser; the seed makes it happen again. */
async function main([seed = randomInt(2 ** 31), runs = 10_000, name = '']: readonly (
  | number
  | string
)[]): Promise<number> {
  console.log(`seed ${seed}, ${runs} inputs for each parser`)
  let failed = 0
  for (const target of fuzzTargets.filter((target) => target.name.includes(String(name)))) {
    const started = process.cpuUsage()
    try {
      await fuzz(target, { seed: Number(seed), runs: Number(runs) })
      console.log(`  ${target.name}: ${Math.round(process.cpuUsage(started).user / 1000)} ms`)
    } catch (error) {
      failed++
      console.error(`! ${target.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return failed === 0 ? 0 : 1
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
