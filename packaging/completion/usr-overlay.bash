# shellcheck shell=bash
# bash completion of usr-overlay and usroverlay. scripts/completion fills it in from the description of the command line.

_usr_overlay() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' operands=0 index
  COMPREPLY=()
  # --option=VALUE is three words to readline.
  if [[ $word == = ]]; then
    word=''
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if ((COMP_CWORD > 1)); then
    command=${COMP_WORDS[1]}
    [[ $command != -* ]] || command=@DEFAULT@
  fi
  for ((index = 2; index < COMP_CWORD; index++)); do
    [[ ${COMP_WORDS[index]} == -* ]] || ((operands += 1))
  done
  case "$command $before" in
    # @VALUES@
  esac
  case $command in
    # @COMMANDS@
  esac
}

_usr_overlay_words() {
  local found
  mapfile -t found < <(compgen -W "$1" -- "$word")
  COMPREPLY+=("${found[@]}")
}

_usr_overlay_folders() {
  local found
  compopt -o filenames
  mapfile -t found < <(compgen -d -- "$word")
  COMPREPLY+=("${found[@]}")
}

# An option that was given is not offered again, unless an asterisk marks it.
_usr_overlay_options() {
  local option left=''
  for option in $1; do
    [[ " ${COMP_WORDS[*]:1:COMP_CWORD-1} " == *" $option "* ]] || left+=" ${option%\*}"
  done
  _usr_overlay_words "$left"
}

# What follows is a command with a completion of its own; bash-completion 2.12 has changed the name of what finds it.
_usr_overlay_run() {
  local at=2
  while ((at < COMP_CWORD)) && [[ ${COMP_WORDS[at]} == -* ]]; do
    [[ ${COMP_WORDS[at++]} != -- ]] || break
  done
  if ((at == COMP_CWORD)) && [[ $word == -* && $before != -- ]]; then
    _usr_overlay_options "$1"
  elif declare -F _comp_command_offset >/dev/null; then
    _comp_command_offset "$at"
  elif declare -F _command_offset >/dev/null; then
    _command_offset "$at"
  elif ((at == COMP_CWORD)); then
    mapfile -t COMPREPLY < <(compgen -c -- "$word")
  else
    compopt -o default
  fi
}

complete -F _usr_overlay usr-overlay usroverlay
