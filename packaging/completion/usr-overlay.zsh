#compdef usr-overlay usroverlay
# zsh completion of usr-overlay and usroverlay. scripts/completion fills it in from the description of the command line.

_usr_overlay_commands() {
  local -a commands=(
    # @COMMANDS@
  )
  _describe -t commands command commands
}

_usr_overlay_folder_or() {
  _alternative "words:word:($*)" 'folders:folder:_files -/'
}

# What follows is a command with a completion of its own; `--` may stand before it.
_usr_overlay_run() {
  if [[ $words[1] == -- ]]; then
    shift words
    ((CURRENT -= 1))
  fi
  _normal
}

_usr-overlay() {
  local curcontext=$curcontext context state state_descr line
  typeset -A opt_args
  _arguments -C -A '-*' \
    # @DEFAULT@
    '1: :_usr_overlay_commands' \
    '*:: :->rest' && return
  [[ $state == rest ]] || return 1
  case $line[1] in
    # @ARGUMENTS@
  esac
}

_usr-overlay "$@"
