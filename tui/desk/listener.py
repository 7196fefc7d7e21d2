"""Who hears the desk: the screens that are open, one over the other; the last to enter is in sight."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.words import Words

if TYPE_CHECKING:
    from store import News


class Listener:
    """A screen that is open: what it is told, and what it tells."""

    def heed(self, entries: "Sequence[News]", /) -> None:
        """What was committed, here or elsewhere; nothing, where all was read anew."""

    def retell(self) -> None:
        """Say everything again: another day, or what was on the screen does not stand any more."""

    def status_changed(self) -> None:
        """Who is here, whether all is saved or can be, whether the journal is within reach."""

    def looked(self) -> None:
        """Everything has been looked at: nothing is new any more."""

    def say(self, words: Words | str, tone: str = "plain") -> None:
        """Put a message where it is read."""

    def open(self, id: str) -> None:
        """Show that record."""

    def whereabouts(self) -> tuple[str, str] | None:
        """The name of the room and the record in it that others are told of; None where those below say so."""
        return None


class Listeners(Listener):
    """All of them hear what happens; the last one says what there is to say, and opens what is to be opened."""

    def __init__(self) -> None:
        self._open: list[Listener] = []

    def enter(self, screen: Listener) -> None:
        """It is in sight from now on."""
        if screen not in self._open:
            self._open.append(screen)

    def leave(self, screen: Listener) -> None:
        """It is open no more, and the one below is in sight."""
        if screen in self._open:
            self._open.remove(screen)

    def heed(self, entries: "Sequence[News]", /) -> None:
        """All hear it, the lowest first."""
        for screen in tuple(self._open):
            screen.heed(entries)

    def retell(self) -> None:
        for screen in tuple(self._open):
            screen.retell()

    def status_changed(self) -> None:
        for screen in tuple(self._open):
            screen.status_changed()

    def looked(self) -> None:
        for screen in tuple(self._open):
            screen.looked()

    def say(self, words: Words | str, tone: str = "plain") -> None:
        for screen in self._open[-1:]:
            screen.say(words, tone)

    def open(self, id: str) -> None:
        for screen in self._open[-1:]:
            screen.open(id)

    def whereabouts(self) -> tuple[str, str] | None:
        """The place of the highest one that is a place."""
        places = (screen.whereabouts() for screen in reversed(self._open))
        return next((place for place in places if place is not None), None)
