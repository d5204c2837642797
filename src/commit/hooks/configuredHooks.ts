import type { GitProgram } from '../../git/gitProgram'
import { type HookName, hookNames, manualLine } from './hookScript'

/**
 * Hooks in the configuration of the repository, for git 2.54 or later: `hook.<name>.event` and `hook.<name>.command`.
 * They run before the hook files, wherever `core.hooksPath` points.
 */
const sectionOf = (hook: HookName): string => `hook.byline-${hook}`

export async function installConfiguredHooks(git: GitProgram): Promise<void> {
  for (const hook of hookNames) {
    await git.run(['config', '--local', '--replace-all', `${sectionOf(hook)}.event`, hook])
    await git.run(['config', '--local', '--replace-all', `${sectionOf(hook)}.command`, commandOf(hook)])
  }
}

export async function uninstallConfiguredHooks(git: GitProgram): Promise<void> {
  for (const hook of hookNames) {
    if ((await configuredCommand(git, hook)) === undefined) continue
    await git.run(['config', '--local', '--remove-section', sectionOf(hook)])
  }
}

export async function configuredHookState(
  git: GitProgram,
  hook: HookName,
): Promise<'missing' | 'installed' | 'outdated'> {
  const command = await configuredCommand(git, hook)
  return command === undefined ? 'missing' : command === commandOf(hook) ? 'installed' : 'outdated'
}

async function configuredCommand(git: GitProgram, hook: HookName): Promise<string | undefined> {
  const { code, stdout } = await git.run(['config', '--local', '--get', `${sectionOf(hook)}.command`], { answers: [1] })
  return code === 0 ? stdout.toString('utf8').replace(/\n$/, '') : undefined
}

/** Git puts the arguments of the hook behind the command, which so must end in something that takes them. */
function commandOf(hook: HookName): string {
  return `sh -c '${manualLine(hook).replaceAll("'", `'\\''`)}' byline`
}
