# fish completion of usr-overlay and usroverlay. scripts/completion fills it in from the description of the command line.

function __usr_overlay_words --description 'What stands between the program and the cursor'
    set -l words (commandline -opc)
    set -e words[1]
    string join \n -- $words
end

function __usr_overlay_first --description 'Whether nothing does'
    test (count (__usr_overlay_words)) -eq 0
end

function __usr_overlay_in --argument-names command --description 'Whether options of this command can stand here'
    set -l words (__usr_overlay_words)
    if not set -q words[1]; or string match -q -- '-*' $words[1]
        test $command = @DEFAULT@
    else
        test $command = $words[1]
    end
end

function __usr_overlay_at --argument-names command number --description 'Whether this word of the command can stand here'
    set -l words (__usr_overlay_words)
    set -l operands (string match -v -- '-*' $words)
    test "$words[1]" = $command; and test (count $operands) -eq (math $number + 1)
end

function __usr_overlay_run --description 'What the command that is to be run completes by itself'
    set -l words (__usr_overlay_words)
    set -l last (commandline -ct)
    set -e words[1]
    while set -q words[1]; and string match -q -- '-*' $words[1]
        set -l option $words[1]
        set -e words[1]
        test $option != --; or break
    end
    complete --do-complete=(string join ' ' -- (string escape -- $words) "$last")
end

for program in usr-overlay usroverlay
    complete -c $program -f
    # @COMPLETIONS@
end
