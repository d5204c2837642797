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

/**
 * `ours`: whether the text on stdin has a line of our trailers (squash merges leave them indented); with the argument
 * `revert` also whether it is the message of a revert: that may bring lines back which an earlier commit named.
 * `read` drops white space around the line. It starts no process, as long as the text is short: a rebase asks this for
 * every commit. But it reads byte by byte, so what is long, like the diff of `commit -v`, is left to grep.
 */
const oursFunction = String.raw`ours() {
  left=100
  while [ "$left" -gt 0 ]; do
    read -r line || [ -n "$line" ] || return 1
    case $line in
    AI-Provenance:* | AI-Lines:*) return 0 ;;
    'This reverts commit '*) [ "$1" != revert ] || return 0 ;;
    *'>8 ---'*) left=1 ;;
    esac
    left=$((left - 1))
  done
  if [ "$1" = revert ]; then
    grep -Eq '^([[:blank:]]*AI-(Provenance|Lines):|This reverts commit )'
  else
    grep -Eq '^[[:blank:]]*AI-(Provenance|Lines):'
  fi
}
`

/**
 * `amends`: whether this may be an amend with a new message ($1 is `message`), which git does not tell from a plain
 * commit, and HEAD has trailers that would be lost. Where the system shows what the process $2 was asked for and that one
 * is git (`asks`), that decides without another process; elsewhere an amend keeps the author's date of HEAD
 * (`--no-show-signature`: a signed HEAD prints more).
 */
const amendsFunction = String.raw`asks() {
  asked=
  [ -n "$1" ] && [ -r "/proc/$1/cmdline" ] || return 0
  first=
  found=no
  while IFS= read -r line || [ -n "$line" ]; do
    first=${'$'}{first:-$line}
    case $line in *--am*) found=yes ;; esac
  done <"/proc/$1/cmdline"
  # Most shells leave out the NULs between the arguments; one that stops there saw the program only.
  case $first in
  '' | git | */git) ! grep -q -- --am "/proc/$1/cmdline" || found=yes ;;
  git* | */git*) ;;
  *) return 0 ;;
  esac
  asked=$found
}
amends() {
  [ "$1" = message ] || return 1
  asks "$2"
  [ "$asked" != no ] || return 1
  git log -1 --no-show-signature --date=raw --format='@%ad%n%B' 2>/dev/null | {
    read -r line
    [ "$asked" = yes ] || [ "$line" = "${'$'}{GIT_AUTHOR_DATE:-none}" ] || exit 1
    ours
  }
}
`

/**
 * `melts`: whether a rebase melts commits into one: the message may be that of one without AI lines. `repeats`: whether
 * commits with our trailers are made again under a message that does not have them: squashed, picked or reverted. After
 * `cherry-pick --no-commit` there is only the message that git would have taken.
 */
const repeatsFunction = String.raw`melts() {
  [ -e "${'$'}{1%/*}/rebase-merge/current-fixups" ]
}
repeats() {
  state=${'$'}{1%/*}
  [ ! -d "$state/rebase-merge" ] || return 1
  [ ! -e "$state/REVERT_HEAD" ] || return 0
  [ ! -r "$state/SQUASH_MSG" ] || ! ours <"$state/SQUASH_MSG" || return 0
  [ ! -r "$state/MERGE_MSG" ] || ! ours <"$state/MERGE_MSG" || return 0
  [ -e "$state/CHERRY_PICK_HEAD" ] || return 1
  git log -1 --no-show-signature --format=%B CHERRY_PICK_HEAD 2>/dev/null | ours
}
`

/**
 * `movedBack`: whether HEAD was moved away from commits, as by `git reset --soft`, so that what they held is not committed
 * any more; leaves the commit it was moved from in `was`. Git names that one in ORIG_HEAD, also after a merge or pull,
 * which only moves on: these are remembered, and cost one process once. A rebase has an ORIG_HEAD of its own.
 */
const movedBackFunction = String.raw`movedBack() {
  [ "$2" != merge ] && [ -r "${'$'}{1%/*}/ORIG_HEAD" ] || return 1
  was=
  read -r was <"${'$'}{1%/*}/ORIG_HEAD"
  [ -n "$was" ] || return 1
  for known in "$byline/moved" "${'$'}{1%/*}/rebase-merge/orig-head"; do
    [ -r "$known" ] || continue
    line=
    read -r line <"$known"
    [ "$line" != "$was" ] || return 1
  done
  git merge-base --is-ancestor "$was" HEAD 2>/dev/null || return 0
  printf '%s\n' "$was" 2>/dev/null >"$byline/moved"
  return 1
}
`

/**
 * `restores`: whether a version of a file with AI lines is committed that was committed before and is not HEAD's, as
 * after `git checkout <branch> -- <file>`. It costs one process, and none as long as no AI line was committed here.
 * `ai-versions` has an empty file for each blob: looking one up starts nothing, however many there are. What a person
 * makes of such a version has AI lines, too, as a rule: it is remembered here, so that the command line, which looks at
 * lines, need not run for it. A file that only moved adds nothing, and what a merge brings was counted where it was made.
 */
const restoresFunction = String.raw`restores() {
  [ -d "$byline/ai-versions" ] && [ ! -d "${'$'}{1%/*}/rebase-merge" ] || return 1
  changed=$(git diff-index --cached --raw --no-renames --no-abbrev HEAD -- 2>/dev/null) || return 0
  restored=no
  separators=$IFS
  IFS='
'
  set -f
  for line in $changed; do
    line=${'$'}{line#:* * }
    old=${'$'}{line%% *}
    line=${'$'}{line#* }
    new=${'$'}{line%% *}
    if [ "$new" = "$old" ]; then
      continue
    elif [ -e "$byline/ai-versions/$new" ]; then
      case $changed in
      *" $new 0000000"*) ;;
      *) restored=yes ;;
      esac
    elif [ -e "$byline/ai-versions/$old" ]; then
      case $new in
      *[1-9a-f]*) true >"$byline/ai-versions/$new" ;;
      esac
    fi
  done 2>/dev/null
  set +f
  IFS=$separators
  [ "$restored" = yes ] && [ "$2" != merge ] && [ ! -e "${'$'}{1%/*}/MERGE_HEAD" ]
}
`

/**
 * `worded`: whether message $1 begins with somebody's words, so that git cannot take it for empty without our trailers.
 */
const wordedFunction = String.raw`worded() {
  [ ! -e "$byline/template" ] || return 1
  IFS= read -r line <"$1" || return 1
  case $line in
  *-[Bb]y:* | AI-*:*) return 1 ;;
  [A-Za-z0-9]*) return 0 ;;
  esac
  return 1
}
`

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
${oursFunction}${amendsFunction}${repeatsFunction}${movedBackFunction}${restoresFunction}[ -e "$byline/pending" ] || ours revert 2>/dev/null <"$1" || amends "$2" "$PPID" || melts "$1" || repeats "$1" || movedBack "$1" "$2" || restores "$1" "$2" || exit 0\n`
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
 * taking too long is not followed by another. Whatever happens the exit code is 0.
 */
export const hookScript = String.raw`# Byline: what its git hooks run. $1 is the name of the hook, the rest is what git gave to it.
byline=${'$'}{0%/*}
event=$1
shift
[ -f "$byline/cli.js" ] || exit 0

${oursFunction}
${amendsFunction}
${repeatsFunction}
${movedBackFunction}
${restoresFunction}
${wordedFunction}
# Whether the trailers of message $1 ($2 is where it comes from) are those of what is staged: one commit's, every file
# named, every blob the same.
settled() {
  message=$1
  # An amend may bring more lines to count.
  [ "$2" != commit ] || git diff-index --cached --quiet HEAD -- 2>/dev/null || return 1
  ids=
  counts=0
  set --
  while IFS= read -r line; do
    case $line in
    'AI-Provenance: '*) counts=$((counts + 1)) ;;
    'AI-Lines: '[A-Za-z0-9._@]*' @'*)
      line=${'$'}{line#AI-Lines: }
      set -- "$@" ":0:${'$'}{line%% *}"
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

# Whether what is committed ($1 is the message, $2 where it comes from) has none of the files with AI text that is not
# committed yet. Such commits are like any other, and a rebase may make hundreds. Steps of a squash and amends
# are made on HEAD^. Outside of a rebase the command line has to have looked at what is pending from this work tree: it
# forgets what was committed.
unrelated() {
  state=${'$'}{1%/*}/rebase-merge
  if [ -d "$state" ]; then
    [ ! -e "$state/current-fixups" ] || return 1
  else
    IFS= read -r line <"$byline/looked" && [ "$line" = "${'$'}{1%/*}" ] || return 1
    for file in "$byline"/pending/*; do [ ! "$file" -nt "$byline/looked" ] || return 1; done
    case $2 in
    '' | template) ;;
    message)
      asks "$BYLINE_GIT"
      [ "$asked" = no ] || return 1
      ;;
    *) return 1 ;;
    esac
  fi
  set --
  for file in "$byline"/pending/*; do
    [ "$#" -lt 100 ] && IFS='	' read -r name id <"$file" || return 1
    case $name in
    '' | *\\*) return 1 ;;
    esac
    [ -n "$id" ] || return 1
    set -- "$@" "$name"
  done
  GIT_LITERAL_PATHSPECS=1 git diff-index --cached --quiet HEAD -- "$@"
}

# Nothing here is worth asking a network for.
GIT_NO_LAZY_FETCH=1
export GIT_NO_LAZY_FETCH
input=
moved=
case $event in
prepare-commit-msg)
  if movedBack "$1" "$2"; then
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
*) exit 0 ;;
esac

log=$byline/hook.log
{ true >"$log"; } 2>/dev/null || log=/dev/null
limit=
command -v timeout >/dev/null 2>&1 && limit='timeout 4'

run() {
  if [ "$event" = post-rewrite ]; then
    printf '%s\n' "$input" | ELECTRON_RUN_AS_NODE=1 NODE_OPTIONS= BYLINE_MOVED=$moved $limit "$runtime" "$byline/cli.js" hook "$event" "$@" >/dev/null 2>>"$log"
  else
    ELECTRON_RUN_AS_NODE=1 NODE_OPTIONS= BYLINE_MOVED=$moved $limit "$runtime" "$byline/cli.js" hook "$event" "$@" </dev/null >/dev/null 2>>"$log"
  fi
}

attempt() {
  runtime=$1
  shift
  run "$@"
  case $? in
  0 | 124 | 137) exit 0 ;;
  esac
  # The timeout of Windows is another program, and that of old boxes takes other arguments.
  [ -n "$limit" ] && ! timeout 1 true </dev/null >/dev/null 2>&1 || return 0
  limit=
  run "$@" && exit 0
}

if command -v node >/dev/null 2>&1; then attempt node "$@"; fi
if [ -f "$byline/runtime" ]; then
  while IFS= read -r known; do
    if [ -f "$known" ] && [ -x "$known" ]; then attempt "$known" "$@"; fi
  done <"$byline/runtime"
fi
if [ -n "$VSCODE_GIT_ASKPASS_NODE" ] && [ -x "$VSCODE_GIT_ASKPASS_NODE" ]; then attempt "$VSCODE_GIT_ASKPASS_NODE" "$@"; fi
exit 0
`
