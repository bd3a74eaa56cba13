# In the host: types the lines of /run/pictures/script into a terminal of 80 columns, and prints what it shows then, with its
# escapes. A line `picture NAME` begins a picture, and `film NAME` one that moves: of that each screen is printed, and at the end
# the text of all of it. `quietly COMMAND` runs one that no picture shows; the rest is typed.
# shellcheck shell=sh
export LC_ALL=C.UTF-8
terminal() { tmux -f /dev/null "$@"; }

# No process of ours may start while the overlay is on and still be there at its end: a pipe tells of the prompt.
mkfifo /run/prompt
open_terminal() {
  terminal new-session -d -x "$COLUMNS" -y "$1" "exec env PS1='$ ' PROMPT_COMMAND=': >/run/prompt' bash --noprofile --norc"
  prompted
}
# The signal comes just before the prompt: what is typed in between would be shown twice.
prompted() {
  read -r _ </run/prompt || :
  until terminal capture-pane -p | grep -v '^$' | tail -n 1 | grep -qx '\$'; do sleep 0.1; done
}
type() {
  terminal send-keys -l -- "$1"
  [ "$kind" != film ] || screen typed "$1"
  terminal send-keys Enter
  prompted
  [ "$kind" != film ] || screen 'done' '$'
}
# The screen, once the last line of it ends with this.
screen() {
  until terminal capture-pane -J -p | grep -v '^$' | tail -n 1 | grep -qF -- "$2"; do sleep 0.1; done
  echo "-- $1"
  terminal capture-pane -e -p
}
finish() {
  case $kind in
    picture) echo "== picture $name"; terminal capture-pane -e -p ;;
    film) echo '-- text'; terminal capture-pane -J -p -S - ;;
  esac
}
kind=''
while IFS= read -r line; do
  case $line in
    'picture '*)
      finish
      [ "$kind" = picture ] || open_terminal 60
      kind='' name=${line#picture }
      type clear
      terminal clear-history
      kind=picture ;;
    'film '*)
      echo "== film ${line#film }"
      open_terminal 24
      kind=film ;;
    close) finish; terminal kill-server; kind='' ;;
    'quietly '*) sh -c "${line#quietly }" >/dev/null 2>&1 </dev/null ;;
    *) type "$line" ;;
  esac
done </run/pictures/script
finish
terminal kill-server
