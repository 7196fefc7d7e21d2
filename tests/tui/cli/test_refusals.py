"""What a rule refuses on the command line: exit code 4, nothing written, the rule, and the command that meets it."""

import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import clock
from store.reasons import REASONS
from tests.tui.cli.conftest import Concord, Ran
from tests.tui.cli.office import Office
from tui.__main__ import main
from tui.i18n import t


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """G-1 is prepared, G-2 met, G-3 carried out, G-4 evaluated; with a bit of everything around them. Made once."""
    folder = str(tmp_path_factory.mktemp("refusals") / "nordwind")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
        office = Office(lambda *words: Ran(main(words), "", ""), patch, folder).found()
        for n, departments in enumerate(("MKT,LOG", "MKT,OPS,FIN,LOG", "MKT,FIN", "MKT,OPS"), 1):
            office("ana", "add", "goal", f"Goal {n}", "--owner", "ana", "--departments", departments, "--why", "w")
        for n, steps in ((2, 1), (3, 3), (4, 4)):
            for _ in range(steps):
                office("ana", "step", f"G-{n}", "--why", "early")
        office("per", "object", "G-2", "--why", "no capacity")
        office("ana", "raci", "G-3", "ana=A", "OPS=R", "FIN=C")
        office("ana", "add", "action", "Feed", "--goal", "G-3", "--owner", "bo", "--due", "2030-01-04")
        office("ana", "add", "milestone", "Prices", "--goal", "G-3", "--department", "FIN", "--due", "2030-01-04")
        office("per", "add", "resource", "Dock", "--department", "LOG", "--capacity", "4", "--unit", "ramps")
        office("ana", "ask", "Dock", "3", "--goal", "G-3")
        office("per", "grant", "AL-1")
        office("bo", "ask", "Dock", "2", "--for", "Furniture")
        office("bo", "ask", "Dock", "1", "--for", "Toys")
        office("per", "decline", "AL-3", "--why", "full")
        office("ana", "request", "Code", "--to", "FIN", "--goal", "G-3")
        office("ana", "request", "Plan", "--to", "LOG")
        office("per", "accept", "Q-2", "--owner", "per")
        office("bo", "block", "A-1", "No code", "--on", "FIN")
        for _ in range(3):
            office("bo", "escalate", "B-1")
        office("ana", "add", "decision", "Which code?", "--goal", "G-3")
        office("ana", "add", "team", "Squad", "--goal", "G-3")
        office("ana", "add", "key-result", "Sold", "--goal", "G-1", "--target", "90")
        office("ana", "add", "goal", "Given up", "--departments", "MKT")
        office("ana", "drop", "G-5", "--why", "too late")
        office("", "add", "department", "People", "--code", "HR")
        office("ana", "add", "goal", "Hiring", "--departments", "MKT,HR")
        office("ana", "add", "allocation", "Something")
        office("bo", "ask", "Dock", "1", "--for", "Carpets")
        office("per", "release", "AL-5")
        for title in ("Done", "Dropped"):
            office("ana", "add", "action", title)
        office("ana", "done", "A-3")
        office("ana", "drop", "A-4", "--why", "no use")
        office("bo", "block", "A-1", "No rain", "--on", "OPS")
        office("bo", "done", "B-2")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def office(folder: str, concord: Concord, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    """A copy of it."""
    shutil.copytree(folder, tmp_path / "copy")
    return Office(concord, monkeypatch, str(tmp_path / "copy"))


#: Who, the command, the reason (a fault's where there are faults), what is said, and how the command that meets it
#: begins ("" where only somebody else can).
REFUSED = [
    ("ana step G-1", "gate-wants", "cannot leave the step Prepare", 'concord step G-1 --why "..."'),
    ("ana edit G-1 --step execute", "gate-wants", "cannot leave the step Prepare", 'concord step G-1 --why "..."'),
    ("ana step G-1 --outcome missed", "gate-wants", "cannot leave the step",
     'concord step G-1 --outcome missed --why "..."'),
    ("ana edit G-1 --outcome dropped", "goal-wants-reason", "wants a reason", 'concord drop G-1 --why "..."'),
    ("ana step G-4 --outcome achieved", "gate-wants", "a retrospective that is closed", "concord gate G-4"),
    ("ana step G-4", "wants-outcome", "wants its outcome", "concord step G-4 --outcome achieved|partly|missed"),
    ("bo step G-3 --outcome missed --why x", "not-yours", "is accountable for G-3", ""),
    ("ana step G-1 --back meet", "first-step", "there is none to go back to", ""),
    ("ana step G-5", "closed", "closed already", "concord reopen G-5"),
    ("ana ready G-1 --waive ''", "waiver-wants-reason", "wants a reason", 'concord ready G-1 --waive "..."'),
    ("li ready G-1 --department LOG", "not-yours", "per or a coordinator speaks for LOG", ""),
    ("bo agree G-1", "not-taking-part", "OPS is not among the departments of G-1",
     "concord edit G-1 --departments=+OPS"),
    ("tom agree G-2", "not-yours", "per or a coordinator speaks for LOG", ""),
    ("per object G-2", "wants-reason", "wants a reason", 'concord object G-2 --why "..."'),
    ("ana agree G-6 --department HR", "no-lead", "HR has no lead", "concord edit HR --lead WHO"),
    ("ana answer G-2 so --department FIN", "no-objection", "FIN does not object to G-2", "concord show G-2"),
    ("ana raci G-3 ana=R", "nobody-accountable", "nobody is accountable", "concord raci G-3 WHO=A"),
    ("ana raci G-3 FIN=X", "not-listed", "is not one of: R, A, C, I", ""),
    ("ana raci G-3 ana=A li=A", "several-accountable", "ana, li are all accountable", "concord raci G-3 WHO=A"),
    ("ana team S-1 ana=70 bo=120", "out-of-range", "goes from 1 to 100", ""),
    ("ana team S-1 ana=70 li=none", "not-in-team", "li is not in S-1", ""),
    ("bo check-in KR-1 5 --confidence 11", "out-of-range", "at most 10", ""),
    ("bo check-in KR-1 5 --on 2100-01-01", "still-to-come", "still to come", ""),
    ("ana edit MS-1 --due +1w", "wants-reason", "Moving it wants a reason", 'concord edit MS-1 --due +1w --why "..."'),
    ("ana edit MS-1 --depends-on MS-1", "circle", "goes round in a circle", ""),
    ("per grant AL-2", "over-committed", "over-committed: 5 of 4 ramps", 'concord grant AL-2 --why "..."'),
    ("bo grant AL-2", "not-yours", "belongs to LOG", ""),
    ("per decline AL-2", "wants-reason", "wants a reason", 'concord decline AL-2 --why "..."'),
    ("per grant AL-4", "names-no-resource", "names no resource", "concord edit AL-4 --resource NAME"),
    ("per grant AL-5", "closed", "was released", "concord reopen AL-5"),
    ("per decline AL-3 --why x", "not-asked-any-more", "not asked for any more", "concord reopen AL-3"),
    ("per release AL-3", "closed", "nothing to release", "concord reopen AL-3"),
    ("per edit AL-3 --state granted", "by-granting", "granted, declined or released", "concord reopen AL-3"),
    ("ana done A-3", "closed", "done already", "concord reopen A-3"),
    ("ana drop A-3 --why x", "closed", "what is done is not dropped", "concord reopen A-3"),
    ("ana done A-4", "closed", "was dropped", "concord reopen A-4"),
    ("ana drop A-4 --why x", "closed", "was dropped already", "concord reopen A-4"),
    ("ana done P-1", "released-not-done", "never done", "concord release ALLOCATION"),
    ("ana request Code --to MKT --from MKT", "asks-itself", "goes to another department", ""),
    ("ana accept Q-1", "not-yours", "for FIN to answer", ""),
    ("li done Q-1", "not-in-that-state", "for one that is accepted", "concord accept Q-1"),
    ("per accept Q-2", "not-in-that-state", "Q-2 is accepted", "concord done Q-2"),
    ("ana edit Q-1 --state confirmed", "by-answers", "goes its way by its answers", "concord accept Q-1"),
    ("li decline Q-1", "wants-reason", "wants a reason", 'concord decline Q-1 --why "..."'),
    ("li negotiate Q-1", "wants-offer", "Say what can be done instead", 'concord negotiate Q-1 "..." --by DAY'),
    ("ana drop Q-1", "wants-reason", "wants a reason", 'concord drop Q-1 --why "..."'),
    ("bo escalate B-1", "nobody-above", "nobody above", "concord escalate B-1 --to WHO"),
    ("bo raise B-2", "closed", "resolved already", "concord reopen B-2"),
    ("ana decide Code? 47 --ends B-1", "wants-hearing", "FIN is to be consulted",
     "concord decide 'Code?' 47 --ends B-1 --heard FIN"),
    ("ana decide Code? 47 --ends B-1", "wants-hearing", "FIN is to be consulted", '--waived "FIN=..."'),
    ("ana decide D-1 4711", "wants-hearing", "FIN is to be consulted", "concord decide D-1 4711 --heard FIN"),
    ("ana edit D-1 --chosen 4711", "wants-hearing", "FIN is to be consulted", "--consulted FIN=heard"),
    ("ana done G-3", "wants-outcome", "closed with its outcome", "concord step G-3 --outcome"),
    ("ana done KR-1", "measured-by-check-ins", "give it a value", "concord check-in KR-1 VALUE"),
    ("ana done S-1", "ends-by-itself", "ends by itself", "concord edit S-1 --end today"),
    ("ana done FIN", "made-inactive", "never done", "concord edit FIN --active no"),
    ("vi agree G-2 --department MKT", "not-yours", "ana or a coordinator speaks for MKT", ""),
    ("vi add action x", "wants-role", "wants the role Member", ""),
    ("vi done A-1", "wants-role", "wants the role Member", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "reason", "said", "advised"), REFUSED, ids=[f"{line[0]} {line[3]}"[:50] for line in REFUSED]
)
def test_what_a_rule_refuses_writes_nothing_and_says_what_meets_it(
    office: Office, typed: str, reason: str, said: str, advised: str
):
    before = office.seq
    who, *words = shlex.split(typed)
    ran = office(who, *words, code=4)
    message, *advice = ran.err.splitlines()
    assert ran.out == ""
    assert said in message
    assert message.startswith("concord: ")
    assert any(advised in line for line in advice) if advised else not advice
    assert all(line.startswith("  concord ") for line in advice)
    as_json = office(who, *words, "--json", code=4).error
    assert said in as_json["message"]
    assert [fault["reason"] for fault in as_json.get("faults", [as_json])] == [reason]
    assert as_json.get("try", []) == [line.strip() for line in advice]
    assert office.seq == before


#: What stands for words, names and values in an advice, and what somebody puts in its place.
FILLED = {'"..."': "'for a good reason'", "...": "away", "WHO": "li", "DAY": "fri", "VALUE": "5", "ALLOCATION": "AL-1",
          "NAME": "Dock", "achieved|partly|missed": "missed --rest drop --why 'for a good reason'"}  # fmt: skip


@pytest.mark.parametrize(("typed", "advised"), [(line[0], line[3]) for line in REFUSED if line[3]])
def test_the_advice_does_it(office: Office, typed: str, advised: str):
    who, *words = shlex.split(typed)
    _message, *advice = office(who, *words, code=4).err.splitlines()
    line = next(line for line in advice if advised in line)
    for place, filled in FILLED.items():
        line = line.replace(place, filled)
    who = {
        "concord accept Q-1": "li",
        "concord release AL-1": "per",
        "concord edit AL-4 --resource Dock": "",
        "concord edit FIN --active no": "",
        "concord edit HR --lead li": "",
    }.get(line.strip(), who)
    assert office(who, *shlex.split(line)[1:]).code == 0


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("per accept Q-2", ["done Q-2"]),
        ("li done Q-1", ["accept Q-1", 'negotiate Q-1 "..." --by DAY', 'decline Q-1 --why "..."']),
        ("per decline AL-3 --why x", ["reopen AL-3"]),
        ("per edit AL-2 --state granted", ["grant AL-2", 'decline AL-2 --why "..."']),
    ],
)
def test_only_what_the_state_allows_is_advised(office: Office, typed: str, ways: list[str]):
    who, *words = shlex.split(typed)
    assert office(who, *words, "--json", code=4).error["try"] == [f"concord {way}" for way in ways]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_lists_every_reason_with_what_it_means_and_what_meets_it(concord: Concord, language: str):
    said = concord("help", "refusals", "--lang", language).out.splitlines()
    assert [line for line in said if not line.startswith(" ")] == list(REASONS)
    assert [line.strip() for line in said if re.match(r"  \S", line)] == [t(words) for words in REASONS.values()]
    objects = concord("help", "refusals", "--json", "--lang", language).objects
    ways = [way for found in objects for way in found["try"]]
    assert [found["reason"] for found in objects] == list(REASONS)
    assert [line.strip() for line in said if line.startswith("    concord ")] == ways
    assert not [way for way in ways if "{" in way]


def test_help_says_one_reason(concord: Concord):
    assert concord("help", "refusals", "nobody-above").out.splitlines() == [
        "nobody-above",
        "  Whoever it is put before last has nobody above",
        "    concord VERB ... --to WHO",
        '    concord decide "..." "..." --ends ID',
        "    On the screen: D decide",
    ]
    assert "`concord help refusals` lists" in concord("help", "refusals", "nobody").err


#: Words that are not understood, or do not go together: exit code 2.
WRONG = [
    ("ana agree G-2 --reservation ''", "--reservation wants a value"),
    ("ana agree G-2 --department ''", "--department wants a value"),
    (" agree G-2", "Say for which department"),
    ("ana ready G-2 --waive x --brings y", "do not go together"),
    ("ana share G-2", "Say --benefit, --cost or --brings"),
    ("ana answer G-1 so", "No objection to G-1 is without an answer"),
    ("ana step G-2 --back prepare --outcome missed", "do not go together"),
    ("ana edit G-2 --stances FIN=agrees", "concord agree G-2"),
    ("ana edit G-2 --shares FIN=x", "concord share G-2"),
    ("ana add goal x --departments FIN --stances FIN=agrees", "concord agree GOAL"),
    ("ana raci G-3 ana", "is not a pair such as ana=A"),
    ("ana raci G-3 ana=", "is not a pair such as ana=A"),
    ("ana raci G-3 ana=A,ana=R", "is named twice"),
    ("ana raci A-1 ana=A", "it takes: Goal or Key result or Milestone"),
    ("ana team S-1 ana=half", "is not a share such as 50"),
    ("ana check-in KR-1 many", "is not a number"),
    ("ana check-in KR-1 5 --confidence 7.5", "a whole number"),
    ("ana request Code", "--to CODE"),
    (" request Code --to FIN", "--from CODE"),
    ("ana request Code --to MKT", "--from CODE"),
    ("ana ask Dock 3", "--goal GOAL or --for TEXT"),
    ("ana ask Dock some --goal G-3", "is not a number"),
    ("ana ask MKT 3 --goal G-3", "no Resource called"),
    ("bo block FIN x", "no Action or Goal or Key result called"),
    ("bo block A-1 x --on nobody", "no Department or Person called"),
    ("bo block A-1 x --severity urgent", "high, normal, low"),
    ("ana waits nowhere", "no Department called"),
    ("ana decide Code? 4711 --waived FIN", "is not a pair"),
]


@pytest.mark.parametrize(("typed", "said"), WRONG)
def test_what_is_not_understood_is_said_in_one_line(office: Office, typed: str, said: str):
    before = office.seq
    who, *words = typed.split(" ", 1)[0], *shlex.split(typed.split(" ", 1)[1])
    ran = office(who, *words, code=2)
    assert said in ran.err
    assert (ran.out, ran.err.count("\n")) == ("", 1)
    assert office.seq == before
