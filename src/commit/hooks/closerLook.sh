# shellcheck shell=sh
# shellcheck disable=SC2154 # Whoever includes this says where $byline is.
# `settled`: whether the trailers of message $1 ($2 is where it comes from) are those of what is staged: one commit's,
# every file named, every blob the same. Earlier versions wrote `@3f2a1b9c` for `blob=3f2a_1b9c`.
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
    'AI-Lines: '[A-Za-z0-9._@]*' blob='* | 'AI-Lines: '[A-Za-z0-9._@]*' @'*)
      line=${line#AI-Lines: }
      set -- "$@" ":0:${line%% *}"
      id=${line##* }
      case $id in
      blob=????_????)
        id=${id#blob=}
        id=${id%_*}${id#*_}
        ;;
      @????????*) id=${id#@} ;;
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
    ids=${ids# }
    id=${ids%% *}
    ids=${ids#"$id"}
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

# `unrelated`: whether what is committed ($1 is the message, $2 where it comes from) has none of the files with AI text
# that is not committed yet. Such commits are like any other, and a rebase may make hundreds. Steps of a squash and amends
# are made on HEAD^. Outside of a rebase the command line has to have looked at what is pending from this work tree: it
# forgets what was committed.
unrelated() {
  state=${1%/*}/rebase-merge
  if [ -d "$state" ]; then
    [ ! -e "$state/current-fixups" ] || return 1
  else
    [ -f "$byline/@looked@" ] && IFS= read -r line <"$byline/@looked@" && [ "$line" = "${1%/*}" ] || return 1
    for file in "$byline"/@pending@/*; do [ ! "$file" -nt "$byline/@looked@" ] || return 1; done
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
  for file in "$byline"/@pending@/*; do
    [ "$#" -lt 100 ] && [ -f "$file" ] && IFS='	' read -r name id <"$file" || return 1
    case $name in
    '' | *\\*) return 1 ;;
    esac
    [ -n "$id" ] || return 1
    set -- "$@" "$name"
    # What another work tree has is not expected here.
    case ${file##*/} in *-*) [ "$linked" = yes ] || continue ;; *) [ "$linked" = no ] || continue ;; esac
    [ -e "$name" ] || [ -h "$name" ] || gone=yes
  done
  # A file that is gone may have been moved: what is added now may be it. The picks of a rebase add what was committed.
  [ "$gone" = no ] || [ -d "$state" ] || git diff-index --cached --quiet --diff-filter=A --no-renames HEAD -- || return 1
  GIT_LITERAL_PATHSPECS=1 git diff-index --cached --quiet HEAD -- "$@"
}
