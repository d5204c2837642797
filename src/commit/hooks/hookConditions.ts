/*
 * The questions that the hooks ask in shell, each a function. They decide whether the command line is started at all, so
 * most of them start no process: a rebase asks them for every commit. Nothing stops them when they take long, so they read
 * regular files only: whoever opens a pipe waits for somebody to write.
 */

/**
 * `ours`: whether the text on stdin has a line of our trailers (squash merges leave them indented); with the argument
 * `revert` also whether it is the message of a revert: that may bring lines back which an earlier commit named.
 * `read` drops white space around the line. It starts no process, as long as the text is short: a rebase asks this for
 * every commit. But it reads byte by byte, so what is long, like the diff of `commit -v`, is left to grep.
 */
export const oursFunction = String.raw`ours() {
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
export const amendsFunction = String.raw`asks() {
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
export const repeatsFunction = String.raw`melts() {
  [ -e "${'$'}{1%/*}/rebase-merge/current-fixups" ]
}
repeats() {
  state=${'$'}{1%/*}
  [ ! -d "$state/rebase-merge" ] || return 1
  [ ! -e "$state/REVERT_HEAD" ] || return 0
  for file in "$state/SQUASH_MSG" "$state/MERGE_MSG"; do
    [ ! -f "$file" ] || [ ! -r "$file" ] || ! ours <"$file" || return 0
  done
  [ -e "$state/CHERRY_PICK_HEAD" ] || return 1
  git log -1 --no-show-signature --format=%B CHERRY_PICK_HEAD 2>/dev/null | ours
}
`

/**
 * `headReset`: whether HEAD was moved away from commits, as by `git reset --soft`, so that what they held is not committed
 * any more; leaves the commit it was moved from in `was`. Git names that one in ORIG_HEAD, also after a merge or pull,
 * which only moves on: these are remembered, and cost one process once. A rebase has an ORIG_HEAD of its own.
 */
export const headResetFunction = String.raw`headReset() {
  [ "$2" != merge ] && [ -f "${'$'}{1%/*}/ORIG_HEAD" ] && [ -r "${'$'}{1%/*}/ORIG_HEAD" ] || return 1
  was=
  read -r was <"${'$'}{1%/*}/ORIG_HEAD"
  [ -n "$was" ] || return 1
  for known in "$byline/moved" "${'$'}{1%/*}/rebase-merge/orig-head"; do
    [ -f "$known" ] && [ -r "$known" ] || continue
    line=
    read -r line <"$known"
    [ "$line" != "$was" ] || return 1
  done
  git merge-base --is-ancestor "$was" HEAD 2>/dev/null || return 0
  [ -e "$byline/moved" ] && [ ! -f "$byline/moved" ] || printf '%s\n' "$was" 2>/dev/null >"$byline/moved"
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
export const restoresFunction = String.raw`restores() {
  [ -d "$byline/ai-versions" ] && [ ! -d "${'$'}{1%/*}/rebase-merge" ] || return 1
  changed=$(git diff-index --cached --raw -M100% --no-abbrev HEAD -- 2>/dev/null) || return 0
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
      restored=yes
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
export const wordedFunction = String.raw`worded() {
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
 * `settled`: whether the trailers of message $1 ($2 is where it comes from) are those of what is staged: one commit's,
 * every file named, every blob the same. Earlier versions wrote `@3f2a1b9c` for `blob=3f2a_1b9c`.
 */
export const settledFunction = String.raw`settled() {
  message=$1
  # An amend may bring more lines to count.
  [ "$2" != commit ] || git diff-index --cached --quiet HEAD -- 2>/dev/null || return 1
  ids=
  counts=0
  set --
  while IFS= read -r line; do
    case $line in
    'AI-Provenance: '*) counts=$((counts + 1)) ;;
    'AI-Lines: '[A-Za-z0-9._@]*' blob='* | 'AI-Lines: '[A-Za-z0-9._@]*' @'*)
      line=${'$'}{line#AI-Lines: }
      set -- "$@" ":0:${'$'}{line%% *}"
      id=${'$'}{line##* }
      case $id in
      blob=????_????)
        id=${'$'}{id#blob=}
        id=${'$'}{id%_*}${'$'}{id#*_}
        ;;
      @????????*) id=${'$'}{id#@} ;;
      *) return 1 ;;
      esac
      ids="$ids $id"
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
`

/**
 * `unrelated`: whether what is committed ($1 is the message, $2 where it comes from) has none of the files with AI text
 * that is not committed yet. Such commits are like any other, and a rebase may make hundreds. Steps of a squash and amends
 * are made on HEAD^. Outside of a rebase the command line has to have looked at what is pending from this work tree: it
 * forgets what was committed.
 */
export const unrelatedFunction = String.raw`unrelated() {
  state=${'$'}{1%/*}/rebase-merge
  if [ -d "$state" ]; then
    [ ! -e "$state/current-fixups" ] || return 1
  else
    [ -f "$byline/looked" ] && IFS= read -r line <"$byline/looked" && [ "$line" = "${'$'}{1%/*}" ] || return 1
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
  case $1 in */worktrees/*) linked=yes ;; *) linked=no ;; esac
  gone=no
  set --
  for file in "$byline"/pending/*; do
    [ "$#" -lt 100 ] && [ -f "$file" ] && IFS='	' read -r name id <"$file" || return 1
    case $name in
    '' | *\\*) return 1 ;;
    esac
    [ -n "$id" ] || return 1
    set -- "$@" "$name"
    # What another work tree has is not expected here.
    case ${'$'}{file##*/} in *-*) [ "$linked" = yes ] || continue ;; *) [ "$linked" = no ] || continue ;; esac
    [ -e "$name" ] || [ -h "$name" ] || gone=yes
  done
  # A file that is gone may have been moved: what is added now may be it. The picks of a rebase add what was committed.
  [ "$gone" = no ] || [ -d "$state" ] || git diff-index --cached --quiet --diff-filter=A --no-renames HEAD -- || return 1
  GIT_LITERAL_PATHSPECS=1 git diff-index --cached --quiet HEAD -- "$@"
}
`
