"""An office to attack: two departments with a lead, one without, somebody of every role, and work that is under way."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store import commands
from store.engine.ledger import Ledger
from store.errors import Refused
from store.kinds import allocation, consensus, request
from store.kinds.decision import decide
from store.kinds.retro import add_card
from store.kinds.workspace import found
from store.records import Changes, Records
from store.workspace import Workspace, open_workspace

#: DP-1 MKT (ana leads, bob), DP-2 FIN (fay leads, fin), DP-3 OPS (nobody leads, olga).
PEOPLE = (
    ("cora", "DP-1", "coordinator"), ("ana", "DP-1", "member"), ("bob", "DP-1", "member"), ("fay", "DP-2", "member"),
    ("fin", "DP-2", "member"), ("olga", "DP-3", "member"), ("vi", "DP-1", "viewer"), ("ria", "DP-3", "member"),
)  # fmt: skip
BOSS, CORA, ANA, BOB, FAY, FIN, OLGA, VI, RIA = (f"PN-{n}" for n in range(1, 10))


def furnish(folder: str) -> None:
    """Everything by those who may."""
    Ledger.create(folder, "Nordwind")
    with open_workspace(folder, "boss") as boss:
        boss.do(found, "Nordwind", "UTC", "en", "boss", "Boss", "Marketing")
        for name, code in (("Finance", "FIN"), ("Operations", "OPS")):
            boss.do(commands.add, "department", {"name": name, "code": code})
        for login, department, role in PEOPLE:
            values = {"name": login.title(), "login": login, "department": department, "role": role}
            boss.do(commands.add, "person", values)
        boss.do(commands.edit, "DP-1", {"lead": ANA, "code": "MKT"})
        boss.do(commands.edit, "DP-2", {"lead": FAY})
        today = boss.today
    office = Office(folder)
    goal = {"title": "Spring", "why": "sales", "owner": FAY, "departments": ["DP-1", "DP-2"], "due": today}
    office.do("fay", commands.add, "goal", goal)
    office.do("fay", commands.add, "key-result", {"title": "Sold", "goal": "G-1", "owner": FAY})
    office.do("fay", consensus.mark_ready, "G-1", "DP-2")
    office.do("ana", consensus.waive, "G-1", "DP-1", "nothing to bring")
    office.do("fay", consensus.take_stance, "G-1", "DP-2", "objects", "too dear")
    office.do("ana", consensus.take_stance, "G-1", "DP-1", "agrees")
    office.do("fay", commands.add, "resource", {"name": "Dock", "capacity": 5, "department": "DP-2"})
    office.do("fin", commands.add, "allocation", {"title": "Ramp", "resource": "P-1", "amount": 4, "goal": "G-1"})
    office.do("fay", allocation.grant, "AL-1")
    office.do("ana", commands.add, "request", {"title": "Code", "department": "DP-2"})
    office.do("fin", request.accept, "Q-1", FIN)
    office.do("fay", commands.add, "blocker", {"title": "No ink", "holds": ["A-1"]})
    office.do("fay", decide, "Which?", "red", "cheaper", goal="G-1", ends=["B-1"])
    office.do("fay", commands.add, "retro", {"title": "Back", "anonymous": True})
    office.do("fay", commands.add, "retro", {"title": "Again"})
    office.do("fay", add_card, "R-1", "stop", "the noise")
    office.do("fay", add_card, "R-2", "stop", "the dust")
    office.do("fay", commands.comment, "A-1", "mine")
    office.do("fay", commands.add, "milestone", {"title": "Printed", "goal": "G-1", "due": today, "owner": FAY})
    office.do("fay", commands.add, "goal", {"title": "Summer", "departments": ["DP-1", "DP-3"]})
    office.do("fay", commands.add, "action", {"title": "Paint", "owner": FAY, "department": "DP-2"})
    weekly = {"title": "Weekly", "repeats": "FREQ=WEEKLY", "departments": ["DP-1", "DP-2"], "facilitators": [ANA]}
    office.do("ana", commands.add, "series", weekly)
    meeting = {"title": "Weekly", "series": "SE-1", "on": today, "departments": ["DP-1", "DP-2"], "state": "open"}
    office.do("ana", commands.add, "meeting", meeting)
    office.do("bob", commands.add, "agenda-item", {"title": "Which dock?", "meeting": "M-1", "sort": "decide"})
    office.do("bob", commands.add, "agenda-item", {"title": "Flyers", "meeting": "M-1"})
    office.close()


class Office:
    """``office.do("bob", command, …)`` is what bob's program gives to the workspace."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._open: dict[str, Workspace] = {}

    @staticmethod
    def copy(of: Path, to: Path) -> "Office":
        """One like it, of one's own."""
        shutil.copytree(of, to)
        return Office(str(to))

    def __getitem__(self, who: str) -> Workspace:
        if who not in self._open:
            self._open[who] = open_workspace(self._folder, who)
        return self._open[who]

    def do(self, who: str, command: Callable[..., Any], *given: Any, **values: Any) -> Any:
        """One commit of that person."""
        return self[who].do(command, *given, **values)

    def put(self, who: str, id: str, **values: Any) -> Any:
        """A script of theirs that knows no rule puts these fields into the record."""
        return self.do(who, lambda changes: changes.change(changes.get(id), **values))

    def at(self, who: str, id: str, field: str, key: str, **values: Any) -> Any:
        """The same with one item of a map."""
        import msgspec

        def command(changes: Changes) -> Any:
            record = changes.get(id)
            items = getattr(record, field)
            return changes.change(record, **{field: {**items, key: msgspec.structs.replace(items[key], **values)}})

        return self.do(who, command)

    def get(self, id: str) -> Any:
        """The record as it is now."""
        workspace = self["boss"]
        workspace.ledger.catch_up()
        return Records(workspace.ledger.unveiled).get(id)

    def close(self) -> None:
        """Everybody goes home."""
        for workspace in self._open.values():
            workspace.close()


#: It does what may be done, and returns what may not.
Attack = Callable[[Office], Callable[[], Any]]


def refused(office: Office, attack: Attack) -> None:
    """The last step of it is, and nothing is written."""
    last_step = attack(office)
    ledger = office["boss"].ledger
    ledger.catch_up()
    before = ledger.seq
    with pytest.raises(Refused):
        last_step()
    ledger.catch_up()
    assert ledger.seq == before
