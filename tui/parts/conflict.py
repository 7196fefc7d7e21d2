"""Two people changed the same fields: what it was, theirs and mine, field by field, to choose from or to write anew."""

from typing import TYPE_CHECKING, Any

from store.errors import Stale
from store.fields import Field
from store.kinds.base import Kind
from store.records.writing import write
from store.words import Words
from tui.i18n import t
from tui.keys import CHANGE, OUT, Key, pressed
from tui.parts.ask import Ask
from tui.parts.dialog import Dialog
from tui.served import writes
from tui.text.cells import fit, wrap
from tui.text.days import ago
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: At most so many lines of one value are shown.
MOST = 4


class Conflict(Dialog[dict[str, Any]]):
    """Dismissed with a value for each field that clashed, or None: then nothing is decided and nothing lost."""

    own = writes(
        Key("turn", ("left", "right", "space"), Words("Theirs or mine"), CHANGE),
        Key("write", ("e",), Words("Write it anew"), CHANGE),
        Key("next", ("j", "k", "tab", "enter"), Words("To the next field, or the one before"), CHANGE),
        Key("save", ("ctrl+s", "f10"), Words("Save"), CHANGE),
        OUT,
    )

    def __init__(self, desk: "Desk", kind: Kind, stale: Stale) -> None:
        id = str(stale.details["id"])
        super().__init__(desk, t("{id} was changed by somebody else while you were writing", id=id))
        self._about = id
        self._stale = stale
        self._fields: list[Field] = [kind.fields[name] for name in stale.theirs if name in kind.fields]
        self._mine = dict(stale.mine)
        self._take: dict[str, bool] = dict.fromkeys((field.name for field in self._fields), True)
        self._at = 0

    @property
    def field(self) -> Field:
        return self._fields[self._at]

    def offers(self) -> list[tuple[str, str]]:
        keys = [("Left Right", t("theirs or mine")), ("e", t("write it anew")), ("Ctrl-S", t("save"))]
        return [*keys, ("Esc", t("leave"))]

    # What is shown

    def body(self, width: int, height: int) -> list[Line]:
        """Who it was, then a block for each field; the one under the cursor is always in sight."""
        lines: list[Line] = [[(self._who(), "muted")], ()]
        begins = 0
        for at, field in enumerate(self._fields):
            if at == self._at:
                begins = len(lines)
            lines += self._block(field, at == self._at, width)
        top = max(0, min(begins - 2, len(lines) - height))
        return lines[top : top + height]

    def _who(self) -> str:
        record = self.desk.records.find(self._about)
        if record is None or record.changed_at is None:
            return ""
        when = ago(self.desk.days.of(record.changed_at), self.desk.today)
        return t("{who} saved {when}. Choose for each field what it is to be", who=safe(record.changed_by), when=when)

    def _block(self, field: Field, here: bool, width: int) -> list[Line]:
        mine = self._take[field.name]
        lines: list[Line] = [[(t(field.label), "+accent" if here else "+foreground")]]
        rows = (
            (t("it was"), self._stale.base.get(field.name), None),
            (t("theirs"), self._stale.theirs[field.name], not mine),
            (t("mine"), self._mine.get(field.name), mine),
        )
        for label, value, chosen in rows:
            written = write(field, value, self.desk.records) if value is not None else ""
            text = wrap(safe(written), max(10, width - 14), MOST) if written else [t("nothing")]
            for at, part in enumerate(text):
                lead = ("> " if chosen else "  ") + fit(label, 8) + "  " if not at else " " * 12
                tone = (
                    "muted" if chosen is None else "chosen" if chosen and here else "good" if chosen else "foreground"
                )
                lines.append([(lead, "accent" if chosen else "muted"), (part, tone)])
        return [*lines, ()]

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        letter = pressed(key, character)
        steps = {"down": 1, "j": 1, "tab": 1, "enter": 1, "up": -1, "k": -1, "shift+tab": -1}
        name = self.field.name
        if key in ("ctrl+s", "f10") or (key == "enter" and self._at == len(self._fields) - 1):
            theirs = self._stale.theirs
            self.dismiss({name: self._mine.get(name) if mine else theirs[name] for name, mine in self._take.items()})
        elif key == "escape" or letter == "q":
            self.leave()
        elif letter in ("left", "right", "space"):
            self._take[name] = not self._take[name]
        elif letter == "e":
            self._write_anew()
        elif letter in steps:
            self._at = (self._at + steps[letter]) % len(self._fields)

    def _write_anew(self) -> None:
        field, value = self.field, self._mine.get(self.field.name)

        def take(written: Any) -> None:
            if written is not None:
                self._mine[field.name] = written
                self._take[field.name] = True
            self.redraw()

        self.app.push_screen(Ask(self.desk, t(field.label), field, value), take)
