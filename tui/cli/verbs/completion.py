"""What a shell needs to complete a command: a script for it, and the answers for which the script asks."""

from pathlib import Path

from store.errors import WrongWords
from store.words import Words
from tui.cli.call import Call, Verb
from tui.served import READS

#: The shells, each with the file that it reads.
SHELLS = {"bash": "concord.bash", "zsh": "concord.zsh", "fish": "concord.fish"}


def _completion(call: Call) -> None:
    (shell,) = call.take(1)
    if shell not in SHELLS:
        raise WrongWords('"{value}" is not one of: {choices}', value=shell, choices=list(SHELLS))
    call.output.write(script(shell).encode())


def script(shell: str) -> str:
    """The script of a shell, which asks `concord complete` what fits."""
    return (Path(__file__).parents[1] / "completing" / "shells" / SHELLS[shell]).read_text("utf-8")


def _complete(call: Call) -> None:
    from tui.cli.completing.shell_completion import ShellCompletion

    call.output.write("".join(f"{line}\n" for line in ShellCompletion(call.words).lines()).encode("utf-8", "replace"))


VERBS = {
    "completion": Verb(
        "completion bash|zsh|fish",
        Words("Prints what a shell reads to complete verbs, options, ids and names with the tab key"),
        (
            "concord completion bash > ~/.local/share/bash-completion/completions/concord",
            "source <(concord completion zsh)",
            "concord completion fish > ~/.config/fish/completions/concord.fish",
        ),
        _completion,
        touches=READS,
    ),
    # The scripts ask it, with the words up to the cursor.
    "complete": Verb(
        "complete -- WORD ...",
        Words("Says what may stand at the end of these words"),
        ("concord complete -- show A-",),
        _complete,
        dash="own",
        touches=READS,
    ),
}
