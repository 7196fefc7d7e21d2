"""Repair a damaged workspace, after asking."""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.errors import ConcordError, Forbidden, WrongWords
from store.fields.rights import GUEST, MEMBER
from store.kinds import KINDS
from store.words import Words
from store.workspace import open_workspace
from store.workspace.named_places import is_address
from store.workspace.surroundings import user_name
from tui.cli.call import Call
from tui.i18n import t

if TYPE_CHECKING:
    from store.workspace import Workspace
    from store.workspace.upkeep import Outcome


def repair(call: Call) -> int:
    """Bring back what there is and say what could not be. Raises `Forbidden` for whoever may only read."""
    folder = call.folder()
    _allow(folder)
    if "yes" not in call.options and not _agreed(call, folder):
        call.output.say(t("Nothing was changed"))
        return 1
    from store.workspace import upkeep

    outcome = upkeep.repaired(folder, call.wait)
    ids = {
        name: [_id(*each) for each in dict.fromkeys(getattr(outcome, name))]
        for name in ("back", "found", "left", "gone")
    }
    if call.json:
        done = {"entries": outcome.entries, "lost": outcome.lost, "kept": outcome.kept, "single": outcome.single}
        call.output.object({**done, **ids})
    else:
        for words in _told(outcome, {name: _listed(each) for name, each in ids.items() if each}):
            call.output.say(t(words))
        if outcome.kept:
            old = Words("The old rows are in the table {path}", path=outcome.kept)
            call.output.say(t(old if is_address(folder) else Words("The old files are in {path}", path=outcome.kept)))
    return 0


def _told(outcome: "Outcome", ids: dict[str, list[str]]) -> Iterator[Words]:
    if outcome.nothing:
        yield Words(
            "There is nothing to repair: {n} changes verify",
            one="There is nothing to repair: {n} change verifies",
            n=outcome.entries,
        )
    else:
        yield Words(
            "{n} changes are whole and in place again",
            one="{n} change is whole and in place again",
            n=outcome.entries,
        )
    if outcome.single:
        yield Words("The journal has one name only now. What had the other keeps it, as it was")
    if outcome.lost:
        yield Words("Lost: {list}", list=_listed([str(seq) for seq in outcome.lost]))
    if "back" in ids:
        yield Words("Brought back from the checkpoint: {list}", list=ids["back"])
    if "found" in ids:
        yield Words("Brought back from what had been set aside: {list}", list=ids["found"])
    if "left" in ids:
        yield Words("Set aside, and otherwise by now, so left as it is: {list}", list=ids["left"])
    if "gone" in ids:
        yield Words("What was lost concerned these, look at them: {list}", list=ids["gone"])


def _allow(folder: str) -> None:
    """Members repair; where who they are is not to be read, whoever owns the folder does, and root.

    In a database whoever owns the tables does, which it says itself.
    """
    if is_address(folder):
        return
    allowed, who = None, ""
    try:
        with open_workspace(folder) as workspace:
            allowed, who = _is_member(workspace), workspace.who
    except ConcordError:  # that is what is to be repaired
        pass
    if allowed is False:
        raise Forbidden("Only members repair {folder}. You ({who}) may only read it", folder=folder, who=who)
    owner = os.stat(folder).st_uid
    if allowed is None and os.geteuid() not in (0, owner):
        raise Forbidden("Only {owner}, who owns {folder}, may repair it", owner=user_name(owner), folder=folder)


def _is_member(workspace: "Workspace") -> bool | None:
    """Whether whoever asks may write there; None where that is not to be read."""
    if workspace.orphaned:
        return None
    rank = workspace.records.rank_of(workspace.who)
    if workspace.ledger.damage is not None and (rank == GUEST or not workspace.ledger.count("person")):
        return None
    return rank >= MEMBER


def _agreed(call: Call, folder: str) -> bool:
    if call.json or sys.stdin is None or not sys.stdin.isatty():
        raise WrongWords("Repairing {path} puts a new journal in its place. Say --yes to do it", path=folder)
    old = Words("Repair {path}? The old rows are kept. y for yes:", path=folder)
    call.output.say(
        t(old if is_address(folder) else Words("Repair {path}? The old files are kept. y for yes:", path=folder))
    )
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "是")


def _id(table: str, number: int) -> str:
    kind = KINDS.get(table)
    return f"{table} {number}" if kind is None else kind.id(number)


def _listed(names: list[str]) -> list[str]:
    return [*names[:20], *[f"… ({len(names)})"] * (len(names) > 20)]
