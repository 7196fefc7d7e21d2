"""Which pulses somebody has answered: only they know, so it is kept with what is theirs and not in the workspace."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from store.errors import Refused
from store.insight.my_day import SECTIONS, Item, of
from store.kinds.pulse import Pulse, answer, is_past
from store.kinds.pulse_answer import asks
from store.words import Words

if TYPE_CHECKING:
    from store.history.notices import Notice
    from store.insight.overview import Overview
    from store.workspace import Workspace
    from tui.personal.session_state import SessionState


def unanswered(workspace: "Workspace", personal: "SessionState") -> list[Item]:
    """What asks whoever looks, as a part of their day."""
    me = workspace.records.person_of(workspace.who)
    if me is None or me.role == "viewer":
        return []
    found = list[Item]()
    for each in workspace.records.all(Pulse):
        if each.state != "open":
            continue
        if is_past(each, workspace.today):
            if each.made_by == workspace.who:
                found.append(Item("next", each.id, Words("takes no answers any more; close it")))
        elif asks(each, me.department) and not personal.has_answered(each.id):
            found.append(Item("next", each.id, Words("asks five questions")))
    return found


def day_of(overview: "Overview", person: str, news: "Iterable[Notice]", mine: list[Item]) -> list[Item]:
    """What concerns a person today, with what is ``mine`` to know."""
    order = list(SECTIONS)
    return sorted((*of(overview, person, news), *mine), key=lambda item: order.index(item.section))


def once(personal: "SessionState", pulse: Pulse) -> None:
    """Raise `Refused` where whoever asks has answered it."""
    if personal.has_answered(pulse.id):
        raise Refused("You have answered {id}; an answer is given once, and not changed", "pulse-answered", id=pulse.id)


def give(
    workspace: "Workspace", personal: "SessionState", pulse: Pulse, values: Sequence[int], sentence: str
) -> Words | None:
    """Answer it, and remember that; why that lasts only as long as the session, where it does."""
    once(personal, pulse)
    workspace.do(answer, pulse.id, values, sentence)
    return personal.have_answered(pulse.id)
