"""Whom a commit concerns: each is told once, why, and never what they did themselves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from store.commands import add, add_many, comment, done, drop, edit, reopen
from store.commands.undo import latest, take_back
from store.insight.notifications import told
from store.insight.overview import Overview
from store.kinds.allocation import grant
from store.kinds.blocker import block
from store.kinds.consensus import answer, take_stance
from store.kinds.decision import decide
from store.kinds.ending import ALL, DROP, with_rest
from store.kinds.escalation import escalate
from store.kinds.gates import advance
from store.kinds.key_result import check_in
from store.kinds.raci import assign
from store.kinds.request import accept, confirm, decline, negotiate
from store.workspace import Workspace
from tests.store.begun import begun

Do = Callable[[Workspace], Any]


@pytest.fixture
def company(organisation: Workspace) -> Workspace:
    """ana leads MKT, bo is of it, fay leads FIN; bo is accountable for G-1, ida and FIN are informed."""
    w, today = organisation, organisation.today
    w.do(add, "person", {"name": "Ida", "login": "ida"})
    w.do(edit, "DP-1", {"lead": "PN-1"})
    w.do(edit, "DP-2", {"lead": "PN-3"})
    days = {"start": today - timedelta(50), "due": today + timedelta(50)}
    w.do(begun, "goal", {"title": "Spring", "departments": ["DP-1", "DP-2"], "step": "execute", **days})
    w.do(add, "key-result", {"title": "Sold", "goal": "G-1"})
    w.do(add, "milestone", {"title": "Shops know", "goal": "G-1"})
    w.do(add, "action", {"title": "Feed", "goal": "G-1", "owner": "PN-2"})
    w.do(add, "request", {"title": "Code", "department": "DP-2", "asker": "DP-1", "goal": "G-1"})
    w.do(add, "resource", {"name": "Dock", "department": "DP-2", "capacity": 5})
    w.do(add, "allocation", {"title": "Ramp", "resource": "P-1", "goal": "G-1", "department": "DP-2"})
    w.do(assign, "G-1", {"PN-2": "A", "PN-4": "I", "DP-2": "I"})
    return w


def last(w: Workspace) -> dict[tuple[str, str], str]:
    """What the last commit is to whom: (login, record) to the reason."""
    overview = Overview(w.ledger, w.today)
    entry = next(iter(w.ledger.backwards()))
    names = {person.id: person.login for person in w.records.of_kind("person")}  # type: ignore[attr-defined]
    return {(names[each.to], each.id): str(each.why) for each in told(entry, w.records, overview.blocked_by)}


def both(words: str, id: str = "G-1") -> dict[tuple[str, str], str]:
    """The two who are informed: ida, and fay for FIN."""
    return {("ida", id): words, ("fay", id): words}


def before(*steps: Do) -> Do:
    def run(w: Workspace) -> None:
        for step in steps:
            step(w)

    return run


BLOCKED: Do = lambda w: w.do(block, ["A-1"], "No code", "DP-2")  # noqa: E731
OBJECTED: Do = lambda w: w.do(take_stance, "G-1", "DP-2", "objects", "no room")  # noqa: E731
HELD = "B-1 holds up A-1"

CASES: dict[str, tuple[Do, dict[tuple[str, str], str]]] = {
    # I: what becomes of the goal
    "a step": (lambda w: w.do(advance, "G-1", "over"), both("G-1 is at the step Evaluate")),
    "an outcome": (lambda w: w.do(with_rest, {ALL: DROP}, edit, "G-1", {"outcome": "missed"}, why="over"), {
        **both("G-1 is closed: Missed"), ("fay", "AL-1"): "ana released AL-1",
        ("bo", "A-1"): "ana dropped A-1", ("fay", "Q-1"): "ana withdrew Q-1"}),
    "another day": (lambda w: w.do(edit, "G-1", {"due": "2027-09-30"}, why="so"), both("G-1 is due 2027-09-30 now")),
    "a stance": (lambda w: w.do(take_stance, "G-1", "DP-1", "agrees"), both("G-1: the stance of MKT has changed")),
    "a decision": (lambda w: w.do(decide, "Which?", "4711", goal="G-1"), both("D-1 is decided: 4711", "D-1")),
    "a question": (lambda w: w.do(add, "decision", {"question": "Which?", "goal": "G-1"}), {}),
    "a choice": (before(lambda w: w.do(add, "decision", {"question": "Which?", "goal": "G-1"}),
                        lambda w: w.do(edit, "D-1", {"chosen": "4711"})), both("D-1 is decided: 4711", "D-1")),
    "a milestone": (lambda w: w.do(done, "MS-1"), both("MS-1 is reached", "MS-1")),
    "a title": (lambda w: w.do(edit, "G-1", {"title": "Summer"}), {}),
    # A: that it is objected to, held up, red
    "an objection": (OBJECTED, {**both("G-1: the stance of FIN has changed"), ("bo", "G-1"): "FIN objects to G-1"}),
    "a blocker": (BLOCKED, {("bo", "B-1"): HELD, ("fay", "B-1"): "B-1 waits for you"}),
    "back again": (before(BLOCKED, lambda w: w.do(done, "B-1"), lambda w: w.do(reopen, "B-1")),
                   {("bo", "B-1"): HELD, ("fay", "B-1"): "B-1 waits for you"}),
    "a blocker changed": (before(BLOCKED, lambda w: w.do(edit, "B-1", {"title": "No budget code"})), {}),
    "far behind": (lambda w: w.do(check_in, "KR-1", 10),
                   {("bo", "KR-1"): "KR-1 is 40 % behind where it should be"}),
    "no confidence": (lambda w: w.do(check_in, "KR-1", 50, 2), {("bo", "KR-1"): "confidence in KR-1 is 2 of 10"}),
    "a little behind": (lambda w: w.do(check_in, "KR-1", 35), {}),
    # who is asked, answered, freed, meant
    "an answer": (before(OBJECTED, lambda w: w.do(answer, "G-1", "DP-2", "two people help")),
                  {**both("G-1: the stance of FIN has changed"),
                   ("fay", "G-1"): "G-1: the objection of FIN has an answer"}),
    "asked again": (before(lambda w: w.do(take_stance, "G-1", "DP-2", "agrees"),
                           lambda w: w.do(edit, "KR-1", {"target": 90}, why="so")),
                    {**both("G-1: the stance of FIN has changed"),
                     ("fay", "G-1"): "FIN is asked again what it says to G-1"}),
    "freed": (before(BLOCKED, lambda w: w.do(done, "B-1")), {("bo", "A-1"): "A-1 is free again"}),
    "freed by taking it away": (before(BLOCKED, lambda w: w.do(drop, "B-1", "wrong")),
                                {("bo", "A-1"): "A-1 is free again"}),
    "held by another": (before(BLOCKED, BLOCKED, lambda w: w.do(done, "B-1")), {}),
    "escalated": (before(BLOCKED, lambda w: w.do(escalate, "B-1", "PN-4")), {("ida", "B-1"): "ana put B-1 before you"}),
    "mentioned": (lambda w: w.do(comment, "A-1", "@ida and @bo, look; @ana too"),
                  {("ida", "A-1"): "ana mentions you on A-1", ("bo", "A-1"): "ana mentions you on A-1"}),
    "thanked": (lambda w: w.do(add, "kudos", {"title": "stayed late", "to": "PN-4"}),
                {("ida", "K-1"): "ana thanks you: K-1"}),
    "thanked as a department": (lambda w: w.do(add, "kudos", {"title": "stayed late", "to": "DP-2"}),
                                {("fay", "K-1"): "ana thanks you: K-1"}),
    "thanked after all": (before(lambda w: w.do(add, "kudos", {"title": "stayed late"}),
                                 lambda w: w.do(edit, "K-1", {"to": "PN-4"})), {("ida", "K-1"): "ana thanks you: K-1"}),
    "thanks worded anew": (before(lambda w: w.do(add, "kudos", {"title": "stayed late", "to": "PN-4"}),
                                  lambda w: w.do(edit, "K-1", {"title": "stayed very late"})), {}),
    "help is needed": (lambda w: w.do(check_in, "KR-1", 50, help_from=("DP-2", "PN-4")),
                       {("fay", "KR-1"): "ana asks FIN for help with KR-1",
                        ("ida", "KR-1"): "ana asks ida for help with KR-1"}),
    "a request": (lambda w: w.do(add, "request", {"title": "x", "department": "DP-2", "asker": "DP-1"}),
                  {("fay", "Q-2"): "ana asked for Q-2"}),
    "what is granted": (lambda w: w.do(grant, "AL-1"), {("fay", "AL-1"): "ana granted AL-1"}),
    "given": (lambda w: w.do(edit, "A-1", {"owner": "PN-4"}), {("ida", "A-1"): "ana gave you A-1"}),
    "dropped": (lambda w: w.do(drop, "A-1", "no need"), {("bo", "A-1"): "ana dropped A-1"}),
    "done": (lambda w: w.do(done, "A-1"), {}),
    "an import": (lambda w: w.do(add_many, "action", [{"title": "x", "owner": "PN-2"}] * 201), {}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_whom_it_concerns(company: Workspace, name: str):
    make, expected = CASES[name]
    make(company)
    assert last(company) == expected


REQUEST: dict[str, tuple[str, list[Do], dict[tuple[str, str], str]]] = {
    "accepted": ("fay", [lambda w: w.do(accept, "Q-1", "PN-2")], {
        ("ana", "Q-1"): "fay accepted Q-1", ("bo", "A-2"): "fay gave you A-2"}),
    "offered": ("fay", [lambda w: w.do(negotiate, "Q-1", "half")], {("ana", "Q-1"): "fay made an offer for Q-1"}),
    "declined": ("fay", [lambda w: w.do(decline, "Q-1", "no")], {("ana", "Q-1"): "fay declined Q-1"}),
    "withdrawn": ("bo", [lambda w: w.do(drop, "Q-1", "no need")], {("fay", "Q-1"): "bo withdrew Q-1"}),
    "delivered": ("fay", [lambda w: w.do(accept, "Q-1"), lambda w: w.do(done, "Q-1")],
                  {("ana", "Q-1"): "fay delivered Q-1"}),
}  # fmt: skip


@pytest.mark.parametrize("name", REQUEST)
def test_the_other_side_of_a_request_is_told(company: Workspace, name: str):
    company.ledger.who, steps, expected = REQUEST[name]
    for make in steps:
        make(company)
    assert last(company) == expected


def test_nobody_is_told_what_they_did_themselves(company: Workspace):
    company.ledger.who = "bo"
    BLOCKED(company)
    assert last(company) == {("fay", "B-1"): "B-1 waits for you"}
    company.do(done, "B-1")
    assert last(company) == {}
    company.ledger.who = "fay"
    company.do(accept, "Q-1")
    company.do(done, "Q-1")
    company.ledger.who = "ana"
    company.do(confirm, "Q-1")
    assert last(company) == {("fay", "Q-1"): "ana confirmed Q-1"}


def test_taking_back_is_told_as_what_it_does(company: Workspace):
    BLOCKED(company)
    entry = latest(company.ledger, own=company.ledger.own)
    assert entry is not None
    take_back(company, entry)
    assert last(company) == {("bo", "A-1"): "A-1 is free again"}


def test_it_reads_what_the_entry_names_and_no_table(company: Workspace, monkeypatch: pytest.MonkeyPatch):
    from store.records import Records

    BLOCKED(company)
    entry = next(iter(company.ledger.backwards()))

    def never(*_arguments: Any, **_values: Any) -> Any:
        raise AssertionError("a table was read")

    for name in ("items", "decoded", "all", "pointing"):
        monkeypatch.setattr(Records, name, never)
    assert [each.id for each in told(entry, company.records, lambda _id: True)] == ["B-1", "B-1"]
