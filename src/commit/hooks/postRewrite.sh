# shellcheck shell=sh
# A hook that was here before is @original@; it runs first and decides.
original="${0%/*}"/@original@
byline="${0%/*}"/@bylineFolder@
input=$(cat)
if [ -f "$original" ] && [ -x "$original" ]; then
  printf '%s\n' "$input" | "$original" "$@" || exit $?
fi
[ -f "$byline/@hookScript@" ] || exit 0
printf '%s\n' "$input" | sh "$byline/@hookScript@" post-rewrite "$@"
exit 0
