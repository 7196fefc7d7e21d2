"""The makers of many meetings: series that meet week by week, what was on their agendas, the next one of each."""

from datetime import date, timedelta

from store.demo.maker import Maker
from store.kinds import agenda_item as items
from store.kinds import meeting as meetings
from store.kinds import series as rounds
from store.kinds.agenda_item import Note
from store.kinds.meeting import Attendance, Coming

#: So many items a meeting has; of three meetings one carries its last item to the next.
ITEMS, CARRIES = 5, 3
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR")


def series(make: Maker, number: int) -> rounds.Series:
    """A weekly one of some departments, led in turn."""
    people = make.some("person", 3, 5)
    made = make.rounds[number] = rounds.Series(
        title=make.phrase("rounds"),
        repeats=f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[number % 5]}",
        start=_next(make, number) - timedelta(weeks=_weeks(make)),
        time=make.chance.choice(("09:00", "10:30", "14:00", "16:30")),
        place=make.phrase("rooms"),
        departments=make.some("department", 3, 6),
        purpose=make.say("notes"),
        facilitators=people,
        facilitator_next=next(iter(people), None),
        quorum=2,
    )
    return made


def meeting(make: Maker, number: int) -> meetings.Meeting:
    """One of a series, week by week up to the next one; without any series each alone, in the weeks before."""
    of = _series_of(make, number)
    its = make.rounds.get(of)
    departments = its.departments if its else make.some("department", 3, 6)
    on = (_next(make, of) if of else make.today) - timedelta(weeks=_back(make, number))
    held = on < make.today
    day = make.moment((on - make.today).days)
    make.meetings[number] = held
    return meetings.Meeting(
        title=its.title if its else make.phrase("rounds"),
        series=f"SE-{of}" if of else None,
        series_day=on if of else None,
        on=on,
        time=its.time if its else "09:00",
        length=45,
        place=its.place if its else make.phrase("rooms"),
        departments=departments,
        facilitator=make.one("person"),
        note_taker=make.one("person"),
        purpose=make.say("notes"),
        state="closed" if held else "open",
        quorum=2,
        coming={} if held else {id: Coming(by=make.login()) for id in departments if make.likely(0.6)},
        prepared={} if held else {id: make.login() for id in departments if make.likely(0.5)},
        attendance={id: _there(make) for id in departments} if held else {},
        present=make.some("person", 2, 4) if held else (),
        begun=day if held else None,
        closed=day + timedelta(minutes=make.chance.randint(30, 55)) if held else None,
    )


def item(make: Maker, number: int) -> items.AgendaItem:
    """One of the few of its meeting; the first of a meeting is what the one before it carried there."""
    on, at = divmod(number - 1, ITEMS)
    of, series_count = on + 1, make.counts["series"]
    if of > make.counts["meeting"]:  # in the backlog of a series
        return items.AgendaItem(title=make.say("questions"), series=make.one("series"), minutes=10)
    held, before = make.meetings[of], of - series_count
    came = at == 0 and series_count > 0 and before > 0 and before % CARRIES == 0
    carried = held and at == ITEMS - 1 and of % CARRIES == 0 and of + series_count <= make.counts["meeting"]
    question = make.likely(0.4)
    return items.AgendaItem(
        title=make.say("questions") if question else make.phrase("verbs", "things", "places"),
        meeting=f"M-{of}",
        sort="decide" if question else make.chance.choice(("inform", "discuss")),
        presents=make.one("person"),
        minutes=make.chance.choice((5, 5, 8, 10)),
        goal=make.one("goal") if make.likely(0.5) else None,
        place=at + 1,
        state="carried" if carried else "discussed" if held else "queued",
        spent=make.chance.randint(120, 700) if held and not carried else 0,
        notes=(Note("1", make.say("comments"), make.login()),) if held and not carried else (),
        came_from=f"AI-{before * ITEMS}" if came else None,
    )


def _there(make: Maker) -> Attendance:
    state = make.chance.choices(("present", "late", "delegate", "absent"), (70, 10, 10, 10))[0]
    return Attendance(state, "" if state == "absent" else make.one("person") or "")


def _weeks(make: Maker) -> int:
    """For so many weeks before the next one each series has met."""
    return max(0, -(-make.counts["meeting"] // max(1, make.counts["series"])) - 1)


def _series_of(make: Maker, number: int) -> int:
    """The number of the series of a meeting; 0 where there are none."""
    count = make.counts["series"]
    return (number - 1) % count + 1 if count else 0


def _back(make: Maker, number: int) -> int:
    return _weeks(make) - (number - 1) // max(1, make.counts["series"])


def _next(make: Maker, series: int) -> date:
    """The next day of a series, today or later."""
    return make.today + timedelta((series % 5 - make.today.weekday()) % 7)
