# Times the sides of each row by turns: bash, because EPOCHREALTIME costs no process. What is sourced lies in /run/bench.
# Prints ROW SIDE VALUE, times in microseconds; the first round only brings the files into memory.
# shellcheck shell=bash disable=SC1090,SC1091,SC2154  # the rows' own files define these
once() { # ROW SIDE ROUND
  local start end code
  rm -f /run/value
  before >/dev/null 2>&1 </dev/null
  start=$EPOCHREALTIME
  timed >/run/output 2>&1 </dev/null
  code=$?
  end=$EPOCHREALTIME
  if [ "$code" -ne "$expected" ]; then
    echo "row $1, side $2: exit $code and not $expected" >&2
    tail -n 20 /run/output >&2
    exit 1
  fi
  [ "$3" -lt 0 ] && return
  if [ -e /run/value ]; then echo "$1 $2 $(cat /run/value)"; else echo "$1 $2 $((${end/./} - ${start/./}))"; fi
}

for row in /run/bench/[0-9]*; do
  (
    # Each defines runs, sides and setup; a side before, timed and expected.
    . "$row/row"
    setup >/run/output 2>&1 </dev/null || { cat /run/output >&2; exit 1; }
    for ((round = -1; round < runs; round++)); do
      for ((turn = 0; turn < sides; turn++)); do
        side=$((round % 2 ? sides - 1 - turn : turn))
        . "$row/$side"
        once "${row##*/}" $side $round
      done
    done
  ) || { echo "row ${row##*/} has failed" >&2; exit 1; }
done
