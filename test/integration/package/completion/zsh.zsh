#!/bin/zsh -f
# zsh.zsh LINES: what an interactive zsh offers for each line when TAB is pressed at its end, as LINE<tab>WORD WORD ...
# zsh completes only in its line editor: a second one runs in a pseudo-terminal, where compadd also writes down what matches.
zmodload zsh/zpty
answers=$(mktemp) lines=$1
rc='
cd /; autoload -Uz compinit; compinit -u -D
compadd() {
  builtin compadd "$@"; local code=$?
  if [[ ${@[1,(i)(-|--)]} != *(-O|-A|-D)* ]]; then
    local -a found; builtin compadd -O found "$@"; offered+=($found)
  fi
  return code
}
ask() {
  local -a offered
  BUFFER=$1 CURSOR=$#1
  zle list-choices
  print -r -- "$1"$'"'\\t'"'"${(j: :)${(@u)offered}}" >>'$answers'
}
ask-all() { for line in "${(@f)$(<'$lines')}"; do ask "$line"; done; print end >>'$answers'; exit }
zle -N ask-all; bindkey "^X" ask-all
print ready'
zpty shell zsh -f -i
zpty -w shell "$rc"
zpty -r shell said '*ready*ready*' 
zpty -w -n shell $'\x18'
repeat 600; do [[ $(tail -n1 $answers) != end ]] || break; sleep 0.1; zpty -r -t shell said; done
sed '$d' $answers
