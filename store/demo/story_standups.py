"""The stand-ups of an example: what its people said on the last two working days, and the rounds in which they did."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from store.commands import standup as rounds
from store.kinds.action import OPEN, Action
from store.kinds.blocker import Blocker
from store.kinds.person import Person
from store.kinds.standup import StandUp
from store.kinds.standup_line import Line
from store.kinds.standup_round import Round
from store.records import Changes

if TYPE_CHECKING:
    from store.demo.maker import Maker
    from store.demo.story import Story

#: So many days are told; of what is done, what was done in so many days before.
DAYS, LATELY = 2, 3
#: So much is next.
NEXT = 2


def standups(story: "Story") -> None:
    """Everybody posts in the morning, somebody leads; who is away says nothing."""
    leads = next((page["key"] for page in story.content["people"] if page.get("role") == "coordinator"), "me")
    for offset in _offsets(story.today):
        for who in story.logins:
            story.then(offset, who, lambda told, changes, who=who: _post(changes, told.ids[who]))
        story.then(offset, leads, lambda _told, changes: _meet(changes))


def _offsets(today: date) -> list[int]:
    """The last working days before today, the earlier first."""
    found = [-back for back in range(1, 10) if (today - timedelta(back)).weekday() < 5]
    return sorted(found[:DAYS])


def _post(changes: Changes, person: str) -> None:
    me = changes.one(Person, person)
    if me.away_until is not None and me.away_until >= changes.here:
        return
    lines = _lines(changes, person)
    if lines:
        rounds.post(changes, lines, changes.here, person)


def _lines(changes: Changes, person: str) -> list[Line]:
    mine = list(changes.pointing(Action, "owner", person))
    since = changes.here - timedelta(LATELY)
    done = [each.id for each in mine if each.done_on and since <= each.done_on <= changes.here]
    going = sorted((each for each in mine if each.state in OPEN), key=lambda each: (each.due or date.max, each.id))
    held = {each.id for each in going}
    holding = [each.id for each in changes.all(Blocker) if each.resolved is None and held & {*each.holds}]
    said = [("done", id) for id in done] + [("next", each.id) for each in going[:NEXT]]
    return [Line(section=section, on=id) for section, id in [*said, *(("blocked", id) for id in holding)]]


def _meet(changes: Changes) -> None:
    """The round of the day, as it stands once it is over."""
    present = tuple(each.person for each in changes.all(StandUp) if each.day == changes.here and each.person)
    changes.add(
        Round(
            day=changes.today,
            facilitator=changes.person_id,
            opened=changes.now,
            closed=changes.now + timedelta(minutes=5),
            present=present,
        )
    )


# Of large examples


def entry(make: "Maker", number: int) -> StandUp:
    """One of everybody's, day by day back from yesterday."""
    people = make.made["person"]
    person = people[(number - 1) % len(people)]
    lines = [Line(f"next {at}", "next", "", id) for at, id in enumerate(make.some("action", 1, 2))]
    return StandUp(day=_back(make, (number - 1) // len(people) + 1), person=person, lines=tuple(lines))


def meeting(make: "Maker", number: int) -> Round:
    """The round of a day, day by day back from yesterday."""
    return Round(day=_back(make, number), facilitator=make.made["person"][0])


def _back(make: "Maker", working_days: int) -> date:
    day = make.today
    while working_days:
        day -= timedelta(1)
        working_days -= day.weekday() < 5
    return day
