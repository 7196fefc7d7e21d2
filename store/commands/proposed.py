"""What is proposed for a meeting comes on its agenda, or is waived for good: never twice for the same reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from store.commands import agenda as agendas
from store.commands.meeting_course import meeting_in
from store.errors import Refused
from store.fields import LINE_LIMIT
from store.fields.clean_text import clean
from store.kinds.agenda_item import AgendaItem
from store.kinds.agenda_moves import copy_to, last_place
from store.kinds.meeting import Meeting
from store.kinds.meeting_line import MeetingLine, read_reason
from store.kinds.meeting_rights import AHEAD

if TYPE_CHECKING:
    from store.records import Changes


class Topic(NamedTuple):
    """A proposal as it would stand on the agenda: ``reason`` as it is written, the ``title`` in words of the taker."""

    reason: str
    title: str
    sort: str = "discuss"
    presents: str | None = None
    minutes: int | None = None
    goal: str | None = None
    about: tuple[str, ...] = ()


def take_proposed(changes: Changes, meeting: str, wanted: Sequence[Topic]) -> list[AgendaItem]:
    """They come on the agenda, behind what stands there; what waited in the backlog or was left before, as it is.

    Raises `Refused` where all of them were proposed to the series meanwhile.
    """
    meeting_in(changes, meeting, *AHEAD, "running")
    taken: list[AgendaItem] = []
    for each in _new(changes, meeting, wanted):
        item = _item_of(changes, each.reason)
        if item is not None and item.meeting is None:
            taken.append(agendas.take(changes, item.id, meeting))
        elif item is not None:
            new = copy_to(changes, item, meeting)
            taken.append(changes.change(new, proposed=each.reason))
        else:
            place = last_place(changes, meeting)
            taken.append(changes.add(_made(each, meeting=meeting, place=place, minutes=each.minutes)))
    changes.say("take", ids=[each.id for each in taken], to=meeting)
    return taken


def waive_proposed(changes: Changes, meeting: str, wanted: Sequence[Topic], why: str = "") -> list[AgendaItem]:
    """They are not proposed to its series again for these reasons; what waits in the backlog is dropped."""
    meeting_in(changes, meeting, *AHEAD, "running")
    why = clean(why, lines=True)
    waived: list[AgendaItem] = []
    for each in _new(changes, meeting, wanted):
        item = _item_of(changes, each.reason)
        if item is not None and item.meeting is None:
            waived.append(changes.change(item, state="dropped", reason=why))
        else:
            waived.append(changes.add(_made(each, meeting=meeting, state="dropped", reason=why)))
    changes.say("waive", ids=[each.id for each in waived], on=meeting, why=why)
    return waived


def _new(changes: Changes, meeting: str, wanted: Iterable[Topic]) -> list[Topic]:
    """Those of which not everything was on an agenda of the series by now."""
    used = MeetingLine(changes, changes.one(Meeting, meeting)).used()
    found: list[Topic] = []
    for each in wanted:
        reason = read_reason(each.reason)
        if reason is not None and not used.get((reason.code, reason.id), set()).issuperset(reason.episodes):
            found.append(each)
    if not found:
        raise Refused("That was on the agenda meanwhile, or was waived", "there-already")
    return found


def _item_of(changes: Changes, text: str) -> AgendaItem | None:
    """The agenda item that is proposed itself."""
    reason = read_reason(text)
    return changes.maybe(AgendaItem, reason.id) if reason else None


def _made(wanted: Topic, **values: Any) -> AgendaItem:
    return AgendaItem(
        title=clean(wanted.title)[:LINE_LIMIT],
        sort=wanted.sort,
        presents=wanted.presents,
        goal=wanted.goal,
        about=wanted.about,
        proposed=wanted.reason[:LINE_LIMIT],
        **values,
    )
