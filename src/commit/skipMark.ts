import { bylineFiles } from '../ledger/folder/bylineFolder'
import type { OpenRepository } from '../repository/openRepository'

/** Of the commit that comes next where there is none yet. */
const unborn = 'unborn'

/**
 * Whether the user asked the editor to leave the trailers out of the next commit. The mark names the HEAD that the
 * commit is made on, so it holds no longer than that, and nobody has to clear it away.
 */
export async function isSkippedOnce(open: OpenRepository): Promise<boolean> {
  const mark = await markOf(open)
  return mark !== undefined && mark === ((await open.reader.commitId('HEAD')) ?? unborn)
}

/** Whether the user asked so for the commit that is made, or was made, on this parent; undefined: the first one. */
export async function wasSkippedOn(open: OpenRepository, parent: string | undefined): Promise<boolean> {
  return (await markOf(open)) === (parent ?? unborn)
}

/** Leaves the trailers out of the commit that comes next on the present HEAD. */
export async function skipOnce({ ledger, reader }: OpenRepository): Promise<void> {
  await ledger.files.write(bylineFiles.skipNextCommit, `${(await reader.commitId('HEAD')) ?? unborn}\n`)
}

/** Takes back that the trailers are left out of the next commit. */
export async function keepTrailers({ ledger }: OpenRepository): Promise<void> {
  await ledger.files.remove(bylineFiles.skipNextCommit)
}

async function markOf({ ledger }: OpenRepository): Promise<string | undefined> {
  // What cannot be read says nothing.
  const mark = await ledger.files.read(bylineFiles.skipNextCommit).catch(() => undefined)
  return mark?.toString('utf8').trim()
}
