"""The form of a new record: its title line says more than the title, and a pasted list makes a record a line."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from store.commands.outcome import short
from store.fields import Field
from store.fields.clean_text import clean
from store.kinds.base import Kind
from store.kinds.naming import called, title_of
from store.records.title_line import SaidInLine, TitleLine, lines_of
from store.words import Words
from tui.i18n import in_each, t
from tui.parts.confirm import Confirm
from tui.parts.form import Form
from tui.parts.form_field import FieldAnswer
from tui.parts.line_editor import Typing
from tui.text import days
from tui.text.cells import wrap
from tui.text.joined import listed, noted, told
from tui.text.labels import rule
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: Makes a record of each of the values, all in one commit.
Add = Callable[[list[dict[str, Any]]], Awaitable[Sequence[Any]]]


class AddForm(Form):
    """Dismissed with the records that were made, or None.

    What the title line is understood as stands below it, and goes to its fields when the line is left.
    """

    def __init__(
        self,
        desk: "Desk",
        kind: Kind,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        add: Add,
        *,
        draft: str = "",
        closed: Mapping[str, Words] | None = None,
    ) -> None:
        super().__init__(desk, title, fields, values, self._add, draft=draft, closed=closed)
        self._kind = kind
        self._make = add
        self._ready()

    def _ready(self) -> None:
        self._line.names_people = True
        self._line.line.lines = "\n" in self._line.line.text

    def _begin_again(self) -> None:
        super()._begin_again()
        self._ready()

    @property
    def _line(self) -> FieldAnswer:
        """The title line."""
        return self.answers[0]

    @property
    def _list(self) -> list[str]:
        """Its lines, where it holds a list."""
        text = self._line.line.text
        return [line for line in text.split("\n") if line.strip()] if "\n" in text else []

    def _reads(self) -> TitleLine:
        fields = [answer.field for answer in self.answers if answer.closed is None]
        return TitleLine(fields, self.desk.records, self.desk.today, self.desk.who, in_each)

    # What is shown

    def _under(self, answer: FieldAnswer, room: int) -> list[Line]:
        if answer is not self._line or answer.suggested:
            return super()._under(answer, room)
        text, lines, reads = answer.line.text, self._list, self._reads()
        said: list[str] = []
        if lines:
            said.append(t("{n} {kind}, one a line", n=len(lines), kind=t(self._kind.plural).lower()))
            text = text[text.rfind("\n", 0, answer.line.at) + 1 :].partition("\n")[0]
        read = reads.read(text)
        facts = self._facts(read)
        said += [*([facts] if facts else []), *map(t, read.doubts)]
        if not said:
            hint = told(filter(None, [answer.hint(), self._example()]))
            return [[(line, "muted")] for line in wrap(hint, room, 2)]
        return [[(line, "good")] for each in said for line in wrap(each, room, 3)]

    def _example(self) -> str:
        """What the title line takes besides the title, by the fields that have a sign and the first day."""
        fields = [answer.field for answer in self.answers]
        words = [
            field.sign + t(field.choices[0].label if field.choices else field.label).lower()
            for field in fields
            if field.sign
        ]
        day = next((field for field in fields if field.type == "day"), None)
        if day is not None:  # what stands before the colon is one word
            label = t(day.label)
            words.append(f"{day.name if ' ' in label else label}:{days.weekday(4)}".lower())
        return t("More can be said here: {words}", words=" ".join(words))

    def _facts(self, said: SaidInLine) -> str:
        """What was understood: owner Bo Lin, priority high, due Fri 4 Dec."""
        fields = {answer.field.name: answer.field for answer in self.answers}
        return told(self._fact(fields[name], value) for name, value in said.values.items())

    def _fact(self, field: Field, value: Any) -> str:
        if field.type == "tags":
            names = listed(map(safe, value))
            return t("tags {names}", one="tag {names}", n=len(value), names=names)
        if isinstance(value, date):
            said = noted(days.long(value, self.desk.today), self._oddity(field, value))
        elif field.type == "choice":
            said = t(field.label_of(value)).lower()
        elif field.type == "rule":
            said = rule(value)
        else:
            ids = cast("tuple[str, ...]", value if isinstance(value, tuple) else (value,))
            said = listed(safe(self._called(id)) for id in ids)
        return t("{field} {value}", field=t(field.label).lower(), value=said)

    def _oddity(self, field: Field, day: date) -> str:
        """In a word what is odd about a day by which something is to be done."""
        desk = self.desk
        if not field.deadline:
            return ""
        if day < desk.today:
            return days.ago(day, desk.today)
        return "" if desk.records.calendar.works(day) else t("a day off")

    def _called(self, id: str) -> str:
        """A department or a person by the name in full, another record by id and title."""
        record = self.desk.records.get(id)
        title = short(title_of(record))
        return title if called(record) != id or not title else f"{id} {title}"

    # What is typed

    def go(self, by: int) -> None:
        """What the title line says goes to its fields as it is left."""
        left = self.answer
        super().go(by)
        if left is self._line:
            self._hand_on()

    def _hand_on(self) -> bool:
        """Put what the line says into its fields; a list keeps its lines. False where one of those has no title."""
        line, lines, reads = self._line, self._list, self._reads()
        if lines:
            bare = next((n for n, each in enumerate(lines, 1) if not reads.read(each).title.strip()), None)
            line.wrong = None if bare is None else Words("There is no title in line {n}", n=bare)
            return bare is None
        said = reads.read(line.line.text)
        for answer in self.answers if said.values else ():
            if answer.field.name in said.values:
                answer.give(said.values[answer.field.name])
        if said.values:
            line.line = Typing(reads.escaped(said.title))
        return True

    def paste(self, text: str) -> None:
        """Several lines on the title line are offered as a record each."""
        line = self._line
        pasted = lines_of(clean(text, lines=True))
        if self.answer is not line or len(pasted) < 2:
            super().paste(text)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                typed = line.line
                before, after = typed.text[: typed.at], typed.text[typed.at :]
                line.line = Typing("\n".join([before + pasted[0], *pasted[1:-1], pasted[-1] + after]), lines=True)
                line.changed()
            else:
                super(AddForm, self).paste(text)
            self._keep_soon()
            self.redraw()

        if self._list:
            answered(True)
            return
        n, kind = len(pasted), t(self._kind.plural).lower()
        question = t("Make {n} {kind} of these lines, one a line?", n=n, kind=kind)
        self.open_over(Confirm(self.desk, question, t("One a line"), t("All in one line")), answered)

    # Saving

    def save(self) -> None:
        """Hand on what the title line says, then save."""
        if self._hand_on():
            super().save()
        else:
            self.at = 0
            self.desk.on_refusal()

    async def _add(self, values: dict[str, Any]) -> Any:
        reads, naming = self._reads(), self._line.field.name
        lines = self._list or [values[naming]]
        return await self._make([reads.read(clean(each)).over(values, naming) for each in lines])
