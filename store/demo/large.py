"""A large example: as many records as wanted, the same for the same number, believable in kind and in words."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

import msgspec

from store.engine.identity import os_user
from store.engine.ledger import Ledger
from store.engine.transaction import Transaction
from store.kinds import action, base, blocker, card, check_in, comment, department, goal, key_result, person, retro
from store.kinds import workspace as settings
from store.records import KIND_OF

T = TypeVar("T")
#: Records in one commit: some tens of megabytes.
BATCH = 20_000
#: Of each hundred records so many are of that kind; actions are the rest.
SHARES = {"goal": 4, "key-result": 8, "check-in": 20, "blocker": 3, "retro": 0.5, "card": 3, "comment": 5}


def build(folder: str, records: int, lang: str, today: date) -> int:
    """Make a workspace of exactly ``records`` records in ``folder``; how many there are. At least one is made.

    They are written without the review that would check each, since they are made to pass it (a test holds them to
    it), as few large commits and a checkpoint.
    """
    Ledger.create(folder, "Concord")
    with Ledger(folder) as ledger:
        made = _Maker(max(1, records), lang, today).records()
        moment = datetime.combine(today - timedelta(40), time(8), UTC)
        while batch := [record for _, record in zip(range(BATCH), made, strict=False)]:
            ledger.commit(lambda transaction, batch=batch: _write(transaction, batch, moment))
        ledger.checkpoint()
    return max(1, records)


def _write(transaction: Transaction, batch: list[base.Record], moment: datetime) -> None:
    transaction.now = moment
    transaction.what = {"verb": "add"}
    for record in batch:
        kind = KIND_OF[type(record)]
        number = int(record.id.rpartition("-")[2])
        stamped = msgspec.structs.replace(record, rev=1, made_by=transaction.who, made_at=moment)
        transaction.write(kind.name, number, msgspec.to_builtins(stamped))


class _Maker:
    """Makes the records in an order in which each names only earlier ones."""

    def __init__(self, records: int, lang: str, today: date) -> None:
        with open(os.path.join(os.path.dirname(__file__), "phrases.json"), "rb") as file:
            self.phrases: dict[str, Any] = msgspec.json.decode(file.read())
        self.lang = 1 if lang == "zh" else 0
        self.chance = Random(f"concord {records} {lang}")  # noqa: S311 (the same for the same number)
        self.today = today
        self.counts = _counts(records)
        self.made: dict[str, list[str]] = {}

    def records(self) -> Iterator[base.Record]:
        """Every record, with its id."""
        makers: dict[str, Callable[[int], base.Record]] = {
            "workspace": self._settings,
            "department": self._department,
            "person": self._person,
            "goal": self._goal,
            "key-result": self._key_result,
            "check-in": self._check_in,
            "action": self._action,
            "blocker": self._blocker,
            "retro": self._retro,
            "card": self._card,
            "comment": self._comment,
        }
        for name, make in makers.items():
            ids = self.made.setdefault(name, [])
            for number in range(1, self.counts[name] + 1):
                record = make(number)
                id = f"{KIND_OF[type(record)].prefix}-{number}"
                ids.append(id)
                yield msgspec.structs.replace(record, id=id)

    # Words, days and references

    def _say(self, name: str) -> str:
        return self.chance.choice(self.phrases[name])[self.lang]

    def _text(self, *names: str) -> str:
        return ("" if self.lang else " ").join(self._say(name) for name in names)

    def _one(self, kind: str) -> str | None:
        ids = self.made.get(kind)
        return self.chance.choice(ids) if ids else None

    def _some(self, kind: str, least: int, most: int) -> tuple[str, ...]:
        ids = self.made.get(kind, [])
        return tuple(self.chance.sample(ids, min(len(ids), self.chance.randint(least, most))))

    def _day(self, first: int, last: int) -> date:
        day = self.today + timedelta(self.chance.randint(first, last))
        return day if day.weekday() < 5 else day - timedelta(day.weekday() - 4)

    # One kind each

    def _settings(self, _number: int) -> base.Record:
        name = self.phrases["name"][self.lang]
        return settings.Settings(name=name, language="zh" if self.lang else "en", zone="UTC")

    def _department(self, number: int) -> base.Record:
        names, areas = self.phrases["departments"], self.phrases["areas"]
        name = names[(number - 1) % len(names)]
        area = areas[(number - 1) // len(names) % len(areas)]
        plain = number <= len(names)
        said = name[self.lang] if plain else ("" if self.lang else " ").join((area[self.lang], name[self.lang]))
        code = name[0][:3].upper() if plain else f"{name[0][:2]}{area[0][:1]}{number}".upper()
        return department.Department(name=said, code=f"{code}{number}" if not plain else code)

    def _person(self, number: int) -> base.Record:
        first, last = self.chance.choice(self.phrases["first"]), self.chance.choice(self.phrases["last"])
        name = last[1] + first[1] if self.lang else f"{first[0]} {last[0]}"
        login = os_user() if number == 1 else f"{first[0].lower()}{number}"
        role = "coordinator" if number == 1 else "member"
        return person.Person(name=name, login=login, department=self._one("department"), role=role)

    def _goal(self, _number: int) -> base.Record:
        start = self.chance.randint(-120, 20)
        step = self.chance.choice(("prepare", "meet", "plan", "execute", "execute", "execute", "evaluate", "closed"))
        departments = self._some("department", 2, 4)
        said = ("agrees", "agrees", "agrees", "pending")
        return goal.Goal(
            title=self._text("aims", "places"),
            why=self._say("notes"),
            owner=self._one("person"),
            departments=departments,
            start=self._day(start, start),
            due=self.today + timedelta(start + self.chance.randint(60, 180)),
            step=step,
            outcome=self.chance.choice(("achieved", "partly", "missed")) if step == "closed" else "",
            stances={id: goal.Stance(stance=self.chance.choice(said)) for id in departments},
        )

    def _key_result(self, _number: int) -> base.Record:
        down = self.chance.random() < 0.3
        start, target = (90, 40) if down else (0, self.chance.choice((60, 80, 90, 100)))
        return key_result.KeyResult(
            title=self._text("measures", "places"),
            goal=self._one("goal"),
            department=self._one("department"),
            owner=self._one("person"),
            start=start,
            target=target,
            direction="down" if down else "up",
        )

    def _check_in(self, _number: int) -> base.Record:
        return check_in.CheckIn(
            value=self.chance.randint(5, 100),
            key_result=self._one("key-result"),
            on=self._day(-60, -1),
            confidence=self.chance.randint(2, 10),
            note=self._say("comments") if self.chance.random() < 0.2 else "",
        )

    def _action(self, number: int) -> base.Record:
        state = self.chance.choices(("todo", "doing", "review", "done", "dropped"), (30, 15, 5, 45, 5))[0]
        closed = state in ("done", "dropped")
        due = self._day(-110, -2) if closed else self._day(-6, 60)
        earlier = f"A-{self.chance.randint(1, number - 1)}" if number > 1 and self.chance.random() < 0.05 else None
        return action.Action(
            title=self._text("verbs", "things", "places"),
            note=self._say("notes"),
            owner=self._one("person") if self.chance.random() < 0.95 else None,
            department=self._one("department"),
            due=due if self.chance.random() < 0.95 else None,
            priority=self.chance.choices(("high", "normal", "low"), (15, 70, 15))[0],
            state=state,
            done_on=due if state == "done" else None,
            goal=self._one("goal"),
            depends_on=(earlier,) if earlier else (),
        )

    def _blocker(self, _number: int) -> base.Record:
        since = self.chance.randint(-40, -1)
        resolved = self.chance.random() < 0.7
        return blocker.Blocker(
            title=self._say("blocks"),
            holds=self._some("action", 1, 1),
            waiting_on=self._one("department"),
            severity=self.chance.choice(("high", "normal", "low")),
            since=self.today + timedelta(since),
            resolved=self.today + timedelta(self.chance.randint(since, 0)) if resolved else None,
        )

    def _retro(self, _number: int) -> base.Record:
        on = self._day(-100, 10)
        return retro.Retro(
            title=self._text("aims", "places"),
            goal=self._one("goal"),
            departments=self._some("department", 1, 3),
            facilitator=self._one("person"),
            on=on,
            state="closed" if on < self.today else "gather",
        )

    def _card(self, _number: int) -> base.Record:
        column = self.chance.choice(("start", "stop", "continue"))
        return card.Card(text=self._say("cards"), retro=self._one("retro"), column=column, author=self._one("person"))

    def _comment(self, _number: int) -> base.Record:
        return comment.Comment(text=self._say("comments"), on=self._one("action") or self._one("goal"))


def _counts(records: int) -> dict[str, int]:
    """How many of each kind, exactly so many in all."""
    counts = {name: int(records * share / 100) for name, share in SHARES.items()}
    counts["workspace"] = 1
    left = records - sum(counts.values())
    counts["department"] = max(0, min(left, max(2, min(40, records // 400))))
    counts["person"] = max(0, min(left - counts["department"], max(3, min(300, records // 30))))
    counts["action"] = left - counts["department"] - counts["person"]
    return counts
