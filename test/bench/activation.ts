import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { EditorBench, emptyExtension } from './editorBench'
import { inWords, times } from './inWords'
import type { BenchPart } from './measurement'
import { median } from './quantile'

const windows = 7

/** What the start of VS Code waits for Byline. */
export const activation: BenchPart = {
  name: 'activation',
  title: 'Activation',
  method:
    `From asking for the activation to its end, in the extension host of ${windows} windows, one after the other, each a ` +
    'new process; beside it an extension that does nothing, activated in the same window, first in every other one. ' +
    'Loading the bundle is included.',
  async run() {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-bench-')))
    const bench = await EditorBench.open('stable', folder)
    try {
      const own: number[] = []
      const empty: number[] = []
      for (let window = 0; window < windows; window++) {
        if (window > 0) await bench.code.reload()
        const ids = ['byline.byline', emptyExtension]
        for (const id of window % 2 === 0 ? ids : ids.toReversed()) {
          const ms = await bench.call('activate', id)
          ;(id === emptyExtension ? empty : own).push(ms)
        }
      }
      const more = median(own) - median(empty)
      return [
        {
          what: 'Activation of Byline',
          goal: '30 ms of our own',
          isMet: more <= 30,
          result: `${inWords(more)} more than an empty extension`,
          ratio: times(median(own) / median(empty)),
          absolute: `Byline ${inWords(median(own))} (${inWords(Math.min(...own))} to ${inWords(Math.max(...own))}), empty ${inWords(median(empty))}`,
        },
      ]
    } finally {
      await bench.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
