"""Repair a damaged workspace, after asking."""

import sys

from store.errors import WrongWords
from store.kinds import KINDS
from tui.cli.call import Call
from tui.i18n import t


def repair(call: Call) -> int:
    """Bring back what there is and say what could not be."""
    folder = call.folder()
    if "yes" not in call.options and not _agreed(call, folder):
        call.output.say(t("Nothing was changed"))
        return 1
    from store.engine import repair as engine

    outcome = engine.repair(folder, call.wait)
    back, gone = ([_id(*each) for each in found] for found in (outcome.back, outcome.gone))
    if call.json:
        call.output.object(
            {"entries": outcome.entries, "lost": outcome.lost, "back": back, "gone": gone, "kept": outcome.kept}
        )
        return 0
    if not outcome.kept:
        call.output.say(t("There is nothing to repair: {n} changes verify", n=outcome.entries))
        return 0
    call.output.say(t("{n} changes are whole and in place again", n=outcome.entries))
    if outcome.lost:
        call.output.say(t("Lost: {list}", list=_listed([str(seq) for seq in outcome.lost])))
    if back:
        call.output.say(t("Brought back from the checkpoint: {list}", list=_listed(back)))
    if gone:
        call.output.say(t("What was lost concerned these, look at them: {list}", list=_listed(gone)))
    call.output.say(t("The old files are in {path}", path=outcome.kept))
    return 0


def _agreed(call: Call, folder: str) -> bool:
    if call.json or sys.stdin is None or not sys.stdin.isatty():
        raise WrongWords("Repairing {path} puts a new journal in its place. Say --yes to do it", path=folder)
    call.output.say(t("Repair {path}? The old files are kept. y for yes:", path=folder))
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "是")


def _id(table: str, number: int) -> str:
    kind = KINDS.get(table)
    return f"{table} {number}" if kind is None else kind.id(number)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:20]) + (f" .. ({len(names)})" if len(names) > 20 else "")
