import { hookState } from '../commit/hooks/hookState'
import { uninstallHooks } from '../commit/hooks/uninstallHooks'
import { openHere } from './openHere'
import { print } from './print'

/** `byline uninstall`: takes the commit hooks out again and brings back those that were there before. */
export async function uninstallCommand(): Promise<0 | 1> {
  const { repository, ledger, bylineFolder } = await openHere()
  const before = await hookState(repository)
  const state = await uninstallHooks(repository)
  const recorded = (await ledger.paths()).length > 0
  await ledger.setConsent(recorded ? 'refused' : undefined)
  await ledger.close()
  const lines = state.manual.filter(({ present }) => present).map(({ file, line }) => `${file}:\n    ${line}`)
  print(
    [
      before.cliVersion === undefined && before.hooks.every(({ state }) => state === 'missing' || state === 'foreign')
        ? `There were no hooks of Byline in ${repository.root}.`
        : `The commit hooks of Byline are gone from ${repository.root}.`,
      ...(recorded ? [`Who wrote what stays recorded in ${bylineFolder}; delete that folder to forget it.`] : []),
      ...(lines.length > 0 ? ['These lines, which do nothing now, are yours to delete:', ...lines] : []),
    ].join('\n'),
  )
  return state.problem === undefined || state.method === 'manual' ? 0 : 1
}
