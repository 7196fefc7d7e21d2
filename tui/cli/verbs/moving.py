"""Move a workspace from a folder into a database, or back."""

import os
from shlex import quote

from store.errors import WrongWords
from store.words import Words
from store.workspace import workspace_move
from store.workspace.named_places import is_address
from store.workspace.surroundings import access
from tui.cli.arguments import as_path
from tui.cli.call import Call, Verb
from tui.cli.letting_in import left_outside
from tui.i18n import t
from tui.served import FILES


def _move(call: Call) -> None:
    source, target = (_place(word) for word in call.take(2))
    count = workspace_move.move(source, target, call.wait)
    call.made.append(workspace_move.named(target))
    outside = workspace_move.left_outside(target)
    if call.json:
        call.output.object({"from": source, "to": target, "entries": count, "outside": outside})
    say = call.output.say
    moved = Words("{n} changes", one="{n} change", n=count)
    say(t("{place} has {changes} now, each as it was", changes=moved, place=workspace_move.named(target)))
    say(t("{place} is only read from now on, and says where they went", place=workspace_move.named(source)))
    if not is_address(target):
        say(t(access(target).words))
    elif outside:
        say(t(left_outside(target, outside)))
    say(t("To use it: export CONCORD_WORKSPACE={place}", place=quote(workspace_move.named(target))))


def _place(word: str) -> str:
    """The folder or the address that is meant."""
    if "://" in word:
        from tui.config.named_address import address

        return address(as_path(word))
    if not word.strip():
        raise WrongWords('"{folder}" is not a folder', folder=word)
    return os.path.abspath(os.path.expanduser(as_path(word)))


VERBS = {
    "move": Verb(
        "move FROM TO",
        Words("Moves a workspace from a folder into a database, or back: every change as it was"),
        (
            "concord move /srv/concord/acme 'postgresql://db.example.org/acme?workspace=acme'",
            "concord move 'postgresql://db.example.org/acme?workspace=acme' /srv/concord/acme",
        ),
        _move,
        dash="own",
        touches=FILES,
    )
}
