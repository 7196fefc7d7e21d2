"""What the keys of a series' room do to one of its days, to all from it on, to its turns."""

from typing import TYPE_CHECKING, Any

from store.commands import edit
from store.commands import series as deeds
from store.errors import WrongWords
from store.fields import choice, text
from store.fields.recurrence.occurrences import MeetingDay
from store.kinds import KINDS
from store.kinds.naming import by_id
from store.kinds.series import Series
from store.kinds.series_changes import GoneAlong
from store.kinds.series_course import ROTAS, WHEN
from store.words import Words
from tui.i18n import t
from tui.parts.context_form import Answering
from tui.parts.picker import Picker
from tui.text.days import long

if TYPE_CHECKING:
    from store.records import Changes
    from tui.rooms.series.room import SeriesRoom

#: How far a change reaches.
THIS, FROM, ALL = "this", "from", "all"
_REACH = choice(
    "What changes", (THIS, "This day alone"), (FROM, "From this day on"), (ALL, "The whole series"), name="reach"
)
_WHERE = choice(
    "Its agenda", ("next", "To the next one"), ("backlog", "To the backlog"), ("drop", "Dropped with it"), name="agenda"
)
_WHY = text("Why", name="why")


async def open_meeting(room: "SeriesRoom", day: MeetingDay) -> None:
    """The meeting of that day; made, with what each begins with, where there is none yet."""
    id = day.id or (await room.desk.do(deeds.meeting_of, room.about, day.day)).id
    room.read()
    await room.host.open_room("meeting", id)


async def change(room: "SeriesRoom", day: MeetingDay) -> None:
    """Its time, length, place: of that day, from it on, or of all; the rule only where more than one day changes."""
    series = room.desk.records.one(Series, room.about)
    kind = KINDS["series"]
    fields = [_REACH, *(kind.fields[name] for name in WHEN if name != "start"), _WHY]
    values: dict[str, Any] = {name: getattr(series, name) for name in WHEN}
    values |= {"time": day.time, "length": day.length or None, "place": day.place, "reach": THIS}

    async def submit(new: dict[str, Any]) -> Any:
        changed = {name: new[name] for name in new.keys() & set(WHEN) if new[name] != values[name]}
        return await room.desk.do(_changed, series.id, day, new["reach"], changed, new.get("why") or "")

    title = t("Change {id} on {day}", id=series.id, day=long(day.on, room.desk.today))
    found = await room.acts.show(Answering(room.desk, title, fields, values, submit))
    if isinstance(found, GoneAlong) and found.moved:
        one = "{id} is changed; one draft goes along to another day"
        words = Words("{id} is changed; {n} drafts go along to other days", one=one, id=series.id, n=len(found.moved))
        room.told(words, day.day)
    elif found is not None:
        room.told(Words("{id} is changed", id=series.id), day.day)


def _changed(changes: "Changes", id: str, day: MeetingDay, reach: str, values: dict[str, Any], why: str) -> object:
    if not values:
        raise WrongWords("Nothing is different yet")
    if reach == ALL:
        return edit(changes, id, values, why=why)
    if reach == FROM:
        return deeds.change_from(changes, id, values, day.day)
    if "repeats" in values:
        raise WrongWords("One day has no rule of its own; change all from it on, or the whole series")
    return deeds.change_one(changes, id, day.day, values, why)


async def move(room: "SeriesRoom", day: MeetingDay) -> None:
    """To another day, and another time where that is said; why, once its departments were told of it."""
    kind = KINDS["meeting"]
    fields = [kind.fields["on"], kind.fields["time"], _WHY]
    values: dict[str, Any] = {"on": day.on, "time": day.time}

    async def submit(new: dict[str, Any]) -> Any:
        changed = {name: new[name] for name in values if new[name] != values[name]}
        return await room.desk.do(deeds.change_one, room.about, day.day, changed, new.get("why") or "")

    title = t("Move {id} of {day}", id=room.about, day=long(day.on, room.desk.today))
    moved = await room.acts.show(Answering(room.desk, title, fields, values, submit))
    if moved is not None:
        words = Words("{id} is on {day}", id=moved.id, day=long(moved.on or day.on, room.desk.today))
        room.told(words, day.day)


async def cancel(room: "SeriesRoom", day: MeetingDay) -> None:
    """It does not take place: why, and where its agenda goes; one that was cancelled takes place after all."""
    if day.state == "cancelled":
        await _restore(room, day)
        return

    async def submit(new: dict[str, Any]) -> Any:
        return await room.desk.do(deeds.cancel_one, room.about, day.day, new.get("why") or "", new["agenda"])

    fields = [text("Why", name="why", names=True), _WHERE]
    title = t("Cancel {id} on {day}", id=room.about, day=long(day.on, room.desk.today))
    if await room.acts.show(Answering(room.desk, title, fields, {"agenda": "next"}, submit)) is not None:
        room.told(Words("It is cancelled, and stays so however the series is changed"), day.day)


async def _restore(room: "SeriesRoom", day: MeetingDay) -> None:
    async def save(why: str) -> None:
        await room.desk.do(deeds.restore_one, room.about, day.day, why)

    if await room.acts.ask_why(t("Why does it take place after all?"), save):
        room.told(Words("It takes place after all, as a draft"), day.day)


async def stand_in(room: "SeriesRoom", day: MeetingDay) -> None:
    """Somebody else leads on that day; nobody's turn is taken."""
    chosen = await room.acts.show(Picker(room.desk, t("Who leads that day?"), ("person",)))
    if chosen is not None:
        await room.desk.do(deeds.change_one, room.about, day.day, {"facilitator": chosen})
        room.told(Words("{who} leads that day", who=by_id(room.desk.records, chosen)), day.day)


async def skip(room: "SeriesRoom", day: MeetingDay) -> None:
    """Whoever's turn to lead is next is passed over; of one with an order for notes alone, who takes them."""
    order = _order(room)
    series = await room.desk.do(deeds.skip_turn, room.about, order)
    who = getattr(series, ROTAS[order][0])
    room.told(Words("It is the turn of {who}", who=by_id(room.desk.records, who)), day.day)


async def swap(room: "SeriesRoom", day: MeetingDay) -> None:
    """Whoever's turn is next and somebody else of the order change their places."""
    order = _order(room)
    series = room.desk.records.one(Series, room.about)
    people: tuple[str, ...] = getattr(series, order)
    first = getattr(series, ROTAS[order][0]) or (people[0] if people else "")
    others = {each.id for each in room.desk.records.of_kind("person")} - {*people} | {first}
    chosen = await room.acts.show(Picker(room.desk, t("Who changes places with whoever is next?"), ("person",), others))
    if chosen is not None:
        await room.desk.do(deeds.swap_turns, room.about, order, first, chosen)
        room.told(Words("It is the turn of {who}", who=by_id(room.desk.records, chosen)), day.day)


def _order(room: "SeriesRoom") -> str:
    """The order of turns that it has: who leads, before who takes notes."""
    series = room.desk.records.one(Series, room.about)
    return next((order for order in ROTAS if getattr(series, order)), next(iter(ROTAS)))
