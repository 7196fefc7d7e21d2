"""The moves of a due day, with their reasons."""

from typing import Any

from store.kinds.due_changes import slips
from tui.board.detail.page import ScreenPage
from tui.i18n import t
from tui.text.days import short
from tui.text.joined import noted
from tui.text.safe import safe


def write(page: ScreenPage, record: Any) -> None:
    """Of a record with a due day that has a memory."""
    if not record.due_log:
        return
    count = slips(record)
    page.section(t("Moved"), t("{n} times later", one="once later", n=count) if count else "")
    for move in record.due_log:
        before = short(move.before, page.today) if move.before else t("none")
        after = short(move.after, page.today) if move.after else t("none")
        who = safe(move.by) + (" " + page.moment(move.at) if move.at else "")
        page.pair(f"{before} > {after}", noted(move.why, who) if move.why else who, wide=20)
