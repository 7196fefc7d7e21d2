"""Folded texts of neighbouring records in one string of UTF-8, and what a word asks of them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

#: Stands before each text of a block, and between the first lines and the rest; texts hold neither.
END, REST = b"\0", b"\2"
#: What stands before the initials of a text, and before another way in which they begin.
STARTS = (END, b"^")
#: So few texts are looked at one by one.
FEW = 12


class Asked(NamedTuple):
    """What one word asks: one of the ``pieces`` in the text, or one of the ``sounds`` in its initials."""

    pieces: tuple[bytes, ...]
    sounds: tuple[bytes, ...] = ()

    def implies(self, other: "Asked") -> bool:
        """Whether whatever has this has the other too."""
        return all(any(old in new for old in other.pieces) for new in self.pieces) and all(
            any(old in new for old in other.sounds) for new in self.sounds
        )


def group(pieces: Iterable[str], sounds: Iterable[str] = ()) -> Asked:
    """A group of text; what UTF-8 cannot hold is found nowhere."""
    return Asked(*(tuple(encoded(piece) for piece in some) for some in (pieces, sounds)))


def encoded(text: str) -> bytes:
    """The text as a shelf keeps it."""
    return text.encode("utf-8", "replace")


class TextBlock:
    """The records of one block, in the order of their numbers: titles, the rest of the texts, initials.

    Each part is one string, `END` before each record's.
    """

    def __init__(self, joined: bytes, sounds: bytes) -> None:
        self.titles, _between, self.rest = joined.partition(REST)
        self.sounds = sounds
        self._apart: tuple[list[bytes], list[bytes]] | None = None
        self._told: list[bytes] = []

    def text(self, place: int) -> bytes:
        """The text of the record in that place, with its marks."""
        titles, rest = self.split()
        return titles[place] + rest[place]

    def split(self) -> tuple[list[bytes], list[bytes]]:
        """Titles and rests one by one."""
        if self._apart is None:
            self._apart = self.titles.split(END)[1:], self.rest.split(END)[1:]
        return self._apart

    def sound(self, place: int) -> bytes:
        """The initials of the record in that place, those of its title in the first line."""
        if not self._told:
            self._told = self.sounds.split(END)
        return self._told[place + 1]

    def __len__(self) -> int:
        return self.rest.count(END)

    def having(self, groups: Iterable[Asked], *, titles: bool = False) -> set[int] | None:
        """The places of those that have something of every group; None for all of them.

        ``titles``: that have it in their titles, or in the initials of these.
        """
        parts = (self.titles,) if titles else (self.titles, self.rest)
        found: set[int] | None = None
        for pieces, sounds in groups:
            if found is not None and len(found) <= FEW and not sounds:
                found = {at for at in found if _holds(self.split()[0][at] if titles else self.text(at), pieces)}
            else:
                here = {at for piece in pieces for part in parts for at in places(part, piece)}
                for key in sounds:
                    sounding = places(self.sounds, key)
                    here.update([at for at in sounding if self._titled(at, key)] if titles else sounding)
                found = here if found is None else found & here
            if not found:
                break
        return found

    def _titled(self, place: int, key: bytes) -> bool:
        return key in END + self.sound(place).partition(b"\n")[0]

    def matching(self, pattern: re.Pattern[bytes]) -> set[int]:
        """The places of those in whose titles the pattern is found."""
        found: set[int] = set()
        row, counted = -1, 0
        for match in pattern.finditer(self.titles):
            row += self.titles.count(END, counted, match.start() + 1)
            counted = match.start() + 1
            found.add(row)
        return found

    def written(self, pattern: re.Pattern[str]) -> set[int]:
        """The places of those in whose titles the pattern of text is found."""
        titles = self.titles.decode().split(END.decode())[1:]
        return {at for at, title in enumerate(titles) if pattern.search(title)}

    def beginning(self, keys: Iterable[bytes]) -> set[int]:
        """The places of those whose initials begin with one of the keys."""
        starts = (key if key[:1] in STARTS else start + key for key in keys for start in STARTS)
        return {at for start in starts for at in places(self.sounds, start)}


def places(joined: bytes, piece: bytes) -> Iterator[int]:
    """Which of the texts that are joined have the piece; a piece may begin with `END`. None has an empty one."""
    at = joined.find(piece)
    if at < 0 or not piece:
        return
    begins = piece[:1] == END
    row, counted = -1, 0
    while at >= 0:
        row += joined.count(END, counted, at + begins)
        yield row
        counted = at + begins
        at = joined.find(END, counted)
        if at < 0:
            return
        at = joined.find(piece, at)


def _holds(text: bytes, pieces: Iterable[bytes]) -> bool:
    return any(piece in text for piece in pieces)
