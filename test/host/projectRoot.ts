import { existsSync } from 'node:fs'
import * as path from 'node:path'

/**
 * The folder of the project, found upwards from where this code was bundled to: bundles lie at different
 * depths under `out/`.
 */
export function projectRoot(from: string = __dirname): string {
  let folder = from
  while (!existsSync(path.join(folder, 'test', 'host', 'package-lock.json'))) {
    const parent = path.dirname(folder)
    if (parent === folder) throw new Error(`No project folder above ${from}.`)
    folder = parent
  }
  return folder
}
