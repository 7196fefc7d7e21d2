"""The minutes of three meetings of a series: as Markdown, as a page and as JSON, in both languages, compared whole."""

import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.commands import add, agenda, edit, minutes
from store.commands import meeting_course as course
from store.engine.ledger import Ledger
from store.kinds import KINDS
from store.kinds.blocker import block
from store.kinds.decision import decide
from store.kinds.meeting import Amendment, Meeting
from store.kinds.workspace import found
from store.records import Changes
from store.workspace import open_workspace
from tests.tui.cli.conftest import Concord
from tests.tui.conftest import same_as_golden
from tests.tui.text.pages.test_pages import Seen

TUESDAY = date(2026, 11, 10)
Do = Callable[..., Any]


class Hall:
    """`at` sets the clock; ``do`` gives a command to the workspace as ana."""

    def __init__(self, do: Do, patch: pytest.MonkeyPatch) -> None:
        self.do, self._patch = do, patch

    def at(self, day: date, hour: int, minute: int = 0) -> Do:
        now = datetime.combine(day, time(hour, minute), UTC)
        self._patch.setattr("store.clock.now", lambda: now)
        return self.do


def amend(changes: Changes, id: str, *lines: tuple[str, str]) -> Meeting:
    meeting = changes.one(Meeting, id)
    said = tuple(
        Amendment(str(number), text, item, changes.who, changes.now) for number, (item, text) in enumerate(lines, 1)
    )
    return changes.change(meeting, amendments=said)


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """MKT with ana (admin) and bo, FIN with 王芳, LOG with nobody; SE-1 on Tuesdays at nine."""
    folder = str(tmp_path / "w")
    monkeypatch.setattr("store.clock.now", lambda: datetime(2026, 11, 2, 8, tzinfo=UTC))
    Ledger.create(folder, "Nordwind")
    with open_workspace(folder, "ana") as workspace:
        hall = Hall(workspace.do, monkeypatch)
        do = hall.do
        do(found, "Nordwind <Retail>", "UTC", "en", "ana", "Ana Lund", "Marketing")
        do(edit, "DP-1", {"code": "MKT"})
        do(add, "department", {"name": "Finance", "code": "FIN"})
        do(add, "department", {"name": "物流", "code": "LOG"})
        do(add, "person", {"name": "Bo Berg", "login": "bo", "department": "DP-1"})
        do(add, "person", {"name": "王芳", "login": "fang", "department": "DP-2"})
        do(add, "goal", {"title": "Spring promotion", "departments": ["DP-1", "DP-2", "DP-3"], "owner": "PN-1"})
        three = ("DP-1", "DP-2", "DP-3")
        do(add, "series", {"title": "Weekly", "repeats": "FREQ=WEEKLY;BYDAY=TU", "time": "09:00", "departments": three})
        hold(hall)
        monkeypatch.setenv("CONCORD_WORKSPACE", folder)
        yield hall


def hold(hall: Hall) -> None:
    """M-1 and M-2 are held, the first one is confirmed, M-3 is ahead."""
    do = hall.at(TUESDAY, 8)
    values = {"title": "Weekly *coordination*", "series": "SE-1", "series_day": TUESDAY, "on": TUESDAY}
    values |= {"time": "09:00", "length": 45, "place": "Room 2", "goal": "G-1", "departments": ("DP-1", "DP-2", "DP-3")}
    values |= {"note_taker": "PN-2", "quorum": 2, "quorum_of": ("DP-2",), "expected": "What the shops\nare to do"}
    do(add, "meeting", values)
    item = {"title": "Which day does it start?", "meeting": "M-1", "sort": "decide", "minutes": 10, "presents": "PN-2"}
    do(add, "agenda-item", item)
    do(add, "agenda-item", {"title": "Flyers & posters", "meeting": "M-1", "minutes": 5, "goal": "G-1"})
    do(add, "agenda-item", {"title": "仓库钥匙", "meeting": "M-1", "sort": "inform"})
    do = hall.at(TUESDAY, 9, 2)
    do(course.begin, "M-1")
    do(course.attend, "M-1", "DP-1", "present", "PN-1")
    do(course.attend, "M-1", "DP-2", "delegate", "Li <b>Wei</b>", "PN-3")
    do(agenda.note, "AI-1", "1. The *stock* is there on the 4th")
    weighed = {
        "options": "On the 5th\n+ all is there\n- a Saturday\nOn the <i>8th</i>\n  with a fair\n风险：太晚\nNever",
        "consequences": "good: shops open longer\n- Overtime\nA notice",
        "known_by": "Takings of the 5th",
    }
    values = {"goal": "G-1", "source": "AI-1", **weighed}
    do(decide, "Which day does it start?", "On the 5th", "The stock is there\non the 4th", **values)
    do(add, "action", {"title": "Tell the | shops", "source": "AI-1", "owner": "PN-2", "due": date(2026, 11, 13)})
    hall.at(TUESDAY, 9, 14)(course.next_item, "M-1", "AI-1")
    do = hall.at(TUESDAY, 9, 20)
    do(block, ["A-1"], "No list", "DP-3")
    do(agenda.park, "AI-3", "until the move")
    do(course.go_to, "M-1", None, "")
    hall.at(TUESDAY, 9, 40)(course.close, "M-1")
    hall.at(TUESDAY + timedelta(2), 9)(edit, "A-1", {"due": date(2026, 11, 20), "owner": "PN-1"}, why="ill")
    week_later(hall)


def week_later(hall: Hall) -> None:
    """M-2, without its quorum: what was carried is carried once more, an action stays without an owner."""
    second = TUESDAY + timedelta(7)
    do = hall.at(second, 9)
    do(course.begin, "M-2")
    do(edit, "M-2", {"quorum": 3})
    do(course.attend, "M-2", "DP-1", "late", "PN-1")
    do(course.attend, "M-2", "DP-2", "absent")
    do(course.look_back, "M-2", "A-1", "carried")
    do(minutes.confirm, "M-2", "M-1")
    do(add, "agenda-item", {"title": "Opening hours", "meeting": "M-2", "sort": "decide", "minutes": 5})
    do(decide, "Opening hours", "Until eight", source="AI-6")
    do(add, "action", {"title": "Ring the bank", "source": "AI-6"})
    do(add, "request", {"title": "A van", "asker": "DP-1", "department": "DP-3", "source": "AI-6"})
    do(course.go_to, "M-2", "AI-6", "")
    do(course.go_to, "M-2", None)
    do = hall.at(second, 9, 30)
    do(course.close, "M-2", {"A-2": "the bank changes its staff"})
    hall.at(second, 11)(amend, "M-2", ("AI-6", "Not on # Sundays"), ("", "<b>Fay</b> was ill"))
    third = second + timedelta(7)
    hall.at(third, 8)(course.come, "M-3", "DP-2", "delegate", "Li Wei")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_minutes_of_three_meetings(hall: Hall, concord: Concord, lang: str):
    """Confirmed, a draft that was amended, and one ahead; what became of an action since does not stand in them."""
    told = [concord("meeting", "minutes", id, "--lang", lang) for id in ("M-1", "M-2", "M-3")]
    assert [each.code for each in told] == [0, 0, 0], told
    same_as_golden(f"minutes-{lang}", "\n---\n\n".join(each.out for each in told), 400)
    page = concord("meeting", "minutes", "M-2", "-", "--html", "--lang", lang).out
    same_as_golden(f"minutes-page-{lang}", re.sub("(?s)(?<=<style>).*(?=</style>)", "", page), 400)


def test_without_notes_in_a_file_and_as_json(hall: Hall, concord: Concord, tmp_path: Path):
    assert "stock* is" not in concord("meeting", "minutes", "M-1", "--no-notes").out
    path = tmp_path / "m.HTML"
    assert concord("meeting", "minutes", "M-1", str(path)).out == ""
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert os.stat(path).st_mode & 0o077 == 0
    assert concord("meeting", "minutes", "M-1", str(path)).code == 1
    (found,) = concord("meeting", "minutes", "M-1", "--json").objects
    assert found["actions"][0] | {"title": ""} == {
        "id": "A-1", "title": "", "owner": "bo", "due": "2026-11-13", "state": "todo", "open_why": None,
    }  # fmt: skip
    assert [(each["department"], each["state"]) for each in found["attendance"]] == [
        ("MKT", "present"),
        ("FIN", "delegate"),
        ("LOG", None),
    ]
    assert found["confirmed"]["in"] == "M-2"
    assert [each["carried"] for each in found["agenda"]] == [0, 1, 0]


def test_whatever_people_typed_the_page_is_made_of_what_was_told(hall: Hall, concord: Concord):
    """Past all nets at the entry, in every text of every record."""
    with Ledger(os.environ["CONCORD_WORKSPACE"], "ana") as ledger:
        known = Seen(concord("meeting", "minutes", "M-1", "--html").out).found
        known |= Seen(concord("meeting", "minutes", "M-2", "--html").out).found
        for text in (
            "</main><script>alert(1)</script>",
            "' x=\"<img src=x onerror=a>",
            "a\u2069\u202e\x1b[2J\n<b>\0</b>",
        ):
            for kind in KINDS.values():
                texts = [f.name for f in kind.fields.values() if f.type in ("line", "text") and f.name != "login"]
                for document in ledger.documents.table(kind.name):
                    ledger.documents.table(kind.name).update(dict.fromkeys(texts, text), doc_ids=[document.doc_id])
            for id in ("M-1", "M-2"):
                seen = Seen(concord("meeting", "minutes", id, "--html").out)
                assert seen.found - known <= {("br", "")}
                assert (seen.open, set(seen.links)) == ([], set())


@pytest.mark.parametrize(
    ("words", "code"), [(("minutes",), 2), (("minutes", "A-1"), 2), (("sing", "M-1"), 2), (("minutes", "M-9"), 1)]
)
def test_what_has_no_minutes_is_said(hall: Hall, concord: Concord, words: tuple[str, ...], code: int):
    assert concord("meeting", *words).code == code
