"""Stand-up entries and the daily round: what is posted, amended, made of lines; what keeps the round open."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from store.commands import add, done, drop, edit, reopen, undo
from store.commands.standup import close_round, lead_round, open_round, post
from store.errors import Invalid, NotFound, Refused, Stale
from store.kinds.blocker import Blocker, block, raise_again
from store.kinds.decision import decide
from store.kinds.escalation import escalate
from store.kinds.standup import Line, StandUp, amended, timing
from store.kinds.standup_round import Round
from store.workspace import Workspace, open_workspace
from tests.for_each import for_each
from tests.store.conftest import OnDay

MON, TUE, WED = (date(2026, 11, day) for day in (23, 24, 25))
NEXT, DONE = Line(section="next", text="Ring the customs"), Line(section="done", text="Sent the feed")


def entry(w: Workspace, id: str = "SU-1") -> StandUp:
    w.ledger.catch_up()
    return w.records.one(StandUp, id)


def said(found: StandUp) -> list[tuple[str, str, str | None]]:
    return [(line.section, line.text, line.on) for line in found.lines]


@pytest.fixture
def bo(organisation: Workspace) -> Any:
    with open_workspace(organisation.ledger.folder, "bo") as workspace:
        yield workspace


# Entries


def test_there_is_one_a_person_a_day_whatever_makes_it(organisation: Workspace):
    w = organisation
    assert (w.do(post, [DONE], MON).id, w.do(post, [DONE], TUE).id, w.do(post, [DONE], MON, "PN-2").id) == (
        "SU-1", "SU-2", "SU-3",
    )  # fmt: skip
    for attempt in (
        lambda: w.do(add, "standup", {"day": MON}),
        lambda: w.do(edit, "SU-2", {"day": MON}),
        lambda: w.documents.table("standup").insert({"day": "2026-11-24", "person": "PN-1"}),
    ):
        with pytest.raises(Invalid, match="that day already"):
            attempt()
    assert w.do(add, "standup", {"day": WED}).person == "PN-1"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({"section": "later", "text": "x"}, "is not one of"),
        ({"section": "done"}, "wants words"),
        ({"section": "done", "text": "x" * 1001}, "longer than"),
        ({"section": "done", "text": "x", "on": "Z-1"}, "no Z-1"),
    ],
)
def test_what_is_no_line(organisation: Workspace, line: dict[str, Any], fault: str):
    document = {"day": "2026-11-24", "person": "PN-1", "lines": [{"id": "1", **line}]}
    with pytest.raises((Invalid, NotFound), match=fault):
        organisation.documents.table("standup").insert(document)


def test_amending_adds_to_what_is_there(organisation: Workspace):
    w = organisation
    w.do(post, [DONE, NEXT], MON)
    assert not amended(entry(w))
    w.do(post, [NEXT, Line(section="note", text=" off at \x1b noon ")], MON)
    assert [line.text for line in entry(w).lines] == ["Sent the feed", "Ring the customs", "off at noon"]
    assert amended(entry(w))
    seq = w.ledger.seq
    w.do(post, [NEXT], MON)
    assert w.ledger.seq == seq
    for empty in ((MON, None), (TUE, ())):
        with pytest.raises(Refused, match="says something"):
            w.do(post, [], empty[0], base=entry(w).lines if empty[1] is None else None)


def test_what_two_write_at_the_same_time_is_merged(organisation: Workspace, bo: Workspace):
    """Ana posts for bo while he amends; only the same line twice is a conflict."""
    first, second = bo.do(post, [DONE, NEXT], MON).lines
    seen = (first, second)
    organisation.do(post, [first], MON, "PN-2", base=seen)
    bo.do(post, [first, second, Line(section="note", text="hello")], MON, base=seen)
    assert [line.text for line in entry(bo).lines] == ["Sent the feed", "hello"]
    seen = entry(bo).lines
    mine, theirs = (Line(seen[0].id, "done", text) for text in ("Sent it", "Sent all"))
    bo.do(post, [mine, seen[1]], MON, base=seen)
    with pytest.raises(Stale):
        organisation.do(post, [theirs, seen[1]], MON, "PN-2", base=seen)


def test_only_a_coordinator_posts_for_somebody_else(organisation: Workspace, bo: Workspace):
    organisation.do(post, [DONE], MON, "PN-2")
    assert entry(organisation).made_by == "ana"
    bo.do(post, [NEXT], MON)
    for attempt in (
        lambda: bo.do(post, [DONE], MON, "PN-3"),
        lambda: bo.do(add, "standup", {"day": MON, "person": "PN-3"}),
    ):
        with pytest.raises(Refused, match="Only fay or a coordinator"):
            attempt()
    organisation.do(post, [DONE], MON, "PN-3")
    with pytest.raises(Refused, match="Only fay"):
        bo.do(edit, "SU-2", {"day": TUE})
    with pytest.raises(Refused, match="stays whose it is"):
        organisation.do(edit, "SU-2", {"person": "PN-1"})


def test_a_record_that_a_line_names_is_there_and_may_go_later(organisation: Workspace):
    w = organisation
    with pytest.raises(NotFound, match="A-7"):
        w.do(post, [Line(section="next", on="A-7")], MON)
    w.do(add, "action", {"title": "Feed"})
    w.do(block, ["A-1"], "No code")
    w.do(post, [Line(section="blocked", text="No code", on="B-1")], MON)
    w.do(drop, "B-1", "twice")
    assert said(entry(w)) == [("blocked", "No code", "B-1")]
    w.do(post, [NEXT], MON)
    assert len(entry(w).lines) == 2


@pytest.mark.parametrize(
    ("line", "kind", "expected"),
    [
        (NEXT, "action", {"title": "Ring the customs", "owner": "PN-2", "department": "DP-1", "state": "todo"}),
        (DONE, "action", {"title": "Sent the feed", "owner": "PN-2", "state": "done", "done_on": TUE}),
        (Line(section="blocked", text="No code", on="A-1"), "blocker", {"title": "No code", "holds": ("A-1",)}),
        (Line(section="blocked", text="No code"), "blocker", {"title": "No code", "holds": ()}),
    ],
)
def test_a_line_becomes_a_record_in_the_same_commit(organisation: Workspace, line: Line, kind: str, expected: Any):
    w = organisation
    w.do(add, "action", {"title": "Feed"})
    seq, (ready,) = w.ledger.seq, (Line("x", line.section, line.text, line.on),)
    w.do(post, [ready], TUE, "PN-2", make=["x"])
    assert w.ledger.seq == seq + 1
    made = list(w.records.of_kind(kind))[-1]
    assert {name: getattr(made, name) for name in expected} == expected
    assert entry(w).lines[0].on == made.id
    if kind == "action":
        assert made.source == "SU-1"  # type: ignore[attr-defined]
    w.do(post, [entry(w).lines[0]], TUE, "PN-2", make=["x"])
    if kind == "action":
        assert w.ledger.seq == seq + 1, "it is one already"
    last = undo.latest(w.ledger)
    assert last is not None
    undo.take_back(w, last)
    assert w.records.find(made.id) is None
    assert w.records.find("SU-1") is None


def test_a_note_stays_a_note(organisation: Workspace):
    for lines, make, error in (([Line("x", "note", "hello")], ["x"], Refused), ([NEXT], ["y"], NotFound)):
        with pytest.raises(error):
            organisation.do(post, lines, TUE, make=make)
    assert organisation.records.find("SU-1") is None


NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


@for_each(
    "made, day, zone, closed, expected",
    [
        (NINE, TUE, "UTC", None, "in time"),
        (NINE, TUE, "UTC", NINE + timedelta(minutes=5), "in time"),
        (NINE, TUE, "UTC", NINE - timedelta(minutes=5), "late"),
        (NINE, MON, "UTC", None, "late"),
        (NINE, WED, "UTC", None, "early"),
        (NINE, WED, "UTC", NINE - timedelta(minutes=5), "early"),
        (NINE.replace(hour=20), WED, "Asia/Shanghai", None, "in time"),
        (NINE.replace(hour=20), TUE, "Asia/Shanghai", None, "late"),
        (NINE.replace(hour=3), MON, "America/New_York", None, "in time"),
        (None, MON, "UTC", None, "in time"),
    ],
)
def test_early_and_late_follow_from_when_it_was_posted(made: Any, day: date, zone: str, closed: Any, expected: str):
    assert timing(made, day, zone, closed) == expected


def test_an_entry_is_not_for_a_day_far_ahead(organisation: Workspace):
    here = organisation.here
    organisation.do(post, [NEXT], here + timedelta(14))
    with pytest.raises(Refused, match="days ahead"):
        organisation.do(post, [NEXT], here + timedelta(15))


# The round


@pytest.fixture
def raised(organisation: Workspace, on_day: OnDay) -> Workspace:
    """B-1 holds A-1 since Monday and was raised on Monday; in Tuesday's entry of bo it is named; the round is open."""
    on_day(MON, add, "action", {"title": "Feed", "owner": "PN-2", "department": "DP-1"})
    on_day(MON, block, ["A-1"], "No code")
    on_day(MON, raise_again, "B-1")
    on_day(TUE, open_round)
    on_day(TUE, post, [Line(section="blocked", text="No code", on="B-1")], TUE, "PN-2")
    return organisation


def blocker(w: Workspace) -> Blocker:
    return w.records.one(Blocker, "B-1")


def next_step(on_day: OnDay) -> None:
    on_day(TUE, edit, "B-1", {"next_step": "ring them", "next_by": WED, "next_owner": "PN-2"})


MEET: dict[str, Callable[[OnDay], Any]] = {
    "a next step": next_step,
    "an escalation": lambda on_day: on_day(TUE, escalate, "B-1", "PN-3"),
    "a decision": lambda on_day: on_day(TUE, decide, "Which code?", "4711", ends=["B-1"]),
    "the end of it": lambda on_day: on_day(TUE, done, "B-1", "found"),
}


@pytest.mark.parametrize("meet", MEET)
def test_what_came_up_again_keeps_the_round_open_until_something_is_done(raised: Workspace, on_day: OnDay, meet: str):
    seq = raised.ledger.seq
    with pytest.raises(
        Refused, match=r"B-1: raised again without progress.*next step.*next one above.*decision"
    ) as held:
        on_day(TUE, close_round)
    assert held.value.details == {"held": ["B-1"]}
    assert raised.ledger.seq == seq, "nothing is written"
    MEET[meet](on_day)
    on_day(TUE, close_round)
    assert raised.records.one(Round, "SR-1").closed is not None
    assert [(each.id, each.by) for each in blocker(raised).raised] == [(str(MON), "ana"), (str(TUE), "bo")]


def test_a_next_step_whose_day_has_passed_is_no_progress(raised: Workspace, on_day: OnDay):
    on_day(MON, edit, "B-1", {"next_step": "ring them", "next_by": MON, "next_owner": "PN-2"})
    with pytest.raises(Refused, match="raised again without progress"):
        on_day(TUE, close_round)


def test_the_stand_up_of_an_earlier_day_is_opened_and_closed_of_a_later_one_not(organisation: Workspace, on_day: OnDay):
    on_day(TUE, open_round, MON)
    assert organisation.records.one(Round, "SR-1").day == MON
    on_day(TUE, close_round, MON)
    assert organisation.records.one(Round, "SR-1").closed is not None
    with pytest.raises(Refused, match="still to come"):
        on_day(MON, open_round, TUE)


def test_what_is_named_for_the_first_time_is_only_raised(organisation: Workspace, on_day: OnDay):
    on_day(MON, add, "action", {"title": "Feed"})
    on_day(MON, block, ["A-1"], "No code")
    on_day(MON, block, ["A-1"], "No list")
    on_day(MON, post, [Line(section="blocked", on="B-1"), Line(section="note", text="B-2 too", on="B-2")], MON)
    on_day(MON, post, [Line(section="blocked", on="B-1")], MON, "PN-2")
    assert [(each.id, each.by) for each in blocker(organisation).raised] == [(MON.isoformat(), "ana")]
    assert organisation.records.one(Blocker, "B-2").raised == ()


def test_it_is_opened_once_and_closed_once(organisation: Workspace, on_day: OnDay):
    w = organisation
    with pytest.raises(Refused, match="has begun"):
        on_day(MON, close_round)
    on_day(MON, open_round)
    assert on_day(MON, open_round).id == "SR-1"
    assert w.records.one(Round, "SR-1").facilitator == "PN-1"
    on_day(MON, close_round, None, ["PN-2"])
    assert w.records.one(Round, "SR-1").present == ("PN-1", "PN-2")
    for again in (open_round, close_round):
        with pytest.raises(Refused, match="closed already"):
            on_day(MON, again)
    on_day(MON, reopen, "SR-1")
    on_day(MON, close_round)
    assert w.records.one(Round, "SR-1").closed is not None
    with pytest.raises(Invalid, match="that day already"):
        on_day(TUE, add, "round", {"day": MON})
    for values in ({"day": TUE}, {"present": ["PN-2"]}):
        with pytest.raises(Refused, match="only who leads it"):
            on_day(TUE, edit, "SR-1", values)


def test_whoever_leads_it_closes_it(organisation: Workspace, bo: Workspace):
    organisation.do(open_round)
    with pytest.raises(Refused, match="ana leads SR-1"):
        bo.do(close_round)
    bo.do(lead_round, "SR-1")
    bo.do(close_round)
    assert bo.records.one(Round, "SR-1").present == ("PN-2",)
    with pytest.raises(Refused, match="closed already"):
        bo.do(lead_round, "SR-1")
