# Completes command lines of cloudhost in bash and zsh. Made by 'cloudhost completion'.

if [ -n "${ZSH_VERSION-}" ]; then
    typeset -f compdef >/dev/null || { autoload -U +X compinit && compinit; }
    autoload -U +X bashcompinit && bashcompinit
fi

_cloudhost() {
    local program=${COMP_WORDS[0]/#\~/$HOME} current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local command='' operands=0 options='' words='' labels='' word offer i
    local -a common=()
    COMPREPLY=()

    # --config=FILE comes as three words in bash, and as one in zsh.
    [ "$current" = = ] && return
    [ "$previous" = = ] && previous=${COMP_WORDS[COMP_CWORD-2]}
    case $previous in
        @valued@) return ;; # with a file, which is what the shell completes by itself
    esac
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case $word in
            --) # a command line of its own follows
                [ "$i" -eq $((COMP_CWORD - 1)) ] && COMPREPLY=($(compgen -c -- "$current"))
                return
                ;;
            @valued@)
                i=$((i + 1))
                [ "${COMP_WORDS[i]}" = = ] && i=$((i + 1))
                case $word in
                    @common@) common+=("$word" "${COMP_WORDS[i]/#\~/$HOME}") ;;
                esac
                ;;
            -*=*)
                case ${word%%=*} in
                    @common@) common+=("$word") ;;
                esac
                ;;
            -*) ;;
            *) if [ -z "$command" ]; then command=$word; else operands=$((operands + 1)); fi ;;
        esac
    done

    case $command in
@commands@
        *) return ;;
    esac
    words=${words// /$'\n'}
    if [ "${current#-}" != "$current" ]; then
        words=${options// /$'\n'}
    elif [ "$operands" -gt 0 ]; then
        words=
        [ "$command" = run ] && words=--
    elif [ -n "$labels" ]; then
        words=$("$program" completion --labels "${common[@]}" 2>/dev/null)
    fi
    # Not by compgen -W, which runs the commands that it finds in words: a label is whatever stands in some folder's file.
    while IFS= read -r word; do
        offer=$word
        [ -n "${ZSH_VERSION-}" ] || printf -v offer %q "$word" # zsh does so by itself
        case $offer in
            "$current"*) [ -n "$word" ] && COMPREPLY+=("$offer") ;;
        esac
    done <<<"$words"
}

complete -o default -F _cloudhost cloudhost
