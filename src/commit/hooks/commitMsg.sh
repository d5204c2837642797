# shellcheck shell=sh
# A hook that was here before is @original@; it runs first and decides.
original="${0%/*}"/@original@
byline="${0%/*}"/@bylineFolder@
if [ -f "$original" ] && [ -x "$original" ]; then
  "$original" "$@" || exit $?
fi
[ -f "$byline/@hookScript@" ] || exit 0
. ./worded.sh
worded "$1" 2>/dev/null && exit 0
BYLINE_HAS_WORK=1 BYLINE_GIT=$PPID sh "$byline/@hookScript@" commit-msg "$@"
exit 0
