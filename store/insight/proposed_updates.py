"""What updates want a meeting for: risks and changes that a department has not acknowledged, questions left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from store.insight.proposal import Concern, Proposal
from store.insight.unacknowledged import goes_on, is_there
from store.insight.waiting import promised
from store.kinds.acknowledging import since
from store.words import Words

if TYPE_CHECKING:
    from datetime import datetime

    from store.insight.projected_fields import UpdateRow

#: What each sort that presses is called in front of why it is proposed.
_WORDS = {"risk": Words("a risk"), "change": Words("a change")}


def proposals(concern: Concern) -> Iterator[Proposal]:
    """Not acknowledged, or not answered, for longer than the department promises. Episodes: each, by when it was
    asked."""
    overview = concern.overview
    for id, row in concern.rows(overview.updates, overview.updates_of_goal):
        if not (row.wanted or row.asking) or not goes_on(overview, row):
            continue
        silent = dict(_slow(concern, row, row.wanted))
        asking = dict(_slow(concern, row, row.asking, row.department))
        if not concern.has(row.goal, row.department, *silent, *asking):
            continue
        episodes = [f"{each}.{at:%Y-%m-%dT%H%M%S}" for each, at in silent.items()]
        episodes += [f"{each}.asks.{at:%Y-%m-%dT%H%M%S}" for each, at in asking.items()]
        reason = concern.reason("update", id, episodes)
        if reason is None:
            continue
        days = [overview.day_of(at) for at in (*silent.values(), *asking.values())]
        n = (overview.today - min(days)).days
        said = Words("{reasons}", reasons=[*_why(concern, row, silent, asking)])
        presents = concern.here(row.owner) or concern.here(row.department)
        words = Words("{name}: what is still unclear?")
        yield Proposal("update", id, (reason, said), words, "inform", presents, row.goal, (id,), n)


def _slow(
    concern: Concern, row: UpdateRow, departments: Iterable[str], whose: str | None = None
) -> Iterator[tuple[str, datetime]]:
    """Those for whose word, or to whom that of ``whose``, takes more working days than are promised."""
    overview = concern.overview
    for each in departments:
        at, on = since(row, each), whose or each
        if at is not None and is_there(overview, on):
            days = overview.calendar.count(overview.day_of(at), overview.today)
            if days > promised(overview, on):
                yield each, at


def _why(concern: Concern, row: UpdateRow, silent: dict[str, datetime], asking: dict[str, datetime]) -> Iterator[Words]:
    overview, kind = concern.overview, _WORDS.get(row.sort)
    late = Words(
        "{kind} that {departments} did not acknowledge for {n} days",
        one="{kind} that {departments} did not acknowledge for {n} day",
        kind=kind,
    )
    asked = Words(
        "{departments} asked {n} days ago and has no answer", one="{departments} asked {n} day ago and has no answer"
    )
    for found, words in ((silent, late), (asking, asked)):
        if found:
            n = (overview.today - min(map(overview.day_of, found.values()))).days
            yield words.filled(departments=[overview.called(each) for each in found], n=n)
