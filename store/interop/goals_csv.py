"""Importing goals: what a file would make of a workspace, and the making of it; one plan, told first or done at once.

What is found by its name is used, what is missing is made, nothing that is there is overwritten: a new key result
brings its department to its goal, and a progress that differs from the latest check-in makes a new one. So the same
file again changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import msgspec

from store import commands
from store.interop import cell_words
from store.interop.goals_rows import Wanted, folded, owners, read, ways
from store.interop.records_csv import NAMED, unknown_parties
from store.interop.row_references import CODE
from store.interop.table_faults import TableFaults
from store.kinds import KINDS
from store.kinds.base import Kind
from store.kinds.check_in import CheckIn
from store.kinds.department import KIND as DEPARTMENT
from store.kinds.department import Department
from store.kinds.goal import Goal, is_open
from store.kinds.key_result import KeyResult
from store.kinds.person import KIND as PERSON
from store.kinds.person import Person
from store.records import Changes, Records
from store.words import Words

__all__ = ["ImportPlan", "New", "Wanted", "apply", "plan", "read"]


class New(msgspec.Struct, frozen=True, gc=False):
    """A record to make of its ``values``. ``key`` stands for it until it has an id; others refer to it by its key."""

    key: str
    kind: str
    name: str
    #: The line of the file that first asks for it.
    line: int
    values: dict[str, Any]


#: What is said of a new record, in the order of making.
SAID = {
    "department": Words('Line {line}: makes the department "{name}"'),
    "person": Words('Line {line}: makes the person "{name}", without a login'),
    "goal": Words('Line {line}: makes the goal "{name}"'),
    "key-result": Words('Line {line}: makes the key result "{name}"'),
    "check-in": Words('Line {line}: checks in {value} % for "{name}"'),
}


class ImportPlan(msgspec.Struct, frozen=True):
    """What an import makes, in the order of making; ``joins`` maps goals that are there to departments that join."""

    rows: Sequence[Wanted]
    strict: bool
    made: tuple[New, ...]
    joins: dict[str, tuple[str, ...]]

    def counts(self) -> dict[str, int]:
        """How many records of which kind are made; empty where nothing changes."""
        return dict(Counter(new.kind for new in self.made))

    def said(self) -> list[Words]:
        """Line by line what it makes, for a dry run."""
        return [
            *(SAID[new.kind].filled(line=new.line, name=new.name, value=new.values.get("value")) for new in self.made),
            *self.joining(),
        ]

    def joining(self) -> list[Words]:
        """What becomes of goals that are there."""
        return [
            Words("{id} gets {n} more departments", one="{id} gets one more department", id=goal, n=len(departments))
            for goal, departments in self.joins.items()
        ]


def plan(records: Records, rows: Sequence[Wanted], *, strict: bool = False) -> ImportPlan:
    """What the rows make of what is there.

    Raises `WrongWords` for a name that can mean several records, `Refused` where ``strict`` and a department or a
    person is not known.
    """
    planner = _Planner(records, rows)
    planner.look_at_all()
    planner.faults.refuse()
    unknown = [new for new in planner.made if new.kind in ("department", "person")]
    if strict and unknown:
        parties: dict[str, list[str]] = {}
        for new in unknown:
            parties.setdefault(new.kind, []).append(new.name)
        raise unknown_parties(parties)
    order = list(SAID)
    made = tuple(sorted(planner.made, key=lambda new: order.index(new.kind)))
    return ImportPlan(rows, strict, made, {goal: tuple(joining) for goal, joining in planner.joins.items()})


def apply(changes: Changes, planned: ImportPlan) -> dict[str, list[str]]:
    """Do it, planned again on what is there now; the ids of what was made by kind. A command for `Workspace.do`."""
    planned = plan(changes, planned.rows, strict=planned.strict)
    ids: dict[str, str] = {}
    made: dict[str, list[str]] = {}
    for new in changes.transaction.telling("add", planned.made):
        kind, values = KINDS[new.kind], _values(new, ids)
        # Names of parties are looked at as typed ones are; of others the texts are clean, and the values read.
        drafted = commands.draft(kind, values) if kind.short_names or values.get("extra") else kind.record(**values)
        record = commands.add_draft(changes, kind, drafted)
        ids[new.key] = record.id
        made.setdefault(new.kind, []).append(record.id)
    for id, joining in planned.joins.items():
        goal = changes.one(Goal, id)
        joined = (*goal.departments, *(ids.get(key, key) for key in joining))
        commands.edit(changes, id, {"departments": tuple(dict.fromkeys(joined))})
    changes.say("import", format="goals", **planned.counts())
    return made


def _values(new: New, ids: dict[str, str]) -> dict[str, Any]:
    """What it is made of, with the ids of what was made before it in place of their keys."""
    values = dict(new.values)
    for name, type in _referring(new.kind):
        value: Any = values.get(name)
        if name not in values:
            continue
        if type == "refs":
            values[name] = tuple(ids.get(key, key) for key in value)
        elif type == "map":
            values[name] = {ids.get(key, key): item for key, item in value.items()}
        else:
            values[name] = ids.get(value, value)
    return values


@cache
def _referring(kind: str) -> list[tuple[str, str]]:
    """The fields of a kind that refer to others, with their types."""
    return [(name, field.type) for name, field in KINDS[kind].fields.items() if field.is_reference]


class _Planner:
    """Goes through the rows once, with everything that is there found by its folded names."""

    def __init__(self, records: Records, rows: Sequence[Wanted]) -> None:
        self.made: list[New] = []
        self.joins: dict[str, list[str]] = {}
        self.faults = TableFaults()
        self._rows = rows
        #: What cells mean, by whether they name people; what is wrong with others is said of each row.
        self._meant: dict[tuple[bool, str], list[str]] = {}
        self._owners = owners(rows)
        self._ways = ways(rows)
        self._departments = _Names(
            DEPARTMENT, "department", ((d.id, d.name, (d.code,), d.other_names) for d in records.all(Department))
        )
        self._people = _Names(
            PERSON, "goal_owner", ((p.id, p.name, (p.login,), p.other_names) for p in records.all(Person))
        )
        self._goals: dict[str, Goal] = {}
        for goal in records.all(Goal):
            known = self._goals.get(folded(goal.title))
            if known is None or (is_open(goal) and not is_open(known)):
                self._goals[folded(goal.title)] = goal
        self._results: dict[tuple[str, str], list[KeyResult]] = {}
        for result in records.all(KeyResult):
            self._results.setdefault((result.goal or "", folded(result.title)), []).append(result)
        self._latest = _latest(records.all(CheckIn))
        self._titles: dict[tuple[str, str], int] = {}
        for row in rows:
            title = folded(row.goal), folded(row.key_result)
            self._titles[title] = self._titles.get(title, 0) + 1

    def look_at_all(self) -> None:
        """Fill ``made`` and ``joins``."""
        involved: dict[str, list[str]] = {}
        for row in self._rows:
            department, *others = self._all(self._departments, row.department, row) or [None]
            title = folded(row.goal)
            goal = self._goals.get(title)
            if goal is not None:
                joined = [*goal.departments, *self.joins.get(goal.id, ())]
                self._look_at_result(row, goal.id, department, others, joined)
                continue
            key = "+goal " + title
            if title not in involved:
                involved[title] = []
                named = self._owners.get(title)
                people = self._all(self._people, named.owner, named) if named else []
                owner, *beside = people or [None]
                step, outcome = self._ways.get(title, ("", ""))
                way = {"step": step or "prepare", "outcome": outcome}
                raci = (
                    {owner: "A", **dict.fromkeys(beside, "R")} if beside else {}
                )  # of several the first answers for it
                values = {"title": row.goal, "owner": owner, "departments": involved[title], "raci": raci, **way}
                self.made.append(New(key, "goal", row.goal, row.line, values))
            self._look_at_result(row, key, department, others, involved[title])

    def _look_at_result(
        self, row: Wanted, goal: str, department: str | None, others: Sequence[str | None], involved: list[str]
    ) -> None:
        found = self._result(row, goal, department)
        if found is None:
            key = f"+key-result {row.line}"
            scale = {"start": 0, "target": 100, "unit": "%"}
            values = {"title": row.key_result, "goal": goal, "department": department, "extra": row.extra, **scale}
            self.made.append(New(key, "key-result", row.key_result, row.line, values))
            for each in (department, *others):
                if each is not None and each not in involved:
                    involved.append(each)
                    if not goal.startswith("+"):
                        self.joins.setdefault(goal, []).append(each)
        else:
            key = found.id
        if row.progress is not None and (found is None or self._latest.get(key, (None, None))[1] != row.progress):
            values = {"value": row.progress, "key_result": key}
            self.made.append(New(f"+check-in {row.line}", "check-in", row.key_result, row.line, values))

    def _result(self, row: Wanted, goal: str, department: str | None) -> KeyResult | None:
        """The key result that the row means: of its department, or the only one of that title on both sides."""
        known = self._results.get((goal, folded(row.key_result)))
        if known is None:
            return None
        for result in known:
            if result.department == department:
                return result
        alone = self._titles[folded(row.goal), folded(row.key_result)] == 1
        return known[0] if len(known) == 1 and alone else None

    def _all(self, names: "_Names", cell: str, row: Wanted) -> list[str]:
        """The ids, or keys, of all that a cell names."""
        people = names is self._people
        if (meant := self._meant.get((people, cell))) is not None:
            return meant
        parts = cell_words.names(cell, lambda name: bool(names.find(name)), people=people)
        found = [found for name in parts if (found := self._find(names, name, row.line)) is not None]
        if len(found) == len(parts):
            self._meant[people, cell] = found
        return found

    def _find(self, names: "_Names", name: str, line: int) -> str | None:
        found = names.find(name)
        if len(found) == 1:
            return found[0]
        if found:
            words = Words('"{name}" can mean {ids}. Write the id instead', "ambiguous", name=name, ids=found[:NAMED])
            self.faults.add(line, names.column, words)
            return None
        key = f"+{names.kind.name} {folded(name)}"
        names.add(key, name)
        code = {"code": name if CODE.fullmatch(name) else ""} if "code" in names.kind.fields else {}
        self.made.append(New(key, names.kind.name, name, line, {"name": name, **code}))
        return key


class _Names:
    """Ids by folded names. A code, login or id counts before a name, a name before a former one."""

    def __init__(self, kind: Kind, column: str, known: Iterable[tuple[str, str, Sequence[str], Sequence[str]]]) -> None:
        self.kind, self.column = kind, column
        self._ranks: tuple[dict[str, list[str]], ...] = ({}, {}, {})
        for id, name, short, others in known:
            for rank, words in zip(self._ranks, ((id, *short), (name,), others), strict=True):
                for word in words:
                    if word:
                        rank.setdefault(folded(word), []).append(id)

    def find(self, name: str) -> list[str]:
        """The ids that the name can mean, each once."""
        for rank in self._ranks:
            found = rank.get(folded(name))
            if found:
                return list(dict.fromkeys(found))
        return []

    def add(self, key: str, name: str) -> None:
        """From now on the name means this."""
        self._ranks[1][folded(name)] = [key]


def _latest(check_ins: Iterable[CheckIn]) -> dict[str, tuple[tuple[str, int], int | float]]:
    """The day, number and value of the latest check-in of each key result."""
    latest: dict[str, tuple[tuple[str, int], int | float]] = {}
    for check_in in check_ins:
        when = str(check_in.on or ""), int(check_in.id.partition("-")[2] or 0)
        if check_in.key_result and (check_in.key_result not in latest or latest[check_in.key_result][0] < when):
            latest[check_in.key_result] = when, check_in.value
    return latest
