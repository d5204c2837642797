import { isAi, unknown, type Origin } from '../text/origin'
import type { Counts, FileProvenance } from './fileProvenance'

/** Origins of the lines a change adds to one file, in order; a line the input says nothing of is `unknown`. */
export function addedOrigins(file: FileProvenance): readonly Origin[] {
  const origins: Origin[] = []
  for (const { from, to } of file.added) {
    for (let line = from; line < to; line++) origins.push(file.lines[line] ?? unknown)
  }
  return origins
}

/** How many lines of each contributor a change adds. */
export function countAdded(files: readonly FileProvenance[]): Counts {
  const counts = { ai: 0, mixed: 0, human: 0, unknown: 0 }
  for (const file of files) for (const origin of addedOrigins(file)) counts[origin.contributor]++
  return counts
}

/** How many lines that AI had a part in a change adds to one file. */
export function aiLinesAdded(file: FileProvenance): number {
  return addedOrigins(file).filter((origin) => isAi(origin.contributor)).length
}

/** The blobs of those files that have any line AI had a part in, added or not. */
export function blobsWithAi(files: readonly FileProvenance[]): readonly string[] {
  return files.flatMap(({ blob, lines }) =>
    blob !== undefined && lines.some(({ contributor }) => isAi(contributor)) ? [blob] : [],
  )
}
