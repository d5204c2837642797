import { createHash } from 'node:crypto'
import {
  amendsFunction,
  headResetFunction,
  oursFunction,
  repeatsFunction,
  restoresFunction,
  settledFunction,
  unrelatedFunction,
  wordedFunction,
} from './hookConditions'
import { runFunctions } from './hookRun'

/** The hooks of git that Byline needs. */
export const hookNames = ['prepare-commit-msg', 'commit-msg', 'post-rewrite'] as const
export type HookName = (typeof hookNames)[number]

/** How every hook file of ours begins, in every version of it. The number is a hash of what follows the line. */
const beginning = /^#!\/bin\/sh\n# Byline hook ([0-9a-f]{8})\. .*\n/

/**
 * Where a hook that was there before is kept. It is renamed and not edited: so a hook in any language goes on working,
 * and comes back byte for byte. It stays in its folder, as hooks look for their helpers beside themselves.
 */
export function originalName(hook: HookName): string {
  return `${hook}.byline-original`
}

/**
 * The file that git runs, short and the same for every version of Byline: it runs the hook that was there before, which
 * decides whether the commit goes on, then leaves at once where there is nothing to do, mostly without another process: a
 * rebase runs it for every commit.
 *
 * @param bylineFolder from the folder of the hooks, so that a repository may be moved or seen under another name
 */
export function hookFile(hook: HookName, bylineFolder: string): string {
  const original = `original="\${0%/*}"/${originalName(hook)}`
  const script = `"$byline/hook.sh" ${hook} "$@"`
  const head = `# A hook that was here before is ${originalName(hook)}; it runs first and decides.
${original}
byline="\${0%/*}"/${quoted(bylineFolder)}
`
  if (hook === 'post-rewrite') {
    return withBeginning(`${head}input=$(cat)
if [ -f "$original" ] && [ -x "$original" ]; then
  printf '%s\\n' "$input" | "$original" "$@" || exit $?
fi
[ -f "$byline/hook.sh" ] || exit 0
printf '%s\\n' "$input" | sh ${script}
exit 0
`)
  }
  const nothing =
    hook === 'commit-msg'
      ? `${wordedFunction}worded "$1" 2>/dev/null && exit 0\n`
      : `GIT_NO_LAZY_FETCH=1
export GIT_NO_LAZY_FETCH
${oursFunction}${amendsFunction}${repeatsFunction}${headResetFunction}${restoresFunction}[ -e "$byline/pending" ] || ours revert 2>/dev/null <"$1" || amends "$2" "$PPID" || melts "$1" || repeats "$1" || headReset "$1" "$2" || restores "$1" "$2" || exit 0\n`
  return withBeginning(`${head}if [ -f "$original" ] && [ -x "$original" ]; then
  "$original" "$@" || exit $?
fi
[ -f "$byline/hook.sh" ] || exit 0
${nothing}BYLINE_HAS_WORK=1 BYLINE_GIT=$PPID sh ${script}
exit 0
`)
}

function withBeginning(rest: string): string {
  return `#!/bin/sh\n# Byline hook ${hashOf(rest)}. "byline uninstall" removes it.\n${rest}`
}

/** Whether a hook file is ours, and if so whether nobody changed it since it was written. Bytes as Latin-1. */
export function ownership(content: string): 'foreign' | 'changed' | 'ours' {
  const [line, hash] = beginning.exec(content) ?? []
  if (line === undefined) return 'foreign'
  return hashOf(content.slice(line.length)) === hash ? 'ours' : 'changed'
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex').slice(0, 8)
}

/** The same as one line for a hook file that somebody else keeps; without Byline it does nothing. */
export function manualLine(hook: HookName): string {
  return `if f="$(git rev-parse --git-common-dir)/byline/hook.sh" && [ -f "$f" ]; then sh "$f" ${hook} "$@"; fi`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/**
 * What all hooks run: finds out whether there is work, then something that can run the copied command line.
 *
 * A program that cannot run it (a node of long ago) fails at once, and the next one is tried; one that was stopped for
 * taking too long is not followed by another. Whatever happens the exit code is 0. `probe` only finds out what would run
 * it, for `byline doctor`.
 */
export const hookScript = String.raw`# Byline: what its git hooks run. $1 is the name of the hook, the rest is what git gave to it.
byline=${'$'}{0%/*}
event=$1
shift
[ -f "$byline/cli.js" ] || exit 0

${oursFunction}
${amendsFunction}
${repeatsFunction}
${headResetFunction}
${restoresFunction}
${wordedFunction}
${settledFunction}
${unrelatedFunction}
# Nothing here is worth asking a network for.
GIT_NO_LAZY_FETCH=1
export GIT_NO_LAZY_FETCH
input=
moved=
case $event in
prepare-commit-msg)
  if headReset "$1" "$2"; then
    moved=$was
  elif melts "$1" || repeats "$1"; then
    :
  elif [ -e "$byline/pending" ]; then
    ours revert 2>/dev/null <"$1" || ! unrelated "$@" 2>/dev/null || restores "$@" || exit 0
  elif ours 2>/dev/null <"$1"; then
    settled "$1" "$2" && exit 0
  elif [ -z "$BYLINE_HAS_WORK" ] && ! ours revert 2>/dev/null <"$1" && ! amends "$2" '' && ! restores "$@"; then
    exit 0
  fi
  ;;
commit-msg)
  worded "$1" 2>/dev/null && exit 0
  ours 2>/dev/null <"$1" || exit 0
  ;;
post-rewrite)
  # After an amend the message hooks have run.
  [ "$1" = rebase ] && [ -d "$byline/records" ] || exit 0
  input=$(cat)
  ;;
probe) ;;
*) exit 0 ;;
esac

${runFunctions}
if command -v node >/dev/null 2>&1; then attempt node "$@"; fi
if [ -f "$byline/runtime" ]; then
  while IFS= read -r known; do
    if [ -f "$known" ] && [ -x "$known" ]; then attempt "$known" "$@"; fi
  done <"$byline/runtime"
fi
if [ -n "$VSCODE_GIT_ASKPASS_NODE" ] && [ -x "$VSCODE_GIT_ASKPASS_NODE" ]; then attempt "$VSCODE_GIT_ASKPASS_NODE" "$@"; fi
note 'found nothing that could run it'
exit 0
`
