# In the host: types the lines of /run/pictures/script into a terminal of 80 columns, and prints what it shows then, with its
# escapes. A line `picture NAME` begins a picture; `quietly COMMAND` runs one that no picture shows; the rest is typed.
# shellcheck shell=sh
export LC_ALL=C.UTF-8
terminal() { tmux -f /dev/null "$@"; }

terminal new-session -d -x "$COLUMNS" -y 60 "exec env PS1='$ ' PROMPT_COMMAND='tmux wait-for -S prompt' bash --noprofile --norc"
# The signal comes just before the prompt: what is typed in between would be shown twice.
prompted() {
  terminal wait-for prompt
  until terminal capture-pane -p | grep -v '^$' | tail -n 1 | grep -qx '\$'; do sleep 0.1; done
}
prompted
type() {
  terminal send-keys -l -- "$1"
  terminal send-keys Enter
  prompted
}
while IFS= read -r line; do
  case $line in
    'picture '*)
      [ -z "${name-}" ] || { echo "== $name"; terminal capture-pane -e -p; }
      name=${line#picture }
      type clear
      terminal clear-history ;;
    'quietly '*) sh -c "${line#quietly }" >/dev/null 2>&1 </dev/null ;;
    *) type "$line" ;;
  esac
done </run/pictures/script
echo "== $name"
terminal capture-pane -e -p
terminal kill-server
