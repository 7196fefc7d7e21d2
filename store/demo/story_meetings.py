"""The meetings of an example: their series, how each was prepared, held and closed, and what was said in it.

They fall on the weekday of the next working day, so that the next one is always tomorrow, or on Monday. A page that
names a meeting and a minute of it (``said``) is told in that meeting.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from store.commands import agenda, meeting_course, minutes
from store.kinds.agenda_item import AgendaItem, complete
from store.kinds.agenda_item import agenda as items_of
from store.kinds.agenda_moves import last_place, next_of
from store.kinds.meeting import Meeting
from store.kinds.series import Series
from store.records import Changes

if TYPE_CHECKING:
    from store.demo.story import Story

Page = dict[str, Any]
#: What is done in a meeting: told the story, the changes, the meeting's key, and what the content gives.
Deed = Callable[..., object]
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: What a page of the content may hold that is said in a meeting.
_SAID = ("actions", "requests", "decisions")


def next_day(today: date) -> int:
    """So many days from today is the next working day."""
    return next(n for n in range(1, 4) if (today + timedelta(n)).weekday() < 5)


def settle(story: "Story") -> None:
    """Give the meetings their days, and what is said in them its day and minute."""
    later = next_day(story.today) - 1
    for page in story.content["meetings"]:
        if page.get("series"):
            page["day"] += later
    days = {page["key"]: page["day"] for page in story.content["meetings"]}
    for name in _SAID:
        for page in story.content[name]:
            for each in (page, page.get("asked", {})):
                if "said" in each:
                    meeting, each["minute"] = each["said"]
                    each["on"] = days[meeting]


def series(story: "Story") -> None:
    """The series with their templates and backlogs."""
    day = story.today + timedelta(next_day(story.today))
    for page in story.content["series"]:
        days = [each["day"] for each in story.content["meetings"] if each.get("series") == page["key"]]
        made = {**page, "start": days[0]}
        rule = f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[day.weekday()]}"

        def make(told: "Story", made: Page = made, rule: str = rule) -> Series:
            leads, writes = (tuple(told.ids[key] for key in made[name]) for name in ("facilitators", "note_takers"))
            return Series(
                **told.values(Series, made), repeats=rule, facilitator_next=leads[0], note_taker_next=writes[0]
            )

        story.at(page["on"], page["by"], page["key"], make)
        for at, item in enumerate(page["items"], 1):
            waits = {"series": page["key"], "place": at, **item}
            key = f"{page['key']}/{item['key']}"
            by, on = item.get("by", page["by"]), item.get("on", page["on"] + 1)
            story.at(on, by, key, lambda told, waits=waits: told.record(AgendaItem, waits))


def meetings(story: "Story") -> None:
    """The meetings: called, prepared, held minute by minute, closed."""
    for page in story.content["meetings"]:
        key, day = page["key"], min(page["day"], 0)
        if "made" in page:
            story.then(page["made"], page["lead"], lambda told, changes, page=page: _call(told, changes, page))
        for item in page["items"]:
            put = {**item, "meeting": key}
            story.then(day + item["day"], item["by"], lambda told, changes, put=put: _put(told, changes, put))
        for (at, who, name), rows in groupby(page["then"], lambda row: tuple(row[:3])):
            given = [row[3:] for row in rows]

            def deed(told: "Story", changes: Changes, key: str = key, name: str = name, given: Any = given) -> None:
                for each in given:
                    DEEDS[name](told, changes, key, *each)

            # Before the meeting a number is of days, in it of minutes.
            story.then(day + min(at, 0), who, deed, at if at >= 0 else None)
            if name == "close":
                story.then(day, page["lead"], lambda told, changes, page=page: _turn(told, changes, page), at)


def _call(story: "Story", changes: Changes, page: Page) -> None:
    """Call a meeting: the first one of a series, or one alone."""
    if page.get("series"):
        _learn(story, changes, page, agenda.open_next(changes, story.ids[page["series"]], None))
        return
    made = {**page, "on": page["day"], "facilitator": page["lead"], "note_taker": page["notes"]}
    story.ids[page["key"]] = changes.add(story.record(Meeting, made)).id


def _learn(story: "Story", changes: Changes, page: Page, id: str | None) -> None:
    """The meeting that there is by now is called so, and so are its items; it is led by whoever the content says."""
    assert id is not None
    story.ids[page["key"]] = id
    changes.change(changes.one(Meeting, id), facilitator=story.ids[page["lead"]], note_taker=story.ids[page["notes"]])
    called = {story.say(each["title"]): each["key"] for each in _all_items(story)}
    for item in items_of(changes, id):
        story.ids[f"{page['key']}/{called[item.title]}"] = item.id


def _all_items(story: "Story") -> Iterator[Page]:
    for page in (*story.content["series"], *story.content["meetings"]):
        yield from page["items"]


def _put(story: "Story", changes: Changes, put: Page) -> None:
    """Put an item on the agenda, behind the others."""
    place = last_place(changes, story.ids[put["meeting"]])
    item = AgendaItem(**story.values(AgendaItem, put), place=place)
    made = changes.add(complete(changes, item))
    story.ids[f"{put['meeting']}/{put['key']}"] = made.id


def _turn(story: "Story", changes: Changes, page: Page) -> None:
    """Once one of a series is over the next one is there."""
    pages: list[Page] = [each for each in story.content["meetings"] if each.get("series") == page.get("series")]
    at = pages.index(page) + 1
    if page.get("series") and at < len(pages):
        held = changes.one(Meeting, story.ids[page["key"]])
        _learn(story, changes, pages[at], next_of(changes, held))


# The deeds


def _attend(story: "Story", changes: Changes, key: str, department: str, state: str, *who: str) -> None:
    meeting_course.attend(changes, story.ids[key], story.ids[department], state, *(story.ids[each] for each in who))


def _come(story: "Story", changes: Changes, key: str, department: str, answer: str, who: str | None = None) -> None:
    meeting_course.come(changes, story.ids[key], story.ids[department], answer, story.id(who) or "")


def _close(story: "Story", changes: Changes, key: str, why: dict[str, Any] | None = None) -> None:
    reasons = {story.ids[action]: story.say(said) for action, said in (why or {}).items()}
    meeting_course.close(changes, story.ids[key], reasons)


def _go(story: "Story", changes: Changes, key: str, item: str) -> None:
    meeting_course.go_to(changes, story.ids[key], story.ids[f"{key}/{item}"] if item else None)


def _note(story: "Story", changes: Changes, key: str, item: str, text: Any) -> None:
    agenda.note(changes, story.ids[f"{key}/{item}"], story.say(text))


def _park(story: "Story", changes: Changes, key: str, item: str) -> None:
    agenda.park(changes, story.ids[f"{key}/{item}"])


def _plain(command: Callable[..., object]) -> Deed:
    """A command to which the content gives what it calls so."""

    def deed(story: "Story", changes: Changes, key: str, *given: str) -> None:
        command(changes, story.ids[key], *(story.ids[each] for each in given))

    return deed


DEEDS: dict[str, Deed] = {
    "open": _plain(meeting_course.open_to_all),
    "prepare": _plain(meeting_course.prepare),
    "come": _come,
    "begin": _plain(meeting_course.begin),
    "attend": _attend,
    "confirm": _plain(minutes.confirm),
    "note": _note,
    "go": _go,
    "park": _park,
    "consent": _plain(meeting_course.consent),
    "close": _close,
}
