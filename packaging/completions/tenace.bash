# SPDX-License-Identifier: AGPL-3.0-or-later
# bash completion of tenace: commands, options, then claims' numbers or files.
_tenace()
{
    local word=${COMP_WORDS[COMP_CWORD]} command=
    local commands="next open list show why rights search draft send guard public log attach read ingest fetch held watch account packs tick demo rehearse calendar letter dossier import export backup verify serve"
    local i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case " $commands " in *" ${COMP_WORDS[i]} "*) command=${COMP_WORDS[i]}; break ;; esac
    done
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "--data --now --json --lang --no-color --dry-run --quiet --help --version" -- "$word"))
    elif [[ -z $command ]]; then
        COMPREPLY=($(compgen -W "$commands" -- "$word"))
    else
        case $command in
        read | ingest | import | attach | backup) COMPREPLY=($(compgen -f -- "$word")) ;;
        *) COMPREPLY=($(compgen -W "$(tenace -q --json list 2>/dev/null | grep -o '"number":[0-9]*' | cut -d: -f2)" -- "$word")) ;;
        esac
    fi
}
complete -F _tenace tenace
