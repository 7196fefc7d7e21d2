# bash: completes `concord` by asking it what fits. `concord completion bash` prints this.

_concord() {
    local program=${1/#\~/$HOME} line=${COMP_LINE:0:COMP_POINT} word says keep i
    local -a words=() fit=() shown=()
    type -P "$program" >/dev/null || program=concord
    # Behind a sign such as > there is a file, whatever the command is.
    if [[ ${COMP_WORDS[COMP_CWORD - 1]} == *[\<\>]* ]]; then compopt -o default; return; fi
    # readline takes words apart at signs such as = : @ too; here they are put together again.
    for ((i = 0; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i)) && [[ $line != [[:blank:]]* ]]; then words[-1]+=$word; else words+=("$word"); fi
        line=${line#*"$word"}
    done
    if [[ $line == [[:blank:]]* ]]; then
        line=${line#"${line%%[![:blank:]]*}"}
        words+=("$line")
    else
        words[-1]+=$line
    fi
    # As the shell would hand them on, but nothing in them is run.
    for ((i = 0; i < ${#words[@]}; i++)); do
        word=${words[i]/#\~\//$HOME/}
        words[i]=${word//[\"\'\\]/}
    done
    # What stands in the word already before the part that readline replaces.
    keep=${words[-1]%"$2"}
    COMPREPLY=()
    while IFS=$'\t' read -r word says; do
        case $word in
            /file) compopt -o default ;;
            /dir) compopt -o dirnames ;;
            "$keep"*)
                fit+=("${word#"$keep"}")
                shown+=("${word#"$keep"}${says:+  ($says)}")
                [[ $word == "${words[-1]}"* ]] || i=found ;;
        esac
    done < <("$program" complete -- "${words[@]:1}" 2>/dev/null </dev/null)
    COMPREPLY=("${fit[@]}")
    if ((${#fit[@]} == 1)); then
        [[ ${fit[0]} != *[=:,/-] ]] || compopt -o nospace
    elif ((${#fit[@]} > 1)); then
        compopt -o nosort 2>/dev/null
        # What a word says is only listed, never written into the line.
        case $COMP_TYPE in 33 | 63 | 64) COMPREPLY=("${shown[@]}") ;; esac
        # Nothing is written in the place of what was looked for as long as it means several.
        [[ $i != found ]] || COMPREPLY+=(" ")
    fi
}
complete -F _concord concord
