"""What was pasted told from what was typed: all from the mark that begins it to the mark that ends it is text.

Textual looks for keys in it too: what follows an escape in pasted text would be lost, or be obeyed.
"""

from collections.abc import Iterator
from time import monotonic
from typing import NamedTuple

from textual import constants

BEGINS, ENDS = "\x1b[200~", "\x1b[201~"
#: The mark of the end is lost when so many seconds nothing has come: what has come is the text.
SILENCE = 5.0
#: An escape and a bracket are no key; the rest of the mark may be late by so many seconds.
LATE = 0.5
#: No field takes more letters; the others are left out.
MOST = 200_000


class Piece(NamedTuple):
    """Some text, and whether it was pasted."""

    text: str
    pasted: bool


class Pastes:
    """``take`` what came, ``tick`` as long as ``waits``: both give the pieces that are whole."""

    def __init__(self) -> None:
        self._within = False
        self._parts: list[str] = []
        self._size = 0
        self._held = ""
        self._until = 0.0

    @property
    def waits(self) -> bool:
        """Whether something is held back that time may set free."""
        return self._within or bool(self._held)

    def take(self, text: str) -> Iterator[Piece]:
        """The pieces that end in this text."""
        text, self._held = self._held + text, ""
        while text:
            mark = ENDS if self._within else BEGINS
            before, found, text = text.partition(mark)
            if not found:
                self._held = _begun(before, mark)
                before = before.removesuffix(self._held)
            if self._within:
                self._keep(before)
                if found:
                    yield self._whole()
            elif before:
                yield Piece(before, False)
            if found:
                self._within = not self._within
        self._until = monotonic() + (SILENCE if self._within else self._patience())

    def tick(self) -> Iterator[Piece]:
        """What has been held back for long enough."""
        if not self.waits or monotonic() < self._until:
            return
        held, self._held = self._held, ""
        if self._within:
            self._within = False
            self._keep(held)
            yield self._whole()
        else:
            yield Piece(held, False)

    def _patience(self) -> float:
        return LATE if len(self._held) > 2 else constants.ESCAPE_DELAY

    def _keep(self, text: str) -> None:
        text = text[: MOST - self._size]
        self._size += len(text)
        self._parts.append(text)

    def _whole(self) -> Piece:
        text = "".join(self._parts)
        self._parts, self._size = [], 0
        return Piece(text, True)


def _begun(text: str, mark: str) -> str:
    """The end of the text that may be the beginning of the mark."""
    sizes = range(min(len(text), len(mark) - 1), 0, -1)
    return next((text[-size:] for size in sizes if mark.startswith(text[-size:])), "")
