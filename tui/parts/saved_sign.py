"""The word for whether everything is saved: `saved` is said only when it is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.i18n import t
from tui.parts.drawing import size_of
from tui.text.cells import fit
from tui.text.line import Line, Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: Of the name of who is waited for, so many cells are shown.
NAME = 12


def in_question(desk: "Desk") -> list[Part]:
    """What is not saved yet, cannot be, or is not known to be; nothing where all is well or a rule said no."""
    saving = desk.saving
    if desk.workspace.arrive is not None:
        return [(t("connecting"), "warn")]
    if desk.reach.lost is not None:
        since = desk.reach.since
        if saving.busy or saving.unknown:
            return [(t("saved or not? cut off {time}", time=since), "bad")]
        if saving.failure is not None:
            return [(t("not saved, cut off {time}", time=since), "bad")]
        return [(t("cut off since {time}", time=since), "bad")]
    if saving.busy:
        if saving.waits_for is None:
            return [(t("saving"), "warn")]
        who = fit(safe(saving.waits_for), NAME).rstrip() if saving.waits_for else t("somebody else")
        return [(t("waiting for {who}", who=who), "warn")]
    if desk.news.fault is not None:
        return [(t("cut off"), "bad")]
    if saving.unknown:
        return [(t("saved or not?"), "bad")]
    return [(t("not saved"), "bad")] if saving.failure is not None and not saving.refused else []


def beside(desk: "Desk", line: Callable[[int], Line], width: int) -> Line:
    """A first line that has something of its own at its right; where something is wrong, that stands behind it."""
    wrong = [part for part in in_question(desk) if part[1] == "bad"]
    if not wrong:
        return line(width)
    return [*line(max(1, width - size_of(wrong) - 2)), ("  ", "foreground"), *wrong]


def how_saved(desk: "Desk") -> Part:
    """The same where something always stands."""
    for part in in_question(desk):
        return part
    if desk.saving.refused:
        return (t("not saved"), "bad")
    if desk.workspace.read_only is not None:
        return (t("read only"), "bad")
    return (t("saved"), "muted")
