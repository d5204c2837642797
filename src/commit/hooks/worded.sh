# shellcheck shell=sh
# shellcheck disable=SC2154 # Whoever includes this says where $byline is.
# `worded`: whether message $1 begins with somebody's words, so that git cannot take it for empty without our trailers.
worded() {
  [ ! -e "$byline/@template@" ] || return 1
  IFS= read -r line <"$1" || return 1
  case $line in
  *-[Bb]y:* | AI-*:*) return 1 ;;
  [A-Za-z0-9]*) return 0 ;;
  esac
  return 1
}
