"""What a few fields of an update tell: which departments have read and understood it, ask something, are waited for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Protocol

import msgspec

from store.fields import choice, line, moment, text
from store.kinds.joining import stronger

if TYPE_CHECKING:
    from store.kinds.department import Department
    from store.records import Records

#: What a department has said to an update; `ASKS` is answered, and is then still to be understood.
OPEN, ASKS, UNDERSTOOD = "open", "asks", "understood"
#: What presses on a department until it has read and understood it; the others are news, and can be acknowledged too.
PRESSING = ("risk", "change")
_SAID = choice("Acknowledged", (OPEN, "not yet"), (ASKS, "needs clarification"), (UNDERSTOOD, "understood"))


class Acknowledgement(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one department says to an update, who said so, when; what it asks, and the answer to that.

    ``asked`` is when it was asked, where that was later than the update was shared; ``was`` what it had said to what
    the update said before it was changed.
    """

    state: Annotated[str, _SAID] = OPEN
    by: Annotated[str, line("Said by", asked=False)] = ""
    at: Annotated[datetime | None, moment("Said on")] = None
    question: Annotated[str, text("Question")] = ""
    answer: Annotated[str, text("Answer")] = ""
    answered_by: Annotated[str, line("Answered by", asked=False)] = ""
    answered_at: Annotated[datetime | None, moment("Answered on")] = None
    was: Annotated[str, msgspec.structs.replace(_SAID, label="Said before", asked=False)] = ""
    asked: Annotated[datetime | None, moment("Asked again on")] = None

    def joined(self, other: Acknowledgement) -> Acknowledgement:
        """Of two departments that are made one neither's question is lost, nor has it understood what one has not."""
        return stronger(self, other, "state", (ASKS, OPEN, UNDERSTOOD))

    def alone(self) -> Acknowledgement:
        """The same where the other one is asked, and has said nothing."""
        return self.joined(Acknowledgement())


class Sharing(Protocol):
    """As much of an update."""

    @property
    def department(self) -> str | None: ...
    @property
    def departments(self) -> tuple[str, ...]: ...
    @property
    def acknowledged(self) -> Mapping[str, Acknowledgement]: ...
    @property
    def state(self) -> str: ...
    @property
    def made_at(self) -> datetime | None: ...


def audience(update: Sharing) -> tuple[str, ...]:
    """The departments that it is for; the one that shares it, which it may have become, knows."""
    return tuple(id for id in update.departments if id != update.department)


def said(update: Sharing, department: str) -> Acknowledgement:
    """What a department has said to it."""
    return update.acknowledged.get(department, Acknowledgement())


def silent(update: Sharing) -> tuple[str, ...]:
    """The departments that have not acknowledged it; a word of a later version is no acknowledgement."""
    return tuple(id for id in audience(update) if said(update, id).state != UNDERSTOOD)


def waiting(update: Sharing) -> tuple[str, ...]:
    """The departments whose word is waited for: they have said nothing, or asked and have the answer."""
    return tuple(id for id in silent(update) if not is_question(said(update, id))) if is_shared(update) else ()


def questions(update: Sharing) -> tuple[str, ...]:
    """The departments that ask something and have no answer."""
    return tuple(id for id in silent(update) if is_question(said(update, id))) if is_shared(update) else ()


def is_question(word: Acknowledgement) -> bool:
    """It asks, and has no answer."""
    return word.state == ASKS and not word.answer


def is_shared(update: Sharing) -> bool:
    """It is not withdrawn."""
    return update.state != "withdrawn"


def since(update: Sharing, department: str) -> datetime | None:
    """Since when the word of a department, or of whoever shares it, is waited for."""
    word = said(update, department)
    if is_question(word):
        return word.at
    return max(filter(None, (word.asked, word.answered_at)), default=update.made_at)


def there(update: Sharing, records: Records) -> Iterator[Department]:
    """Those of the departments that have not acknowledged it that there still are: one that is dissolved never will."""
    from store.kinds.department import Department  # late: whoever only reads rows asks their own

    for id in silent(update):
        department = records.maybe(Department, id)
        if department is not None and department.active:
            yield department
