import { syncNotes } from '../git/notes/syncNotes'
import { openRepository } from './openRepository'

/**
 * `byline sync [<remote>]`: shares who wrote what of pushed commits, and gets what others shared. What is going on is
 * told on stderr.
 */
export async function syncCommand(remote: string | undefined): Promise<0> {
  const { reader, ledger, bylineFolder } = await openRepository(process.cwd())
  const result = await syncNotes(reader.git, bylineFolder, ledger, {
    ...(remote !== undefined && { remote }),
    onProgress: (message) => console.error(`byline: ${message} …`),
  })
  await ledger.close()
  const notes = (count: number) => `${count} ${count === 1 ? 'note' : 'notes'}`
  console.log(
    result.published === 0
      ? `Nothing new to share with ${result.remote}; it has ${notes(result.notes)}.`
      : `Shared ${notes(result.published)} with ${result.remote}; it has ${result.notes} now.`,
  )
  return 0
}
