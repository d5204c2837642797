import type { ExpectedLine } from './scenario'
import type { Stage } from './stage'

/** What `writeLines` leaves. */
export const written: readonly ExpectedLine[] = [
  ['unknown', 'start'],
  ['human', 'own()'],
  ['ai', 'ai()'],
]

/** Opens a file that says `start`, types a line and takes a completion; nothing is saved. */
export async function writeLines(stage: Stage, file = 'a.ts'): Promise<void> {
  await stage.open(file)
  await stage.type('own()')
  await stage.press('Enter')
  await stage.complete('ai()')
}

/** The same in a file that git does not know yet. */
export async function writeUntracked(stage: Stage): Promise<void> {
  stage.write('new.ts', 'start\n')
  await writeLines(stage, 'new.ts')
}
