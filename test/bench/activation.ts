import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { EditorBench, emptyExtension } from './editorBench'
import { inWords, times } from './inWords'
import type { BenchPart } from './measurement'
import { median } from './quantile'

/** Even, so that each of the two is first as often as the other. */
const windows = 10

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
      const own: Activations = { first: [], second: [] }
      const empty: Activations = { first: [], second: [] }
      for (let window = 0; window < windows; window++) {
        if (window > 0) await bench.code.reload()
        const ids = ['byline.byline', emptyExtension]
        for (const [place, id] of (window % 2 === 0 ? ids : ids.toReversed()).entries()) {
          const ms = await bench.call('activate', id)
          ;(id === emptyExtension ? empty : own)[place === 0 ? 'first' : 'second'].push(ms)
        }
      }
      // The first activation of a window pays for more than itself: first is compared with first, second with second.
      const first = median(own.first) - median(empty.first)
      const second = median(own.second) - median(empty.second)
      const more = (first + second) / 2
      const isTellable = first > 0 && second > 0
      return [
        {
          what: 'Activation of Byline',
          goal: '30 ms of our own',
          ...(isTellable && { isMet: more <= 30 }),
          result: isTellable
            ? `${inWords(more)} more than an empty extension`
            : 'the machine was too busy to tell: the empty extension took longer',
          ratio: `${times(median(own.first) / median(empty.first))} when first, ${times(median(own.second) / median(empty.second))} when second`,
          absolute: `first: Byline ${span(own.first)}, empty ${span(empty.first)}; second: Byline ${span(own.second)}, empty ${span(empty.second)}`,
        },
      ]
    } finally {
      await bench.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

interface Activations {
  readonly first: number[]
  readonly second: number[]
}

function span(ms: readonly number[]): string {
  return `${inWords(median(ms))} (${inWords(Math.min(...ms))} to ${inWords(Math.max(...ms))})`
}
