"""Trainings: a topic for departments or people, planned for a day, then held, and who took part; some run out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault, Refused
from store.fields import choice, day, line, number, ref, refs, text
from store.fields import minutes as lasting
from store.fields.rights import Claim, Right
from store.kinds.base import Kind, Record, ended_by
from store.kinds.department_rights import speaks_for
from store.kinds.person import Person, has_left
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


# Who may


def _arranged(claim: Claim, before: Training | None, _after: Training) -> bool:
    """What people are said to have learned is not for everybody to say."""
    if before is None or claim.above or before.made_by == claim.who:
        return True
    holder = claim.records.find(before.holder or "")
    of = holder.department if isinstance(holder, Person) else before.holder
    me = claim.me
    return (me is not None and me == holder) or any(
        speaks_for(claim.records, claim.who, id) for id in (*before.departments, of) if id
    )


ARRANGED = Right(
    Words("whoever made it or holds it, whoever speaks for a department of it or of its holder, or a coordinator"),
    _arranged,
)


class Training(Record, frozen=True):
    """One of a topic (its ``title``) that was held counts for those who ``took_part``, for so many months."""

    title: Annotated[
        str, line("Topic", names=True, hint="What is held again under the same name renews it", right=ARRANGED)
    ]
    departments: Annotated[tuple[str, ...], refs("For departments", "department", right=ARRANGED)] = ()
    people: Annotated[tuple[str, ...], refs("For people", "person", right=ARRANGED)] = ()
    on: Annotated[date | None, day("Day", right=ARRANGED)] = None
    minutes: Annotated[int | None, lasting("Length", right=ARRANGED)] = None
    holder: Annotated[str | None, ref("Held by", "person", "department", duty=True, right=ARRANGED)] = None
    valid_for: Annotated[
        int | None,
        number(
            "Holds for",
            least=1,
            most=120,
            unit="months",
            hint="Months until it runs out; empty: it never does",
            right=ARRANGED,
        ),
    ] = None
    note: Annotated[str, text("Note")] = ""
    state: Annotated[
        str,
        choice(
            "State",
            ("planned", Words("Planned", context="training")),
            ("held", Words("Held", context="training")),
            ("dropped", Words("Dropped", context="training")),
            later=True,
            right=ARRANGED,
        ),
    ] = "planned"
    took_part: Annotated[tuple[str, ...], refs("Took part", "person", later=True, right=ARRANGED)] = ()
    reason: Annotated[str, line("Reason", later=True, right=ARRANGED)] = ""


def faults(training: Training, before: Training | None, records: Records) -> Iterator[Fault]:
    """One that was held was so on a day, with somebody, who had not left by then."""
    if training.state == "held" and training.on is None:
        yield Fault("on", Words("was held on a day; which?", "wants-day"))
    if training.state == "held" and not training.took_part:
        yield Fault("took_part", Words("says who took part in what was held", "wants-people"))
    was = () if before is None else before.took_part
    for person in (records.maybe(Person, id) for id in training.took_part if id not in was):
        if person is not None and training.on is not None and has_left(person, training.on):
            words = Words("{who} left on {day} and takes no part any more", "takes-no-part", who=person.id,
                          day=person.left_on)  # fmt: skip
            yield Fault("took_part", words)


def _held(changes: Changes, training: Training) -> Training:
    if training.on is not None and training.on > max(changes.today, changes.here):
        raise Refused(
            "{id} is on {day}, which is still to come; it is held by then",
            "not-yet",
            id=training.id or training.title,
            day=training.on,
        )
    return training


def _new(changes: Changes, training: Training) -> Training:
    return _held(changes, training) if training.state == "held" else training


def _edited(changes: Changes, before: Training, after: Training, why: str) -> Training:
    if after.state == "held":
        return _held(changes, after)
    if after.state == "dropped" and before.state != "dropped":
        return drop(changes, msgspec.structs.replace(after, state=before.state), why or after.reason)
    return after


def done(changes: Changes, training: Training, _why: str = "") -> Training:
    """It was held: on its day, today where it has none. Who took part is said before, or with it by `hold`."""
    if training.state != "planned":
        raise Refused("{id} is over already; reopen it first if it is not", "closed", id=training.id)
    if not training.took_part:
        raise Refused("{id}: say who took part", "wants-people", id=training.id)
    on = training.on or changes.today
    return _held(changes, msgspec.structs.replace(training, state="held", on=on))


def hold(changes: Changes, id: str, took_part: tuple[str, ...], on: date | None = None) -> Training:
    """It was held, and these took part."""
    training = changes.one(Training, id)
    given = msgspec.structs.replace(
        training, took_part=tuple(dict.fromkeys((*training.took_part, *took_part))), on=on or training.on
    )
    held = done(changes, given)
    changes.say("done", id=id)
    return changes.put(held)


def reopen(_changes: Changes, training: Training, _why: str = "") -> Training:
    """Planned again."""
    if training.state == "planned":
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=training.id)
    return msgspec.structs.replace(training, state="planned", reason="")


def drop(_changes: Changes, training: Training, why: str) -> Training:
    """It is not held, and why."""
    if training.state != "planned":
        raise Refused("{id} is over already; reopen it first if it is not", "closed", id=training.id)
    if not why:
        raise Refused("Dropping {ids} wants a reason; say why", "wants-reason", ids=[training.id])
    return msgspec.structs.replace(training, state="dropped", reason=why)


KIND = Kind(
    name="training",
    prefix="E",
    label="Training",
    plural="Training",
    record=Training,
    asks=("departments", "on", "minutes", "holder"),
    writer="member",
    faults=faults,
    on_add=_new,
    on_edit=_edited,
    done=done,
    reopen=reopen,
    drop=drop,
    standing=ended_by("state", held="done", dropped="dropped"),
    stands_by=("state",),
    kept=("on",),
)
