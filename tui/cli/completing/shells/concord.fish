# fish: completes `concord` by asking it what fits. `concord completion fish` prints this.

function __concord_answers
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    type -q -- "$program"; or set program concord
    set -l plain (string unescape -- $typed 2>/dev/null); or set plain $typed
    for line in (command $program complete -- $words "$plain" 2>/dev/null </dev/null)
        switch $line
            case '/file*'
                __fish_complete_path (string replace -r '^--[^=]*=' '' -- $typed)
            case '/dir*'
                __fish_complete_directories (string replace -r '^--[^=]*=' '' -- $typed)
            case '*'
                echo -- $line
        end
    end
end

complete -c concord -f -a '(__concord_answers)'
