import { readFileSync } from 'node:fs'
import * as path from 'node:path'
import type { Plugin } from 'esbuild'

/** A text of a source file (path from the project root), where it stands exactly once, and what it becomes. */
export interface FaultChange {
  readonly file: string
  readonly text: string
  readonly becomes: string
}

/**
 * Puts defects into a bundle while it is built; the sources stay as they are. The build fails where a text to be changed
 * is not there (any more).
 */
export function faultPlugin(root: string, changes: readonly FaultChange[]): Plugin {
  const planted = new Set<FaultChange>()
  return {
    name: 'planted-fault',
    setup(build) {
      // As in the build of the product.
      build.initialOptions.loader = { '.sh': 'text' }
      build.onLoad({ filter: /\.ts$/ }, ({ path: loaded }) => {
        const file = path.relative(root, loaded).split(path.sep).join('/')
        const here = changes.filter((change) => change.file === file)
        if (here.length === 0) return undefined
        let contents = readFileSync(loaded, 'utf8')
        for (const change of here) {
          if (contents.split(change.text).length !== 2)
            throw new Error(`${file} does not hold ${change.text} exactly once`)
          contents = contents.replace(change.text, () => change.becomes)
          planted.add(change)
        }
        return { contents, loader: 'ts' }
      })
      build.onEnd(() => {
        const missing = changes.find((change) => !planted.has(change))
        if (missing) throw new Error(`${missing.file} is not part of the bundle`)
      })
    },
  }
}
