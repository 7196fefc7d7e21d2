"""What rooms are: a full screen, live for everyone in it, in which the keys of the board work on what is chosen."""

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, ClassVar

from store import clock
from store.errors import ConcordError
from store.fields.rights import Claim
from tui import keys
from tui.acts.acts import Acts
from tui.acts.host import OneRecord, kind_of
from tui.acts.obeying import rows_for
from tui.parts.dialog import Dialog

if TYPE_CHECKING:
    from store import News
    from tui.acts.host import Host


class Room(Dialog[str]):
    """Dismissed with the id of a record to go to, or None.

    Subclasses read in `read` what they show, name in `chosen` what the keys are for, and list in `own` the keys that
    they have beside those of the board, in `taken` those of the board that mean something else here.
    """

    widest = 200
    own: ClassVar[tuple[keys.Key, ...]] = ()
    taken: ClassVar[str] = ""

    def __init__(self, host: "Host", id: str = "") -> None:
        """``host`` is the screen below; ``id`` the record that the room is about, if it is about one."""
        super().__init__(host.desk, "")
        self.host = host
        self.about = id

    # For subclasses

    @property
    def chosen(self) -> str:
        """The id of the record under the cursor; empty where there is none."""
        raise NotImplementedError

    @property
    def claim(self) -> Claim:
        """As I would commit, of what there is."""
        desk = self.desk
        return Claim(desk.records, desk.records, desk.who, clock.now(), desk.common_day)

    @property
    def acts(self) -> Acts:
        """What keys do to that record."""
        return Acts(self.host, OneRecord(self.chosen))

    def read(self) -> None:
        """Read anew what is shown; the cursor stays on its record."""
        raise NotImplementedError

    # What is heard and said

    def heed(self, _entries: "Sequence[News]") -> None:
        self.read()
        self.redraw()

    def retell(self) -> None:
        self.read()
        super().retell()

    # Keys

    def start(self, act: Awaitable[None]) -> None:
        """Run it; a refusal is said and nothing else happens."""
        self.run_worker(self._attempt(act), exit_on_error=True)

    async def _attempt(self, act: Awaitable[None]) -> None:
        try:
            await act
        except ConcordError as error:
            self.desk.refuse(error.words, "bad")

    def act(self, name: str) -> None:
        """Do to the chosen record what that key does on the board."""
        row = keys.find(name, kind_of(self.chosen))
        if row is not None:
            self.acts.obey(row)

    def own_here(self) -> Sequence[keys.Key]:
        """Those of its own keys that do something as it is now."""
        return self.own

    def keys_here(self) -> list[keys.Key]:
        """The keys of the room, then those of the board for what is chosen."""
        taken = {name for row in self.own for name in row.keys} | set(self.taken)
        rows = rows_for(self.desk, kind_of(self.chosen), self.chosen)
        return [*self.own_here(), *(row for row in rows if keys.elsewhere(row) and not taken & set(row.keys))]
