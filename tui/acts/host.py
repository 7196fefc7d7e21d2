"""What acts are told of the screen: what is chosen there, and what it can do for them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from store.kinds import split_id
from store.words import Words

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.faces.face import Narrowing


class Target(Protocol):
    """A list under the keys: the chosen record in it, and those that are marked."""

    marks: set[str]

    @property
    def chosen(self) -> str | None:
        """The id under the cursor."""

    @property
    def ids(self) -> Sequence[str]:
        """All ids in their order."""
        ...

    @property
    def kind(self) -> str:
        """The kind of its records."""
        ...

    @property
    def goal(self) -> str | None:
        """The goal to which it is narrowed."""

    @property
    def nothing(self) -> Words:
        """What is said where nothing is chosen."""
        ...

    @property
    def of_panes(self) -> Words | None:
        """What is said of a key that works in the panes alone; None in a pane."""

    def redraw(self) -> None:
        """Marks came or went."""


class Host(Protocol):
    """The screen beside which acts run, so that they may wait for their dialogs."""

    desk: "Desk"
    narrowing: "Narrowing"

    @property
    def app(self) -> Any:
        """Textual's app, which shows dialogs and holds the clipboard."""

    def run_worker(self, work: Any, *, group: str, exit_on_error: bool) -> Any:
        """Run an act."""

    async def open_room(self, name: str, id: str) -> None:
        """Go into a room, about that record, and to what is chosen there."""


class OneRecord:
    """A list of one: the record with that id, wherever it is seen."""

    goal = None
    nothing = Words("There is nothing chosen here")
    of_panes = Words("{key} ({label}) does nothing here")

    def __init__(self, id: str) -> None:
        self.chosen = id
        self.ids = [id]
        self.kind = kind_of(id)
        self.marks = set[str]()

    def redraw(self) -> None:
        """Nothing is drawn here."""


def kind_of(id: str) -> str:
    """The kind of the record; where there is none, that of most records."""
    found = split_id(id)
    return found[0].name if found else "action"
