"""Undo and redo from the board: what is meant is named, and asked about where it is not plain."""

from typing import TYPE_CHECKING

from store import history
from store.commands.undo import NOTHING, NOTHING_AGAIN, Overtaken, latest, original, take_back
from store.words import Words
from tui.i18n import t
from tui.parts.confirm import Confirm
from tui.text import event_sentence
from tui.text.days import ago

if TYPE_CHECKING:
    from store import News
    from tui.acts.acts import Acts


async def undo(acts: "Acts") -> None:
    """Take back my last change here, or, after asking, my last one elsewhere."""
    await _take_back(acts, again=False)


async def redo(acts: "Acts") -> None:
    """Do again what I took back last."""
    await _take_back(acts, again=True)


async def _take_back(acts: "Acts", *, again: bool) -> None:
    """The last change of this session; where there is none, my last one elsewhere, after asking."""
    ledger = acts.desk.workspace.ledger
    acts.desk.workspace.foresee(lambda _changes: None)  # nothing is asked where nothing can be written
    entry = latest(ledger, own=ledger.own, again=again)
    if entry is None:
        entry = latest(ledger, again=again)
        if entry is None:
            acts.desk.say(NOTHING_AGAIN if again else NOTHING, "warn")
            return
        if not await _sure(acts, entry, again=again):
            return
    try:
        ids = await _do(acts, entry, again=again)
    except Overtaken as overtaken:
        if not overtaken.rest:
            raise
        ids = await _rest(acts, overtaken, again=again)
        if ids is None:
            return
    if not ids:
        acts.desk.say(Words("It was as it was before already: nothing was changed"))
    elif again:
        acts.finished(Words("Done again: {what}", what=_said(acts, entry)))
    else:
        acts.finished(Words("Taken back: {what}. U does it again", what=_said(acts, entry)))
    if len(ids) == 1 and acts.desk.records.find(ids[0]) is not None:
        acts.desk.open(ids[0])


async def _do(acts: "Acts", entry: "News", *, again: bool, partly: bool = False) -> list[str]:
    found: list[str] = await acts.desk.run(lambda: take_back(acts.desk.workspace, entry, again=again, partly=partly))
    return found


async def _sure(acts: "Acts", entry: "News", *, again: bool) -> bool:
    event = next(history.told([entry], acts.desk.records), None)
    day = ago(acts.desk.days.of(event.at), acts.desk.today) if event and event.at else ""
    values = {"what": _said(acts, entry), "when": day}
    if again:
        question = t("Nothing was taken back here. Elsewhere, {when}: {what}. Do it again?", **values)
    else:
        question = t("You changed nothing here yet. Elsewhere, {when}: {what}. Take that back?", **values)
    return bool(await acts.show(Confirm(acts.desk, question, t("Do it again") if again else t("Take it back"))))


async def _rest(acts: "Acts", overtaken: Overtaken, *, again: bool) -> list[str] | None:
    question = t("{what} Take back the rest?", what=t(overtaken.words) + ".")
    if not await acts.show(Confirm(acts.desk, question, t("Take back the rest"))):
        return None
    return await _do(acts, overtaken.entry, again=again, partly=True)


def _said(acts: "Acts", entry: "News") -> str:
    """The commit, or the one that an undo took back, as one sentence."""
    meant = original(acts.desk.workspace.ledger, entry)
    return event_sentence.summary([meant], acts.desk.records, acts.desk.today) or str(meant.what.get("verb", ""))
