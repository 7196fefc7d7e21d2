"""What a stand-up entry is filled in with, held against what an office of several people really did over weeks."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.commands import add, done, edit
from store.commands.standup import post
from store.engine.ledger import Ledger
from store.fields.calendar import Calendar, Day
from store.insight.overview import Overview
from store.insight.prefill import Prefilled, prefill, spoken
from store.kinds.blocker import block
from store.kinds.consensus import take_stance
from store.kinds.decision import decide
from store.kinds.key_result import check_in
from store.kinds.standup import Line
from store.kinds.workspace import found
from store.workspace import Workspace
from tests.store.begun import begun
from tests.store.conftest import OnDay
from tests.store.insight.office_deeds import live
from tests.store.insight.office_life import PEOPLE, Life

CLOSING = {"A": ("state", ("done", "dropped")), "Q": ("state", ("delivered", "confirmed"))}
CLOSED_BY = {"MS": "done", "D": "chosen", "B": "resolved"}
TOLD = (
    "state",
    "due",
    "owner",
    "done",
    "chosen",
    "resolved",
    "escalated_to",
    "stances.DP-1.stance",
    "stances.DP-2.stance",
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Life:
    """MKT with ana (admin) and bo, FIN with fay, li (in Shanghai) and per; G-1 of both, KR-1, KR-2, MS-1."""
    Ledger.create(tmp_path / "w", "Nordwind")
    life = Life(tmp_path / "w", request.param, monkeypatch)
    w = life.at["ana"]
    w.do(found, "Nordwind", "UTC", "en", "ana", "Ana", "Marketing")
    w.do(edit, "DP-1", {"code": "MKT"})
    w.do(add, "department", {"name": "Finance", "code": "FIN"})
    w.do(add, "person", {"name": "Bo", "login": "bo", "department": "DP-1"})
    w.do(add, "person", {"name": "Fay", "login": "fay", "department": "DP-2"})
    w.do(add, "person", {"name": "Li", "login": "li", "department": "DP-2", "zone": "Asia/Shanghai"})
    w.do(add, "person", {"name": "Per", "login": "per", "department": "DP-2"})
    w.do(begun, "goal", {"title": "Spring", "departments": ["DP-1", "DP-2"], "owner": "PN-1", "step": "meet"})
    w.do(add, "key-result", {"title": "Sold", "goal": "G-1"})
    w.do(add, "key-result", {"title": "Price", "goal": "G-1"})
    w.do(add, "milestone", {"title": "Shops know", "goal": "G-1"})
    life.moments[w.ledger.seq] = life.now
    life.made |= {"G-1": (w.ledger.seq, "ana"), "MS-1": (w.ledger.seq, "ana")}
    return life


def proposed(life: Life, whose: str, day: date) -> Prefilled:
    w = life.at[whose]
    w.ledger.catch_up()
    return prefill(w.ledger, Overview(w.ledger, life.day), PEOPLE[whose], day)


# What the model knows


def begins(life: Life, whose: str, day: date) -> datetime:
    """When the last working day before that one began where somebody is."""
    before = day - timedelta(1)
    while before.weekday() > 4:
        before -= timedelta(1)
    return datetime.combine(before, time(), UTC) - timedelta(hours=8 if whose == "li" else 0)


def closes(id: str, field: str, value: Any) -> bool:
    sort = id.partition("-")[0]
    if sort in CLOSING:
        return field == CLOSING[sort][0] and value in CLOSING[sort][1]
    return CLOSED_BY.get(sort) == field and bool(value)


def stands(life: Life, whose: str, id: str, field: str, since: Any) -> int:
    """The sequence of somebody's last change of a field since then, where it stands and tells something; else 0."""
    seq, by = life.made[id]
    fresh = by == whose and since(seq)
    mine, first = [], True
    for write in reversed([write for write in life.log.get((id, field), []) if since(write.seq)]):
        if write.who != whose or (fresh and write.seq < seq):
            first = False
            break
        mine.append(write)
    value = life.get(id, field)
    if not mine and not (fresh and first):
        return 0
    before = mine[-1].old if mine else None
    begins = fresh and first and (not mine or field in ("due", "owner") or (id[0], field) == ("A", "state"))
    if before == value or (begins and not closes(id, field, value)):
        return 0
    if (field == "escalated_to" or field.startswith("stances")) and not value:
        return 0
    return mine[0].seq if mine else seq


def truth(life: Life, whose: str, day: date) -> set[tuple[str, str]]:
    """What somebody did since their last entry of that day or an earlier one, by record and field."""
    entry = life.entry_of(whose, day, before=False)
    moments = life.moments

    def since(seq: int) -> bool:
        return (
            seq > entry.seq if entry else moments.get(seq, datetime.min.replace(tzinfo=UTC)) >= begins(life, whose, day)
        )

    told: dict[tuple[str, str], int] = {}
    for id, field in life.values:
        if id in life.made and field in TOLD and (seq := stands(life, whose, id, field, since)):
            told[id, field] = seq
    for id in [id for id, field in told if closes(id, field, life.get(id, field))]:
        told = {key: seq for key, seq in told.items() if key[0] != id or closes(*key, life.get(*key))}
    for id in life.all("Q"):
        action = next((each for each in life.all("A") if life.get(each, "source") == id), None)
        if action and told.get((id, "state")) == told.get((action, "state"), -1):
            del told[id, "state"]
    for id in life.all("CI"):
        seq, by = life.made[id]
        if by == whose and since(seq):
            key = (life.get(id, "on"), "made")
            told[key] = max(seq, told.get(key, 0))
    said = {line.on for line in entry.lines if line.section == "done"} if entry else set()
    return {key for key, seq in told.items() if key[0] not in said or seq > (entry.amended if entry else 0)}


def ranking(life: Life, whose: str, day: date) -> list[str]:
    last = life.entry_of(whose, day, before=True)
    order = [line.on for line in last.lines if line.section == "next"] if last else []
    mine = [id for id in life.all("A") if life.get(id, "owner") == PEOPLE[whose] and life.is_open(id)]

    def rank(id: str) -> tuple[Any, ...]:
        due = life.get(id, "due") or date.max
        presses = 0 if due < day else 1 if due == day else 2 if (due - day).days <= 7 else 3
        promised = order.index(id) if id in order else len(order)
        priority = ["high", "normal", "low"].index(life.get(id, "priority"))
        return 4 if life.held(id) else presses, promised, priority, due, int(id[2:])

    return sorted(mine, key=rank)


def held_up(life: Life, whose: str) -> set[str]:
    found: set[str] = set()
    for id in (id for id in life.all("B") if life.get(id, "resolved") is None):
        held = life.get(id, "holds")
        owners = {"PN-1" if each == "G-1" else life.get(each, "owner") for each in held} - {None}
        if PEOPLE[whose] in owners or (not owners and life.first_made[id] == whose):
            found.add(id)
    return found


def check(life: Life, whose: str, day: date) -> Prefilled:
    found = proposed(life, whose, day)
    by_section = {
        section: [line for line in found.lines if line.section == section] for section in ("done", "next", "blocked")
    }
    done = {(line.on, line.id.split(" ")[2]) for line in by_section["done"]}
    assert done == truth(life, whose, day), (whose, day)
    assert len(done) == len(by_section["done"])
    entry = life.entry_of(whose, day, before=False)
    here = entry if entry and entry.day == day else None
    said = {line.on for line in here.lines if line.section in ("next", "blocked")} if here else set()
    wanted = [id for id in ranking(life, whose, day) if id not in said]
    assert [line.on for line in by_section["next"]] == wanted
    assert [line.on for line in by_section["next"] if line.kept] == ([] if here else wanted[:3])
    assert {line.on for line in by_section["blocked"]} == held_up(life, whose) - said
    return found


def stand_up(life: Life, seen: list[int]) -> None:
    """In the morning most people post, somebody for somebody else, early, late, or amended with what is done since."""
    for whose in PEOPLE:
        day = life.today(whose)
        what = life.chance.random()
        if what < 0.25:
            continue
        day += timedelta(-1 if what < 0.3 else 1 if what < 0.35 else 0)
        lines = [line.line(str) for line in check(life, whose, day).kept if life.chance.random() < 0.9]
        seen.append(sum(line.section == "done" for line in lines))
        life.post("ana" if what < 0.4 else whose, whose, lines or [Line(text="Nothing")], day)
        if what > 0.9:
            live(life)
            lines = [line.line(str) for line in check(life, whose, day).kept]
            life.post(whose, whose, lines or [Line(text="Still nothing")], day)


@pytest.mark.parametrize("office", range(6), indirect=True)
def test_it_is_what_was_really_done(office: Life):
    """Precision and recall are 1: nothing is missing, nothing is told that was not done or does not stand."""
    seen: list[int] = []
    for _day in range(12):
        stand_up(office, seen)
        for _deed in range(office.chance.randint(10, 30)):
            live(office)
        for whose in PEOPLE:
            check(office, whose, office.today(whose))
        office.day_passes()
    assert sum(seen) > 20


# In words, and from as little as that takes


def said(w: Workspace, person: str = "PN-1", day: date | None = None) -> list[str]:
    found = prefill(w.ledger, Overview(w.ledger, w.today), person, day or w.here)
    return [spoken(str(line.words)) for line in found.lines if line.section == "done"]


def test_it_speaks_as_the_history_does_without_the_name(organisation: Workspace):
    w = organisation
    due = w.today + timedelta(3)
    for title in ("Feed", "Posters", "Dock"):
        w.do(add, "action", {"title": title, "due": w.today, "owner": "PN-1"})
    w.do(begun, "goal", {"title": "Spring", "departments": ["DP-1"], "step": "meet"})
    w.do(add, "key-result", {"title": "Sold", "goal": "G-1"})
    w.do(post, [Line(text="Nothing yet")])
    w.do(done, "A-1")
    w.do(edit, "A-2", {"due": due}, why="late printer")
    w.do(edit, "A-3", {"owner": "PN-2"})
    w.do(check_in, "KR-1", 40, 7)
    w.do(take_stance, "G-1", "DP-1", "agrees")
    w.do(decide, "Which dock?", "The second")
    assert said(w) == [
        "finished A-1 Feed",
        "decided D-1 Which dock?: The second",
        f"moved A-2 Posters from {w.today} to {due}",
        "gave A-3 Dock to bo",
        "checked KR-1 Sold in at 40, confidence 7 of 10",
        "MKT agrees to G-1 Spring",
    ]
    assert said(w, "PN-2") == []


def test_it_reads_no_more_than_what_came_since_the_last_entry(organisation: Workspace, monkeypatch: pytest.MonkeyPatch):
    """Of ten times as much that came before it decodes the same few commits."""
    w, read = organisation, []
    original = Ledger.backwards

    def counted(self: Ledger, *args: Any) -> Any:
        for each in original(self, *args):
            read.append(each.seq)
            yield each

    monkeypatch.setattr(Ledger, "backwards", counted)
    for _number in range(40):
        w.do(add, "action", {"title": "Feed"})
    w.do(post, [Line(text="Nothing yet")])
    last = w.ledger.seq
    w.do(done, "A-7")
    w.do(edit, "A-9", {"owner": "PN-2"})
    assert len(said(w)) == 2
    assert min(read) == last
    assert len(read) <= 6


def test_a_day_without_an_entry_begins_where_the_last_working_day_did(organisation: Workspace, on_day: OnDay):
    """Over the weekend that is Friday; what the organisation has off is skipped too."""
    friday, monday, day_off = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)
    for title, day in (("Thursday", friday - timedelta(1)), ("Friday", friday), ("Monday", monday)):
        made = on_day(friday - timedelta(9), add, "action", {"title": title})
        on_day(day, done, made.id)
    assert said(organisation, day=monday) == ["finished A-2 Friday", "finished A-3 Monday"]
    assert said(organisation, day=day_off) == ["finished A-3 Monday"]
    off = Calendar(days={monday: Day("Founding day")})
    overview = Overview(organisation.ledger, day_off, calendar=off)
    found = prefill(organisation.ledger, overview, "PN-1", day_off)
    assert [line.on for line in found.lines if line.section == "done"] == ["A-2", "A-3"]


def test_a_clock_that_was_wrong_for_a_while_hides_nothing(organisation: Workspace, on_day: OnDay):
    monday, wrong = date(2026, 11, 23), date(2026, 11, 2)
    for number, day in enumerate((monday, wrong, wrong, monday), 1):
        on_day(wrong, add, "action", {"title": "Feed"})
        on_day(day, done, f"A-{number}")
    assert said(organisation, day=monday + timedelta(1)) == ["finished A-1 Feed", "finished A-4 Feed"]


def test_what_is_posted_already_is_not_proposed_again(organisation: Workspace):
    w = organisation
    for title in ("Feed", "Posters", "Dock", "Cards", "Till"):
        w.do(add, "action", {"title": title, "owner": "PN-1"})
    w.do(block, ["A-5"], "No code")
    first = prefill(w.ledger, Overview(w.ledger, w.today), "PN-1", w.here)
    assert [(line.on, line.kept) for line in first.lines] == [
        ("A-1", True), ("A-2", True), ("A-3", True), ("A-4", False), ("A-5", False), ("B-1", True),
    ]  # fmt: skip
    w.do(post, [line.line(str) for line in first.kept])
    w.do(done, "A-2")
    again = prefill(w.ledger, Overview(w.ledger, w.today), "PN-1", w.here)
    assert [(line.section, line.on, line.kept) for line in again.lines] == [
        ("done", "A-2", True), ("next", "A-4", False), ("next", "A-5", False),
    ]  # fmt: skip
