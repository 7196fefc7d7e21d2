"""What rooms are: a full screen, live for everyone in it, in which the keys of the board work on what is chosen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.await_complete import AwaitComplete

from store.words import Words
from tui import keys
from tui.acts.target import Aimed
from tui.parts.dialog import Dialog

if TYPE_CHECKING:
    from store.engine.journal.entry import Entry
    from tui.acts.record import Acts


class Room(Dialog[str]):
    """Dismissed with the id of a record to go to, or None.

    Subclasses read in `read` what they show, name in `chosen` what the keys are for, and list in `own` the keys that
    they have beside those of the board, in `taken` those of the board that mean something else here.
    """

    widest = 200
    #: The name under which others see who is here.
    place: ClassVar[str] = ""
    own: ClassVar[tuple[keys.Key, ...]] = ()
    taken: ClassVar[str] = ""

    def __init__(self, acts: "Acts", title: str) -> None:
        super().__init__(acts.desk, title)
        self.acts = acts
        self.at = acts.desk
        self._before: tuple[Any, Any] | None = None
        self._handed = False

    def on_mount(self) -> None:
        """Hear what is said and what happens; once, however many classes of the room pass it on."""
        if self._before is not None:
            return
        self._before = self.at.on_say, self.at.on_open
        self.at.on_say, self.at.on_open = self.say, self.go_to
        self.at.subscribe(self.heed)
        self.at.company.enter(self.place)

    def on_unmount(self) -> None:
        """Nothing is heard any more."""
        self._hand_back()
        self.at.unsubscribe(self.heed)
        self.at.company.leave()

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Leave; whoever waits for the result says and opens on the screen below."""
        self._hand_back()
        return super().dismiss(result)

    def _hand_back(self) -> None:
        """The screen below says and opens again."""
        if self._before is not None and not self._handed:
            self._handed = True
            self.at.on_say, self.at.on_open = self._before

    # For subclasses

    @property
    def chosen(self) -> str:
        """The id of the record under the cursor; empty where there is none."""
        raise NotImplementedError

    def read(self) -> None:
        """Read anew what is shown; the cursor stays on its record."""
        raise NotImplementedError

    def go_to(self, id: str) -> None:
        """Put the cursor on that record, where it is in the room."""

    # What is heard and said

    def heed(self, _entries: "Sequence[Entry]") -> None:
        """What was committed, here or elsewhere."""
        self.read()
        self.redraw()

    def retell(self) -> None:
        """Another language or day."""
        self.read()
        super().retell()

    # Keys

    def act(self, name: str) -> None:
        """Do to the chosen record what that key does on the board."""
        aimed = Aimed(self.acts, self.chosen)
        row = keys.find(name, aimed.kind)
        if row is None:
            return
        if not keys.elsewhere(row):
            self.at.refuse(Words("{key} ({label}) does nothing here", key=row.shown, label=row.label))
        elif row.needs and not self.chosen:
            self.at.refuse(Words("There is nothing chosen here"))
        elif not keys.works(row, aimed.kind):
            aimed.acts.refuse(row, aimed.kind)
        else:
            aimed.acts.start(row.action)

    def keys_here(self) -> list[keys.Key]:
        """The keys of the room, then those of the board for what is chosen."""
        taken = {name for row in self.own for name in row.keys} | set(self.taken)
        rows = keys.rows(Aimed(self.acts, self.chosen).kind)
        return [*self.own, *(row for row in rows if keys.elsewhere(row) and not taken & set(row.keys))]
