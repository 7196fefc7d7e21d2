"""Pulses: five questions to departments, about a meeting, a goal or a period, answered from 1 to 5 with a sentence.

While one is open, how many have answered is all that is told. Closing it counts the answers, once, takes them away,
and keeps what may be told of them (`store.kinds.pulse_results`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault, Refused
from store.fields import choice, day, line, number, period_line, ref, refs, rows, text
from store.fields.clean_text import clean
from store.fields.indexes import RecordIndex
from store.fields.rights import ONCE, Claim, Right
from store.kinds import pulse_results
from store.kinds.base import Kind, Record, ended_by
from store.kinds.common_rules import period_form
from store.kinds.department_rights import speaks_for
from store.kinds.pulse_answer import PulseAnswer
from store.kinds.pulse_results import QUESTIONS, Result, Sentence
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

#: What is asked where a pulse has no questions of its own.
USUAL = (
    Words("I know what we want to reach, and why"),
    Words("What I need from others comes in time"),
    Words("I can say what I think, and it is heard"),
    Words("What I have to do can be done in the time there is"),
    Words("We have become better at working together"),
)
FOR_GOOD = Words("a pulse that is closed stays closed: to count again would tell what has changed", "pulse-closed")


# Who may


def _asked(claim: Claim, before: Pulse | None, _after: Pulse) -> bool:
    """What others are asked is not for everybody to change."""
    if before is None or before.made_by == claim.who:
        return True
    return claim.above or any(speaks_for(claim.records, claim.who, id) for id in before.departments)


ASKED = Right(Words("whoever asks, whoever speaks for a department that is asked, or a coordinator"), _asked)


def may_close(claim: Claim, pulse: Pulse) -> bool:
    """Whoever asked closes it, or a coordinator."""
    return claim.above or pulse.made_by == claim.who


def _closes(claim: Claim, before: Pulse | None, after: Pulse) -> bool:
    """Whoever asked closes it, or a coordinator; what it says then is what the answers come to, which are gone."""
    if before is None:
        return claim.importing or claim.with_past or claim.again
    if before.state == after.state or not may_close(claim, before):
        return False
    counted = _counted(before, list(answers(claim.records, before.id)))
    left = any(True for _ in answers(claim.after, before.id))
    return not left and all(getattr(after, name) == getattr(counted, name) for name in _COUNTED)


CLOSING = Right(Words("whoever asked closes it, or a coordinator, and Concord counts"), _closes, firm=True)


class Pulse(Record, frozen=True):
    """``questions`` are five lines, the usual five where it is empty; ``results`` and ``sentences`` come on closing."""

    title: Annotated[str, line("Title", names=True, right=ASKED)]
    about: Annotated[str | None, ref("About", "meeting", "goal", "retro", right=ASKED)] = None
    period: Annotated[str, period_line("Period", right=ASKED)] = ""
    departments: Annotated[
        tuple[str, ...],
        refs("Departments", "department", hint="Who is asked; everybody where none is named", right=ASKED),
    ] = ()
    questions: Annotated[
        str, text("Questions", hint="Five, a line each; the usual five where it is empty", right=ASKED)
    ] = ""
    until: Annotated[date | None, day("Answers until", deadline=True, right=ASKED)] = None
    follows: Annotated[str | None, ref("Follows", "pulse", later=True, right=ONCE)] = None
    state: Annotated[
        str,
        choice(
            "State",
            ("open", Words("Open", context="pulse")),
            ("closed", Words("Closed", context="meeting")),
            later=True,
            right=CLOSING,
        ),
    ] = "open"
    answered: Annotated[int, number("Answers in all", least=0, asked=False, right=CLOSING)] = 0
    results: Annotated[tuple[Result, ...], rows("Results", right=CLOSING)] = ()
    sentences: Annotated[tuple[Sentence, ...], rows("In sentences", searched=True, right=CLOSING)] = ()


_COUNTED = ("state", "answered", "results", "sentences")


class _Asked(msgspec.Struct, gc=False):
    state: str = ""
    questions: str = ""
    departments: tuple[str, ...] = ()


def _asking(questions: str, departments: Iterable[str]) -> str:
    return f"{questions}\n{sorted({*departments})}"


#: Those that are closed, by what they asked of whom.
_CLOSED = RecordIndex(
    "pulse", _Asked, lambda row: [_asking(row.questions, row.departments)] if row.state == "closed" else []
)


def questions(pulse: Pulse) -> Sequence[str | Words]:
    """The five that it asks."""
    return _lines(pulse.questions) or USUAL


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := each.strip())]


def answers(records: Records, pulse_id: str) -> Iterator[PulseAnswer]:
    """Those that are kept while it is open: for counting, and nothing else."""
    return records.pointing(PulseAnswer, "pulse", pulse_id)


def how_many(records: Records, pulse: Pulse) -> int:
    """How many have answered so far, or had when it was closed."""
    return pulse.answered if pulse.state == "closed" else sum(1 for _ in answers(records, pulse.id))


def is_past(pulse: Pulse, today: date) -> bool:
    """Its day has gone by: it takes no answers any more, and waits to be closed; a later day opens it again."""
    return pulse.state == "open" and pulse.until is not None and pulse.until < today


# Rules


def faults(pulse: Pulse, before: Pulse | None, records: Records) -> Iterator[Fault]:
    """Five questions, which stay while there are answers; what is closed stays so."""
    yield from period_form(pulse.period)
    if pulse.questions and len(_lines(pulse.questions)) != QUESTIONS:
        yield Fault("questions", Words("there are five, a line each", "out-of-range"))
    if before is None:
        return
    if before.state == "closed" and pulse.state != "closed":
        yield Fault("state", FOR_GOOD)
    if pulse.questions != before.questions and any(True for _ in answers(records, pulse.id)):
        yield Fault("questions", Words("there are answers to it already", "has-answers"))


# Steps and commands


def answer(changes: Changes, pulse_id: str, values: Sequence[int], sentence: str = "") -> Pulse:
    """What whoever gives the command answers, without their name; with five numbers from 1 to 5."""
    pulse, person = changes.one(Pulse, pulse_id), changes.person
    if pulse.state == "closed":
        raise Refused("{id} is closed; it takes no answers any more", "closed", id=pulse.id)
    if person is None:
        raise Refused(
            "Only people of this workspace answer; nobody here has the login {login}", "not-a-member", login=changes.who
        )
    if len(values) != QUESTIONS or any(not 1 <= each <= 5 for each in values):
        raise Refused("An answer is five numbers from 1 to 5", "out-of-range")
    q1, q2, q3, q4, q5 = map(int, values)
    department, said = person.department, clean(sentence)
    if is_past(pulse, changes.today):
        raise Refused("{id} took answers until {day}", "pulse-past", id=pulse.id, day=pulse.until)
    given = PulseAnswer(pulse=pulse.id, department=department, sentence=said, q1=q1, q2=q2, q3=q3, q4=q4, q5=q5)
    changes.add(given)
    changes.say("pulse-answer", on=pulse.id)
    return pulse


def close(changes: Changes, pulse: Pulse, _why: str = "") -> Pulse:
    """Count what was answered, for good."""
    if pulse.state == "closed":
        raise Refused("{id} is closed already", "pulse-closed", id=pulse.id)
    given = list(answers(changes, pulse.id))
    _forget(changes, pulse)
    return _counted(pulse, given)


def _counted(pulse: Pulse, given: Sequence[PulseAnswer]) -> Pulse:
    return msgspec.structs.replace(
        pulse,
        state="closed",
        answered=len(given),
        results=pulse_results.results(given),
        sentences=pulse_results.sentences(given),
    )


def _forget(changes: Changes, pulse: Pulse) -> None:
    for each in list(answers(changes, pulse.id)):
        changes.transaction.delete("pulse-answer", int(each.id.partition("-")[2]))


def _edited(changes: Changes, before: Pulse, after: Pulse, why: str) -> Pulse:
    return close(changes, msgspec.structs.replace(after, state="open"), why) if after.state != before.state else after


def _back(changes: Changes, before: Pulse, now: Pulse | None) -> None:
    """Where that it was asked is taken back, the answers go with it."""
    if now is None:
        _forget(changes, before)


def _reopen(_changes: Changes, pulse: Pulse, _why: str) -> Pulse:
    raise Refused("{id}: {reason}", id=pulse.id, reason=FOR_GOOD)


def _begun(changes: Changes, pulse: Pulse) -> Pulse:
    """It goes on from the last one that asked the same of the same, so that both are seen beside each other."""
    if pulse.follows or pulse.state == "closed":
        return pulse
    earlier = changes.numbers_with(_CLOSED, _asking(pulse.questions, pulse.departments))
    return msgspec.structs.replace(pulse, follows=f"PU-{max(earlier)}" if earlier else None)


def line_of(records: Records, pulse: Pulse) -> list[Pulse]:
    """It and those that it goes on from and that asked the same, the latest first."""
    found = [pulse]
    while (before := records.maybe(Pulse, found[-1].follows)) is not None and before not in found:
        if before.questions != pulse.questions:
            break
        found.append(before)
    return found


KIND = Kind(
    name="pulse",
    prefix="PU",
    label="Pulse",
    plural="Pulses",
    record=Pulse,
    asks=("about", "period", "departments", "until"),
    writer="member",
    faults=faults,
    on_add=_begun,
    on_edit=_edited,
    on_back=_back,
    gone=_forget,
    done=close,
    reopen=_reopen,
    standing=ended_by("state", closed="done"),
    stands_by=("state",),
    kept=("about", "period", "departments", "questions"),
)
