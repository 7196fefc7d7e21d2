"""What the last line of the board says of others: what they have just done, and what of it is for me by name."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.insight.notifications import told
from store.words import Words
from tui.personal import inbox
from tui.text import event_sentence
from tui.text.sentences import said

if TYPE_CHECKING:
    from store import News
    from tui.board.screen import BoardScreen


def of_others(board: "BoardScreen", entries: "Sequence[News]") -> None:
    """Who has just done what, where nothing else is said; what is for me, in any case. The next key takes it away."""
    desk, footer = board.desk, board.footer
    me = desk.records.person_of(desk.who)
    notices = (notice for entry in entries for notice in told(entry, desk.records, desk.overview.blocked_by))
    mine = [notice for notice in notices if me is not None and notice.to == me.id]
    if mine:
        id, why = mine[-1].id, said(mine[-1].why, desk.today)
        named = re.search(rf"(?<![A-Za-z]){re.escape(id)}(?!\d)", why) is not None
        footer.say(Words("For you: {why}", why=why) if named else Words("For you: {id}, {why}", id=id, why=why), "warn")
    elif footer.message is None or footer.whispering:
        footer.say(event_sentence.summary(entries, desk.records, desk.today), "whisper")


def of_mine(board: "BoardScreen") -> None:
    """How much of what is new is for me by name."""
    desk = board.desk
    mine = inbox.notices(desk.workspace, desk.personal, desk.overview.blocked_by)
    if mine and board.footer.message is None:
        words = Words("{n} things are new for you; m has them", one="One thing is new for you; m has it", n=len(mine))
        board.footer.say(words, "whisper")
