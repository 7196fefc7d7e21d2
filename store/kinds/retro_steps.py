"""The steps of a retrospective: from one to the next and back, closed with what it wants, opened again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from store.errors import Refused
from store.fields.indexes import RecordIndex
from store.kinds.action import Action
from store.kinds.card import Card, highest
from store.kinds.lesson import Lesson
from store.kinds.retro_format import FORMAT, VOTES, RetroFormat
from store.kinds.retro_rights import CLOSED
from store.words import Words

if TYPE_CHECKING:
    from datetime import datetime

    from store.kinds.retro import Retro
    from store.records import Changes, Records

#: So many actions come out of one: more are not done.
MOST = 3


class _CameOf(msgspec.Struct, gc=False):
    source: str | None = None


#: Actions by what they came out of.
_CAME = RecordIndex("action", _CameOf, lambda row: (row.source,) if row.source else ())


class _Closed(msgspec.Struct, gc=False):
    state: str = ""
    goal: str | None = None
    meeting: str | None = None
    departments: tuple[str, ...] = ()


def _alike(departments: Iterable[str]) -> str:
    return " ".join(sorted({*departments}))


#: Those that are closed, by what they are about, and by their departments.
_CLOSED = RecordIndex(
    "retro",
    _Closed,
    lambda row: [each for each in (row.goal, row.meeting, _alike(row.departments)) if each and row.state == CLOSED],
)


# What it wants


def follow_ups(records: Records, retro: str) -> list[Action]:
    """The actions that came out of a retrospective, or of one of its cards, and were not given up."""
    sources = [retro, *(each.id for each in records.pointing(Card, "retro", retro))]
    numbers = {number for each in sources for number in records.numbers_with(_CAME, each)}
    found = [records.one(Action, f"A-{number}") for number in sorted(numbers)]
    return [action for action in found if action.state != "dropped"]


def lacking(records: Records, retro: Retro) -> list[Words]:
    """What it lacks still before it is closed, each with its reason."""
    actions = follow_ups(records, retro.id)
    found = [
        Words("{id}: who does it, and by when", "wants-owner-or-day", id=each.id)
        for each in actions
        if each.state != "done" and not (each.owner and each.due)
    ]
    if len(actions) > MOST:
        found.append(Words("no more than {n} actions", "too-many-actions", n=MOST))
    if next(records.pointing(Lesson, "retro", retro.id), None) is None:
        found.append(Words("a lesson", "wants-lessons"))
    if not retro.change:
        found.append(Words("one change to try", "wants-change"))
    return found


# From step to step


def stepped(records: Records, retro: Retro, state: str, now: datetime) -> Retro:
    """At that step from now on, where nobody is done yet; the cards that there are have been seen.

    Votes are hidden again where they are given anew, and open once they are talked about.
    """
    return msgspec.structs.replace(
        retro,
        state=state,
        step_at=now,
        ready=(),
        revealed=max(retro.revealed, highest(records, retro.id)),
        votes_open=state in ("discuss", CLOSED) or (retro.votes_open and state != "vote"),
    )


def closing(changes: Changes, retro: Retro, why: str) -> Retro:
    """Closed; raises `Refused` with what it lacks, unless it is said ``why`` it closes without."""
    wants = lacking(changes, retro)
    if wants and not why:
        raise Refused(
            "{id} cannot be closed yet, it lacks: {lacking}. To close it without, say why",
            "retro-wants",
            id=retro.id,
            lacking=wants,
            details={"lacking": [{"reason": each.reason, "message": str(each)} for each in wants]},
        )
    after = stepped(changes, retro, CLOSED, changes.now)
    return msgspec.structs.replace(after, closed_why=why if wants else "")


def reopen(changes: Changes, retro: Retro, why: str) -> Retro:
    """Back to the discussion."""
    if retro.state != CLOSED:
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=retro.id)
    if not why:
        raise Refused("Reopening {ids} wants a reason; say why", "wants-reason", ids=retro.id)
    return msgspec.structs.replace(stepped(changes, retro, "discuss", changes.now), closed_why="")


def edited(changes: Changes, before: Retro, after: Retro, why: str) -> Retro:
    """What an edit brings about is what the step does. Raises `Refused`."""
    named, was = after.template, before.template
    if named != was:
        after = _templated(changes, after)
    if after.columns != before.columns:
        after = _with_its_columns(after, before.format)
    if after.state == before.state:
        return after
    if before.state == CLOSED:
        raise Refused("{id} is closed already; reopen it first", "closed", id=before.id)
    return closing(changes, after, why) if after.state == CLOSED else stepped(changes, after, after.state, changes.now)


# New ones


def complete(changes: Changes, retro: Retro) -> Retro:
    """With the columns of its format, after the one that it follows."""
    retro = _with_its_columns(_templated(changes, retro), FORMAT)
    return msgspec.structs.replace(retro, follows=retro.follows or earlier(changes, retro))


def _templated(changes: Changes, retro: Retro) -> Retro:
    """As the format of one's own says, as far as nothing else is said."""
    found = changes.maybe(RetroFormat, retro.template)
    if found is None:
        return retro
    return msgspec.structs.replace(
        retro,
        format="own",
        columns=retro.columns if retro.columns and not retro.id else found.columns,
        votes=retro.votes if retro.votes != VOTES else found.votes,
        minutes=retro.minutes or found.minutes,
    )


def _with_its_columns(retro: Retro, format: str) -> Retro:
    """Whoever names columns and says nothing of the ``format`` means these."""
    return msgspec.structs.replace(retro, format="own") if retro.columns and retro.format == format else retro


def earlier(records: Records, retro: Retro) -> str | None:
    """The closed one before it: about the same goal, else about a meeting of the same series, else of the same
    departments.
    """
    for keys in ([retro.goal], _of_series(records, retro), [_alike(retro.departments)]):
        numbers = {number for key in keys if key for number in records.numbers_with(_CLOSED, key)}
        found = [records.one(type(retro), f"R-{number}") for number in numbers]
        before = [each for each in found if each.id != retro.id and not _is_later(each, retro)]
        if before:
            return max(before, key=lambda each: (str(each.on or ""), int(each.id.partition("-")[2]))).id
    return None


def _is_later(each: Retro, retro: Retro) -> bool:
    return each.on is not None and retro.on is not None and each.on > retro.on


def _of_series(records: Records, retro: Retro) -> list[str]:
    """The meetings of the series of the one that it is about."""
    from store.kinds.meeting import of_series  # late: few are about a meeting

    meeting: Any = records.find(retro.meeting or "")
    return [each.id for each in of_series(records, meeting.series)] if meeting is not None and meeting.series else []


def following(records: Records, retro: Retro) -> Retro | None:
    """The one that follows it and is still to be closed, the first where there are several."""
    return next((each for each in records.pointing(type(retro), "follows", retro.id) if each.state != CLOSED), None)
