# shellcheck shell=sh
# Byline: what its git hooks run. $1 is the name of the hook, the rest is what git gave to it.
byline=${0%/*}
event=$1
shift
[ -f "$byline/@program@" ] || exit 0

. ./firstLook.sh
. ./worded.sh
. ./closerLook.sh
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
  elif [ -e "$byline/@pending@" ]; then
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
  [ "$1" = rebase ] && [ -d "$byline/@records@" ] || exit 0
  input=$(cat)
  ;;
probe) ;;
*) exit 0 ;;
esac

. ./run.sh
if command -v node >/dev/null 2>&1; then attempt node "$@"; fi
if [ -f "$byline/@runtimes@" ]; then
  while IFS= read -r known; do
    if [ -f "$known" ] && [ -x "$known" ]; then attempt "$known" "$@"; fi
  done <"$byline/@runtimes@"
fi
if [ -n "$VSCODE_GIT_ASKPASS_NODE" ] && [ -x "$VSCODE_GIT_ASKPASS_NODE" ]; then attempt "$VSCODE_GIT_ASKPASS_NODE" "$@"; fi
note 'found nothing that could run it'
exit 0
