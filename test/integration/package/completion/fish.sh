#!/bin/sh
# fish.sh LINES: what fish offers for each line when TAB is pressed at its end, as LINE<tab>WORD WORD ...
set -eu
cd /
HOME=$(mktemp -d)
export HOME
# shellcheck disable=SC2016 # fish itself puts the line in
while IFS= read -r line; do
  printf '%s\t%s\n' "$line" "$(fish -c 'complete -C $argv[1]' "$line" | cut -f1 | xargs)"
done <"$1"
