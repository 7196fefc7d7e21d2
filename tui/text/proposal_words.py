"""What is proposed for an agenda, in the language of whoever looks at it; and as it would be stored, in theirs too."""

from typing import TYPE_CHECKING

from store.commands.proposed import Topic
from store.records.names import sayable
from tui.i18n import t
from tui.text.joined import listed, noted
from tui.text.sentences import said

if TYPE_CHECKING:
    from datetime import date

    from store.insight.proposal import Proposal
    from store.records import Records


def wanted(records: "Records", proposal: "Proposal") -> Topic:
    """The item that would come of it."""
    title = t(proposal.title(records))
    p = proposal
    return Topic(p.key, title, p.sort, p.presents, p.minutes, p.goal, p.about)


def why(records: "Records", proposal: "Proposal", today: "date") -> str:
    """Why it is proposed, who would present it, and the goal that it is about where that is not said."""
    told, goal = said(proposal.why, today), proposal.goal
    named = [proposal.presents, None if goal in (proposal.id, *proposal.why.values.values()) else goal]
    return noted(told, listed(sayable(records, id) for id in named if id))
