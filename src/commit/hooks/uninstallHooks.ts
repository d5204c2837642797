import * as path from 'node:path'
import type { Repository } from '../../git/findRepository'
import { uninstallConfiguredHooks } from './configuredHooks'
import { explained } from './explained'
import { uninstallHookFile } from './hookFiles'
import { type HookOptions, hookPlace } from './hookPlace'
import { removeHookProgram } from './hookProgram'
import { hookNames } from './hookScript'
import { type HookState, hookState } from './hookState'

/**
 * Takes the commit hooks out again: hooks that were there before come back byte for byte. What the ledger recorded
 * stays. Lines that the user added to other hook files do nothing from now on; the state returned still names them.
 *
 * @throws UserFacingError where something cannot be written or read
 */
export async function uninstallHooks(repository: Repository, options: HookOptions = {}): Promise<HookState> {
  const place = await hookPlace(repository, options)
  // Also where git no longer looks for them, since core.hooksPath was set.
  const usual = path.join(path.dirname(place.bylineFolder), 'hooks')
  for (const folder of new Set([usual, ...(place.kind === 'repository' ? [place.folder] : [])])) {
    await explained(folder, async () => {
      for (const name of hookNames) await uninstallHookFile(folder, name, place.bylineFolder)
    })
  }
  await uninstallConfiguredHooks(place.git)
  await explained(place.bylineFolder, () => removeHookProgram(place.bylineFolder))
  return hookState(repository, options)
}
