import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { fuzz } from '../fuzz/fuzz'
import { fuzzTargets } from '../fuzz/fuzzTargets'

/** `npm run fuzz` gives each parser many more. */
const runs = 200

describe('Odd input', function () {
  this.timeout(120_000)
  const seed = randomInt(2 ** 31)
  for (const target of fuzzTargets) {
    it(`is borne by what reads ${target.name} (seed ${seed})`, () => fuzz(target, { seed, runs }))
  }

  it('that breaks a contract or takes too long is found', async () => {
    const target = (run: (text: string) => void) =>
      fuzz({ name: 'planted', valid: ['gitdir: a\n'], run }, { seed: 1, runs: 5_000 })
    await assert.rejects(
      target((text) => assert.equal(text.includes('__proto__'), false)),
      /Counterexample: .*__proto__/,
    )
    // As it was written once: for each line end it looks whether the text ends behind it.
    await assert.rejects(
      target((text) => void text.replace(/[\r\n]+$/, '')),
      /ms for 10000 characters/,
    )
  })
})
