"""Which meeting the room is about: the chosen one, else the one that runs, else the next; of a series it is made.

On a goal those that are about it come first.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from store.commands.series import meeting_of
from store.errors import Refused
from store.kinds.agenda_item import AgendaItem
from store.kinds.goal import Goal
from store.kinds.meeting import Meeting, of_series
from store.kinds.meeting_rights import AHEAD, HERE
from store.kinds.series import Series
from store.kinds.series_course import still_to_come
from tui.i18n import t
from tui.parts.confirm import Confirm
from tui.rooms.meeting.meeting_picker import MeetingPicker
from tui.rooms.meeting.room import MeetingRoom
from tui.text.days import long

if TYPE_CHECKING:
    from datetime import date

    from tui.acts.host import Host


async def meeting_room(host: "Host", id: str = "") -> "MeetingRoom":
    """The room; where several meetings may be meant, once one is chosen. Raises `Refused` where there is none."""
    found = await _made(host, id) or candidates(host, id)
    if not found:
        raise Refused("There is no meeting to go to yet; add one", "no-meeting")
    if len(found) == 1:
        return MeetingRoom(host, found[0].id)
    chosen = await host.app.push_screen_wait(MeetingPicker(host.desk, t("Which meeting?"), found))
    if chosen is None:
        raise Refused("No meeting was chosen", "nothing-named")
    return MeetingRoom(host, chosen)


async def _made(host: "Host", id: str) -> Sequence[Meeting]:
    """The next meeting of that series where none of it is ahead, once it is made; nothing where that is not wanted."""
    records = host.desk.records
    series = records.maybe(Series, id)
    if series is None or any(each.state in HERE for each in records.pointing(Meeting, "series", id)):
        return ()
    at = next((each for each in still_to_come(records, series, host.desk.common_day)), None)
    if at is None:
        return ()
    question = t("Prepare the meeting of {day}?", day=long(at.on, host.desk.today))
    if not await host.app.push_screen_wait(Confirm(host.desk, question, t("Prepare it"))):
        raise Refused("No meeting was chosen", "nothing-named")
    return [await host.desk.do(meeting_of, id, at.on)]


def candidates(host: "Host", id: str) -> Sequence[Meeting]:
    """The meetings that may be meant where that record is chosen."""
    records, today = host.desk.records, host.desk.common_day
    record: Any = records.find(id) if id else None
    if isinstance(record, AgendaItem):
        record = records.find(record.meeting or record.series or "")
    if isinstance(record, Meeting):
        return [record]
    if isinstance(record, Goal) and (own := _at_hand(records.pointing(Meeting, "goal", record.id), today)):
        return own
    found = of_series(records, record.id) if isinstance(record, Series) else list(records.all(Meeting))
    return _at_hand(found, today) or sorted(found, key=lambda each: str(each.on or ""))[-1:]


def _at_hand(meetings: "Iterable[Meeting]", today: "date") -> Sequence[Meeting]:
    """Those that run, else those of the next day; else all that are ahead."""
    found = list(meetings)
    running = [each for each in found if each.state == "running"]
    if running:
        return running
    ahead = [each for each in found if each.state in AHEAD]
    coming = sorted((each for each in ahead if each.on and each.on >= today), key=lambda each: (each.on, each.time))
    if coming:
        return [each for each in coming if each.on == coming[0].on]
    return ahead
