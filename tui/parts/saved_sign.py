"""The word for whether everything is saved: `saved` is said only when it is."""

from typing import TYPE_CHECKING

from tui.i18n import t
from tui.text.cells import fit
from tui.text.line import Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: Of the name of who is waited for, so many cells are shown.
NAME = 12


def in_question(desk: "Desk") -> list[Part]:
    """What is not saved yet, cannot be, or is not known to be; nothing where all is well or a rule said no."""
    saving = desk.saving
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


def how_saved(desk: "Desk") -> Part:
    """The same where something always stands."""
    for part in in_question(desk):
        return part
    if desk.saving.refused:
        return (t("not saved"), "bad")
    if desk.workspace.read_only is not None:
        return (t("read only"), "bad")
    return (t("saved"), "muted")
