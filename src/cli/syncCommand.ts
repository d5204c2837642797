import { UserFacingError } from '../base/errors'
import { syncNotes } from '../sharing/syncNotes'
import { openHere } from './openHere'
import { print, printError, printJson } from './print'

/**
 * `byline sync [<remote>]`: shares who wrote what of pushed commits, and gets what others shared. What is going on is
 * told on stderr.
 */
export async function syncCommand(
  remote: string | undefined,
  options: { readonly dryRun?: true; readonly json?: true },
): Promise<0> {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () =>
      stop.abort(new UserFacingError('Stopped. Nothing is left half; run it again at any time.')),
    )
  }
  const { reader, ledger, bylineFolder } = await openHere()
  const result = await syncNotes(reader.git, bylineFolder, ledger, {
    ...(remote !== undefined && { remote }),
    onProgress: (message) => printError(`byline: ${message} …`),
    signal: stop.signal,
    dryRun: options.dryRun === true,
  })
  await ledger.close()
  if (options.json) printJson(result)
  else print(sentence(result, options.dryRun === true))
  return 0
}

function sentence(
  { remote, published, notes }: { readonly remote: string; readonly published: number; readonly notes: number },
  dryRun: boolean,
): string {
  const counted = (count: number) => `${count} ${count === 1 ? 'note' : 'notes'}`
  if (dryRun) return `There ${published === 1 ? 'is' : 'are'} ${counted(published)} to share with ${remote}.`
  if (published === 0) return `Nothing new to share with ${remote}; it has ${counted(notes)}.`
  return `Shared ${counted(published)} with ${remote}; it has ${notes} now.`
}
