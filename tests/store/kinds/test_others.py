"""Blockers, key results, check-ins, the workspace itself: what their rules say."""

from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import add, done, edit, reopen
from store.errors import Invalid, Refused
from store.kinds import KINDS, PREFIXES, split_id
from store.kinds.blocker import Blocker, Interval, age, block
from store.kinds.key_result import check_in, fraction
from store.kinds.workspace import found
from store.workspace import Workspace
from tests.for_each import for_each

DAY = date(2026, 11, 23)


def test_every_kind_has_a_prefix_and_one_naming_field():
    assert len(PREFIXES) == len(KINDS)
    for kind in KINDS.values():
        assert [field.name for field in kind.fields.values() if field.names] == [kind.naming.name]
        assert all(field.name == name for name, field in kind.fields.items())


@for_each("id", ["G-0", "G-01", "G1", "g-1", "G-", "G-x", "G--1", "X-1", "", "G-²", "G-" + "1" * 5000])
def test_what_is_not_written_like_an_id_is_none(id: str):
    assert split_id(id) is None


def test_the_age_of_a_blocker_is_the_sum_of_its_intervals():
    before = Interval(DAY - timedelta(days=30), DAY - timedelta(days=25))
    assert age(Blocker(title="x", since=DAY - timedelta(days=4), earlier=(before,)), DAY) == 9
    resolved = Blocker(title="x", since=DAY - timedelta(days=4), resolved=DAY - timedelta(days=1))
    assert age(resolved, DAY) == 3
    assert age(Blocker(title="x"), DAY) == 0


def test_a_blocker_is_resolved_and_reopened(organisation: Workspace):
    organisation.do(add, "action", {"title": "A"})
    organisation.do(block, ["A-1"], "no budget code", "DP-2", cause="resource", severity="high")
    blocker: Any = organisation.records.get("B-1")
    assert (blocker.holds, blocker.waiting_on, blocker.since) == (("A-1",), "DP-2", organisation.today)
    organisation.do(done, "B-1", "code 4711")
    blocker = organisation.records.get("B-1")
    assert (blocker.resolved, blocker.resolution) == (organisation.today, "code 4711")
    with pytest.raises(Refused, match="resolved already"):
        organisation.do(done, "B-1")
    organisation.do(reopen, "B-1")
    blocker = organisation.records.get("B-1")
    assert (blocker.resolved, blocker.resolution, len(blocker.earlier)) == (None, "", 1)
    for wrong in ((["A-9"], "x"), (["PN-1"], "x"), (["A-1"], " "), ([], "x")):
        with pytest.raises(Refused):
            organisation.do(block, *wrong)


@for_each(
    "value, start, target, direction, share",
    [
        (0, 0, 100, "up", 0),
        (71, 0, 100, "up", 0.71),
        (120, 0, 100, "up", 1.2),
        (45, 50, 40, "down", 0.5),
        (60, 50, 40, "down", -1),
        (5, 5, 5, "up", 1),
        (4, 5, 5, "up", 0),
        (4, 5, 5, "down", 1),
        (15, 10, 20, "within", 1),
        (25, 10, 20, "within", 0.5),
    ],
)
def test_how_much_of_the_way(value: float, start: float, target: float, direction: str, share: float):
    assert fraction(value, start, target, direction) == pytest.approx(share)


def test_a_check_in_is_of_today_or_before(organisation: Workspace):
    organisation.do(add, "key-result", {"title": "Sold"})
    made = organisation.do(check_in, "KR-1", 71, confidence=8, note="good\x07")
    assert (made.key_result, made.on, made.note) == ("KR-1", organisation.today, "good")
    with pytest.raises(Refused, match="still to come"):
        organisation.do(check_in, "KR-1", 71, on=organisation.today + timedelta(days=1))
    with pytest.raises(Invalid, match="at most 10"):
        organisation.do(check_in, "KR-1", 71, confidence=11)
    added: Any = organisation.records.get(organisation.do(add, "check-in", {"value": 3, "key_result": "KR-1"}).id)
    assert added.on == organisation.today


def test_founding_twice_changes_nothing(workspace: Workspace):
    seq = workspace.ledger.seq
    workspace.do(found, "Nordwind", "UTC", "en", "ana", "Ana Lund", "marketing")
    assert workspace.ledger.seq == seq
    person: Any = workspace.records.get("PN-1")
    assert (person.role, person.department, person.login) == ("admin", "DP-1", "ana")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", "Mars/Olympus"),
        ("zone", "../../etc/passwd"),
        ("zone", ""),
        ("working_days", "89"),
        ("stale_after", 0),
        ("days", {"2026-02-29": "Leap day"}),
        ("days", {"20261225": "Christmas"}),
        ("days", {"fri": ""}),
        ("days", {"2026-12-25": "x" * 201}),
        ("days", {"2026-12-25": {"works": "maybe"}}),
    ],
)
def test_settings_that_there_are_not(workspace: Workspace, field: str, value: Any):
    with pytest.raises(Invalid) as error:
        workspace.do(edit, "WS-1", {field: value})
    assert error.value.faults[0].field == field


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "America"])
def test_a_time_zone_of_one_s_own_has_to_be_one(organisation: Workspace, zone: str):
    with pytest.raises(Invalid, match="not a time zone") as error:
        organisation.do(edit, "PN-2", {"zone": zone})
    assert error.value.faults[0].field == "zone"
    organisation.do(edit, "PN-2", {"zone": "Asia/Shanghai"})
    organisation.do(edit, "PN-2", {"zone": ""})


def test_late_is_counted_in_the_zone_of_the_workspace(workspace: Workspace):
    workspace.do(edit, "WS-1", {"zone": "Pacific/Kiritimati"})
    east = workspace.today
    workspace.do(edit, "WS-1", {"zone": "Pacific/Pago_Pago"})
    assert (east - workspace.today).days in (1, 2)  # 25 hours apart
