"""The lessons that fit a record, with why: one key says that one is used here, another that it does not help."""

from collections.abc import Iterator, Sequence

from store.commands.lesson_marks import did_not_help, unsay, used
from store.insight.fitting_lessons import fits
from store.kinds.lesson import Lesson
from store.records.names import title
from store.words import Words
from tui.i18n import t
from tui.keys import HERE, OUT, TO, Key, pressed
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.list_room import ListRoom
from tui.served import writes
from tui.text.cells import column, fit, lead, wrap
from tui.text.joined import apart
from tui.text.lesson_words import why
from tui.text.safe import safe


class LessonsRoom(ListRoom):
    """Those about which something is said here come first; the keys of the board work on the lesson."""

    place = "lessons"
    letter = "*"
    taken = "+-"
    own = writes(
        Key("used", ("+",), Words("It is used here, or was not after all"), HERE),
        Key("no_help", ("-",), Words("It did not help here, or that is taken back"), HERE),
        TO,
        Key("open", ("enter",), Words("Go to the record"), HERE),
        OUT,
    )
    empty = Words("No lesson fits. Once a retrospective has kept some, those with its departments, tags or words do")

    def find(self, width: int) -> Sequence[ChoiceRow]:
        record = self.desk.records.find(self.about)
        self.heading = t("Lessons that fit {name}", name=f"{self.about}  {title(self.desk.records, self.about)}")
        return [] if record is None else list(self._sections(width))

    def _sections(self, width: int) -> Iterator[ChoiceRow]:
        records, overview = self.desk.overview.reading, self.desk.overview
        found = fits(overview, records.get(self.about))
        sections: list[tuple[str, list[tuple[Lesson, str]]]] = [
            (t("Used here"), [(each, "") for each in records.pointing(Lesson, "used_in", self.about)]),
            (t("Did not help"), [(each, "") for each in records.pointing(Lesson, "no_help_in", self.about)]),
            (t("They fit"), [(records.one(Lesson, each.lesson), apart(why(overview, each))) for each in found]),
        ]
        ids = column((lesson.id for _label, rows in sections for lesson, _why in rows), 6)
        begun = False
        for label, rows in sections:
            if rows:
                yield from [ChoiceRow("", ())] if begun else []
                yield ChoiceRow("", [(label, "+foreground")])
                begun = True
            for lesson, said in rows:
                line = [(lead(lesson.id, ids), "muted"), (fit(safe(lesson.title), width - ids - 2), "foreground")]
                yield ChoiceRow(lesson.id, line)
                for each in wrap(safe(said), width - ids - 4, 3) if said else []:
                    yield ChoiceRow("", [(" " * (ids + 2) + each, "muted")])

    def offers(self) -> list[tuple[str, str]]:
        some = [("+", t("used here")), ("-", t("did not help")), ("Enter", t("open"))] if self.key else []
        return [*some, ("?", t("keys")), ("Esc", t("leave"))]

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if name in ("+", "-") and self.chosen:
            self.start(self._mark(self.chosen, helps=name == "+"))
        else:
            await super().press(key, character)

    async def _mark(self, id: str, *, helps: bool) -> None:
        """Say it; typed again, it is said no more."""
        lesson = self.desk.records.one(Lesson, id)
        if self.about in (lesson.used_in if helps else lesson.no_help_in):
            await self.desk.do(unsay, id, self.about)
            self.desk.say(Words("Nothing is said of {id} here any more", id=id), "good")
            return
        await self.desk.do(used if helps else did_not_help, id, self.about)
        words = Words("{id} is used here; u takes it back") if helps else Words("{id} did not help; u takes it back")
        self.desk.say(words.filled(id=id), "good")
