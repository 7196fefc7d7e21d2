"""Who has had which training, for whom it has run out, who lacks it: of a department, of a person, planned ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from store.kinds.person import Person, has_left
from store.kinds.training import Training
from store.words import Words

if TYPE_CHECKING:
    from store.records import Records


class Had(NamedTuple):
    """Of a person and a topic: the training that counts, the day on which it runs out (None: never)."""

    topic: str
    id: str
    on: date
    until: date | None

    def counts(self, today: date) -> bool:
        """It has not run out."""
        return self.until is None or self.until > today


class Coverage(NamedTuple):
    """Of a topic and some people: who has it, for whom it has run out, who never had it; the next that is planned."""

    topic: str
    have: tuple[str, ...]
    ran_out: tuple[str, ...]
    missing: tuple[str, ...]
    planned: str | None

    @property
    def of(self) -> int:
        """How many it is for."""
        return len(self.have) + len(self.ran_out) + len(self.missing)

    @property
    def share(self) -> int:
        """The share of them that has it, in percent."""
        return 100 * len(self.have) // self.of if self.of else 0


def runs_out(training: Training) -> date | None:
    """The day from which it does not count any more."""
    if training.on is None or not training.valid_for:
        return None
    months = training.on.year * 12 + training.on.month - 1 + training.valid_for
    year, month = divmod(months, 12)
    last = date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(1)
    return last.replace(day=min(training.on.day, last.day))


def topic_of(training: Training) -> str:
    """By what trainings of one topic are one."""
    return topic_called(training.title)


def topic_called(title: str) -> str:
    """The same of a title."""
    return " ".join(title.casefold().split())


def of_department(records: Records, department: str, today: date) -> list[Coverage]:
    """Of each topic that is for a department, or for people of it, how far it has it; the least covered first."""
    people = [each.id for each in _people(records).get(department, ()) if not has_left(each, today)]
    found: list[Coverage] = []
    for trainings in topics(records).values():
        whole = any(department in each.departments for each in trainings)
        named = {id for each in trainings for id in each.people}
        wanted = [id for id in people if whole or id in named]
        if wanted:
            found.append(_coverage(trainings, wanted, today))
    return sorted(found, key=lambda each: (each.share, each.topic))


def of_person(records: Records, person: Person, today: date) -> list[Coverage]:
    """Of each topic that is for somebody, or in which they took part, whether they have it."""
    found = [
        _coverage(trainings, [person.id], today)
        for trainings in topics(records).values()
        if any(is_for(each, person) or person.id in each.took_part for each in trainings)
    ]
    return sorted(found, key=lambda each: (bool(each.have), each.topic))


def is_for(training: Training, person: Person) -> bool:
    """Whether somebody is meant."""
    return person.id in training.people or (person.department is not None and person.department in training.departments)


def planned_for(records: Records, person: str, here: date, until: date) -> Iterator[tuple[str, str, Words]]:
    """What is planned for somebody, or held by them: section, id and why of an item of their day.

    Whoever was to hold one hears that nobody has said how it went.
    """
    me = records.maybe(Person, person)
    for each in records.all(Training):
        if me is None or each.state != "planned" or each.on is None:
            continue
        if each.on < here and each.holder == person:
            yield "next", each.id, Words("was it held, and who took part?")
        elif here <= each.on <= until and each.holder == person:
            yield "ahead", each.id, Words("you hold it: {day}", day=each.on)
        elif here <= each.on <= until and is_for(each, me):
            yield "ahead", each.id, Words("it is for you: {day}", day=each.on)


def topics(records: Records) -> dict[str, list[Training]]:
    """The trainings of each topic that were not dropped, in the order of their making."""

    def make() -> dict[str, list[Training]]:
        found: dict[str, list[Training]] = {}
        for each in records.all(Training):
            if each.state != "dropped":
                found.setdefault(topic_of(each), []).append(each)
        return found

    return records.cached("training", "topics", make)


def _people(records: Records) -> dict[str, list[Person]]:
    """The people of each department."""

    def make() -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for each in records.all(Person):
            if each.department:
                found.setdefault(each.department, []).append(each)
        return found

    return records.cached("person", "of departments", make)


def _had(trainings: list[Training], person: str) -> Had | None:
    taken = [each for each in trainings if each.state == "held" and person in each.took_part and each.on is not None]
    every = [Had(each.title, each.id, each.on or date.min, runs_out(each)) for each in taken]
    return max(every, key=lambda each: (each.until or date.max, each.on), default=None)


def _coverage(trainings: list[Training], people: list[str], today: date) -> Coverage:
    last = {id: _had(trainings, id) for id in people}
    have = tuple(id for id, each in last.items() if each is not None and each.counts(today))
    ran_out = tuple(id for id, each in last.items() if each is not None and id not in have)
    ahead = [each for each in trainings if each.state == "planned" and (each.on is None or each.on >= today)]
    first = min(ahead, key=lambda each: each.on or date.max, default=None)
    missing = tuple(id for id, each in last.items() if each is None)
    return Coverage(trainings[-1].title, have, ran_out, missing, first and first.id)
