"""The minutes of retrospectives: a closed one, an anonymous one half way; and facts; whole in both languages."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from store.commands import add, done, edit, retro_cards, retro_course
from store.engine.ledger import Ledger
from store.kinds import KINDS, feedback, retro
from store.kinds.blocker import block
from store.kinds.key_result import check_in
from store.kinds.request import decline
from store.kinds.workspace import found
from store.workspace import open_workspace
from tests.tui.cli.conftest import Concord
from tests.tui.cli.test_minutes import Hall
from tests.tui.conftest import same_as_golden
from tests.tui.text.pages.test_pages import Seen

#: A Monday.
DAY = date(2026, 11, 2)


@pytest.fixture
def looked_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """MKT with ana (admin) and bo, FIN with 王芳. R-1 is closed, R-2 follows it, anonymous and half way."""
    folder = str(tmp_path / "w")
    monkeypatch.setattr("store.clock.now", lambda: datetime(2026, 10, 1, 8, tzinfo=UTC))
    Ledger.create(folder, "Nordwind")
    with open_workspace(folder, "ana") as workspace:
        hall = Hall(workspace.do, monkeypatch)
        do = hall.do
        do(found, "Nordwind <Retail>", "UTC", "en", "ana", "Ana Lund", "Marketing")
        do(edit, "DP-1", {"code": "MKT"})
        do(add, "department", {"name": "Finance", "code": "FIN", "answer_days": 1})
        do(add, "person", {"name": "Bo Berg", "login": "bo", "department": "DP-1"})
        do(add, "person", {"name": "王芳", "login": "fang", "department": "DP-2"})
        values = {"title": "Spring *promotion*", "departments": ["DP-1", "DP-2"], "owner": "PN-1", "start": DAY}
        do(add, "goal", {**values, "due": DAY + timedelta(40)})
        do(add, "key-result", {"title": "Sold", "goal": "G-1", "department": "DP-1"})
        _work(hall)
        _closed(hall)
        _half_way(hall)
        monkeypatch.setenv("CONCORD_WORKSPACE", folder)
        yield hall


def _work(hall: Hall) -> None:
    do = hall.at(DAY, 9)
    day = DAY + timedelta(4)
    do(add, "action", {"title": "Print the | posters", "goal": "G-1", "owner": "PN-2", "due": day})
    do(add, "action", {"title": "Budget code", "goal": "G-1", "department": "DP-2", "due": day})
    do(add, "milestone", {"title": "Window stands", "goal": "G-1", "due": DAY + timedelta(9)})
    do(add, "request", {"title": "A code", "asker": "DP-1", "department": "DP-2", "goal": "G-1"})
    do(block, ["A-1"], "No code", "DP-2", cause="decision")
    do(check_in, "KR-1", 10, 8)
    do = hall.at(DAY + timedelta(3), 9)
    do(decline, "Q-1", "not this year")
    do(edit, "A-1", {"due": DAY + timedelta(9)}, why="no code, <no> posters")
    do(done, "A-2")
    do(check_in, "KR-1", 25, 4)
    hall.at(DAY + timedelta(7), 9)(done, "B-1")


def _closed(hall: Hall) -> None:
    do = hall.at(DAY + timedelta(8), 9)
    values = {"title": "Half way & back", "goal": "G-1", "departments": ["DP-1", "DP-2"], "on": DAY + timedelta(8)}
    do(add, "retro", {**values, "people": ["PN-1", "PN-2", "PN-3"], "facilitator": "PN-1"})
    do(retro.add_card, "R-1", "start", "Ask for the code # in spring")
    do(retro.add_card, "R-1", "start", "Codes earlier")
    do(retro.add_card, "R-1", "stop", "Calls at noon\nevery day")
    do(retro.add_card, "R-1", "continue", "Coffee")
    do(feedback.ask_all, "R-1")
    do(feedback.give, "F-1", dict.fromkeys(feedback.QUESTIONS, 5))
    do(feedback.give, "F-2", {"answered": 2, "kept": 3}, "Nobody *answered*")
    do(feedback.give, "F-4", {"answered": 4, "clear": 2})
    do(retro.move, "R-1", "group")
    do(retro.group, ["C-1", "C-2"], "Codes")
    do(retro.move, "R-1", "vote")
    do(retro.vote, "C-1")
    do(retro.vote, "C-3")
    do(retro.vote, "C-1", person="PN-2")
    do(retro.move, "R-1", "discuss")
    do(retro_cards.note, "C-1", "FIN has them in <January>")
    do(retro.follow_up, "R-1", "Ask FIN for codes", "PN-1", DAY + timedelta(12), "C-1")
    do(retro_course.file_lesson, "R-1", "Ask for codes early", departments=["DP-1"], tags=["budget"])
    do(retro_course.set_change, "R-1", "One list of codes")
    do(retro_cards.carry, "C-4")
    do(add, "kudos", {"title": "the quick no", "to": "DP-2", "about": "R-1"})
    hall.at(DAY + timedelta(8), 10)(retro.move, "R-1", "closed")
    hall.at(DAY + timedelta(9), 9)(edit, "A-3", {"owner": "PN-2"})


def _half_way(hall: Hall) -> None:
    """R-2 was made by carrying a card to it."""
    do = hall.at(DAY + timedelta(21), 9)
    do(edit, "R-2", {"title": "The end of it", "on": DAY + timedelta(21)})
    do(retro_course.judge_change, "R-2", "partly", "Two of three")
    do(add, "retro", {"title": "Nobody's", "goal": "G-1", "anonymous": True, "people": ["PN-1", "PN-2"]})
    do(retro.add_card, "R-3", "start", "Speak up")
    do(retro.move, "R-3", "group")
    do(retro.move, "R-3", "vote")
    do(retro.vote, "C-6")
    do(retro.move, "R-3", "gather")
    do(retro.add_card, "R-3", "stop", "What nobody may see yet")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_minutes_and_the_facts(looked_back: Hall, concord: Concord, lang: str):
    told = [concord("retro", "minutes", id, "--lang", lang) for id in ("R-1", "R-2", "R-3")]
    told.append(concord("retro", "facts", "R-2", "--lang", lang))
    assert [each.code for each in told] == [0, 0, 0, 0], told
    same_as_golden(f"retro-minutes-{lang}", "\n---\n\n".join(each.out for each in told), 400)
    page = concord("retro", "minutes", "R-1", "-", "--html", "--lang", lang).out
    same_as_golden(f"retro-minutes-page-{lang}", re.sub("(?s)(?<=<style>).*(?=</style>)", "", page), 400)


def test_of_an_anonymous_one_nobody_is_named_and_nothing_that_is_private_is_in_it(looked_back: Hall, concord: Concord):
    cards = {(): "- Speak up\n", ("--html",): '<li dir="auto">Speak up</li>', ("--json",): '"author":null'}
    for how, card in cards.items():
        said = concord("retro", "minutes", "R-3", *how).out
        assert card in said
        assert not any(each in said for each in ("nobody may see", "1 vote", "2026-11-23T"))
    (found,) = concord("retro", "minutes", "R-3", "--json").objects
    assert [(each["column"], each["hidden"]) for each in found["columns"]] == [
        ("start", 0),
        ("stop", 1),
        ("continue", 0),
    ]
    assert [each["votes"] for column in found["columns"] for each in column["groups"]] == [None]
    assert found["columns"][0]["groups"][0]["cards"][0]["author"] is None


def test_what_followed_is_told_as_of_the_closing(looked_back: Hall, concord: Concord):
    (found,) = concord("retro", "minutes", "R-1", "--json").objects
    assert [(each["id"], each["owner"]) for each in found["actions"]] == [("A-3", "ana")]


def test_in_a_file(looked_back: Hall, concord: Concord, tmp_path: Path):
    path = tmp_path / "r.html"
    assert concord("retro", "minutes", "R-1", str(path)).out == ""
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert os.stat(path).st_mode & 0o077 == 0


def test_whatever_people_typed_the_page_is_made_of_what_was_told(looked_back: Hall, concord: Concord):
    """Past all nets at the entry, in every text of every record."""
    with Ledger(os.environ["CONCORD_WORKSPACE"], "ana") as ledger:
        known = Seen(concord("retro", "minutes", "R-1", "--html").out).found
        for text in (
            "</main><script>alert(1)</script>",
            "' x=\"<img src=x onerror=a>",
            "a\u2069\u202e\x1b[2J\n<b>\0</b>",
        ):
            for kind in KINDS.values():
                kept = ("login", "column", "period")
                texts = [f.name for f in kind.fields.values() if f.type in ("line", "text") and f.name not in kept]
                for document in ledger.documents.table(kind.name):
                    ledger.documents.table(kind.name).update(dict.fromkeys(texts, text), doc_ids=[document.doc_id])
            for id in ("R-1", "R-2", "R-3"):
                seen = Seen(concord("retro", "minutes", id, "--html").out)
                assert seen.found - known <= {("br", "")}
                assert (seen.open, set(seen.links)) == ([], set())


@pytest.mark.parametrize(
    ("words", "code"), [(("minutes",), 2), (("facts", "A-1"), 2), (("sing", "R-1"), 2), (("minutes", "R-9"), 1)]
)
def test_what_there_is_not_is_said(looked_back: Hall, concord: Concord, words: tuple[str, ...], code: int):
    assert concord("retro", *words).code == code


def test_the_facts_for_scripts(looked_back: Hall, concord: Concord):
    (found,) = concord("retro", "facts", "R-1", "--json").objects
    assert found["waited_days"] == [{"who": "MKT", "on": "FIN", "days": 7, "ids": ["B-1"]}]
    assert [(each["id"], each["days"]) for each in found["slips"]] == [("A-1", 5)]
    assert [(each["department"], each["answered"]) for each in found["answers"]] == [("FIN", {"Q-1": 3})]
    (after,) = concord("retro", "facts", "R-2", "--json").objects
    assert after["last_time"]["helped"] == "partly"
    assert [(each["id"], each["became"]) for each in after["last_time"]["actions"]] == [("A-3", "late")]
