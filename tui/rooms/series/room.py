"""The next days of a series: one moved, changed, cancelled or taken back, all from here on, and whose turn it is."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from store.kinds.series import Series
from store.words import Words
from tui.i18n import t
from tui.keys import HERE, OUT, TO, Key, pressed
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.list_room import ListRoom
from tui.rooms.series import day_deeds
from tui.rooms.series.days import days_of, rows_of
from tui.served import writes
from tui.text.cells import fit
from tui.text.joined import told
from tui.text.labels import rule
from tui.text.meeting_day import clock
from tui.text.safe import safe

if TYPE_CHECKING:
    from store.fields.recurrence.occurrences import MeetingDay
    from tui.acts.host import Host


class SeriesRoom(ListRoom):
    """The key of a row is the own day of the series, which stays however it is moved."""

    place = "series"
    letter = "v"
    taken = "xeto.v"
    own = writes(
        Key("meeting", ("enter",), Words("Open the meeting of that day; it is made where there is none"), HERE),
        Key("change", ("e",), Words("Change that day, all from it on, or the whole series"), HERE),
        Key("move", ("t",), Words("Move that day"), HERE),
        Key("cancel", ("x",), Words("Cancel that day, with why; a cancelled one takes place after all"), HERE),
        Key("stand_in", ("o",), Words("Somebody else leads that day"), HERE),
        Key("skip", (".",), Words("Whoever's turn is next is passed over"), HERE),
        Key("swap", ("O",), Words("Two change places in the order of turns"), HERE),
        TO,
        OUT,
    )

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host, id)
        self.days: list[MeetingDay] = []

    def stays(self, key: str) -> bool:  # noqa: ARG002
        """A day goes with its series."""
        return False

    @property
    def chosen(self) -> str:
        """The meeting that stands for the day, where there is one."""
        day = self.day
        return "" if day is None else day.id

    @property
    def day(self) -> "MeetingDay | None":
        """The day under the cursor."""
        return next((each for each in self.days if str(each.day) == self.key), None)

    def find(self, width: int) -> Sequence[ChoiceRow]:
        series = self.desk.records.maybe(Series, self.about)
        self.days = days_of(self.desk, self.about)
        if series is None:
            self.heading, self.empty = self.about, Words("This series is gone")
            return []
        self.heading = f"{series.id}  {safe(series.title)}"
        self.empty = Words("It comes no more")
        usual = told(part for part in (rule(series.repeats), clock(series.time), safe(series.place)) if part)
        head = [ChoiceRow("", [(fit(usual, width), "foreground")]), ChoiceRow("", ())]
        return [*head, *rows_of(self.desk, series, self.days, width - 2)] if self.days else []

    def offers(self) -> list[tuple[str, str]]:
        day = self.day
        if day is None:
            return [("?", t("keys")), ("Esc", t("leave"))]
        cancel = t("take place after all") if day.state == "cancelled" else t("cancel")
        some = [("e", t("change")), ("t", t("move")), ("x", cancel), (".", t("pass the turn"))]
        return [*some, ("?", t("keys")), ("Esc", t("leave"))]

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        deeds: dict[str, Callable[[SeriesRoom, MeetingDay], Awaitable[None]]] = {
            "enter": day_deeds.open_meeting,
            "e": day_deeds.change,
            "t": day_deeds.move,
            "x": day_deeds.cancel,
            "o": day_deeds.stand_in,
            ".": day_deeds.skip,
            "O": day_deeds.swap,
        }
        if name not in deeds:
            await super().press(key, character)
        elif self.day is not None:
            self.start(deeds[name](self, self.day))

    def told(self, words: Words, day: date | None = None) -> None:
        """Say it; the cursor stays on its day."""
        self.read()
        if day is not None:
            self.open(str(day))
        self.say(words, "good")
