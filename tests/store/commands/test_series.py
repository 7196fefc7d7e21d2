"""Series of meetings: days that differ, changes from a day on and as a whole, drafts that go along, turns, the end."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from store.commands import add, drop, edit, reopen
from store.commands import meeting_course as course
from store.commands import series as deeds
from store.engine.transaction import Transaction
from store.errors import Forbidden, Invalid, NotFound, Refused, WrongWords
from store.kinds.agenda_item import agenda
from store.kinds.series_course import dates_of, turns
from store.records import Changes
from store.workspace import Workspace, open_workspace
from tests.store.conftest import OnDay

#: A Monday; SE-1 comes on Tuesdays.
TODAY = date(2026, 11, 30)
WEEKLY = {
    "title": "Weekly", "repeats": "FREQ=WEEKLY;BYDAY=TU", "start": date(2026, 12, 1), "time": "09:00",
    "zone": "Europe/Berlin", "departments": ("DP-1", "DP-2"), "facilitators": ("PN-1", "PN-2", "PN-3"),
}  # fmt: skip


class Shop:
    """A workspace with SE-1, to which things are done on 30 November."""

    def __init__(self, workspace: Workspace, on_day: OnDay) -> None:
        self.workspace, self._on_day = workspace, on_day
        self.do(add, "series", WEEKLY)

    def do(self, command: Any, *args: Any, **values: Any) -> Any:
        return self._on_day(TODAY, command, *args, **values)

    def get(self, id: str) -> Any:
        return self.workspace.records.get(id)

    def days(self, n: int = 4, first: date = TODAY) -> list[str]:
        """The next days: month-day, the time where it is another, and the meeting that stands for it."""
        found = dates_of(self.workspace.records, self.get("SE-1"), first, n)
        return [
            f"{each.on:%m-%d}" + (f" {each.time}" if each.time != "09:00" else "") + (f" {each.id}" if each.id else "")
            for each in found
        ]

    def turns(self, n: int = 3) -> list[str]:
        found = turns(self.workspace.records, self.get("SE-1"), "facilitators", TODAY)
        return [str(turn.who) for turn, _n in zip(found, range(n), strict=False)]

    def meeting(self, id: str) -> tuple[Any, ...]:
        found = self.get(id)
        return f"{found.on:%m-%d}", f"{found.series_day:%m-%d}", found.time, found.state


#: Gives a command as another login, on 30 November.
AsUser = Callable[..., Any]


@pytest.fixture
def as_user(organisation: Workspace) -> AsUser:
    def give(login: str, command: Any, *args: Any) -> Any:
        def run(transaction: Transaction) -> Any:
            transaction.now = datetime.combine(TODAY, time(12), UTC)
            return command(Changes(transaction), *args)

        with open_workspace(organisation.ledger.folder, login) as workspace:
            found = workspace.ledger.commit(run)
        organisation.ledger.catch_up()
        return found

    return give


@pytest.fixture
def shop(organisation: Workspace, on_day: OnDay) -> Shop:
    return Shop(organisation, on_day)


def day(n: int) -> date:
    return date(2026, 12, n)


def test_a_new_series_begins_on_the_next_day_of_its_rule(shop: Shop):
    shop.do(add, "series", {"title": "S", "repeats": "FREQ=WEEKLY", "facilitators": ("PN-2", "PN-1")})
    found = shop.get("SE-2")
    assert (found.start, found.repeats, found.facilitator_next) == (TODAY, "FREQ=WEEKLY;BYDAY=MO", "PN-2")
    for values, field in (
        ({"repeats": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "repeats"),
        ({"repeats": "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261130", "start": TODAY}, "repeats"),
        ({"time": "9"}, "time"),
        ({"zone": "Berlin"}, "zone"),
        ({"length": 0}, "length"),
    ):
        with pytest.raises(Invalid) as caught:
            shop.do(add, "series", {"title": "S", **values})
        assert caught.value.details["faults"][0]["field"] == field


def test_one_day_is_moved_and_another_cancelled_and_stays_so_however_the_series_is_changed(shop: Shop):
    shop.do(deeds.change_one, "SE-1", day(8), {"on": day(10), "time": "15:00"})
    shop.do(deeds.cancel_one, "SE-1", day(15), "holidays")
    assert shop.days() == ["12-01", "12-10 15:00 M-1", "12-22", "12-29"]
    assert shop.meeting("M-1") == ("12-10", "12-08", "15:00", "draft")
    shop.do(deeds.change_from, "SE-1", {"time": "10:00"}, day(1))
    shop.do(edit, "SE-1", {"repeats": "FREQ=WEEKLY;BYDAY=TU,FR"})
    shop.do(edit, "SE-1", {"repeats": "FREQ=WEEKLY;BYDAY=TU"})
    assert shop.days() == ["12-01 10:00", "12-10 15:00 M-1", "12-22 10:00", "12-29 10:00"]
    with pytest.raises(Refused):
        shop.do(deeds.restore_one, "SE-1", day(22), "")
    shop.do(deeds.restore_one, "SE-1", day(15), "we meet after all")
    assert shop.days(3)[2] == "12-15 M-2"
    with pytest.raises(NotFound):
        shop.do(deeds.cancel_one, "SE-1", day(16), "no such day")


def test_from_a_day_on_it_comes_otherwise_and_drafts_go_along_with_their_agenda(shop: Shop):
    for n in (8, 15, 22, 29):
        shop.do(deeds.meeting_of, "SE-1", day(n))
    shop.do(add, "agenda-item", {"title": "Dock plan", "meeting": "M-2"})
    shop.do(edit, "M-2", {"place": "Pier 4"})
    shop.do(course.open_to_all, "M-3")
    shop.do(course.cancel, "M-4", "holidays", "")
    found = shop.do(
        deeds.change_from, "SE-1", {"repeats": "FREQ=WEEKLY;BYDAY=WE", "time": "10:00", "place": "B2"}, day(15)
    )
    assert found.moved == (("M-2", day(15), day(16)),)
    assert (found.adjusted, found.kept, found.left) == ((), ("M-3",), ())
    assert shop.days(9) == [
        "12-01", "12-08 M-1", "12-16 10:00 M-2", "12-22 M-3", "12-23 10:00", "12-30 10:00", *shop.days(9)[6:],
    ]  # fmt: skip
    assert shop.meeting("M-2") == ("12-16", "12-16", "10:00", "draft")
    assert (shop.get("M-2").place, shop.get("AI-1").meeting, shop.get("M-1").place) == ("Pier 4", "M-2", "")
    assert [(each.until, each.time) for each in shop.get("SE-1").phases] == [(day(14), "09:00")]
    shop.do(deeds.change_from, "SE-1", {"repeats": "FREQ=WEEKLY;BYDAY=TU"}, day(8))  # all after that day is gone
    assert shop.days(4) == ["12-01", "12-08 10:00 M-1", "12-15 10:00 M-2", "12-22 M-3"]
    assert [each.until for each in shop.get("SE-1").phases] == [day(7)]


def test_as_a_whole_it_changes_drafts_but_what_was_changed_for_one_alone_stays(shop: Shop):
    for n in (1, 8):
        shop.do(deeds.meeting_of, "SE-1", day(n))
    shop.do(edit, "M-2", {"time": "14:00"})
    shop.do(edit, "SE-1", {"time": "11:00", "title": "Coordination", "length": 30})
    assert (shop.meeting("M-1")[2], shop.meeting("M-2")[2]) == ("11:00", "14:00")
    assert {(shop.get(id).title, shop.get(id).length) for id in ("M-1", "M-2")} == {("Coordination", 30)}
    shop.do(deeds.change_from, "SE-1", {"time": "12:00"}, day(8))
    shop.do(edit, "SE-1", {"place": "B2"})  # of all its stretches
    assert [(each.place, each.time) for each in shop.get("SE-1").phases] == [("B2", "11:00")]
    shop.do(edit, "SE-1", {"repeats": "FREQ=MONTHLY;BYDAY=2TU"})  # drafts without a day any more
    assert shop.get("SE-1").phases == ()
    assert [shop.meeting(id)[:2] for id in ("M-1", "M-2")] == [("01-12", "01-12"), ("12-08", "12-08")]


def test_a_rule_that_counts_goes_on_counting_over_a_change_of_its_time(shop: Shop):
    shop.do(edit, "SE-1", {"repeats": "FREQ=WEEKLY;BYDAY=TU;COUNT=3"})
    shop.do(deeds.change_from, "SE-1", {"time": "10:00"}, day(8))
    assert shop.days() == ["12-01", "12-08 10:00", "12-15 10:00"]
    shop.do(deeds.change_from, "SE-1", {"repeats": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=2"}, day(8))
    assert shop.days() == ["12-01", "12-08 10:00", "12-22 10:00"]


def test_the_next_one_is_made_when_one_is_closed_with_what_each_begins_with(shop: Shop):
    shop.do(add, "agenda-item", {"title": "Numbers", "series": "SE-1", "always": True})
    shop.do(add, "meeting", {"title": "Weekly", "series": "SE-1"})
    assert shop.meeting("M-1") == ("12-01", "12-01", "09:00", "draft")
    assert (shop.get("M-1").facilitator, shop.get("M-1").departments) == ("PN-1", ("DP-1", "DP-2"))
    shop.do(deeds.cancel_one, "SE-1", day(8), "holidays")
    shop.do(deeds.meeting_of, "SE-1", day(29))
    shop.do(course.begin, "M-1")
    shop.do(add, "agenda-item", {"title": "Carried", "meeting": "M-1"})
    shop.do(course.close, "M-1")
    assert shop.days() == ["12-01 M-1", "12-15 M-4", "12-22", "12-29 M-3"]
    assert shop.get("M-4").state == "draft"
    assert [each.title for each in agenda(shop.workspace.records, "M-4")] == [
        "Numbers",
        "Carried",
    ]
    shop.do(edit, "SE-1", {"opens": True})
    shop.do(course.begin, "M-4")
    shop.do(course.close, "M-4")
    assert shop.get("M-5").state == "open"


def test_turns_are_served_skipped_swapped_and_passed_on(shop: Shop):
    shop.do(deeds.meeting_of, "SE-1", day(1))
    shop.do(deeds.meeting_of, "SE-1", day(8))
    assert shop.turns() == ["PN-1", "PN-2", "PN-3"]
    shop.do(deeds.skip_turn, "SE-1", "facilitators")
    assert (shop.turns(), shop.get("M-1").facilitator) == (["PN-2", "PN-3", "PN-1"], "PN-2")
    shop.do(deeds.swap_turns, "SE-1", "facilitators", "PN-2", "PN-3")
    assert (shop.turns(), shop.get("M-1").facilitator, shop.get("M-2").facilitator) == (
        ["PN-3", "PN-2", "PN-1"],
        "PN-3",
        "PN-2",
    )
    shop.do(course.lead, "M-1", "PN-1")  # stands in: it is Fay's turn next time
    assert (shop.turns(), shop.get("M-2").facilitator) == (["PN-1", "PN-3", "PN-2"], "PN-3")
    shop.do(course.begin, "M-1")
    shop.do(course.close, "M-1")
    assert (shop.turns(), shop.get("SE-1").facilitator_next) == (["PN-3", "PN-2", "PN-1"], "PN-3")
    shop.do(edit, "PN-2", {"away_until": day(31)})
    shop.do(edit, "SE-1", {"facilitators": ("PN-1", "PN-2")})
    assert (shop.turns(), shop.get("SE-1").facilitator_next) == (["PN-1", "PN-1", "PN-1"], "PN-2")
    shop.do(course.begin, "M-2")
    shop.do(course.close, "M-2")
    assert shop.get("SE-1").facilitator_next == "PN-2"
    with pytest.raises(Refused):
        shop.do(deeds.skip_turn, "SE-1", "note_takers")
    with pytest.raises(WrongWords):
        shop.do(deeds.swap_turns, "SE-1", "facilitators", "PN-1", "PN-3")


def test_an_end_asks_where_agendas_go_and_takes_nothing_new(shop: Shop):
    shop.do(deeds.meeting_of, "SE-1", day(15))
    shop.do(add, "agenda-item", {"title": "Dock plan", "meeting": "M-1"})
    with pytest.raises(Refused) as caught:
        shop.do(deeds.finish, "SE-1", day(10), "done with it")
    assert caught.value.reason == "wants-place"
    gone = shop.do(deeds.finish, "SE-1", day(10), "done with it", "drop")
    assert [each.id for each in gone] == ["M-1"]
    assert (shop.days(), shop.get("SE-1").ended) == (["12-01", "12-08"], None)
    shop.do(deeds.meeting_of, "SE-1", day(1))
    with pytest.raises(Refused):
        shop.do(drop, "SE-1", "no more")
    shop.do(deeds.finish, "SE-1", TODAY, "no more")
    assert (shop.days(), shop.get("SE-1").ended) == ([], TODAY)
    for command, *values in (
        (add, "meeting", {"title": "One more", "series": "SE-1"}),
        (deeds.change_from, "SE-1", {"time": "10:00"}, day(8)),
    ):
        with pytest.raises(Refused):
            shop.do(command, *values)
    shop.do(reopen, "SE-1", "after all")
    assert shop.days() == ["12-08"]


def test_only_whoever_made_it_takes_turns_or_coordinates_says_when_it_comes(shop: Shop, as_user: AsUser):
    shop.do(edit, "SE-1", {"facilitators": ("PN-2", "PN-1")})
    shop.do(deeds.meeting_of, "SE-1", day(8))
    shop.do(deeds.meeting_of, "SE-1", day(15))
    for command, *values in (
        (edit, "SE-1", {"time": "10:00"}),
        (deeds.change_from, "SE-1", {"repeats": "FREQ=DAILY"}, day(8)),
        (deeds.finish, "SE-1", day(8), "no", "drop"),
        (deeds.cancel_one, "SE-1", day(22), "no"),
        (deeds.swap_turns, "SE-1", "facilitators", "PN-1", "PN-2"),
        (edit, "SE-1", {"facilitators": ("PN-3",)}),
        (edit, "M-1", {"series_day": day(9)}),
    ):
        with pytest.raises((Forbidden, Refused)):
            as_user("fay", command, *values)
    as_user("fay", edit, "SE-1", {"purpose": "One view"})
    as_user("fay", course.lead, "M-1")  # stands in: the turns of those after it follow
    assert [shop.get(id).facilitator for id in ("M-1", "M-2")] == ["PN-3", "PN-2"]
    as_user("bo", deeds.cancel_one, "SE-1", day(22), "holidays")
    as_user("bo", deeds.change_from, "SE-1", {"repeats": "FREQ=WEEKLY;BYDAY=WE"}, day(8))
    assert shop.meeting("M-1")[:2] == ("12-09", "12-09")


def held(shop: Shop, *ids: str) -> None:
    for id in ids:
        shop.do(course.begin, id)
        shop.do(course.close, id)


def test_a_meeting_that_is_reopened_after_the_next_was_held_takes_no_second_turn(shop: Shop):
    shop.do(edit, "SE-1", {"facilitators": ("PN-1", "PN-2")})
    shop.do(deeds.meeting_of, "SE-1", date(2026, 12, 1))
    held(shop, "M-1", "M-2")
    assert shop.turns(2) == ["PN-1", "PN-2"]
    shop.do(course.reopen, "M-1", "too early")
    assert shop.turns(3) == ["PN-1", "PN-1", "PN-2"], "the first of them is the one that is held again"
    shop.do(course.close, "M-1")
    assert shop.turns(2) == ["PN-1", "PN-2"]
    assert shop.get("M-3").facilitator == "PN-1"


def test_the_turn_goes_on_past_a_meeting_that_is_closed_late(shop: Shop):
    shop.do(deeds.meeting_of, "SE-1", date(2026, 12, 1))
    shop.do(deeds.meeting_of, "SE-1", date(2026, 12, 8))
    shop.do(course.begin, "M-1")
    held(shop, "M-2")
    assert shop.get("SE-1").facilitator_next == "PN-3"
    shop.do(course.close, "M-1")
    assert shop.turns(2) == ["PN-3", "PN-1"]
