"""A form derived from the declared fields: one row a field, errors in place, saved from anywhere."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from store.errors import ConcordError, Invalid, Stale
from store.fields import Field
from store.fields.clean_text import clean
from store.records.parsing import Unreadable
from store.words import Words
from tui.i18n import t
from tui.parts.dialog import Dialog
from tui.parts.draft import Draft
from tui.parts.form_field import ECHOED, EMPTY, FieldAnswer
from tui.text.cells import fit, wrap
from tui.text.joined import noted
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.desk.desk import Desk

#: Of a note of many lines so many are shown around the cursor.
NOTE = 8
#: Seconds after the last key before what is typed is kept.
KEEP = 1.5

Submit = Callable[[dict[str, Any]], Awaitable[Any]]


class Form(Dialog[Any]):
    """Dismissed with what ``submit`` returned, or None. What is refused stays in the form with what was typed."""

    #: So much of the width the labels may take.
    label_part = 1 / 3

    def __init__(
        self,
        desk: "Desk",
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        submit: Submit,
        *,
        draft: str = "",
        closed: Mapping[str, Words] | None = None,
    ) -> None:
        """``values`` are of these fields and of others of the record that is asked for.

        ``draft`` names what the form is for, so that what was typed is there again after a dropped line.

        ``closed`` says by their names which fields could not be saved, and why: they are shown and not asked.
        """
        super().__init__(desk, title)
        ordered = sorted(fields, key=lambda field: not field.names)
        shut = closed or {}
        self._held = values
        self.answers = [
            FieldAnswer(desk, field, values.get(field.name), shut.get(field.name), self.now) for field in ordered
        ]
        self.submit = submit
        self.at = next((at for at, answer in enumerate(self.answers) if answer.closed is None), 0)
        self.top = 0
        self.leaving = False
        self.saving = False
        self.clashed = False
        self.ended = False
        self.draft = Draft(desk, draft)
        self._keeping: Timer | None = None
        if self.draft.restore(self.answers):
            self.message = (Words("What you had typed and not saved is back. Ctrl-R forgets it"), "warn")

    def on_unmount(self) -> None:
        """However the form ends: what was typed and neither saved nor given up is kept."""
        if self._keeping is not None:
            self._keeping.stop()
            self.draft.keep(self.answers)

    def _keep_soon(self) -> None:
        """Keep what is typed a moment after the last key."""
        if self.ended:
            return
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(KEEP, lambda: self.draft.keep(self.answers))

    def _forget_draft(self) -> None:
        self.ended = True
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        self.draft.forget()

    @property
    def answer(self) -> FieldAnswer:
        """The field that has the keys."""
        return self.answers[self.at]

    def field(self, name: str) -> FieldAnswer | None:
        return next((each for each in self.answers if each.field.name == name), None)

    def now(self, name: str) -> Any:
        """The value of a field as it stands, also of one that is not asked; None where that cannot be read yet."""
        answer = self.field(name)
        return self._held.get(name) if answer is None else answer.now()

    def offers(self) -> list[tuple[str, str]]:
        keys = [("Enter", t("next")), ("Ctrl-S", t("save")), ("Esc", t("leave"))]
        if self.answer.closed is not None:
            return keys
        if self.answer.turned:
            keys.insert(1, ("Left Right", t("choose")))
        elif self.answer.field.type in ("ref", "refs"):
            keys.insert(1, ("F2", t("show all")))
        return keys

    @property
    def way_out(self) -> Words:  # type: ignore[override]
        """What Ctrl-C, which leaves other programs, is answered with."""
        if any(answer.touched for answer in self.answers):
            return Words("Esc twice leaves without saving; Ctrl-S saves")
        return Words("Esc leaves; Ctrl-S saves")

    # What is shown

    def body(self, width: int, height: int) -> list[Line]:
        """The rows in sight: those of the field that has the keys always are."""
        labels = max(cell_len(t(answer.field.label)) for answer in self.answers) + 2
        labels = min(labels, max(8, int(width * self.label_part)))
        rows: list[Line] = []
        begins, ends, pointed = 0, 0, (0, 0)
        for at, answer in enumerate(self.answers):
            if at == self.at:
                begins = len(rows)
            lines, column, row = self._rows(answer, at == self.at, labels, width, height - 1)
            rows += lines
            if at == self.at:
                ends, pointed = len(rows), (labels + column, begins + row)
        if begins < self.top:
            self.top = begins
        elif ends > self.top + height:
            self.top = max(0, min(begins, ends - height))
        self.top = max(0, min(self.top, len(rows) - height))
        self.point(pointed[0], pointed[1] - self.top)
        return rows[self.top : self.top + height]

    def _rows(self, answer: FieldAnswer, here: bool, labels: int, width: int, tall: int) -> tuple[list[Line], int, int]:
        """The lines of a field, and where among them the cursor is: it always is in sight."""
        label = fit(t(answer.field.label), labels - 1) + " "
        room = max(4, width - labels - 1)
        column, row = 0, 0
        more: list[Line] = []
        line: list[tuple[str, str]] = [(label, "+accent" if here else "muted")]
        if answer.closed is not None:
            return self._shut(answer, answer.closed, here, [*line], (labels, room)), 0, 0
        if answer.turned:
            line += [(f"< {answer.shown()} >", "chosen")] if here else [(answer.shown(), "foreground")]
        elif here:
            (drawn, *more), column, row = answer.line.drawn_lines(room, max(1, min(NOTE, tall)))
            line += drawn
        else:
            line.append((fit(answer.summary(), room).rstrip(" "), "foreground"))
        if answer.needed and len(self.answers) > 1:
            line.append((t("needed"), "warn"))
        under = (" " * labels, "foreground")
        lines: list[Line] = [line, *([under, *part] for part in more)]
        if answer.wrong is None and answer.turned and answer.refusal is not None:
            lines += [[under, (text, "warn")] for text in wrap(safe(t(answer.refusal)), room)]
        elif answer.wrong is not None:
            lines += [[under, (text, "bad")] for text in wrap(safe(t(answer.wrong)), room)]
        elif here:
            lines += [[under, *part] for part in self._under(answer, room)]
        elif answer.field.type in ECHOED and (echo := answer.echo()):
            lines[0] = [*line, (f"   {echo}", "muted")]
        return lines, column, row

    def _shut(
        self, answer: FieldAnswer, why: Words, here: bool, line: list[tuple[str, str]], at: tuple[int, int]
    ) -> list[Line]:
        """What cannot be changed, with why beside it, once for fields in a row; in full below it where the keys are."""
        labels, room = at
        held, said = answer.summary(), safe(t(why))
        if not here:
            place = self.answers.index(answer)
            said = "" if place and self.answers[place - 1].closed == why else said
            return [[*line, (fit(noted(held, said).lstrip(), room).rstrip(" "), "faint")]]
        under = [[(" " * labels, "foreground"), (text, "warn")] for text in wrap(said, room)]
        return [[*line, (fit(held, room).rstrip(" "), "faint")], *under]

    def _under(self, answer: FieldAnswer, room: int) -> list[Line]:
        if answer.suggested:
            said = [fit(safe(f"{option.said}  {option.name}"), min(room, 60)) for option in answer.suggested]
            return [[(line, "chosen-far" if at == answer.pick else "muted")] for at, line in enumerate(said)]
        if "\n" in answer.line.text:
            return []
        if (doubt := answer.doubt()) is not None:
            return [[(line, "warn")] for line in wrap(safe(t(doubt)), room)]
        echo = answer.echo()
        if echo:
            odd = answer.oddity()
            return [[(echo, "good")], *([(line, "warn")] for line in wrap(safe(odd), room) if odd)]
        hint = answer.hint()
        return [[(line, "muted")] for line in wrap(hint, room)] if hint else []

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        if self.saving and not (self.desk.saving.unknown and key == "escape"):
            return  # what is in doubt may last: whoever does not wait for that may leave
        leaving, self.leaving = self.leaving, False
        if key in ("ctrl+s", "f10"):
            self.save()
        elif key == "escape":
            self._escape(leaving)
        elif key == "ctrl+r":
            self._begin_again()
        elif key == "f2" and self.answer.field.type in ("ref", "refs") and self.answer.closed is None:
            self._show_all()
        elif not self._choose(key) and not self.answer.key(key, character):
            steps = {"enter": 1, "tab": 1, "down": 1, "up": -1, "shift+tab": -1}
            if key == "enter" and self.at == len(self.answers) - 1:
                self.save()
            elif key in steps:
                self.go(steps[key])

        if any(answer.touched for answer in self.answers) and not self.saving and self.is_attached:
            self._keep_soon()

    def _begin_again(self) -> None:
        """The fields as they were before anything was typed."""
        self.answers = [FieldAnswer(self.desk, each.field, each.first, each.closed, self.now) for each in self.answers]
        self._forget_draft()
        self.ended = False

    def _choose(self, key: str) -> bool:
        """Keys of the suggestions under the field; True where it was one."""
        answer = self.answer
        if not answer.suggested:
            return False
        if key in ("down", "up"):
            answer.pick = (answer.pick + (1 if key == "down" else -1)) % len(answer.suggested)
            return True
        if key in ("enter", "tab"):
            answer.take(answer.suggested[answer.pick].id)
            if answer.field.type in ("ref", "refs") and self.at < len(self.answers) - 1:
                self.go(1)
            return True
        return False

    def go(self, by: int) -> None:
        """To another field; what was typed in this one is read, and said to be wrong if it is."""
        with suppress(Unreadable):
            self.answer.read()
        self.answer.suggested = []
        self.at = (self.at + by) % len(self.answers)

    def _escape(self, leaving: bool) -> None:
        keeps = self.clashed or self.saving
        if self.answer.suggested:
            self.answer.suggested = []
        elif leaving or not any(answer.touched for answer in self.answers):
            if not keeps:
                self._forget_draft()
            self.leave()
        else:
            self.leaving = True
            kept = Words("Esc again leaves and keeps yours as a draft; Ctrl-S saves")
            lost = Words("Esc again leaves without saving; Ctrl-S saves")
            self.message = (kept if keeps else lost, "warn")

    def _show_all(self) -> None:
        from tui.parts.picker import Picker  # late: the first form opens without it

        answer = self.answer
        picker = Picker(self.desk, t(answer.field.label), answer.field.kinds)

        def take(id: str | None) -> None:
            if id is not None and self.desk.records.find(id) is not None:
                answer.take(id, besides=True)
            self.redraw()

        self.open_over(picker, take)

    def open_over(self, dialog: Dialog[Any], then: Callable[[Any], None]) -> None:
        """Ask something else in between."""
        self.app.push_screen(dialog, then)

    def paste(self, text: str) -> None:
        """Into the field that has the keys."""
        if not self.answer.turned and self.answer.closed is None:
            self.answer.line.put(clean(text, lines=self.answer.line.lines))
            self.answer.changed()
            self._keep_soon()

    # Saving

    def save(self) -> None:
        """Read every field; where all are right, hand the values over."""
        values: dict[str, Any] = {}
        for at, answer in reversed(list(enumerate(self.answers))):
            if answer.closed is not None:
                continue
            try:
                value = answer.read()
            except Unreadable:
                self.at = at
                continue
            if answer.field.names and value in EMPTY:
                answer.wrong, self.at = Words("This is needed"), at
            if value not in EMPTY or answer.first not in EMPTY:
                values[answer.field.name] = value
        if any(answer.wrong for answer in self.answers):
            self.desk.on_refusal()
        else:
            self.saving = True
            self.run_worker(self._submit(dict(reversed(values.items()))), exit_on_error=True)

    async def _submit(self, values: dict[str, Any]) -> None:
        try:
            made = await self.submit(values)
        except ConcordError as error:
            self._refused(error)
        else:
            self._forget_draft()
            self.dismiss(made)
            return
        finally:
            self.saving = False
        self.redraw()

    def _refused(self, error: ConcordError) -> None:
        """Say in place what is wrong, what has no place at the foot."""
        self.message = (error.words, "bad")
        if isinstance(error, Stale):
            self.clashed = True
            for name, theirs in error.theirs.items():
                if (answer := self.field(name)) is not None:
                    answer.wrong = Words("theirs: {value}", value=str(theirs))
        if isinstance(error, Invalid):
            places = [self.field(fault.field.partition(".")[0]) for fault in error.faults]
            for fault, answer in reversed([*zip(error.faults, places, strict=True)]):
                if answer is not None:
                    answer.wrong, self.at = fault.words, self.answers.index(answer)
            self.message = self.message if None in places else None
