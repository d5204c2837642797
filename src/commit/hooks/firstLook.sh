# shellcheck shell=sh
# shellcheck disable=SC2119,SC2120 # The argument of ours is its own.
# shellcheck disable=SC2154 # Whoever includes this says where $byline is.
# The questions of the message hooks, each a function. They decide whether the command line is started at all, so most of
# them start no process: a rebase asks them for every commit. Nothing stops them when they take long, so they read regular
# files only: whoever opens a pipe waits for somebody to write.

# `ours`: whether the text on stdin has a line of our trailers (squash merges leave them indented); with the argument
# `revert` also whether it is the message of a revert: that may bring lines back which an earlier commit named.
# `read` drops white space around the line. It starts no process, as long as the text is short: a rebase asks this for
# every commit. But it reads byte by byte, so what is long, like the diff of `commit -v`, is left to grep.
ours() {
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

# `amends`: whether this may be an amend with a new message ($1 is `message`), which git does not tell from a plain
# commit, and HEAD has trailers that would be lost. Where the system shows what the process $2 was asked for and that one
# is git (`asks`), that decides without another process; elsewhere an amend keeps the author's date of HEAD
# (`--no-show-signature`: a signed HEAD prints more).
asks() {
  asked=
  [ -n "$1" ] && [ -r "/proc/$1/cmdline" ] || return 0
  first=
  found=no
  while IFS= read -r line || [ -n "$line" ]; do
    first=${first:-$line}
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
    [ "$asked" = yes ] || [ "$line" = "${GIT_AUTHOR_DATE:-none}" ] || exit 1
    ours
  }
}

# `melts`: whether a rebase melts commits into one: the message may be that of one without AI lines. `repeats`: whether
# commits with our trailers are made again under a message that does not have them: squashed, picked or reverted. After
# `cherry-pick --no-commit` there is only the message that git would have taken.
melts() {
  [ -e "${1%/*}/rebase-merge/current-fixups" ]
}
repeats() {
  state=${1%/*}
  [ ! -d "$state/rebase-merge" ] || return 1
  [ ! -e "$state/REVERT_HEAD" ] || return 0
  for file in "$state/SQUASH_MSG" "$state/MERGE_MSG"; do
    [ ! -f "$file" ] || [ ! -r "$file" ] || ! ours <"$file" || return 0
  done
  [ -e "$state/CHERRY_PICK_HEAD" ] || return 1
  git log -1 --no-show-signature --format=%B CHERRY_PICK_HEAD 2>/dev/null | ours
}

# `headReset`: whether HEAD was moved away from commits, as by `git reset --soft`, so that what they held is not committed
# any more; leaves the commit it was moved from in `was`. Git names that one in ORIG_HEAD, also after a merge or pull,
# which only moves on: these are remembered, and cost one process once. A rebase has an ORIG_HEAD of its own.
headReset() {
  [ "$2" != merge ] && [ -f "${1%/*}/ORIG_HEAD" ] && [ -r "${1%/*}/ORIG_HEAD" ] || return 1
  was=
  read -r was <"${1%/*}/ORIG_HEAD"
  [ -n "$was" ] || return 1
  for known in "$byline/@moved@" "${1%/*}/rebase-merge/orig-head"; do
    [ -f "$known" ] && [ -r "$known" ] || continue
    line=
    read -r line <"$known"
    [ "$line" != "$was" ] || return 1
  done
  git merge-base --is-ancestor "$was" HEAD 2>/dev/null || return 0
  [ -e "$byline/@moved@" ] && [ ! -f "$byline/@moved@" ] || printf '%s\n' "$was" 2>/dev/null >"$byline/@moved@"
  return 1
}

# `restores`: whether a version of a file with AI lines is committed that was committed before and is not HEAD's, as
# after `git checkout <branch> -- <file>`. It costs one process, and none as long as no AI line was committed here.
# `ai-versions` has an empty file for each blob: looking one up starts nothing, however many there are. What a person
# makes of such a version has AI lines, too, as a rule: it is remembered here, so that the command line, which looks at
# lines, need not run for it. A file that only moved adds nothing, and what a merge brings was counted where it was made.
restores() {
  [ -d "$byline/@aiVersions@" ] && [ ! -d "${1%/*}/rebase-merge" ] || return 1
  changed=$(git diff-index --cached --raw -M100% --no-abbrev HEAD -- 2>/dev/null) || return 0
  restored=no
  separators=$IFS
  IFS='
'
  set -f
  for line in $changed; do
    line=${line#:* * }
    old=${line%% *}
    line=${line#* }
    new=${line%% *}
    if [ "$new" = "$old" ]; then
      continue
    elif [ -e "$byline/@aiVersions@/$new" ]; then
      restored=yes
    elif [ -e "$byline/@aiVersions@/$old" ]; then
      case $new in
      *[1-9a-f]*) true >"$byline/@aiVersions@/$new" ;;
      esac
    fi
  done 2>/dev/null
  set +f
  IFS=$separators
  [ "$restored" = yes ] && [ "$2" != merge ] && [ ! -e "${1%/*}/MERGE_HEAD" ]
}
