import type { HookState } from '../../commit/hooks/hookState'
import type { Probe } from '../../commit/hooks/probeHooks'
import type { Consent } from '../../ledger/ledger'
import { version } from '../version'
import { blocking, fine, type Finding, wrong } from './findings'

/**
 * What there is to say of the hooks of a repository.
 * @param probe what would run them; undefined where there is nothing to run
 */
export function hookFindings(
  state: HookState,
  probe: Probe | undefined,
  consent: Consent | undefined,
): readonly Finding[] {
  if (state.cliVersion === undefined && !hasAnyHook(state)) return [notInstalled(consent)]
  return [...placeFindings(state), ...runFindings(state, probe)]
}

function hasAnyHook({ hooks, manual }: HookState): boolean {
  return (
    hooks.some(({ state }) => state !== 'missing' && state !== 'foreign' && state !== 'bound') ||
    manual.some(({ present }) => present)
  )
}

function notInstalled(consent: Consent | undefined): Finding {
  return consent === 'refused'
    ? blocking(
        'The commit hooks are not installed. Trailers were declined for this repository.',
        '"byline install" switches them on.',
      )
    : blocking(
        'The commit hooks are not installed. Nobody agreed to trailers in this repository yet.',
        '"byline install" installs them.',
      )
}

function placeFindings(state: HookState): readonly Finding[] {
  const where = state.method === 'config' ? "in this repository's git configuration" : state.hooksFolder
  if (state.cliVersion === undefined) {
    return [blocking('What the commit hooks run is gone or not whole.', '"byline install" puts it back.')]
  }
  const findings: Finding[] = []
  const named = (wanted: string): string =>
    state.hooks
      .filter(({ state }) => state === wanted)
      .map(({ name }) => name)
      .join(', ')
  const gone = [named('missing'), named('foreign')].filter((names) => names !== '').join(', ')
  if (gone !== '') {
    findings.push(
      blocking(`These commit hooks are gone or were replaced: ${gone} (${where}).`, '"byline install" puts them back.'),
    )
  }
  const disabled = named('disabled')
  if (disabled !== '') {
    findings.push(
      blocking(
        `These commit hooks are not executable, so git passes over them: ${disabled} (${where}).`,
        '"byline install" mends that.',
      ),
    )
  }
  const missing = state.manual.filter(({ present }) => !present)
  if (missing.length > 0) {
    findings.push(blocking(state.problem ?? 'A line is missing in the hooks of this project.', 'The lines are below.'))
    for (const { file, line } of missing) findings.push(wrong(`${file} lacks: ${line}`))
  }
  if (findings.length === 0) findings.push(fine(`The commit hooks are installed (${where}).`))
  const changed = named('changed')
  if (changed !== '') findings.push(fine(`Somebody changed ${changed}; it is run as it is.`))
  return findings
}

function runFindings(state: HookState, probe: Probe | undefined): readonly Finding[] {
  const findings: Finding[] = []
  if (state.cliVersion !== undefined && state.cliVersion !== version) {
    findings.push(wrong(`The hooks run version ${state.cliVersion}. "byline install" brings them up to date.`))
  }
  if (probe?.kind === 'runs') findings.push(fine(`The hooks are run by ${probe.program} (Node ${probe.version}).`))
  if (probe?.kind === 'fails') {
    const said = probe.said === undefined ? '' : ` What was tried said: ${probe.said.replace(/[^.!?…]$/, '$&.')}`
    findings.push(
      blocking(
        `Nothing here can run the hooks.${said}`,
        'Put Node.js 20 or later on PATH, or open the repository in the editor once.',
      ),
    )
  }
  if (probe?.kind === 'untold') {
    const runtime = state.runtimes.find(({ executable }) => executable)
    findings.push(
      runtime
        ? fine(`The hooks are run by ${runtime.file}.`)
        : blocking(
            'Nothing here can run the hooks.',
            'Put Node.js 20 or later on PATH, or open the repository in the editor once.',
          ),
    )
  }
  if (state.complaint !== undefined) findings.push(wrong(`The last run of a hook said: ${state.complaint}`))
  return findings
}
