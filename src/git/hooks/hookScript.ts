import { createHash } from 'node:crypto'

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

/** A line of ours; squash merges leave them indented. */
const ourLine = String.raw`grep -Eq '^[[:blank:]]*AI-(Provenance|Lines): '`

/** A message with our trailers. */
const hasTrailers = `${ourLine} "$1" 2>/dev/null`

/** A message with our trailers, or of a revert: that may bring lines back which an earlier commit named. */
const mayHaveWork = String.raw`grep -Eq '^([[:blank:]]*AI-(Provenance|Lines): |This reverts commit )' "$1" 2>/dev/null`

/** Trailers of HEAD that would be lost. */
const headHasTrailers = `git log -1 --no-show-signature --format=%B 2>/dev/null | ${ourLine}`

/** Whether the author's date is that of HEAD (`--no-show-signature`: a signed HEAD prints more). */
const sameAuthorDate = String.raw`[ "${'$'}{GIT_AUTHOR_DATE:-none}" = "@$(git log -1 --no-show-signature --date=raw --format=%ad 2>/dev/null)" ]`

/** The same where the system shows what git was asked for: that tells an amend for sure, and costs less. */
const askedToAmend = `{ if [ -r "/proc/$PPID/cmdline" ]; then grep -q -- --am "/proc/$PPID/cmdline"; else ${sameAuthorDate}; fi; }`

/** Whether this may be an amend with a new message, which git does not tell from a plain commit. */
const maybeAmend = (asked: string): string => `[ "$2" = message ] && ${asked} && ${headHasTrailers}`

/**
 * The file that git runs, short and the same for every version of Byline: it runs the hook that was there before, which
 * decides whether the commit goes on, then leaves at once where there is nothing to do. Two forks at most till there:
 * a rebase runs it for every commit.
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
      ? `{ ${hasTrailers}; } || exit 0`
      : `[ -e "$byline/pending" ] || ${mayHaveWork} || { ${maybeAmend(askedToAmend)}; } || exit 0`
  return withBeginning(`${head}if [ -f "$original" ] && [ -x "$original" ]; then
  "$original" "$@" || exit $?
fi
[ -f "$byline/hook.sh" ] || exit 0
${nothing}
BYLINE_HAS_WORK=1 sh ${script}
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
 * taking too long is not followed by another. Whatever happens the exit code is 0.
 */
export const hookScript = String.raw`# Byline: what its git hooks run. $1 is the name of the hook, the rest is what git gave to it.
byline=${'$'}{0%/*}
event=$1
shift
[ -f "$byline/cli.js" ] || exit 0

# Whether the trailers of message $1 are those of what is staged: one commit's, every file named, every blob the same.
settled() {
  message=$1
  ids=
  counts=0
  set --
  while IFS= read -r line; do
    case $line in
    'AI-Provenance: '*) counts=$((counts + 1)) ;;
    'AI-Lines: '[A-Za-z0-9._/@]*' @'*)
      line=${'$'}{line#AI-Lines: }
      set -- "$@" ":${'$'}{line%% *}"
      ids="$ids ${'$'}{line##* @}"
      ;;
    *AI-Provenance:* | *AI-Lines:*) return 1 ;;
    esac
  done <"$message"
  [ "$counts" -eq 1 ] && [ $# -gt 0 ] || return 1
  blobs=$(git rev-parse "$@" 2>/dev/null) || return 1
  for blob in $blobs; do
    ids=${'$'}{ids# }
    id=${'$'}{ids%% *}
    ids=${'$'}{ids#"$id"}
    case $id in
    '' | *[!0-9a-f]*) return 1 ;;
    esac
    case $blob in
    "$id"*) ;;
    *) return 1 ;;
    esac
  done
  return 0
}

# Whether message $1 begins with somebody's words, so that it cannot be empty without our trailers.
worded() {
  [ ! -e "$byline/template" ] || return 1
  IFS= read -r line <"$1" || return 1
  case $line in
  *-[Bb]y:* | AI-*:*) return 1 ;;
  [A-Za-z0-9]*) return 0 ;;
  esac
  return 1
}

input=
case $event in
prepare-commit-msg)
  if [ ! -e "$byline/pending" ]; then
    if { ${hasTrailers}; }; then
      settled "$1" && exit 0
    elif [ -z "$BYLINE_HAS_WORK" ] && ! ${mayHaveWork} && ! { ${maybeAmend(sameAuthorDate)}; }; then
      exit 0
    fi
  fi
  ;;
commit-msg)
  { ${hasTrailers}; } || exit 0
  worded "$1" && exit 0
  ;;
post-rewrite)
  # After an amend the message hooks have run.
  [ "$1" = rebase ] && [ -d "$byline/records" ] || exit 0
  input=$(cat)
  ;;
*) exit 0 ;;
esac

log=$byline/hook.log
{ true >"$log"; } 2>/dev/null || log=/dev/null
# Not everywhere is there such a program, and the one of Windows is another.
limit=
timeout 1 true </dev/null >/dev/null 2>&1 && limit='timeout 4'

attempt() {
  runtime=$1
  shift
  printf '%s\n' "$input" | ELECTRON_RUN_AS_NODE=1 NODE_OPTIONS= $limit "$runtime" "$byline/cli.js" hook "$event" "$@" >/dev/null 2>>"$log"
  case $? in
  0 | 124 | 137) exit 0 ;;
  esac
}

if node=$(command -v node 2>/dev/null); then attempt "$node" "$@"; fi
if [ -f "$byline/runtime" ]; then
  while IFS= read -r known; do
    if [ -f "$known" ] && [ -x "$known" ]; then attempt "$known" "$@"; fi
  done <"$byline/runtime"
fi
if [ -n "$VSCODE_GIT_ASKPASS_NODE" ] && [ -x "$VSCODE_GIT_ASKPASS_NODE" ]; then attempt "$VSCODE_GIT_ASKPASS_NODE" "$@"; fi
exit 0
`
