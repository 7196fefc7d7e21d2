"""Whatever a command writes it says, in both languages: what each field is by now, by the names that people use."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

import store
from store import commands
from store.commands.outcome import EMPTY, added, told
from store.fields import Field
from store.kinds import KINDS
from store.kinds.checklist import CheckItem
from store.records import Changes
from store.words import Words
from store.workspace import Workspace
from tests.store.workspace.public_keys import ed25519
from tui import i18n
from tui.cli.verbs import LISTED
from tui.i18n import t
from tui.text.sentences import said

Concord = Callable[..., Any]
TODAY = date(2026, 11, 23)
UNASKED = ("made_by", "changed_by", "extra")


@pytest.fixture
def office(acme: Path) -> Workspace:
    """Two of everything that a field may name."""

    def furnish(changes: Changes) -> None:
        for n in (1, 2):
            for kind, values in (
                ("department", {"name": f"Branch {n}", "code": f"BR{n}"}),
                ("department", {"name": f"Nameless branch {n}"}),
                ("person", {"name": f"Person {n}", "login": f"p{n}"}),
                ("person", {"name": f"Nobody {n}"}),
                *((name, {KINDS[name].naming.name: f"{name} {n}"}) for name in ("goal", "team", "action", "request")),
                *((name, {KINDS[name].naming.name: f"{name} {n}"}) for name in ("key-result", "milestone", "blocker")),
                *((name, {KINDS[name].naming.name: f"{name} {n}"}) for name in ("decision", "resource", "retro")),
                *((name, {KINDS[name].naming.name: f"{name} {n}"}) for name in ("series", "meeting")),
                ("lesson", {"title": f"Lesson {n}"}),
                ("metric", {"title": f"Metric {n}"}),
                ("retro-format", {"title": f"Format {n}"}),
                ("training", {"title": f"Training {n}", "on": date(2026, 11, 20)}),
                ("pulse", {"title": f"Pulse {n}"}),
            ):
                commands.add(changes, kind, values)
        changes.say("furnish")

    with store.open_workspace(str(acme)) as workspace:
        workspace.do(furnish)
    return store.open_workspace(str(acme), "ana")


def values_of(field: Field, workspace: Workspace) -> list[tuple[Any, list[str]]]:
    """Two values, each with what has to be said of it."""
    if field.type == "day":
        return [(date(2026, 11, 27), ["Fri 27 Nov"]), (date(2027, 1, 5), ["Tue 5 Jan 2027"])]
    if field.type == "number":
        return [(5, ["5"]), (1_250.5, ["1,250.5"])]
    if field.type == "choice":
        return [(each.value, [str(each.label)]) for each in field.choices if each.value][:2]
    if field.type == "flag":
        return [(True, ["yes"]), (False, ["no"])]
    if field.type == "rule":
        return [("FREQ=WEEKLY;BYDAY=MO", ["every Monday"]), ("FREQ=DAILY", ["every day"])]
    if field.type == "tags":
        return [(("one",), ["one"]), (("two", "three"), ["two, three"])]
    if field.type == "checklist":
        return [((CheckItem("1", "Ask"),), ["0 of 1"]), ((CheckItem("1", "Ask", done=True),), ["1 of 1"])]
    if field.is_reference:
        kinds = field.kinds or ("department", "person", "action")
        ids = [id for name in kinds for id in _ids(workspace, name)]
        both = [(id, [_name(workspace, id)]) for id in ids[-2:]]
        return both if field.type == "ref" else [((id,), names) for id, names in both]
    return [("Früh um 8", ["Früh um 8"]), ("Zwei\nZeilen", ["Zwei Zeilen"])]


def _ids(workspace: Workspace, kind: str) -> list[str]:
    return [record.id for record in workspace.records.all(KINDS[kind].record)]


def _name(workspace: Workspace, id: str) -> str:
    record: Any = workspace.records.get(id)
    if id.startswith(("DP-", "PN-")):
        return getattr(record, "code", "") or getattr(record, "login", "") or record.name
    return f"{id} {getattr(record, KINDS[_kind(id)].naming.name)}".strip()


def _kind(id: str) -> str:
    return next(kind.name for kind in KINDS.values() if kind.prefix == id.partition("-")[0])


@pytest.mark.parametrize("kind", KINDS)
def test_each_field_is_told_when_it_is_set_changed_and_cleared(office: Workspace, kind: str):
    declared = KINDS[kind]
    start: Any = {"day": TODAY, "number": 1}.get(declared.naming.type, "Something")
    empty = declared.record(**{declared.naming.name: start, "id": declared.id(9_000)})
    for field in declared.fields.values():
        if not field.asked or field.name in UNASKED:
            continue
        (first, says), (second, says_now) = values_of(field, office)
        states = [empty, *(msgspec.structs.replace(empty, **{field.name: value}) for value in (first, second)), empty]
        for before, after, wanted in zip(states, states[1:], (says, says_now, []), strict=False):
            if getattr(before, field.name) != getattr(after, field.name):
                _is_told(field, told(before, after, office.records), after, wanted)
        if not (field.names or field.unique) and second != getattr(empty, field.name):
            new = said(added(states[2], office.records), TODAY)
            assert all(each in new for each in (str(field.label), *says_now)), new


def _is_told(field: Field, words: list[Words], after: Any, wanted: list[str]) -> None:
    for language in i18n.LANGUAGES:
        i18n.use(language)
        text = said(*words, TODAY)
        assert not re.search(r"\b(DP|PN)-\d|[\[\]{}]|None|\(\)", text), text
        assert t(field.label) in text or field.name == "due"
        if language == "en":
            assert all(each in text for each in wanted), text
            assert "any more" in text or field.type == "choice" or getattr(after, field.name) not in EMPTY
        else:
            assert not re.search(r"[,:;(]( |$)", text), text
    i18n.use("en")


@pytest.mark.usefixtures("office")
def test_moving_a_day_is_told_from_the_one_that_stands(concord: Concord):
    assert concord("edit", "A-1", "--due", "2027-01-05").err == "A-1 is due Tue 5 Jan 2027\n"
    assert concord("edit", "A-1", "--due", "+1w", "--why", "x").err == "A-1 is due Tue 12 Jan 2027, 7 days later\n"
    assert concord("edit", "A-1", "--due=-1d", "--why", "x").err == "A-1 is due Mon 11 Jan 2027, 1 day earlier\n"
    assert concord("edit", "A-1", "--start=+1d").err == "A-1, Start: Tue 24 Nov\n"
    assert concord("edit", "A-1", "--start=+2d").err == "A-1, Start: Thu 26 Nov, 2 days later\n"
    assert concord("edit", "A-1", "--start", "none").err == "A-1, Start: nothing any more (was Thu 26 Nov)\n"
    zh = concord("edit", "A-1", "--due=+1周", "--why", "x", "--lang", "zh")
    assert (zh.out, zh.err) == ("", "A-1 截止日期 2027年1月18日 周一，推迟 7 天\n")
    assert concord("edit", "A-1", "--due=-1d", "--why", "x", "--json").err == ""
    i18n.use("en")


WRITES = [
    ("edit A-1 --owner p1 --priority high --tags a,b", ["A-1, Owner: p1", "A-1, Priority: High (was Normal)", "a, b"]),
    ("edit A-1 --owner none", ["A-1, Owner: nothing any more (was p1)"]),
    ("edit BR1 --lead p2 --other-names West", ["BR1, Lead: p2", "BR1, Other names: West"]),
    ("edit p1 --department BR2", ["p1, Department: BR2"]),
    ("edit WS-1 --days=+2026-12-24=Eve", ["WS-1, Days off: 2026-12-24: day off, Eve"]),
    ("edit WS-1 --days=-2026-12-24", ["WS-1, Days off: 2026-12-24 not any more"]),
    ("raci G-1 p1=A BR1=R", ["G-1, RACI: p1 A; BR1 R"]),
    ("raci G-1 p1=A BR1=none BR2=R", ["G-1, RACI: BR2 R; BR1 not any more"]),
    ("team S-1 p1=50", ["S-1, Members: p1 50"]),
    ("comment A-1 @p2", ["is added. On: A-1 action 1; Mentions: p2"]),
    ("add lesson More --departments BR1,BR2", ['"More" is added. Departments: BR1, BR2']),
    ("block A-1 Code --on BR2", ['"Code" is added. Holds up: A-1 action 1; Waiting on: BR2']),
    ("request Flyers --from BR1 --to BR2 --by fri", ["Asked of: BR2; Asked by: BR1; Need by: Fri 27 Nov"]),
    ("accept Q-3 --owner p1", ['"Flyers" is added. Owner: p1; Department: BR2; Due: Fri 27 Nov']),
    ("check-in KR-1 12 --confidence 7", ["KR-1 is at 12 %, confidence 7 of 10", "target 100 %"]),
    ("check-in KR-1 10 --on 2026-11-20", ["KR-1 was at 10 % on Fri 20 Nov", "target 100 %"]),
    ("check-in KR-1 14", ["KR-1 is at 14 %", "before it was 12 % (Mon 23 Nov), target 100 %"]),
    ("edit G-1 --departments=+BR1,BR2", ["G-1, Departments: BR1, BR2"]),
    ("share G-1 --department BR1 --cost Days", ["BR1 in G-1: Cost: Days"]),
    ("decide Which? This --goal G-2", ['"Which?" is added. Goal: G-2 goal 2; Chosen: This']),
    ("circulate D-1 --to MKT --until +1w --propose This", ["D-1, Proposed: This", "MKT is asked about D-1 until"]),
    ("agree D-1 --department MKT", ["MKT agrees to D-1"]),
    ("decide D-1 This", ["D-1, Chosen: This"]),
    ("review D-1 better Sold", ["D-1, How it turned out: Better", "D-1, What came of it: Sold"]),
    ("item A-2 Ask Count", ["1 [ ] Ask", "2 [ ] Count", "A-2, Checklist: 0 of 2"]),
    ("tick A-2 ask", ["1 [x] Ask", "A-2, Checklist: 1 of 2"]),
    ("done A-1 A-2 --rest done", ["A-1 is done", "A-2 is done", "B-3 is resolved"]),
    ("drop L-2 --why old", ["L-2 is retired"]),
    ("reopen A-1", ["A-1 is open again"]),
    ("drop A-1 --why old", ["A-1 is dropped"]),
    ("standup --open", ["The stand-up is open"]),
    ("undo", ["Taken back: "]),
    ("redo", ["Done again: "]),
    ("ready G-1 --department BR1 --brings Plans", ["BR1 is ready for G-1"]),
    ("ready G-1 --department BR2 --waive public", ["BR2 need bring nothing to G-1"]),
    ("agree G-1 --department BR1", ["BR1 agrees to G-1"]),
    ("object G-1 --department BR2 --why dock", ["BR2 objects to G-1"]),
    ("answer G-1 help", ["BR2 has an answer to its objection to G-1"]),
    ("step G-1 --why on", ["G-1 is at the step Meet"]),
    ("request Codes --from BR1 --to BR2", ['Q-4 "Codes" is added']),
    ("negotiate Q-4 half --by fri", ["Q-4, Offer: half", "Q-4, Offered by: Fri 27 Nov"]),
    ("negotiate Q-4 half --by +1w", ["Q-4, Offered by: Fri 4 Dec, 7 days later", "Q-4 is negotiating"]),
    ("decline Q-4 --why spent", ["Q-4 is declined"]),
    ("done Q-3", ["Q-3 is delivered"]),
    ("confirm Q-3", ["Q-3 is confirmed"]),
    ("edit P-1 --department BR1 --capacity 9", ["P-1, Department: BR1", "P-1, Capacity: 9"]),
    ("ask P-1 2 --goal G-2 --department BR2", ['"goal 2" is added. Resource: P-1 resource 1; Amount: 2']),
    ("grant AL-1", ["AL-1 is granted"]),
    ("release AL-1", ["AL-1 is released"]),
    ("raise B-1", ["B-1 is raised"]),
    ("escalate B-1 --to p1", ["B-1 is put before p1"]),
    ("standup --post --note Off", ["is posted for Mon 23 Nov: "]),
    ("handover p1 --to p2", ["of p1 are p2's now"]),
    ("add person Twin --login tw", ['tw "Twin" is added']),
    ("merge tw p1", ["tw is p1 now, wherever it was named, and is found as that"]),
    ("add series Weekly --repeats FREQ=WEEKLY;BYDAY=TU --time 9:00 --facilitators p1,p2", ['"Weekly" is added']),
    ("series SE-3 --skip lead", ["SE-3, Leads next: p2 (was p1)"]),
    ("add meeting Rent --on fri --time 9:00", ['"Rent" is added']),
    ("meeting open M-3", ["M-3 is open: its departments are told of it"]),
    ("training held E-1 p1,p2", ["E-1 is held"]),
    ("pulse answer PU-1 4 3 4 3 4 Fine", ["Your answer to PU-1 is counted; nobody learns that it is yours"]),
    ("pulse close PU-1", ["PU-1 is closed"]),
    ("lesson used L-1 --in G-1", ["L-1, Used in: G-1"]),
    ("edit R-1 --departments MKT,FIN", ["R-1, Departments: MKT, FIN"]),
    ("feedback ask R-1", ["2 departments are asked"]),
    ("feedback give F-1 --answered 4 --said Fine", ["F-1 is given", "Not answered: Says clearly what it needs; "]),
    ("retro card R-1 start Late", ['C-1 "Late" is added']),
    ("retro card R-1 start Later", ['C-2 "Later" is added']),
    ("retro next R-1", ["R-1 is at this step: Group"]),
    ("retro group C-1 C-2 Codes", ["C-1, Group: Codes\nC-2, Group: Codes"]),
    ("retro split C-2", ["C-2, Group: nothing any more (was Codes)"]),
    ("retro step R-1 vote", ["R-1 is at this step: Vote"]),
    ("retro vote C-1 --for p1", ["2 votes left for p1"]),
    ("retro unvote C-1 --for p1", ["3 votes left for p1"]),
    ("retro ready R-1 --for p1", ["1 is done with R-1"]),
    ("retro open-votes R-1", ["The votes of R-1 are open"]),
    ("retro next R-1", ["R-1 is at this step: Discuss"]),
    ("retro note C-1 weekly", ["Line 1 of C-1"]),
    ("retro note C-1 daily --line 1", ["Line 1 of C-1"]),
    ("retro change R-1 Calls", ["R-1, One change to try: Calls"]),
    ("retro follow-up C-1 Ask --owner p1 --due fri", ['"Ask" is added. Owner: p1; Due: Fri 27 Nov']),
    ("retro lesson C-1 Early --tags price", ['"Early" is added. More: Late; Departments: MKT, FIN']),
    ("retro carry C-2", ["C-2 goes on in R-3 as C-3"]),
    ("retro lead R-1 --for p1", ["p1 leads R-1"]),
    ("retro time R-1 discuss 10", ["R-1, Minutes a step: Discuss 10"]),
    ("retro close R-1 --why late", ["R-1 is closed"]),
    ("retro reopen R-1 --why one", ["R-1 is at this step: Discuss"]),
    ("retro helped R-3 helped", ["R-1: It helped"]),
    ("retro plan R-2 --on +4w", ["R-4 follows R-2"]),
    ("retro format R-2 4ls", ["R-2, Format: Liked, learned, lacked, longed for (was Start, stop, continue)"]),
    ("term launch", ["None of these words is in the dictionary"]),
    ("add term launch", ['"launch" is added']),
    ("term launch BR1=opening", ["W-1, Means to: BR1 opening"]),
    ("edit N-1 --target 9000", ["N-1, Target: 9,000"]),
    ("reading N-1 4210 --at 2026-11-20T09:30", ["! N-1: 4,210 is 53% too little"]),
    ("update share Late --departments BR1 --department BR2", ['U-1 "Late" is added']),
    ("update understood U-1 --department BR1", ["U-1"]),
    ("export csv FILE", ["FILE is written"]),
    ("plan G-1 FILE --force", ["FILE is written"]),
    ("digest FILE --force", ["FILE is written"]),
    ("backup FILE --force", ["changes are in FILE"]),
    ("restore FILE NEW", ["NEW is a workspace with "]),
    ("compact", ["A checkpoint of "]),
    ("check --repair --yes", ["There is nothing to repair"]),
    ("demo --keep DEMO", ["The example is in DEMO"]),
    ("init OTHER", ["OTHER is a workspace now"]),
    ("config set theme light", ['says now: theme = "light"']),
    ("import calendar DAYS", ["One day of the calendar is set"]),
    ("import goals GOALS", ["Made: 1 Goal"]),
    ("keys add p1 KEY", ["p1 comes in by this key from now on: "]),
]
FILES = ("FILE", "NEW", "DEMO", "OTHER", "DAYS", "GOALS", "KEY")
#: These change nothing.
READING = {"list", "show", "search", "gate", "today", "waits", "history", "doctor", "insights", "report", "completion"}
#: Those that want a database (`tests/tui/cli/test_addresses.py`, `test_lost.py`).
AT_AN_ADDRESS = {"move", "lost"}
#: What sshd starts (`tests/service`).
AT_A_LOGIN = {"serve"}


@pytest.mark.usefixtures("office")
def test_every_write_says_what_it_did(concord: Concord, tmp_path: Path):
    assert {words.split()[0] for words, _wanted in WRITES} | READING | AT_AN_ADDRESS | AT_A_LOGIN == set(LISTED)
    (tmp_path / "DAYS").write_text("2026-12-25 Christmas\n")
    (tmp_path / "KEY").write_text(ed25519())
    (tmp_path / "GOALS").write_text("goal,goal_owner,department,key_result,progress\nMore,p1,BR1,Pages,40\n")
    for words, wanted in WRITES:
        ran = concord(*(str(tmp_path / word) if word in FILES else word for word in words.split()))
        said = ran.err.replace(f"{tmp_path}/", "")
        for each in wanted:
            assert each in said, (words, said)
        assert "nothing was changed" not in said, words
        assert not re.search(r"\b(DP|PN)-\d", said), said


@pytest.mark.usefixtures("office")
def test_many_at_once_are_summed_up(concord: Concord):
    ids = [concord("add", "action", f"Row {n}").out.strip() for n in range(7)]
    assert concord("done", *ids).err == "7 records are done\n"
    assert concord("reopen", *ids).err == "7 records are open again\n"
    assert concord("drop", *ids, "--why", "x", "--lang", "zh").err == "已放弃或删除 7 条记录\n"
    i18n.use("en")
