import type { Channel } from '../host/installation'
import { playRandom } from '../scenarios/randomRun'

for (const channel of ['proposed', 'stable'] satisfies readonly Channel[]) {
  describe(`Random work in the editor, ${channel} channel`, function () {
    this.timeout(180_000)

    it('is attributed as the one who did it knows, in the editor, the ledger, the commit and a clone', async () => {
      await playRandom({ channel, seed: 1, steps: 26 })
    })
  })
}
