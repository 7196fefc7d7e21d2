"""Feedback of departments on each other: asked once about each, given by whoever speaks for the department."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from store.commands import add, drop, edit, undo
from store.errors import ConcordError
from store.history import told
from store.insight import brief, my_day
from store.insight.feedback_table import of_retro
from store.insight.overview import Overview
from store.kinds import retro
from store.kinds.feedback import QUESTIONS, Feedback, ask_all, give
from store.records import Changes
from store.search import Index
from store.workspace import Workspace, open_workspace


@pytest.fixture
def asked(organisation: Workspace) -> Workspace:
    """MKT, which ana leads, with bo; FIN has no lead, so that fay speaks for it; R-1 asks both: F-1 to F-4."""
    organisation.do(edit, "DP-1", {"lead": "PN-1"})
    organisation.do(edit, "PN-2", {"role": "member"})
    organisation.do(add, "goal", {"title": "G", "departments": ["DP-1", "DP-2"], "owner": "PN-1"})
    organisation.do(add, "retro", {"title": "Back", "goal": "G-1"})
    organisation.do(ask_all, "R-1")
    return organisation


@pytest.fixture
def fay(asked: Workspace) -> Iterator[Workspace]:
    with open_workspace(asked.ledger.folder, "fay") as workspace:
        yield workspace


def pairs(w: Workspace) -> list[tuple[str | None, str | None]]:
    return [(each.of, each.on) for each in w.records.all(Feedback)]


def refused(w: Workspace, command: Any, *args: Any, **values: Any) -> str:
    with pytest.raises(ConcordError) as error:
        w.do(command, *args, **values)
    return error.value.reason


def test_each_department_is_asked_about_itself_and_every_other_and_only_once(asked: Workspace):
    assert pairs(asked) == [("DP-1", "DP-1"), ("DP-1", "DP-2"), ("DP-2", "DP-2"), ("DP-2", "DP-1")]
    assert refused(asked, ask_all, "R-1") == "asked-already"
    assert refused(asked, add, "feedback", {"title": "x", "retro": "R-1", "of": "DP-1", "on": "DP-2"}) == "invalid"
    asked.do(add, "department", {"name": "Logistics"})
    asked.do(edit, "R-1", {"departments": ["DP-1", "DP-2", "DP-3"]})
    asked.do(ask_all, "R-1")
    assert len(pairs(asked)) == 9


def test_without_departments_nobody_can_be_asked(asked: Workspace):
    asked.do(add, "retro", {"title": "Of nobody"})
    assert refused(asked, ask_all, "R-2") == "nothing-named"


def test_whoever_speaks_for_the_department_gives_it(asked: Workspace, fay: Workspace):
    with open_workspace(asked.ledger.folder, "bo") as bo:
        assert refused(bo, give, "F-2", {"kept": 3}) == "not-yours"  # ana leads MKT
        assert refused(bo, edit, "F-2", {"kept": 3}) == "forbidden"
    fay.do(give, "F-4", {"answered": 4, "kept": 2}, "They told us late")
    found = fay.records.one(Feedback, "F-4")
    assert (found.given, found.given_by, found.answered, found.clear) == (fay.today, "PN-3", 4, None)
    fay.do(give, "F-4", {"clear": 5})
    found = fay.records.one(Feedback, "F-4")
    assert (found.answered, found.clear, found.said) == (4, 5, "They told us late")
    assert refused(fay, give, "F-2", {"kept": 3}) == "not-yours"


@pytest.mark.parametrize("value", [0, 6, -1])
def test_a_question_is_answered_from_one_to_five(fay: Workspace, value: int):
    assert refused(fay, give, "F-4", {"kept": value}) == "invalid"


def test_nothing_said_is_not_given(fay: Workspace):
    assert refused(fay, give, "F-4", {}) == "wants-words"
    assert refused(fay, give, "F-4", dict.fromkeys(QUESTIONS), "  ") == "wants-words"


def test_an_edit_gives_it_too_and_what_is_taken_back_is_asked_for_again(fay: Workspace):
    fay.do(edit, "F-4", {"helped": 5})
    assert fay.records.one(Feedback, "F-4").given_by == "PN-3"
    fay.do(edit, "F-4", {"helped": None})
    found = fay.records.one(Feedback, "F-4")
    assert (found.given, found.given_by) == (None, None)


def test_who_it_is_about_stays_and_what_was_said_is_not_taken_away(asked: Workspace, fay: Workspace):
    for field in ("of", "on", "retro"):
        assert refused(fay, edit, "F-4", {field: "DP-1" if field == "of" else None}) == "forbidden"
    fay.do(give, "F-4", {"kept": 1})
    assert refused(fay, drop, "F-4", "no") == "wants-role"
    asked.do(drop, "F-3", "not asked after all")


def test_an_undo_takes_it_back(fay: Workspace):
    fay.do(give, "F-4", {"kept": 1}, "late")
    undo.take_back(fay, undo.latest(fay.ledger))
    found = fay.records.one(Feedback, "F-4")
    assert (found.kept, found.said, found.given) == (None, "", None)


def test_what_is_closed_takes_none(asked: Workspace, fay: Workspace):
    asked.do(retro.move, "R-1", "closed", "nobody came")
    assert refused(fay, give, "F-4", {"kept": 1}) == "closed"
    assert refused(fay, edit, "F-4", {"kept": 1}) in ("closed", "over", "settled")
    assert refused(asked, ask_all, "R-1") == "closed"


def waits(w: Workspace, person: str) -> list[str]:
    overview = Overview(w.ledger, w.today)
    shown = [item.id for item in my_day.of(overview, person) if item.section == "answers"]
    assert brief.counts(w.ledger, person, w.today)["answers"] == len(shown)
    return [id for id in shown if id.startswith("F-")]


def test_it_stands_in_my_day_until_it_is_given_or_the_retrospective_is_closed(asked: Workspace, fay: Workspace):
    assert [waits(asked, person) for person in ("PN-1", "PN-2", "PN-3")] == [["F-1", "F-2"], [], ["F-3", "F-4"]]
    fay.do(give, "F-4", {"kept": 1})
    asked.ledger.catch_up()
    assert waits(asked, "PN-3") == ["F-3"]
    asked.do(retro.move, "R-1", "closed", "nobody came")
    assert waits(asked, "PN-3") == waits(asked, "PN-1") == []


def test_what_the_others_say_is_laid_beside_what_it_says_of_itself(asked: Workspace, fay: Workspace):
    asked.do(add, "department", {"name": "Logistics"})
    asked.do(edit, "R-1", {"departments": ["DP-1", "DP-2", "DP-3"]})
    asked.do(ask_all, "R-1")
    of = {(each.of, each.on): each.id for each in asked.records.all(Feedback)}
    asked.do(give, of["DP-1", "DP-1"], {"kept": 5, "clear": 4}, "We are quick")
    fay.do(give, of["DP-2", "DP-1"], {"kept": 2}, "Late")
    asked.do(give, of["DP-3", "DP-1"], {"kept": 3, "early": 1})
    mkt, fin, _log = of_retro(asked.records, "R-1")
    answers = {each.question: (each.own, each.mean, each.spread) for each in mkt.answers}
    assert answers["kept"] == (5, 2.5, (2, 3))
    assert answers["clear"] == (4, None, None)
    assert answers["early"] == (None, 1, (1, 1))
    assert [(each.of, each.text) for each in mkt.sentences] == [("DP-2", "Late"), ("DP-1", "We are quick")]
    assert (mkt.own, mkt.others, mkt.waits) == (4.5, 2.0, ())
    assert (fin.own, fin.others, fin.waits) == (None, None, ("DP-1", "DP-2", "DP-3"))


def test_it_is_told_and_found(asked: Workspace, fay: Workspace):
    fay.do(give, "F-4", {"kept": 1}, "The price list came late")
    asked.ledger.catch_up()
    lines = [str(each.words) for each in told(asked.ledger.backwards(), asked.records)]
    assert any("F-4" in line and "FIN → MKT" in line for line in lines[:3]), lines[:3]
    assert [hit.id for hit in Index(asked.ledger).build().search("price list")] == ["F-4"]


def test_who_gave_it_and_when_is_not_typed(asked: Workspace, fay: Workspace):
    assert refused(fay, edit, "F-4", {"given": fay.today}) == "forbidden"
    assert refused(fay, edit, "F-4", {"given_by": "PN-1"}) == "forbidden"
    fay.do(edit, "F-4", {"given": fay.today - timedelta(1), "given_by": "PN-1", "kept": 3})
    found = fay.records.one(Feedback, "F-4")
    assert (found.given, found.given_by) == (fay.today, "PN-3")


def test_an_import_says_when_it_was_given_and_by_whom(asked: Workspace, fay: Workspace):
    """Nobody else does: it is stamped, or refused."""
    day = asked.today - timedelta(9)
    asked.do(add, "retro", {"title": "Before", "goal": "G-1"})
    values = {"title": "FIN → MKT", "retro": "R-2", "of": "DP-2", "on": "DP-1", "kept": 4}

    def imported(changes: Changes) -> Any:
        made = add(changes, "feedback", {**values, "given": day, "given_by": "PN-3"})
        changes.say("import")
        return made

    fay.ledger.catch_up()
    assert refused(fay, imported) == refused(fay, add, "feedback", {**values, "given": day}) == "forbidden"
    assert (asked.do(imported).given, asked.records.one(Feedback, "F-5").given_by) == (day, "PN-3")
