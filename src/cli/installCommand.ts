import { realpath } from 'node:fs/promises'
import { installHooks } from '../commit/hooks/installHooks'
import { openHere } from './openHere'
import { print } from './print'
import { version } from './version'

/** `byline install`: puts the commit hooks in place and says where. Running it is the user's consent. */
export async function installCommand(): Promise<0 | 1> {
  const { repository, ledger } = await openHere()
  const state = await installHooks(repository, {
    cliSource: await realpath(process.argv[1]!),
    runtime: process.execPath,
    version,
  })
  await ledger.setConsent('granted')
  await ledger.close()
  const lines = state.manual.filter(({ present }) => !present).map(({ file, line }) => `${file}:\n    ${line}`)
  if (lines.length > 0) {
    print([state.problem, '', ...lines].join('\n'))
    return 1
  }
  print(
    [
      `Commits in ${repository.root} get provenance trailers from now on, when they add AI lines.`,
      ...state.hooks.map(({ name, file }) => `  ${name}: ${file}`),
      state.method === 'config'
        ? `The hooks in ${state.hooksFolder} stay as they are and run after these. "byline uninstall" takes all of it out again;`
        : 'Hooks that were there before are kept and run first. "byline uninstall" takes all of it out again;',
      '"git -c byline.trailers=false commit" leaves the trailers out of one commit.',
      ...(state.problem === undefined ? [] : [state.problem]),
    ].join('\n'),
  )
  return state.problem === undefined ? 0 : 1
}
