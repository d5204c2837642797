# shellcheck shell=sh
# A hook that was here before is @original@; it runs first and decides.
original="${0%/*}"/@original@
byline="${0%/*}"/@bylineFolder@
if [ -f "$original" ] && [ -x "$original" ]; then
  "$original" "$@" || exit $?
fi
[ -f "$byline/@hookScript@" ] || exit 0
GIT_NO_LAZY_FETCH=1
export GIT_NO_LAZY_FETCH
. ./firstLook.sh
[ -e "$byline/@pending@" ] || ours revert 2>/dev/null <"$1" || amends "$2" "$PPID" || melts "$1" || repeats "$1" || headReset "$1" "$2" || restores "$1" "$2" || exit 0
BYLINE_HAS_WORK=1 BYLINE_GIT=$PPID sh "$byline/@hookScript@" prepare-commit-msg "$@"
exit 0
