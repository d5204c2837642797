import { readFile, rename, writeFile } from 'node:fs/promises'
import * as path from 'node:path'

import type { Installation } from './installation'
import { runProgram } from './runProgram'

/**
 * `code-server` switches every proposed API on for every extension. What a Marketplace user has is a VS Code in
 * which this one is off: this is the call that asks for it, as minified in the pinned version.
 */
const proposalCheck = 'Oe(P,"textDocumentChangeReason")'

/** Makes the stable copy of the server: hard links, but for the one file that is patched. */
export async function makeStableServer(installation: Installation): Promise<void> {
  const copy = installation.serverFolder('stable')
  const copied = await runProgram('cp', ['-al', installation.serverFolder('proposed'), copy])
  if (copied.status !== 0) throw new Error(`The server could not be copied: ${copied.output}`)
  const file = path.join(copy, 'out', 'vs', 'workbench', 'api', 'node', 'extensionHostProcess.js')
  const patched = withoutEditReasons(await readFile(file, 'utf8'))
  // Renamed over the hard link, never written through it: the proposed server keeps its file.
  await writeFile(`${file}.patched`, patched)
  await rename(`${file}.patched`, file)
}

/**
 * @param source the extension host's bundle
 * @throws when the text to patch does not stand there exactly once, as after an update of the server
 */
export function withoutEditReasons(source: string): string {
  const parts = source.split(proposalCheck)
  if (parts.length !== 2) {
    throw new Error(
      `The stable server cannot be made: ${proposalCheck} stands ${parts.length - 1} times in its extension host, not once.`,
    )
  }
  return parts.join('!1')
}
