"""The journal told as sentences, in the order in which people read it."""

from datetime import timedelta

import pytest

from store import commands, history
from store.commands import standup
from store.commands.undo import latest, take_back
from store.kinds import blocker, retro
from store.kinds.consensus import take_stance
from store.kinds.key_result import check_in
from store.kinds.standup import Line
from store.workspace import Workspace, open_workspace
from tests.store.begun import begun


@pytest.fixture
def bo(organisation: Workspace):
    with open_workspace(organisation.ledger.folder, "bo") as workspace:
        yield workspace


def sentences(workspace: Workspace, seq: int = 0) -> list[str]:
    """What happened since, the newest first, with the reasons."""
    entries = history.since(workspace.ledger, seq)
    return [
        f"{event.words}: {event.why}" if event.why else str(event.words)
        for event in history.told(entries, workspace.records)
    ]


def test_what_people_do_reads_as_they_would_tell_it(organisation: Workspace):
    ana, day = organisation, organisation.today
    seq = ana.ledger.seq
    ana.do(commands.add, "goal", {"title": "Promotion", "departments": ["DP-1", "DP-2"]})
    ana.do(commands.add, "action", {"title": "Stock feed", "goal": "G-1", "due": day})
    ana.do(commands.edit, "A-1", {"due": day + timedelta(days=3)}, why="waiting for Legal")
    ana.do(commands.edit, "A-1", {"owner": "PN-2"})
    ana.do(commands.edit, "A-1", {"owner": "PN-1"})
    ana.do(commands.edit, "A-1", {"priority": "high"})
    ana.do(commands.edit, "A-1", {"title": "Stock feed to the shops", "note": "by hand"})
    ana.do(commands.comment, "A-1", "the code is in")
    ana.do(blocker.block, ["A-1"], "no budget code", "DP-2")
    ana.do(commands.done, "B-1", "it came")
    ana.do(commands.done, "A-1")
    ana.do(commands.reopen, "A-1")
    ana.do(commands.drop, "A-1", "not needed")
    ana.do(take_stance, "G-1", "DP-2", "objects", "no capacity")
    ana.do(take_stance, "G-1", "DP-2", "agrees")
    ana.do(commands.edit, "G-1", {"step": "meet"}, why="we know what for")
    ana.do(commands.add, "key-result", {"title": "Stock sold", "goal": "G-1"})
    ana.do(check_in, "KR-1", 71, 8)
    found = sentences(ana, seq)[::-1]
    assert found == [
        "ana added G-1 Promotion",
        "ana added A-1 Stock feed to the shops",
        f"ana moved A-1 Stock feed to the shops from {day} to {day + timedelta(days=3)}: waiting for Legal",
        "ana gave A-1 Stock feed to the shops to bo",
        "ana took A-1 Stock feed to the shops",
        "ana changed Priority of A-1 Stock feed to the shops from Normal to High",
        "ana changed A-1 Stock feed to the shops (Title; Note)",
        "ana on A-1 Stock feed to the shops: the code is in",
        "ana blocked A-1 Stock feed to the shops: B-1 no budget code",
        "ana resolved B-1 no budget code: it came",
        "ana finished A-1 Stock feed to the shops",
        "ana reopened A-1 Stock feed to the shops",
        "ana dropped A-1 Stock feed to the shops: not needed",
        "ana: FIN objects to G-1 Promotion: no capacity",
        "ana: FIN agrees to G-1 Promotion",
        "ana took G-1 Promotion from Prepare to Meet: we know what for",
        "ana added KR-1 Stock sold",
        "ana put G-1 Promotion to FIN again",
        "ana checked KR-1 Stock sold in at 71, confidence 8 of 10",
    ]


def test_many_at_once_is_one_line(organisation: Workspace):
    seq = organisation.ledger.seq
    organisation.do(commands.add_many, "action", [{"title": f"Action {n}"} for n in range(40)])
    organisation.do(commands.done_many, [f"A-{n}" for n in range(1, 6)])
    organisation.do(commands.done_many, ["A-6", "A-7"])
    assert sentences(organisation, seq) == [
        "ana finished A-6 Action 5",
        "ana finished A-7 Action 6",
        "ana finished 5 Actions",
        "ana added 40 Actions",
    ]


def test_an_undo_is_told_as_one(organisation: Workspace):
    organisation.do(commands.add, "action", {"title": "One"})
    organisation.do(commands.edit, "A-1", {"title": "Two"})
    for _ in range(2):
        entry = latest(organisation.ledger, own=organisation.ledger.own)
        assert entry is not None
        take_back(organisation, entry)
    assert sentences(organisation)[:2] == ["ana took back adding A-1 One", "ana took back a change of A-1 One"]


def test_mine_can_be_left_out(organisation: Workspace, bo: Workspace):
    seq = organisation.ledger.seq
    organisation.do(commands.add, "action", {"title": "Mine"})
    bo.do(commands.add, "action", {"title": "His"})
    organisation.ledger.catch_up()
    entries = history.since(organisation.ledger, seq, but="ana")
    assert [str(event.words) for event in history.told(entries, organisation.records)] == ["bo added A-2 His"]


def test_the_life_of_a_record_has_what_was_said_about_it(organisation: Workspace):
    organisation.do(commands.add, "goal", {"title": "Promotion"})
    organisation.do(commands.add, "action", {"title": "One", "goal": "G-1"})
    organisation.do(commands.add, "action", {"title": "Two", "goal": "G-1"})
    organisation.do(commands.edit_many, ["A-1", "A-2"], {"priority": "high"})
    organisation.do(commands.comment, "A-1", "A-2 waits for this")
    organisation.do(blocker.block, ["A-1", "A-2"], "no budget")
    found = list(history.life(organisation.ledger, organisation.records, "A-1"))
    assert [str(event.words) for event in found] == [
        "ana blocked A-1 One, A-2 Two: B-1 no budget",
        "ana on A-1 One: A-2 waits for this",
        "ana changed Priority of A-1 One from Normal to High",
        "ana added A-1 One",
    ]
    assert found[2].changes == (history.Change("priority", "normal", "high"),)
    assert not list(history.life(organisation.ledger, organisation.records, "A-99"))


def test_cards_of_an_anonymous_retrospective_name_nobody(organisation: Workspace):
    made = organisation.do(commands.add, "retro", {"title": "Sale", "anonymous": True})
    organisation.do(retro.add_card, made.id, "start", "talk")
    assert sentences(organisation)[0].startswith("Somebody put a card on R-1 Sale")


def test_it_is_grouped_by_goal_and_by_department(organisation: Workspace):
    seq = organisation.ledger.seq
    organisation.do(commands.add, "goal", {"title": "Promotion", "departments": ["DP-1"]})
    organisation.do(commands.add, "action", {"title": "Loose", "department": "DP-2"})
    organisation.do(commands.add, "action", {"title": "Bound", "goal": "G-1"})
    organisation.do(commands.comment, "A-2", "well")
    organisation.do(commands.add, "person", {"name": "Cy", "department": "DP-2"})
    events = history.told(history.since(organisation.ledger, seq), organisation.records)
    found = {group.id: [event.id for event in group.events] for group in history.grouped(events, organisation.records)}
    assert found == {"DP-2": ["PN-4", "A-1"], "G-1": ["CM-1", "A-2", "G-1"]}
    assert list(found) == ["G-1", "DP-2"]  # though the person was added last


def test_who_posted_on_a_day_stands_in_one_line(organisation: Workspace):
    seq = organisation.ledger.seq
    for who in ("ana", "bo"):
        with open_workspace(organisation.ledger.folder, who) as session:
            session.do(standup.post, [Line(section="note", text="here")])
    organisation.ledger.catch_up()
    events = history.told(history.since(organisation.ledger, seq), organisation.records)
    (group,) = history.grouped(events, organisation.records)
    (event,) = group.events
    assert event.words.values["names"] == ["bo", "ana"]
    assert "bo, ana posted for the stand-up" in str(event.words)


def test_a_clock_that_jumped_is_not_believed_over_the_sequence(
    organisation: Workspace, monkeypatch: pytest.MonkeyPatch
):
    from datetime import UTC, datetime

    from store import clock

    days = [datetime(2026, 11, 20, tzinfo=UTC), datetime(2016, 1, 1, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)]
    seq = organisation.ledger.seq
    for n, now in enumerate(days):
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        with open_workspace(organisation.ledger.folder, "ana") as session:
            session.do(commands.add, "action", {"title": f"Action {n}"})
    organisation.ledger.catch_up()
    events = list(history.told(history.since(organisation.ledger, seq), organisation.records))
    times = [event.at for event in events if event.at]
    assert times == sorted(times, reverse=True)
    found = history.recent(organisation.ledger, "2026-11-19", 50)
    assert [entry.seq for entry in found][-1] <= seq + 1
    assert len(list(organisation.records.of_kind("action"))) == 3


def test_what_follows_for_a_goal_reads_as_what_it_is(organisation: Workspace):
    from store.commands.deciding_anew import decide_anew
    from store.kinds.consensus import answer
    from store.kinds.decision import decide

    w = organisation
    w.do(begun, "goal", {"title": "Promotion", "departments": ["DP-1", "DP-2"], "step": "meet"})
    w.do(commands.add, "key-result", {"title": "Sold", "goal": "G-1"})
    w.do(take_stance, "G-1", "DP-1", "agrees")
    w.do(take_stance, "G-1", "DP-2", "objects", "no capacity")
    seq = w.ledger.seq
    w.do(answer, "G-1", "DP-2", "two people help")
    w.do(commands.edit, "KR-1", {"target": 90}, why="so")
    w.do(take_stance, "G-1", "DP-2", "objects", "still none")
    w.do(commands.edit, "G-1", {"expected": "half of it"})
    w.do(take_stance, "G-1", "DP-2", "objects", "still none")
    w.do(decide, "Who helps?", "MKT", goal="G-1", answers=["DP-2"])
    w.do(decide_anew, "D-1", {"chosen": "FIN"})
    w.do(take_stance, "G-1", "DP-2", "pending")
    assert sentences(w, seq)[::-1] == [
        "ana answered the objection of FIN to G-1 Promotion: two people help",
        "ana changed Target of KR-1 Sold from 100 to 90: so",
        "ana put G-1 Promotion to its departments again: so",
        "ana: FIN objects to G-1 Promotion: still none",
        "ana changed G-1 Promotion (Expected outcome; Stances: FIN: no answer)",
        "ana: FIN objects to G-1 Promotion",
        "ana answered the objection of FIN to G-1 Promotion: D-1: MKT",
        "ana decided D-1 Who helps?: MKT",
        "ana superseded D-1 Who helps? by D-2 Who helps?",
        "ana decided D-2 Who helps?: FIN",
        "ana: FIN has not answered about G-1 Promotion yet",
    ]
