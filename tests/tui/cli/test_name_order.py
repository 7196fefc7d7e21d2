"""People and departments stand in one order everywhere: board, picker, stand-up room, digest, `list`."""

from pathlib import Path

import store
from store.insight import standup_room
from store.insight.overview import Overview
from tests.tui.cli.conftest import Concord
from tests.tui.conftest import Opened
from tui.board.listing import Listing
from tui.faces.face import Narrowing
from tui.parts.record_options import options

#: Told by logins, by characters, or by what these are read as elsewhere, the order would be another.
NAMES = {"安娜": "z1", "仇和": "b2", "解晓东": "a3", "单晓燕": "c4", "翟天临": "a5", "万俟卨": "x6", "Zoe": "a7"}
SORTED = ["安娜", "万俟卨", "仇和", "单晓燕", "解晓东", "翟天临", "Zoe"]
CODES = ["运营", "采购", "财务"]


async def test_the_order_by_name_is_the_same_everywhere(acme: Path, concord: Concord, opened: Opened):
    for code in CODES:
        concord("add", "department", code, "--code", code)
    for name, login in NAMES.items():
        concord("add", "person", name, "--login", login, "--department", "MKT")
    with store.open_workspace(str(acme), "ana") as workspace:
        overview = Overview(workspace.ledger, workspace.today, calendar=workspace.records.calendar)
        called = {id: overview.reading.get(id).name for id in standup_room.people(overview)}  # type: ignore[attr-defined]
        assert [name for name in called.values() if name in SORTED] == SORTED
        turns = {turn.department: turn.people for turn in standup_room.walk(overview, workspace.today)}
        walked = [said.person for said in turns["DP-1"]]
        assert [called[id] for id in walked if called[id] in SORTED] == SORTED
        departments = standup_room.departments(overview)
        assert [overview.called(id) for id in departments] == ["财务", "采购", "FIN", "MKT", "运营"]
    listed = [line.split()[-1] for line in concord("list", "person").out.splitlines()]
    assert [name for name in listed if name in SORTED] == SORTED
    assert [line.split()[0] for line in concord("list", "department").out.splitlines()] == departments
    async with opened(acme) as pilot:
        desk = pilot.app.screen.desk  # type: ignore[attr-defined]
        found = [option.name for option in options(desk, ("person",))]
        assert [name for name in found if name in SORTED] == SORTED
        assert [option.id for option in options(desk, ("department",))] == departments
        listed = [desk.records.get(id).name for id in Listing(desk, "person").ids(Narrowing())]
        assert [name for name in listed if name in SORTED] == SORTED
        assert Listing(desk, "department").ids(Narrowing()) == departments
