"""Telling an example: its content becomes records and deeds, committed day by day by those whose they would be."""

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

import msgspec

from store import clock
from store.demo import (
    story_goals,
    story_meetings,
    story_numbers,
    story_people,
    story_retros,
    story_standups,
    story_work,
)
from store.demo.story_steps import plain_pages
from store.engine.identity import os_user
from store.engine.ledger import Ledger
from store.engine.transaction import Transaction
from store.kinds.allocation import Allocation
from store.kinds.base import Record
from store.kinds.blocker import Blocker
from store.kinds.lesson import Lesson
from store.kinds.pulse import Pulse
from store.kinds.request import Request
from store.kinds.resource import Resource
from store.kinds.retro_format import RetroFormat
from store.kinds.team import Team
from store.kinds.term import Term
from store.kinds.update import Update
from store.records import KIND_OF, Changes
from store.workspace import open_workspace

R = TypeVar("R", bound=Record)
Content = dict[str, Any]
#: Makes a record once what it names is there; told the story for the ids.
Maker = Callable[["Story"], Record]
#: Does something to what is there: a command, told the story for the ids.
Deed = Callable[["Story", Changes], object]
#: In this order they are told where two fall on one day.
PAGES: tuple[Callable[["Story"], None], ...] = (
    plain_pages("resources", Resource),
    story_goals.goals,
    story_goals.key_results,
    story_goals.milestones,
    story_numbers.metrics,
    plain_pages("formats", RetroFormat),
    story_retros.retros,
    plain_pages("lessons", Lesson),
    story_work.actions,
    plain_pages("requests", Request),
    plain_pages("blockers", Blocker),
    story_work.decisions,
    plain_pages("updates", Update),
    plain_pages("teams", Team),
    plain_pages("allocations", Allocation),
    story_people.comments,
    story_people.kudos,
    story_retros.ends,
    story_meetings.series,
    story_meetings.meetings,
    story_standups.standups,
    plain_pages("terms", Term),
    story_people.trainings,
    plain_pages("pulses", Pulse),
    story_retros.feedback,
)
#: So many minutes lie between two commits of a day; meetings begin at that time.
APART, MORNING, MEET = 3, "08:30", "16:30"


class Scene(NamedTuple):
    """So many days from today ``who`` (a person's key) makes a record, or does a deed; in a meeting at that minute."""

    offset: int
    who: str
    minute: int | None = None
    key: str = ""
    maker: Maker | None = None
    deed: Deed | None = None


class Story:
    """One case in one language around ``today``. Content names things by keys; ``ids`` has what became of them.

    A page of it says what a record holds by the names of its fields, besides when it is made and by whom.
    """

    def __init__(self, case: str, lang: str, today: date | None = None) -> None:
        path = os.path.join(os.path.dirname(__file__), "content", f"{case}.json")
        with open(path, "rb") as file:
            self.content: Content = msgspec.json.decode(file.read())
        self.lang = 1 if lang == "zh" else 0
        self.zone = "Asia/Shanghai" if self.lang else "Europe/Berlin"
        self.today = today or clock.today(self.zone)
        self.ids: dict[str, str] = {}
        self.logins: dict[str, str] = {}
        self._events: list[Scene] = []
        story_meetings.settle(self)
        self._commits: dict[datetime, int] = {}

    # What the pages stand on

    def say(self, words: Any) -> str:
        """A text given in both languages, in the one chosen; "" for none."""
        if isinstance(words, list):
            return str(words[self.lang])  # pyright: ignore[reportUnknownArgumentType] (content is JSON)
        return str(words or "")

    def day(self, offset: int | None) -> date | None:
        """The day so many days from today, moved off the weekend away from today."""
        if offset is None:
            return None
        day = self.today + timedelta(offset)
        if offset and day.weekday() > 4:
            day += timedelta(7 - day.weekday() if offset > 0 else 4 - day.weekday())
        return day

    def moment(self, offset: int) -> datetime:
        """The morning of that day, where the organisation is."""
        return clock.at(self.day(offset) or self.today, MORNING, self.zone)

    def id(self, key: str | None) -> str | None:
        """The id of what the content calls so."""
        return None if key is None else self.ids[key]

    def record(self, record: type[R], page: Mapping[str, Any]) -> R:
        """A record as its page says it."""
        return record(**self.values(record, page))

    def values(self, record: type[Record], page: Mapping[str, Any]) -> dict[str, Any]:
        """What a page says by the names of fields, as these hold it; what else it says is left out."""
        fields = KIND_OF[record].fields
        return {name: self.value(fields[name].type, said) for name, said in page.items() if name in fields}

    def value(self, type: str, said: Any) -> Any:
        """What the content says, as a field of that type holds it."""
        match type:
            case "line" | "text":
                return self.say(said)
            case "day":
                return self.day(said)
            case "ref":
                return self.id(said)
            case "refs":
                return tuple(self.ids[key] for key in said)
            case "map":
                return {
                    self.ids.get(key, key): self.say(item) if isinstance(item, list) else item
                    for key, item in said.items()
                }
            case "tags":
                return tuple(map(self.say, said))
            case _:
                return said

    def at(self, offset: int, who: str, key: str, maker: Maker, minute: int | None = None) -> None:
        """On that day ``who`` (a person's key) makes a record; others may name it by ``key``."""
        self._events.append(Scene(min(offset, 0), who, minute, key, maker))

    def then(self, offset: int, who: str, deed: Deed, minute: int | None = None) -> None:
        """On that day ``who`` does something to what is there; of one day, in the order in which it is said."""
        self._events.append(Scene(min(offset, 0), who, minute, deed=deed))

    # Telling it

    def tell(self, folder: str) -> int:
        """Write it all into a new workspace in ``folder``; how many records."""
        Ledger.create(folder, self.say(self.content["name"]))
        with open_workspace(folder) as workspace:
            login = os_user()
            self._commit(workspace.ledger, self.moment(-160), login, lambda changes: self._found(changes, login))
            for page in PAGES:
                page(self)
            events = sorted(self._events, key=_order)
            while events:
                batch = _together(events)
                events = [event for event in events if event not in batch]
                at, who = self._moment_of(batch[0]), self.logins[batch[0].who]
                self._commit(workspace.ledger, at, who, lambda changes, now=batch: self._do(changes, now))
            workspace.ledger.checkpoint()
            return sum(workspace.ledger.count(table) for table in workspace.ledger.tables())

    def _moment_of(self, event: Scene) -> datetime:
        """That minute of the meeting of the day, or some minutes after whatever was done before in its morning."""
        morning = self.moment(event.offset)
        if event.minute is not None:
            return clock.at(morning.date(), MEET, self.zone) + timedelta(minutes=event.minute)
        before = self._commits[morning] = self._commits.get(morning, -1) + 1
        return morning + timedelta(minutes=APART * before)

    def _commit(self, ledger: Ledger, now: datetime, login: str, command: Callable[[Changes], None]) -> None:
        def run(transaction: Transaction) -> None:
            transaction.now, transaction.who = now, login
            transaction.what = {"verb": "add"}
            transaction.exempt = "demo"  # it begins half way, in the names of people who are not there
            command(Changes(transaction))

        ledger.commit(run)

    def _do(self, changes: Changes, batch: list[Scene]) -> None:
        for event in batch:
            if event.deed is not None:
                event.deed(self, changes)
            elif event.maker is not None:
                self._add(changes, event.key, event.maker(self))

    def _add(self, changes: Changes, key: str, record: Record) -> Record:
        complete = KIND_OF[type(record)].on_add
        made: Record = changes.add(record if complete is None else complete(changes, record))
        if key:
            self.ids[key] = made.id
        return made

    def _found(self, changes: Changes, login: str) -> None:
        self._add(changes, "", story_people.settings(self))
        for department in story_people.departments(self):
            self._add(changes, department.code, department)
        for key, person in story_people.people(self, login):
            self.logins[key] = person.login
            self._add(changes, key, person)
        story_people.lead(self, changes)


def _together(events: list[Scene]) -> list[Scene]:
    """What is committed next: one deed, or all that the same person makes on the same day.

    So what is made on a day names nothing that a deed of that day makes.
    """
    first = events[0]
    if first.deed is not None:
        return [first]
    return [event for event in events if event[:3] == first[:3] and event.deed is None]


def _order(event: Scene) -> tuple[int, int]:
    """The day, and what is done in its meeting after all that is done in the morning."""
    return event.offset, -1 if event.minute is None else event.minute
