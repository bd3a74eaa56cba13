#!/bin/bash
# bash.sh LINES: what an interactive bash offers for each line when TAB is pressed at its end, as LINE<tab>WORD WORD ...
# readline itself parts the line; a spy around the completion writes down what it answers.
set -eu
work=$(mktemp -d)
cat >"$work/rc" <<EOF
PS1=
bind 'set bell-style none'
. /usr/share/bash-completion/bash_completion
_spy() {
  _usr_overlay "\$@"
  echo "\${COMPREPLY[@]}" >>$work/answers
}
_completion_loader usr-overlay
complete -F _spy usr-overlay usroverlay
EOF
# Control-U empties the line again.
while IFS= read -r line; do printf '%s\t\025' "$line"; done <"$1" >"$work/keys"
cd /
bash --rcfile "$work/rc" -i <"$work/keys" >"$work/out" 2>&1 || true
paste "$1" "$work/answers"
