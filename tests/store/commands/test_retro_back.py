"""What of a retrospective is taken back, and formats of one's own, which stay as they were copied."""

from collections.abc import Callable
from typing import Any

import pytest

from store.commands import add, edit
from store.commands import retro_cards as cards
from store.commands import retro_course as course
from store.commands.undo import latest, take_back
from store.errors import Invalid
from store.kinds.card import columns_of
from store.kinds.retro import add_card, follow_up, vote
from store.kinds.retro_steps import lacking
from tests.store.commands.test_retro_course import at, done_with
from tests.store.commands.test_retro_course import office as office
from tests.store.rights.conftest import furnished as furnished
from tests.store.rights.office import BOB, Office

# Formats of one's own


def test_a_format_of_ones_own_is_copied_and_stays_as_it_was(office: Office):
    columns = "Held up: Where did we wait?；Helped\nPuzzles us"
    office.do(
        "ana", add, "retro-format", {"title": "Shop floor", "columns": columns, "votes": 5, "minutes": {"vote": 5}}
    )
    retro: Any = office.do("ana", add, "retro", {"title": "Till", "template": "RF-1"})
    assert (retro.format, columns_of(retro), retro.votes, retro.minutes) == (
        "own", ("Held up", "Helped", "Puzzles us"), 5, {"vote": 5},
    )  # fmt: skip
    office.do("bob", edit, "RF-1", {"columns": "Up; Down"})
    office.do("fay", add_card, retro.id, "Held up", "the dock")
    with pytest.raises(Invalid, match="cards in its columns"):
        office.do("ana", edit, retro.id, {"columns": "Up; Down"})
    for columns in ("", "Up; up", "; ".join(map(str, range(9)))):
        with pytest.raises(Invalid):
            office.do("ana", add, "retro", {"title": "x", "format": "own", "columns": columns})
    with pytest.raises(Invalid):
        office.do("ana", add, "retro", {"title": "x", "minutes": {"lunch": 5}})


# Taken back


STEPS: dict[str, Callable[[Office], Any]] = {
    "group": lambda office: at(office, "group"),
    "vote": lambda office: at(office, "vote"),
    "back": lambda office: at(office, "group", "vote", "gather"),
    "discuss": lambda office: at(office, "discuss"),
    "close": lambda office: office.do("ana", course.close, "R-3", "no time"),
    "lead": lambda office: office.do("ana", course.lead, "R-3", BOB),
    "ready": lambda office: office.do("ana", course.set_ready, "R-3"),
    "change": lambda office: office.do("ana", course.set_change, "R-3", "one list"),
    "lesson": lambda office: office.do("ana", course.file_lesson, "R-3", "Ask"),
    "follow-up": lambda office: office.do("ana", follow_up, "R-3", "Ask"),
    "carry": lambda office: office.do("ana", cards.carry, at(office, "group") and "C-3"),
    "plan": lambda office: office.do("ana", course.plan_next, "R-3"),
    "minutes": lambda office: office.do("ana", course.set_minutes, "R-3", "vote", 5),
    "note": lambda office: office.do("ana", cards.note, at(office, "group") and "C-3", "so"),
    "open votes": lambda office: [at(office, "vote"), office.do("ana", course.open_votes, "R-3")],
    "vote of another": lambda office: [at(office, "vote"), office.do("ana", vote, "C-3", 1, BOB)],
}


@pytest.mark.parametrize("name", STEPS)
def test_each_deed_is_taken_back(office: Office, name: str):
    STEPS[name](office)
    ana = office["ana"]
    before = {"R-3": office.get("R-3"), "C-3": office.get("C-3")}
    entry = latest(ana.ledger)
    assert entry
    take_back(ana, entry)
    assert {id: office.get(id) for id in before} != before or name in ("lesson", "follow-up", "plan")


def test_a_retrospective_that_lacks_nothing_says_so(office: Office):
    done_with(office)
    office["boss"].ledger.catch_up()
    assert lacking(office["boss"].records, office.get("R-3")) == []
