"""What departments said of each other in a retrospective, laid beside what each said of itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from store.kinds.feedback import QUESTIONS, Feedback

if TYPE_CHECKING:
    from store.records import Records


class Answer(NamedTuple):
    """To a question: what the department says of itself, what the others do on the mean, the least and the most."""

    question: str
    own: int | None
    others: tuple[int, ...]

    @property
    def mean(self) -> float | None:
        """Of the others."""
        return _mean(self.others)

    @property
    def spread(self) -> tuple[int, int] | None:
        """The least and the most that the others say."""
        return (min(self.others), max(self.others)) if self.others else None


class SaidInWords(NamedTuple):
    """What a department said in words, and in which record."""

    id: str
    of: str
    text: str


class OnDepartment(NamedTuple):
    """All that was said of a department; ``ids`` are the records, ``waits`` the departments that have not answered."""

    on: str
    answers: tuple[Answer, ...]
    sentences: tuple[SaidInWords, ...]
    ids: tuple[str, ...]
    waits: tuple[str, ...]

    @property
    def own(self) -> float | None:
        """The mean of what it says of itself."""
        return _mean(each.own for each in self.answers)

    @property
    def others(self) -> float | None:
        """The mean of all that the others say."""
        return _mean(value for each in self.answers for value in each.others)


def value_of(feedback: Feedback) -> float | None:
    """The mean of its answers; None where there is none."""
    return _mean(getattr(feedback, name) for name in QUESTIONS)


def _mean(values: Iterable[int | None]) -> float | None:
    given = [each for each in values if each is not None]
    return round(sum(given) / len(given), 1) if given else None


def of_retro(records: Records, retro_id: str) -> list[OnDepartment]:
    """Department by department, in the order in which they were asked."""
    about: dict[str, list[Feedback]] = {}
    for each in records.pointing(Feedback, "retro", retro_id):
        about.setdefault(each.on or "", []).append(each)
    return [_on(on, several) for on, several in about.items() if on]


def _on(on: str, several: Sequence[Feedback]) -> OnDepartment:
    given = [each for each in several if each.given]
    own = next((each for each in given if each.of == on), None)
    others = [each for each in given if each.of != on]
    answers = [
        Answer(
            name,
            getattr(own, name, None),
            tuple(value for each in others if (value := getattr(each, name)) is not None),
        )
        for name in QUESTIONS
    ]
    said = sorted((each for each in given if each.said), key=lambda each: each.of == on)  # stable: the others first
    return OnDepartment(
        on,
        tuple(answers),
        tuple(SaidInWords(each.id, each.of or "", each.said) for each in said),
        tuple(each.id for each in several),
        tuple(each.of for each in several if each.of and not each.given),
    )
