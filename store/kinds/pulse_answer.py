"""What somebody answers to a pulse: kept without a name until the pulse closes, and read by nobody.

Its kind is sealed (`store.kinds.SEALED`): no face, verb, search, history or export knows of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from store import clock
from store.errors import Fault
from store.fields import line, number, ref
from store.fields.rights import ONCE, Claim, Right
from store.kinds.base import Kind, Record
from store.kinds.person import Person, has_left
from store.kinds.pulse_results import QUESTIONS
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.pulse import Pulse
    from store.records import Records

#: The names of its fields, a question each.
ASKED = tuple(f"q{at}" for at in range(1, QUESTIONS + 1))


def _goes(claim: Claim, before: PulseAnswer, _after: None) -> bool:
    """With the pulse, or as it closes."""
    pulse = claim.after.find(before.pulse)
    return pulse is None or getattr(pulse, "state", "") == "closed"


WITH_IT = Right(Words("it goes as its pulse closes", "kept-by-concord"), _goes, firm=True)


class PulseAnswer(Record, frozen=True):
    """``department`` is that of whoever answered, as they answered."""

    pulse: Annotated[str, ref("Pulse", "pulse", names=True, right=ONCE)]
    department: Annotated[str | None, ref("Department", "department", right=ONCE)] = None
    q1: Annotated[int, number("Question 1", least=1, most=5, right=ONCE)] = 0
    q2: Annotated[int, number("Question 2", least=1, most=5, right=ONCE)] = 0
    q3: Annotated[int, number("Question 3", least=1, most=5, right=ONCE)] = 0
    q4: Annotated[int, number("Question 4", least=1, most=5, right=ONCE)] = 0
    q5: Annotated[int, number("Question 5", least=1, most=5, right=ONCE)] = 0
    sentence: Annotated[str, line("In a sentence", right=ONCE)] = ""

    @property
    def values(self) -> tuple[int, ...]:
        """A question each."""
        return self.q1, self.q2, self.q3, self.q4, self.q5


def faults(answer: PulseAnswer, before: PulseAnswer | None, records: Records) -> Iterator[Fault]:
    """To a pulse that is open and asks that department, of which no more answer than it has people."""
    from store.kinds.pulse import Pulse, is_past  # late: it counts answers

    pulse = records.maybe(Pulse, answer.pulse)
    if pulse is None or before is not None:
        return
    if pulse.state == "closed":
        yield Fault("pulse", Words("{id} is closed; it takes no answers any more", "closed", id=pulse.id))
    if is_past(pulse, clock.today(records.settings.zone, clock.now())):
        yield Fault("pulse", Words("{id} took answers until {day}", "pulse-past", id=pulse.id, day=pulse.until))
    if not asks(pulse, answer.department):
        yield Fault("department", Words("{id} does not ask it", "not-asked", id=pulse.id))
    given = sum(each.department == answer.department for each in records.pointing(PulseAnswer, "pulse", pulse.id))
    if given > people_of(records, answer.department):
        yield Fault("department", Words("as many as there are people have answered already", "answered-already"))


def asks(pulse: Pulse, department: str | None) -> bool:
    """Whether it asks people of that department; one that names none asks everybody."""
    return not pulse.departments or department in pulse.departments


def people_of(records: Records, department: str | None) -> int:
    """How many there are in a department, or in none."""
    today = clock.today(records.settings.zone, clock.now())
    return sum(each.department == department and not has_left(each, today) for each in records.all(Person))


KIND = Kind(
    name="pulse-answer",
    prefix="PA",
    label="Answer to a pulse",
    plural="Answers to pulses",
    record=PulseAnswer,
    writer="member",
    sealed=True,
    stays=WITH_IT,
    faults=faults,
    anonymous=lambda _answer, _records: True,
)
