"""The rooms by their names, which are those of the keys that lead there; each is loaded when it is first gone into."""

from importlib import import_module
from inspect import isawaitable
from typing import TYPE_CHECKING, NamedTuple

from store.words import Words

if TYPE_CHECKING:
    from tui.acts.host import Host


class Door(NamedTuple):
    """The module of a room, what in it makes the screen of (host, id), and what others are told of whoever is there."""

    module: str
    name: str
    there: Words = Words("on the board")


#: In the order in which people need them.
ROOMS = {
    "standup": Door("tui.rooms.standup.room", "after_my_entry", Words("at the stand-up")),
    "my_day": Door("tui.rooms.my_day", "MyDay", Words("at my day")),
    "news": Door("tui.rooms.history", "NewsRoom", Words("reading what happened")),
    "life": Door("tui.rooms.history", "LifeRoom", Words("reading what happened")),
    "gate": Door("tui.rooms.gate", "GateRoom", Words("at the gate of a goal")),
    "meeting": Door("tui.rooms.meeting.door", "meeting_room", Words("in a meeting")),
    "series": Door("tui.rooms.series.room", "SeriesRoom", Words("at the days of a series of meetings")),
    "timeline": Door("tui.rooms.timeline.room", "TimelineRoom", Words("in the timeline")),
    "raci": Door("tui.rooms.raci", "RaciRoom", Words("in the RACI matrix")),
    "insights": Door("tui.rooms.insights.room", "InsightsRoom", Words("looking at insights")),
    "checklist": Door("tui.rooms.checklist", "ChecklistRoom", Words("at a checklist")),
    "why": Door("tui.rooms.why", "WhyRoom", Words("looking at why something is red or amber")),
    "proposals": Door(
        "tui.rooms.meeting.proposals", "ProposalsRoom", Words("looking at what is proposed for a meeting")
    ),
    "lessons": Door("tui.rooms.lessons", "LessonsRoom", Words("reading lessons that fit")),
    "dictionary": Door("tui.rooms.page_words", "PageWordsRoom", Words("in the dictionary")),
    "retro": Door("tui.rooms.retro.room", "RetroRoom", Words("in the retrospective")),
    "record": Door("tui.rooms.record", "RecordRoom", Words("reading a record")),
    "settings": Door("tui.rooms.settings", "SettingsRoom", Words("reading the settings")),
    "who": Door("tui.rooms.who", "WhoIsHere"),
}


async def open_room(host: "Host", name: str, id: str = "") -> None:
    """Go into the room, about that record; what is chosen there is opened.

    Raises the `ConcordError` for which there is nothing to be seen there.
    """
    door = ROOMS[name]
    made = getattr(import_module(door.module), door.name)(host, id)
    found = await host.app.push_screen_wait(await made if isawaitable(made) else made)
    if found:
        host.desk.open(found)
