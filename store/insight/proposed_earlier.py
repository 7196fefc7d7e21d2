"""What the earlier meetings of its series have left for one: to confirm, to be done, parked, in the backlog."""

from __future__ import annotations

from collections.abc import Iterator

from store.insight.proposal import Concern, Proposal
from store.kinds.action import OPEN, days_late
from store.kinds.agenda_item import AgendaItem, backlog, carried
from store.kinds.meeting_line import Reason
from store.kinds.meeting_opening import last_actions, previous
from store.words import Words


def proposals(concern: Concern) -> Iterator[Proposal]:
    """All of them."""
    yield from _to_confirm(concern)
    yield from _last_actions(concern)
    yield from _left(concern)
    yield from _backlog(concern)


def _to_confirm(concern: Concern) -> Iterator[Proposal]:
    """What was decided without a quorum, in a meeting of the series. Episodes: that meeting."""
    overview = concern.overview
    for id, row in overview.decisions.rows.items():
        if not row.to_confirm:
            continue
        made = concern.made(id)
        meeting = concern.meeting_of(made.source)
        if not concern.made_here(made.source) and (
            (meeting is not None and meeting.series) or not concern.has(row.goal, *made.decided_by)
        ):
            continue
        reason = concern.reason("confirm", id, [meeting.id if meeting else "-"])
        if reason is not None:
            why = Words("decided without a quorum")
            if meeting is not None:
                why = Words("decided without a quorum in {id}", id=meeting.id)
            words = Words("{name} Do we confirm: {chosen}", chosen=row.chosen)
            yield Proposal(
                "confirm", id, (reason, why), words, "decide", None, row.goal, (id,), -int(id[2:]), own_minutes=5
            )


def _last_actions(concern: Concern) -> Iterator[Proposal]:
    """The open actions of last time, together. Episodes: each, for the meeting before."""
    overview = concern.overview
    last = previous(overview.reading, concern.line.meeting)
    if last is None:
        return
    is_open = {each.id: each for each in last_actions(overview.reading, concern.line.meeting) if each.state in OPEN}
    reason = concern.reason("last", last.id, is_open) if is_open else None
    if reason is not None:
        late = sum(days_late(is_open[id], overview.today) > 0 for id in reason.episodes)
        n = len(reason.episodes)
        why = Words("{n} are open", one="{n} is open", n=n)
        if late:
            why = Words("{n} are open, {late} late", one="{n} is open, {late} late", n=n, late=late)
        words = Words("Actions of last time: where are they?")
        yield Proposal("last", last.id, (reason, why), words, "inform", None, concern.goal, reason.episodes, late)


def _left(concern: Concern) -> Iterator[Proposal]:
    """Items of earlier ones to which nobody came, and of which none was made again. Episodes: its meeting."""
    for id in concern.line.left():
        item = concern.overview.reading.maybe(AgendaItem, id)
        if item is not None and concern.reason("left", id, [item.meeting or ""]):
            why = Words("left on {id}", id=item.meeting or "")
            times = carried(item, concern.overview.reading)
            yield _as_it_is("left", item, _times(why, times), times)


def _backlog(concern: Concern) -> Iterator[Proposal]:
    """What waits in the backlog of the series. It comes on the agenda itself; where it is waived it is dropped."""
    for item in backlog(concern.overview.reading, concern.line.meeting.series or ""):
        times = carried(item, concern.overview.reading)
        yield _as_it_is("backlog", item, _times(Words("waits in the backlog"), times), times)


def _times(why: Words, times: int) -> Words:
    if not times:
        return why
    return Words("{why}, carried {n} times", one="{why}, carried once", why=why, n=times)


def _as_it_is(code: str, item: AgendaItem, why: Words, presses: float) -> Proposal:
    return Proposal(
        code,
        item.id,
        (Reason(code, item.id, (item.meeting or item.series or "",)), why),
        Words("{name}"),
        item.sort,
        item.presents,
        item.goal,
        item.about,
        presses,
        item.minutes,
    )
