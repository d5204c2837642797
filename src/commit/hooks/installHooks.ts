import type { Repository } from '../../git/findRepository'
import { ledgerFolderOf } from '../../git/ledgerFolderOf'
import { installConfiguredHooks } from './configuredHooks'
import { explained } from './explained'
import { installHookFile } from './hookFiles'
import { type HookOptions, hookPlace } from './hookPlace'
import { copyHookProgram } from './hookProgram'
import { hookNames } from './hookScript'
import { type HookState, hookState, methodOf } from './hookState'

export interface HookInstallation extends HookOptions {
  /** Absolute path of the command line's bundle, which is copied into the repository. */
  readonly cliSource: string
  /** Absolute path of a program that can run it, such as the editor's own: used where there is no node on PATH. */
  readonly runtime: string
  /** Of the command line. */
  readonly version: string
}

/**
 * Installs the commit hooks of a repository or brings them up to date; may be repeated. Only with the user's consent.
 *
 * @returns the state after that; with `method: 'manual'` nothing runs before the user adds the lines it names
 * @throws UserFacingError where something cannot be written or read
 */
export async function installHooks(repository: Repository, installation: HookInstallation): Promise<HookState> {
  const place = await hookPlace(repository, installation)
  await explained(place.bylineFolder, () =>
    copyHookProgram(ledgerFolderOf(place.git, place.bylineFolder), installation),
  )
  const method = methodOf(place)
  if (method === 'config') await installConfiguredHooks(place.git)
  if (method === 'files') {
    await explained(place.folder, async () => {
      for (const name of hookNames) await installHookFile(place.folder, name, place.bylineFolder)
    })
  }
  return hookState(repository, installation)
}
