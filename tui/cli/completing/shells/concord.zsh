#compdef concord
# zsh: completes `concord` by asking it what fits. `concord completion zsh` prints this.

_concord() {
    local program=${${(Q)words[1]}/#\~/$HOME} typed=${(Q)PREFIX} line word says wanted insert=yes
    local -a fit fit_shown open open_shown
    local -i wide=0
    (( $+commands[$program] )) || [[ $program == */* && -x $program ]] || program=concord
    local -a answers=("${(@f)$("$program" complete -- "${(@Q)words[2,CURRENT-1]}" "$typed" 2>/dev/null </dev/null)}")
    for line in $answers; do
        word=${line%%$'\t'*}
        (( ${(m)#word} > wide )) && wide=${(m)#word}
    done
    for line in $answers; do
        word=${line%%$'\t'*} says=${line#*$'\t'}
        case $word in
            (/file|/dir) wanted=$word; continue ;;
        esac
        [[ $word == "$typed"* ]] || insert=no
        says="${(mr:$wide:)word}${says:+  -- $says}"
        if [[ $word == *[=:,/-] ]]; then open+=("$word") open_shown+=("$says"); else fit+=("$word") fit_shown+=("$says"); fi
    done
    if (( $#fit + $#open == 0 )); then
        [[ $typed == --*=* ]] && compset -P '*='
        case $wanted in
            (/file) _files ;;
            (/dir) _files -/ ;;
            (*) return 1 ;;
        esac
        return
    fi
    (( $#fit == 0 )) || compadd -U -Q -V concord -l -d fit_shown -a fit
    (( $#open == 0 )) || compadd -U -Q -S '' -V concord-open -l -d open_shown -a open
    # Nothing is written in the place of what was looked for as long as it means several.
    if [[ $insert == no ]] && (( $#fit + $#open > 1 )); then compstate[insert]='' compstate[list]='list force'; fi
    return 0
}

if [[ ${funcstack[1]} == _concord ]]; then
    _concord "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
    compdef _concord concord
fi
