"""The stand-up on the command line: my entry from a prompt or a pipe, the round, the digest, the line at the login."""

import io
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from store import commands
from store.insight import brief, my_day
from store.insight.overview import Overview
from store.kinds.standup import StandUp
from store.workspace import open_workspace
from tests.store.begun import past
from tests.tui.cli.conftest import Concord, Ran
from tests.tui.cli.office import Office

Piped = Callable[..., Ran]


@pytest.fixture
def office(concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """G-1 of MKT and LOG; A-1 of bo, late, and A-2 to A-6 of bo."""
    made = Office(concord, monkeypatch, str(tmp_path / "office")).found()
    made("", "add", "goal", "Spring", "--departments", "MKT,LOG")
    for title, due in (("Feed", "-2d"), ("Posters", "today"), ("Dock", "+2d"), ("Cards", "+30d"), ("Till", "none")):
        made("", "add", "action", title, "--owner", "bo", "--due", due, "--goal", "G-1")
    return made


def entry(office: Office, id: str = "SU-1") -> StandUp:
    with open_workspace(os.environ["CONCORD_WORKSPACE"]) as workspace:
        return workspace.records.one(StandUp, id)


def lines(office: Office, id: str = "SU-1") -> list[tuple[str, str | None, str]]:
    return [(line.section, line.on, line.text) for line in entry(office, id).lines]


def test_it_shows_what_is_proposed_and_why(office: Office):
    office("bo", "done", "A-2")
    office("per", "block", "A-3", "No slot")
    out = office("bo", "standup").out
    assert [" ".join(line.split()) for line in out.splitlines()] == [
        "Done", "1. finished A-2 Posters",
        "Next", "2. A-1 Feed 2 days late", *_soon(office),
        "Held up", "5. B-1 No slot since today",
        "Also open (--keep N)", "6. A-3 Dock held up by B-1",
    ]  # fmt: skip
    found = office("bo", "standup", "--json").objects
    assert [(each["n"], each["section"], each["on"], each["kept"]) for each in found] == [
        (1, "done", "A-2", True), (2, "next", "A-1", True), (3, "next", "A-4", True), (4, "next", "A-5", True),
        (5, "blocked", "B-1", True), (6, "next", "A-3", False),
    ]  # fmt: skip
    assert (found[1]["why"], found[4]["days"], found[0]["posted"]) == ("2 days late", 0, False)


def _soon(office: Office) -> list[str]:
    from tui.text.days import long

    with open_workspace(os.environ["CONCORD_WORKSPACE"]) as workspace:
        day = workspace.today + timedelta(30)
        return [f"3. A-4 Cards due {long(day, workspace.today)}", "4. A-5 Till"]


def test_what_was_posted_is_shown_under_what_it_is_about(office: Office):
    office("bo", "done", "A-2")
    office("bo", "standup", "--post")
    shown = office("bo", "show", "SU-1").out
    assert "\nDone\n  finished A-2 Posters\nNext\n  A-1 Feed\n" in shown
    assert "section" not in shown


def test_posting_what_is_proposed_without_some_and_with_more(office: Office):
    ran = office(
        "bo", "standup", "--post", "--drop", "2", "--keep", "5", "--done", "a-4 half of it", "--note", "off at noon",
        "--action", "Ring the customs", "--blocked", "No budget code for A-1", "--next", "A-5",
    )  # fmt: skip
    assert ran.out == "SU-1\n"
    assert "is posted for" in ran.err
    assert lines(office) == [
        ("next", "A-1", "Feed"),
        ("next", "A-3", "Dock"),
        ("next", "A-5", "Till"),
        ("done", "A-4", "half of it"),
        ("note", None, "off at noon"),
        ("next", "A-6", "Ring the customs"),
        ("blocked", "A-1", "No budget code for A-1"),
    ]
    made = office.get("A-6")
    assert (made["owner"], made["department"], made["source"], made["state"]) == ("bo", "OPS", "SU-1", "todo")
    seq = office.seq
    office("bo", "undo")
    assert office.seq == seq + 1
    assert office("bo", "list", "standup").out == ""


def test_amending_adds_and_drops(office: Office):
    office("bo", "standup", "--post")
    assert "come" not in office("bo", "standup").err
    office("bo", "done", "A-1")
    office("bo", "standup", "--post", "--drop", "2")
    assert lines(office) == [
        ("next", "A-1", "Feed"), ("next", "A-3", "Dock"), ("done", "A-1", "finished A-1 Feed"),
    ]  # fmt: skip
    assert entry(office).rev == 2


@pytest.mark.parametrize(
    ("who", "words", "code", "said"),
    [
        ("bo", ("--done", "x"), 2, "--post"),
        ("bo", ("--post", "--later", "x"), 2, "no option --later"),
        ("bo", ("--post", "--dome", "x"), 2, "Did you mean --done"),
        ("bo", ("--post", "--done"), 2, "wants a value"),
        ("bo", ("--post", "--drop", "9"), 2, "no line 9"),
        ("bo", ("--post", "--drop", "x"), 2, "whole number"),
        ("bo", ("--post", "--next", "A-99 later"), 1, "There is no A-99"),
        ("bo", ("--post", "--drop", "1,2,3"), 4, "says something"),
        ("bo", ("--post", "--on", "2030-01-01"), 4, "days ahead"),
        ("bo", ("--post", "--who", "li", "--note", "x"), 4, "Only li or a coordinator"),
        ("vi", ("--post", "--note", "x"), 4, "role"),
        ("ghost", ("--post", "--note", "x"), 2, "nobody"),
        ("bo", ("now",), 2, "one word too many"),
    ],
)
def test_what_is_refused_writes_nothing(office: Office, who: str, words: tuple[str, ...], code: int, said: str):
    seq = office.seq
    ran = office(who, "standup", *words, code=code)
    assert said in ran.err
    assert (ran.out, office.seq) == ("", seq)
    assert office(who, "standup", *words, "--json", code=code).error["message"]


@pytest.fixture
def piped(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Piped:
    """Gives `concord standup --post` for bo with something piped in; its exit code."""

    def give(text: str | bytes, language: str = "en", code: int = 0) -> Ran:
        path = tmp_path / "piped"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        office.language = language
        with path.open() as file, monkeypatch.context() as patch:
            patch.setattr("sys.stdin", file)
            ran = office("bo", "standup", "--post", code=code)
        office.language = "en"
        return ran

    return give


TEXT = """\
off at noon
done: A-4 half of it
## Next
- A-1
* Ring the customs
Also open (--keep N)
  9. A-3 Dock
Held up:
1. No budget code, see A-3
"""


def test_what_is_piped_in_takes_the_place_of_what_is_proposed(office: Office, piped: Piped):
    assert piped(TEXT).out == "SU-1\n"
    assert lines(office) == [
        ("note", None, "off at noon"),
        ("done", "A-4", "half of it"),
        ("next", "A-1", "Feed"),
        ("next", None, "Ring the customs"),
        ("blocked", "A-3", "No budget code, see A-3"),
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_it_prints_can_be_edited_and_piped_back(office: Office, piped: Piped, language: str):
    office("per", "block", "A-1", "No code")
    office("bo", "done", "A-2")
    office.language = language
    piped(office("bo", "standup").out.replace("A-4 Cards", "A-4 half of them"), language)
    assert lines(office) == [
        ("done", "A-2", office_said[language]),
        ("next", "A-3", "Dock"),
        ("next", "A-4", "half of them"),
        ("next", "A-5", "Till"),
        ("blocked", "B-1", "No code"),
    ]
    assert [line.id for line in entry(office).lines][:2] == ["done A-2 state", "next A-3"]
    piped(office("bo", "standup").out + "note: one more\n")
    assert len(lines(office)) == 6


office_said = {"en": "finished A-2 Posters", "zh": "完成了 A-2“Posters”"}


def test_an_empty_pipe_posts_what_is_proposed_and_bytes_that_are_no_text_are_refused(office: Office, piped: Piped):
    assert "UTF-8" in piped(b"\xff\xfe\xfd", code=2).err
    assert "KB came in" in piped(b"x" * 300_000, code=2).err
    piped(" \n")
    assert len(lines(office)) == 3


def test_a_coordinator_posts_for_somebody_late_and_early(office: Office):
    assert "late" in office("", "standup", "--who", "li", "--on", "yesterday", "--post", "--note", "x").err
    assert "ahead" in office("", "standup", "--who", "li", "--on", "tomorrow", "--post", "--note", "x").err
    assert "posted for li" in office("", "history", "--limit", "1").out
    office("bo", "standup", "--post", "--json")
    record = office("bo", "show", "SU-3", "--json").objects[0]
    assert (record["person"], record["lines"][0]["on"]) == ("bo", "A-1")


# The round and its digest


def test_the_round_is_held_open_and_its_digest_printed(office: Office):
    office("ana", "block", "A-1", "No code", "--on", "FIN")
    office("ana", "raise", "B-1")
    with open_workspace(os.environ["CONCORD_WORKSPACE"], "ana") as workspace:
        before = str(workspace.today - timedelta(1))
        workspace.do(past(commands.edit), "B-1", {"raised": [{"id": before, "by": "ana"}]})
    assert office("ana", "standup", "--open").out == "SR-1\n"
    office("bo", "standup", "--post")
    assert "ana leads SR-1" in office("bo", "standup", "--close", code=4).err
    refused = office("ana", "standup", "--close", code=4)
    assert refused.out == ""
    for way in ("edit B-1 --next-step", "escalate B-1", "--ends B-1"):
        assert way in refused.err
    assert office("ana", "standup", "--close", "--json", code=4).error["held"] == ["B-1"]
    office("ana", "escalate", "B-1")
    out = office("ana", "standup", "--close", "--present", "bo,li").out
    assert out.startswith("# Stand-up of ")
    assert "- B-1 No code: since today, waits on FIN, raised 2 times" in out
    assert office("ana", "digest").out == out
    assert "closed the stand-up" in office("ana", "history", "--limit", "5").out
    (found,) = office("ana", "digest", "--json").objects
    assert (found["round"]["facilitator"], found["round"]["present"]) == ("ana", ["ana", "bo", "li"])
    assert found["posted"] == ["bo"]
    assert "ana" in found["missing"]
    assert [(hold["id"], hold["named_by"], hold["wants_decision"]) for hold in found["blockers"]] == [
        ("B-1", ["bo"], False)
    ]
    (ops,) = found["departments"]
    first = ops["people"][0]["lines"][0]
    assert (first["section"], first["on"]) == ("next", "A-2")


# The line at the login


def test_the_line_at_the_login_counts_what_my_day_lists(office: Office):
    office("ana", "request", "List", "--to", "OPS", "--from", "MKT", "--goal", "G-1")
    office("bo", "request", "Plan", "--to", "LOG", "--from", "OPS")
    office("per", "accept", "Q-2")
    office("per", "done", "Q-2")
    office("ana", "block", "A-4", "No code", "--on", "bo")
    office(
        "ana", "block", "A-5", "No slot", "--on", "OPS", "--next", "ring", "--next-owner", "bo", "--next-by", "today"
    )
    office("", "add", "milestone", "Shops know", "--goal", "G-1", "--department", "OPS", "--due", "-1d")
    office("", "add", "milestone", "Posters hang", "--goal", "G-1", "--due", "today")
    office("", "raci", "MS-2", "bo=R")
    office("", "add", "resource", "Dock", "--department", "OPS")
    office("", "add", "allocation", "Ramp", "--resource", "Dock", "--department", "MKT", "--goal", "G-1")
    office("", "add", "goal", "Summer", "--departments", "OPS,FIN", "--why", "x")
    office("", "step", "G-2", "--why", "now")
    with open_workspace(os.environ["CONCORD_WORKSPACE"]) as workspace:
        seen = Overview(workspace.ledger, workspace.today)
        for person in (f"PN-{number}" for number in range(1, 9)):
            listed = [item.section for item in my_day.of(seen, person)]
            expected = {section: listed.count(section) for section in brief.SECTIONS}
            assert brief.counts(workspace.ledger, person, workspace.today) == expected
    said = "Late: 2, Due today: 3, Others wait for me: 1, My department is asked: 4, New for me: 3"
    line = f"Concord today: {said}\n"
    assert office("bo", "today", "--brief").out == line
    assert office("bo", "today", "--brief", "--json").objects == [
        {"late": 2, "today": 3, "waits": 1, "answers": 4, "news": 3, "goals": 0}
    ]
    assert office("vi", "today", "--brief").out == "Concord today: nothing presses\n"


def test_standard_input_that_cannot_be_read_is_none(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("done: x"))
    office("bo", "standup", "--post")
    assert len(lines(office)) == 3
