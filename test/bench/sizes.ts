import { readdirSync, readFileSync } from 'node:fs'
import * as path from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectRoot } from '../host/projectRoot'
import type { BenchPart } from './measurement'

/** How large the bundles are. */
export const sizes: BenchPart = {
  name: 'sizes',
  title: 'Bundles',
  method: 'The files in `dist/` as `npm run build` makes them, minified.',
  async run() {
    const folder = path.join(projectRoot(), 'dist')
    return readdirSync(folder)
      .filter((name) => name.endsWith('.js'))
      .map((name) => {
        const bytes = readFileSync(path.join(folder, name))
        const packed = gzipSync(bytes).length
        return {
          what: `\`dist/${name}\``,
          result: kb(bytes.length),
          ratio: `${((packed / bytes.length) * 100).toFixed(0)} % when packed`,
          absolute: `${bytes.length.toLocaleString('en')} bytes, gzip ${kb(packed)}`,
        }
      })
  },
}

function kb(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KB`
}
