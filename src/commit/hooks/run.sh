# shellcheck shell=sh
# shellcheck disable=SC2154 # Whoever includes this says where $byline is, and what $event, $input and $moved are.
# How the hook script runs the command line: `attempt <runtime> <argument>…` ends the script where that went well or took
# too long, and returns where another runtime should be tried.
#
# `timeout` is not there on macOS and takes other arguments on other systems, so a subshell keeps the time, here as
# everywhere. It ends with the command, and its `sleep` with it; what it writes goes nowhere, so that whoever reads
# what `git commit` says waits for neither. When the time is up the command goes and all that it started, as far as
# `ps` tells, by a signal that cannot be ignored.
#
# The file `$mark` is there as long as a run has not come to its end. Its first line says which hook it is and where; the
# command line adds `started <n>` where it wants n seconds on top of the limit, as on a machine that is busy, and removes
# the file when its work is done. Whatever happens, the file left behind tells.
#
# `limit` holds the seconds and how often in a row they were too few. The command line sets it by what it measures.

# Seconds: where nothing is known yet, and the most. Strikes: after so many in a row nobody waits longer.
usual=@usualSeconds@
most=@mostSeconds@
maxStrikes=@maxStrikes@
log=$byline/@hookLog@
[ "$event" != probe ] || log=$1.log
[ ! -e "$log" ] || [ -f "$log" ] || log=/dev/null
{ true >"$log"; } 2>/dev/null || log=/dev/null
# The number may have been that of a run long ago which left its mark.
id=$$
while [ -e "$byline/@unfinished@$id" ]; do id=0$id; done
mark=$byline/@unfinished@$id
[ "$event" != probe ] || mark=$1.mark
limit=
strikes=
[ ! -f "$byline/@limit@" ] || [ ! -r "$byline/@limit@" ] || read -r limit strikes <"$byline/@limit@"
case $limit in
'' | *[!0-9]* | ???*) limit=$usual ;;
esac
[ "$limit" -le "$most" ] || limit=$most
[ "$limit" -ge "$usual" ] || limit=$usual
case $strikes in
[0-9]) ;;
*) strikes=0 ;;
esac
{ printf '%s\t%s\t%s\n' "$event" "$PWD" "$1" >"$mark"; } 2>/dev/null || mark=

note() {
  [ -z "$mark" ] || printf '%s\n' "$1" >>"$mark"
} 2>/dev/null

run() {
  if [ "$event" = post-rewrite ]; then
    printf '%s\n' "$input" | ELECTRON_RUN_AS_NODE=1 NODE_OPTIONS='' NODE_PATH='' NODE_EXTRA_CA_CERTS='' NODE_V8_COVERAGE='' NODE_NO_WARNINGS=1 BYLINE_MOVED=$moved BYLINE_MARK=$mark "$runtime" "$byline/@program@" hook "$event" "$@" >/dev/null 2>>"$log" &
  else
    ELECTRON_RUN_AS_NODE=1 NODE_OPTIONS='' NODE_PATH='' NODE_EXTRA_CA_CERTS='' NODE_V8_COVERAGE='' NODE_NO_WARNINGS=1 BYLINE_MOVED=$moved BYLINE_MARK=$mark "$runtime" "$byline/@program@" hook "$event" "$@" </dev/null >/dev/null 2>>"$log" &
  fi
  worker=$!
}

# Waits for $1 seconds, or until it is told to end.
nap() {
  sleep "$1" &
  wait "$!"
}

keepTime() {
  trap '[ "$!" = "$worker" ] || kill "$!"; exit 0' TERM
  nap "$limit" || exit 0
  more=
  if [ -n "$mark" ] && [ -f "$mark" ]; then
    while read -r word line; do [ "$word" != started ] || more=$line; done <"$mark"
  fi
  case $more in
  [1-9] | 1[0-5]) nap "$more" || exit 0 ;;
  *) more=0 ;;
  esac
  trap '' TERM
  processes=$(ps -A -o ppid= -o pid=)
  if [ -n "$processes" ]; then
    # Below this script, or the number may be another process's by now.
    doomed=
    again=yes
    while [ "$again" = yes ]; do
      again=no
      # shellcheck disable=SC2086 # Words are what is wanted.
      set -- $processes
      while [ $# -ge 2 ]; do
        case " $doomed " in
        *" $2 "*) ;;
        *" $1 "*) doomed="$doomed $2" again=yes ;;
        *) [ "$1 $2" != "$$ $worker" ] || doomed=$2 again=yes ;;
        esac
        shift 2
      done
    done
  else
    kill -0 "$$" && doomed=$worker
  fi
  [ -n "$doomed" ] || exit 0
  # shellcheck disable=SC2086
  kill -KILL $doomed
  note "was stopped after $((limit + more)) s"
  printf 'Stopped after %s s.\n' "$((limit + more))" >>"$log"
  [ "$strikes" -gt 8 ] || strikes=$((strikes + 1))
  limit=$((limit * 2))
  [ "$limit" -le "$most" ] || limit=$most
  [ "$strikes" -lt "$maxStrikes" ] || limit=$usual
  printf '%s %s\n' "$limit" "$strikes" >"$byline/@limit@"
  exit 9
}

attempts=0
attempt() {
  attempts=$((attempts + 1))
  [ "$attempts" -le 4 ] || return 0
  runtime=$1
  shift
  run "$@"
  keepTime </dev/null >/dev/null 2>&1 &
  keeper=$!
  trap 'kill -KILL "$worker"; kill "$keeper"; exit 0' HUP INT TERM
  wait "$worker"
  code=$?
  kill "$keeper"
  wait "$keeper"
  struck=$?
  trap - HUP INT TERM
  [ "$code" -ne 0 ] && [ "$struck" -ne 9 ] || exit 0
} 2>/dev/null
