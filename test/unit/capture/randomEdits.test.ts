import { forSeeds, type Random } from '../attribution/random'
import { RandomScene } from './random/randomScene'
import type { RandomStep } from './random/randomStep'
import { randomSteps } from './random/randomSteps'

const seeds = 30
const stepsOfSeed = 100

function pickStep(random: Random): readonly [name: string, step: RandomStep] {
  const total = randomSteps.reduce((sum, [weight]) => sum + weight, 0)
  let at = random.below(total * 10) / 10
  for (const [weight, name, step] of randomSteps) if ((at -= weight) < 0) return [name, step]
  return [randomSteps[0]![1], randomSteps[0]![2]]
}

function play(random: Random, channel: 'proposed' | 'stable'): void {
  const scene = new RandomScene(random, channel)
  try {
    for (let i = 0; i < stepsOfSeed; i++) {
      const [name, step] = pickStep(random)
      scene.begin(name)
      step(scene)
      if (random.below(2) === 0) scene.resolveUndecided()
    }
  } catch (error) {
    const log = scene.log.slice(-20).join('\n')
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${log}`, { cause: error })
  }
}

describe('The history of a document, compared with one origin for each character', function () {
  this.timeout(60_000)

  for (const channel of ['proposed', 'stable'] as const) {
    it(`agrees through ${seeds * stepsOfSeed} random edits of every kind, ${channel} channel`, () => {
      forSeeds(seeds, (random) => play(random, channel))
    })
  }
})
