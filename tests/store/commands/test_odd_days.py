"""Days by which something is to be done that are past, or off."""

from datetime import date, timedelta

from store.commands import add, edit
from store.commands.odd_days import counted, oddities, oddity
from store.fields.calendar import Calendar, Day
from store.kinds import KINDS
from store.workspace import Workspace
from tests.for_each import for_each

TODAY = date(2026, 11, 28)
CALENDAR = Calendar(days={date(2026, 12, 25): Day("Christmas"), date(2026, 12, 5): Day("调休", works=True)})


@for_each(
    "day, said",
    [
        ("2026-11-23", "2026-11-23 is 5 days ago"),
        ("2026-11-27", "2026-11-27 is 1 day ago"),
        ("2026-11-28", "2026-11-28 is a day off: the next working day is 2026-11-30"),
        ("2026-11-30", None),
        ("2026-12-05", None),
        ("2026-12-06", "2026-12-06 is a day off: the next working day is 2026-12-07"),
        ("2026-12-25", "2026-12-25 is a day off (Christmas): the next working day is 2026-12-28"),
    ],
)
def test_what_is_odd_about_a_day(day: str, said: str | None):
    odd = oddity(date.fromisoformat(day), TODAY, CALENDAR)
    assert (None if odd is None else str(odd)) == said


def test_only_days_by_which_something_is_to_be_done_count_and_only_new_ones(organisation: Workspace):
    today = organisation.today
    past = today - timedelta(days=2)
    before = organisation.do(add, "action", {"title": "Feed", "start": past})
    assert oddities(before, None, organisation.records, today) == []
    organisation.do(edit, before.id, {"due": past}, why="late")
    after = organisation.records.get(before.id)
    assert len(oddities(after, before, organisation.records, today)) == 1
    assert oddities(after, after, organisation.records, today) == []
    assert [str(words) for words in counted([after, after, before], organisation.records, today)] == [
        "2 of the days are past"
    ]


def test_kinds_with_a_deadline():
    found = {name: [f.name for f in kind.fields.values() if f.deadline] for name, kind in KINDS.items()}
    assert {name: fields for name, fields in found.items() if fields} == {
        "goal": ["due"],
        "milestone": ["due"],
        "action": ["due"],
        "request": ["need_by", "offer_by"],
        "blocker": ["next_by"],
        "decision": ["circulated_until", "review_on"],
        "pulse": ["until"],
    }
