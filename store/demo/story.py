"""Telling an example: its content becomes records, committed day by day by those who would have written them."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec

from store import clock
from store.demo import pages
from store.engine.identity import os_user
from store.engine.ledger import Ledger
from store.engine.transaction import Transaction
from store.kinds.base import Record
from store.records import Changes
from store.workspace import open_workspace

Content = dict[str, Any]
#: Makes a record once what it names is there; told the story for the ids.
Maker = Callable[["Story"], Record]


class Story:
    """One case in one language around ``today``. Content names things by keys; ``ids`` has what became of them."""

    def __init__(self, case: str, lang: str, today: date | None = None) -> None:
        path = os.path.join(os.path.dirname(__file__), "content", f"{case}.json")
        with open(path, "rb") as file:
            self.content: Content = msgspec.json.decode(file.read())
        self.lang = 1 if lang == "zh" else 0
        self.zone = "Asia/Shanghai" if self.lang else "Europe/Berlin"
        self.today = today or clock.today(self.zone)
        self.ids: dict[str, str] = {}
        self.logins: dict[str, str] = {}
        self._events: list[tuple[int, str, str, Maker]] = []
        self._count = 0

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
        """The morning of that day, UTC."""
        day = self.day(offset) or self.today
        return datetime.combine(day, time(7, 30), UTC)

    def id(self, key: str | None) -> str | None:
        """The id of what the content calls so."""
        return None if key is None else self.ids[key]

    def at(self, offset: int, who: str, key: str, maker: Maker) -> None:
        """On that day ``who`` (a person's key) makes a record; others may name it by ``key``."""
        self._events.append((min(offset, 0), who, key, maker))

    # Telling it

    def tell(self, folder: str) -> int:
        """Write it all into a new workspace in ``folder``; how many records."""
        Ledger.create(folder, self.say(self.content["name"]))
        with open_workspace(folder) as workspace:
            login = os_user()
            self._commit(workspace.ledger, -160, login, lambda changes: self._found(changes, login))
            for page in (pages.goals, pages.key_results, pages.retros, pages.actions, pages.blockers, pages.comments):
                page(self)
            self._events.sort(key=lambda event: event[0])
            while self._events:
                offset, who = self._events[0][:2]
                batch = [event for event in self._events if event[:2] == (offset, who)]
                self._events = [event for event in self._events if event[:2] != (offset, who)]
                self._commit(
                    workspace.ledger, offset, self.logins[who], lambda changes, now=batch: self._make(changes, now)
                )
            workspace.ledger.checkpoint()
        return self._count

    def _commit(self, ledger: Ledger, offset: int, login: str, command: Callable[[Changes], None]) -> None:
        def run(transaction: Transaction) -> None:
            transaction.now, transaction.who = self.moment(offset), login
            transaction.what = {"verb": "add"}
            command(Changes(transaction))

        ledger.commit(run)

    def _make(self, changes: Changes, batch: list[tuple[int, str, str, Maker]]) -> None:
        for _offset, _who, key, maker in batch:
            self._add(changes, key, maker(self))

    def _add(self, changes: Changes, key: str, record: Record) -> Record:
        made = changes.add(record)
        self._count += 1
        if key:
            self.ids[key] = made.id
        return made

    def _found(self, changes: Changes, login: str) -> None:
        self._add(changes, "", pages.settings(self))
        for department in pages.departments(self):
            self._add(changes, department.code, department)
        for key, person in pages.people(self, login):
            self.logins[key] = person.login
            self._add(changes, key, person)
        pages.lead(self, changes)
