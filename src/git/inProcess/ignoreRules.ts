import ignore from 'ignore'
import * as path from 'node:path'
import type { ContainedFiles } from './containedFiles'

/**
 * Whether `info/exclude` and the `.gitignore` files from the root down to its folder leave a path out; a file in a folder
 * that is left out is, whatever is said of it. Whether git tracks it all the same is not asked.
 */
export async function isIgnoredByRules(
  disk: ContainedFiles,
  root: string,
  commonDir: string,
  file: string,
): Promise<boolean> {
  const names = file.split('/')
  const levels: { readonly depth: number; readonly rules: ReturnType<typeof ignore> }[] = []
  const add = async (depth: number, from: string): Promise<void> => {
    const text = await disk.text(from)
    if (text !== undefined) levels.push({ depth, rules: ignore({ allowRelativePaths: true }).add(text) })
  }
  await add(0, path.join(commonDir, 'info', 'exclude'))
  for (let depth = 0; depth < names.length; depth++) {
    await add(depth, path.join(root, ...names.slice(0, depth), '.gitignore'))
    const isFolder = depth < names.length - 1
    let ignored = false
    for (const level of levels) {
      const told = level.rules.test(names.slice(level.depth, depth + 1).join('/') + (isFolder ? '/' : ''))
      if (told.ignored) ignored = true
      else if (told.unignored) ignored = false
    }
    if (ignored) return true
  }
  return false
}
