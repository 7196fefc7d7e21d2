"""One field being answered: what is typed for it, what that is understood as, and what is wrong with it."""

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from store.commands.odd_days import oddity
from store.commands.outcome import moved
from store.errors import ConcordError
from store.fields import Field
from store.fields.dates import is_shift
from store.fields.read_numbers import understood
from store.records import parsing
from store.records.names import resolve
from store.records.parsing import Unreadable
from store.records.title_line import joined
from store.records.writing import write
from store.words import Words
from tui.faces.meeting_times import lasting
from tui.i18n import in_each, t
from tui.parts.line_editor import Typing
from tui.parts.record_options import NAMING, RecordOption, people, said_as, suggestions
from tui.text import days
from tui.text.joined import listed
from tui.text.labels import rule
from tui.text.safe import safe
from tui.text.sentences import said

if TYPE_CHECKING:
    from datetime import date

    from tui.desk.desk import Desk

#: What stands in such a field gives way to what is typed there.
GIVING_WAY = ("day", "number", "rule", "ref", "refs", "tags")
#: What is typed there is said again as it is understood.
ECHOED = ("day", "number", "rule")
EMPTY: tuple[object, ...] = (None, "", (), {})


class FieldAnswer:
    """``value`` is what the field holds now; choices and flags are turned, all others typed, what is closed neither."""

    def __init__(
        self,
        desk: "Desk",
        field: Field,
        value: Any,
        closed: Words | None = None,
        beside: parsing.Held = lambda _name: None,
    ) -> None:
        """``closed`` says why it could not be saved; ``beside`` gives the other fields as they stand."""
        self.desk = desk
        self.field = field
        self.closed = closed
        self._beside = beside
        self.first = value
        self.turned = field.type in ("choice", "flag")
        self.value = self._start(value)
        self.line = Typing(self._written(value), lines=field.type in ("text", "checklist"))
        self._begun = self.line.text
        #: It is asked for several records that hold different days: `+1w` counts for each from its own.
        self.each = False
        #: `@` and the beginning of a name offers people: those whom a text mentions hear of it.
        self.names_people = field.type == "text"
        #: What stands there already gives way to the first letter typed; a list of names gets one more.
        self._gives_way = field.type in GIVING_WAY and bool(self._begun)
        self.wrong: Words | None = None
        self.suggested: list[RecordOption] = []
        self.pick = 0

    def _start(self, value: Any) -> Any:
        if self.field.type == "choice" and value is None:
            return self.field.choices[0].value
        return bool(value) if self.field.type == "flag" else value

    def _written(self, value: Any) -> str:
        """The value as text that is read back as it; a record without code or login by its name if only it has that."""
        if self.field.type == "tags" and value:
            return listed(value)
        if self.field.type == "rule" and value:
            return rule(value)
        if self.field.type not in ("ref", "refs") or not value:
            return write(self.field, value, self.desk.records)
        ids = (value,) if self.field.type == "ref" else tuple(value)
        return listed(said_as(self.desk, self.field, id) for id in ids)

    @property
    def touched(self) -> bool:
        """Something was typed or turned here."""
        return self.value != self._start(self.first) if self.turned else self.line.text != self._begun

    @property
    def needed(self) -> bool:
        """It names the record, and nothing stands there yet."""
        return self.field.names and not self.turned and not self.line.text.strip()

    @property
    def refusal(self) -> Words | None:
        """Why the word that it is turned to may not be chosen."""
        return next((each.closed for each in self.field.choices if each.value == self.value), None)

    def read(self) -> Any:
        """The value; raises `Unreadable` and remembers what is wrong."""
        if self.turned:
            self.wrong = self.refusal
            if self.wrong is not None:
                raise Unreadable(self.field, self.wrong)
            return self.value
        if self.line.text == self._begun and self.first is not None:
            return self.first
        desk = self.desk
        try:
            value = parsing.read(
                self.field, self.line.text, desk.records, desk.today, desk.who, stands=self.first, held=self._beside
            )
        except Unreadable as error:
            self.wrong = error.problem
            raise
        self.wrong = None
        return value

    def now(self) -> Any:
        """The value as it stands; None where it cannot be read yet."""
        return self._tried()[0]

    def _tried(self) -> tuple[Any, Words | None]:
        """The value, or what would be wrong with it, which is not said for that."""
        wrong = self.wrong
        try:
            return self.read(), None
        except Unreadable as error:
            return None, error.problem
        finally:
            self.wrong = wrong

    # Keys

    def key(self, key: str, character: str | None) -> bool:
        """Type or turn; False where the key does nothing here."""
        if self.closed is not None:
            return False
        if self.turned:
            self.wrong = None
            return self._turn(key, character)
        before = self.line.text
        if self._gives_way and character is not None and character.isprintable():
            if self.field.type not in ("refs", "tags"):
                self.line.clear()
            elif not re.match(parsing.BETWEEN, character):
                self.line = Typing(listed([self.line.text, ""]))
        self._gives_way = False
        if character is not None and re.match(parsing.BETWEEN, character) and self.line.at == len(self.line.text):
            self._end_name()
        taken = self.line.key(key, character)
        if self.line.text != before:
            self.changed()
        elif taken and self.names_people:
            self.suggested = []  # the cursor is elsewhere
        return taken

    def changed(self) -> None:
        """The text is another: what was wrong may be right, and other names may be meant."""
        self.wrong = None
        self.pick = 0
        if self.field.type in ("ref", "refs") and self.field.kinds:
            self.suggested = suggestions(self.desk, self.field, self.line.text)
        elif self.names_people:
            self.suggested = people(self.desk, self.line.text[: self.line.at])

    def _end_name(self) -> None:
        """What separates names ends the one being typed: a beginning becomes the name that is offered for it."""
        if self.field.type == "refs" and self.suggested:
            last = parsing.names_apart(self.line.text)[-1]
            before = self.line.text[: len(self.line.text) - len(last)]
            if not self._names_one(last):
                self.line = Typing(before + said_as(self.desk, self.field, self.suggested[self.pick].id))

    def _names_one(self, name: str) -> bool:
        """Whether it is read as it stands."""
        try:
            return bool(resolve(self.desk.records, self.field.kinds, name, self.desk.who, near=False))
        except ConcordError:
            return False

    def _meant(self, name: str) -> str:
        """The name, or for a beginning the one that is offered first."""
        offered = () if self._names_one(name) else suggestions(self.desk, self.field, name, 1)
        return next((said_as(self.desk, self.field, each.id) for each in offered), name)

    def _turn(self, key: str, character: str | None) -> bool:
        if self.field.type == "flag":
            if key in ("space", "left", "right"):
                self.value = not self.value
                return True
            return False
        values = [choice.value for choice in self.field.choices]
        at = values.index(self.value) if self.value in values else 0
        if key in ("left", "right", "space"):
            self.value = values[(at + (-1 if key == "left" else 1)) % len(values)]
            return True
        if character and character.isprintable():
            return self._turn_to(character.casefold(), values, at)
        return False

    def _turn_to(self, letter: str, values: list[str], at: int) -> bool:
        names = [[each.casefold() for each in in_each(choice.label)] for choice in self.field.choices]
        order = [*range(at + 1, len(values)), *range(at + 1)]
        for place in order:
            if any(name.startswith(letter) for name in (*names[place], values[place])):
                self.value = values[place]
                return True
        return False

    def take(self, id: str, *, besides: bool = False) -> None:
        """Put the name of that record in place of what was typed for it; ``besides`` behind a whole name in a list."""
        said = said_as(self.desk, self.field, id)
        if self.names_people:
            before, after = self.line.text[: self.line.at], self.line.text[self.line.at :]
            self.line = Typing(re.sub(NAMING, f"@{said} ", before), lines=self.line.lines)
            self.line.text += after.removeprefix(" ")
        elif self.field.type == "refs":
            *kept, last = (part.strip() for part in parsing.names_apart(self.line.text))
            kept += [last] if besides and last and self._names_one(last) else []
            self.line = Typing(listed([*map(self._meant, filter(None, kept)), said]))
        else:
            self.line = Typing(said)
        self._gives_way = self.field.type in GIVING_WAY  # the next letter begins another name
        self.suggested, self.wrong = [], None

    def give(self, value: Any) -> None:
        """Put this value in place of what is typed; a list gets it besides."""
        if self.turned:
            self.value = value
        else:
            if isinstance(value, tuple):
                with suppress(Unreadable):
                    value = joined(self.read(), cast("tuple[str, ...]", value))
            self.line = Typing(self._written(value))
            self._gives_way = self.field.type in GIVING_WAY
        self.suggested, self.wrong = [], None

    # What is shown

    def shown(self) -> str:
        """The value as words, where it is turned."""
        if self.field.type == "flag":
            return t("yes") if self.value else t("no")
        return t(self.field.label_of(self.value))

    def echo(self) -> str:
        """What the typed text is understood as, where that is not what was typed."""
        if self.field.period:
            period: str = parsing.read(self.field, self.line.text, self.desk.records, self.desk.today, self.desk.who)
            return "" if period == self.line.text.strip() else period
        if not _is_echoed(self.field) or not self.line.text.strip():
            return ""
        try:
            value = self.read()
        except Unreadable:
            self.wrong = None
            return ""
        if self.field.type == "rule":
            again = rule(value)
            return "" if again.casefold() == self.line.text.strip().casefold() else again
        if value is None:
            return ""
        if self.field.clock or self.field.unit == "min":
            said = lasting(value) if self.field.unit == "min" else str(value)
            return "" if self.line.text.strip() in (f"{value} min", said) else said
        return understood(self.line.text, value) if self.field.type == "number" else self._day(value)

    def doubt(self) -> Words | None:
        """What has to be said more clearly: a number or a day that may be two."""
        if not _is_echoed(self.field):
            return None
        wrong = self._tried()[1]
        return wrong if wrong is not None and wrong.reason == "two-readings" else None

    def _day(self, day: "date") -> str:
        if self.each and is_shift(self.line.text):
            return t("{shift}, each from its own day", shift=self.line.text.strip())
        ahead = (day - self.desk.today).days
        when = days.long(day, self.desk.today)
        if self.first is not None and is_shift(self.line.text):
            return t("{day}, {shift}", day=when, shift=moved(self.first, day))
        if ahead == 0:
            return t("{day}, today", day=when)
        if ahead > 0:
            return t("{day}, in {n} days", one="{day}, in {n} day", day=when, n=ahead)
        return t("{day}, {n} days ago", one="{day}, {n} day ago", day=when, n=-ahead)

    def oddity(self) -> str:
        """That the day which is typed is off; one that is past is told by the echo."""
        if not self.field.deadline or not self.line.text.strip() or (self.each and is_shift(self.line.text)):
            return ""
        day, desk = self.now(), self.desk
        if day is None or day == self.first or day < desk.today:
            return ""
        odd = oddity(day, desk.today, desk.records.calendar)
        return "" if odd is None else said(odd, desk.today)

    def hint(self) -> str:
        """What the field wants, in a few words."""
        if self.field.type == "checklist":
            return t("One line each, Ctrl-J begins a new one; [x] before what is done")
        if self.field.hint:
            return t(self.field.hint)
        if self.field.type == "day":
            return t("fri, +3d, next week, eom, 12-01")
        if self.field.type == "text":
            return t("Ctrl-J begins a new line")
        if self.field.type == "refs":
            return t("Several, with commas between; F2 shows all")
        return t("F2 shows all") if self.field.type == "ref" else ""

    def summary(self) -> str:
        """What is typed, on one line."""
        return self.shown() if self.turned else safe(self.line.text.replace("\n", " / "))


def _is_echoed(field: Field) -> bool:
    """What is understood is said beside what is typed."""
    return field.type in ECHOED or field.clock
