"""Folded texts by record number, kept in blocks of neighbouring numbers, each block one string of UTF-8.

Looking for a word goes over few long strings instead of very many short ones, which costs a fraction of the time where
the word is rare, and no memory beside the text. A block has the first lines of its texts, which are asked most, before
the rest of them; the initials by which texts are told are kept beside it. It is put together anew when one changes.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from store.search.facets import has_ended
from store.search.text_block import END, REST, Asked, TextBlock, encoded

#: Numbers in one block.
BLOCK = 32
#: So many answers to what was looked for are kept.
KEPT = 64
#: So many blocks tell how rare something is.
SAMPLE = 12


class Test(NamedTuple):
    """A question to the records of a block: the places of those that pass, None for all.

    Only blocks that hold ``mark`` can have some, in their titles if it is a question to ``titles``.
    """

    mark: bytes
    passing: Callable[[TextBlock], set[int] | None]
    titles: bool = False


#: Of a record, its number and text.
Found = tuple[int, str]


class TextBlocks:
    """Texts by number."""

    def __init__(self) -> None:
        self._numbers: dict[int, array[int]] = {}
        self._joined: dict[int, bytes] = {}
        self._sounds: dict[int, bytes] = {}
        #: Where the titles end.
        self._cuts: dict[int, int] = {}
        self._newest_first: list[int] | None = None
        self._asked: dict[tuple[bytes, bool], list[int]] = {}
        self._open: int | None = None
        self._loose: dict[int, tuple[bytes, bytes]] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def put(self, number: int, text: str, sound: str = "") -> int:
        """Keep the text under that number, in place of the one that was there; returns its block."""
        block = number // BLOCK
        loose = self._opened(block)
        self._count += number not in loose
        loose[number] = encoded(text).replace(END, b" ").replace(REST, b" "), encoded(sound)
        return block

    def drop(self, number: int) -> None:
        """Forget the text of that number, if there is one."""
        if number in self:
            del self._opened(number // BLOCK)[number]
            self._count -= 1

    def __contains__(self, number: int) -> bool:
        block = number // BLOCK
        return number in (self._loose if block == self._open else self._numbers.get(block, ()))

    def text(self, number: int) -> str:
        """The text of that number; empty where there is none."""
        if number not in self:
            return ""
        self._close()
        block = number // BLOCK
        return self.rows(block).text(self._numbers[block].index(number)).decode()

    def numbers(self) -> list[int]:
        """All numbers."""
        self._close()
        return [number for numbers in self._numbers.values() for number in numbers]

    def rows(self, block: int) -> TextBlock:
        """The records of a block; none where there is no such block."""
        self._close()
        return TextBlock(self._joined.get(block, REST), self._sounds.get(block, b""))

    def all_blocks(self) -> list[int]:
        """Every block, the newest first."""
        self._close()
        if self._newest_first is None:
            self._newest_first = sorted(self._joined, reverse=True)
        return self._newest_first

    def blocks(self, groups: Iterable[Asked], among: Iterable[int] | None = None) -> list[int]:
        """The blocks, of those ``among``, that have something of every group, in one record or in several."""
        found = self.all_blocks() if among is None else among
        for each in groups:
            found = self._narrowed(each, found)
        return list(found)

    def _narrowed(self, asked: Asked, among: Iterable[int]) -> Iterable[int]:
        if len(asked.pieces) == 1 and not asked.sounds:
            piece, joined = asked.pieces[0], self._joined
            if among is self._newest_first:
                return self._having(piece, sounds=False)
            return [block for block in among if piece in joined[block]]
        having = self.having(asked)
        return [block for block in among if block in having]

    def titled(self, ways: Sequence[tuple[bytes, Sequence[bytes]]], among: Iterable[int]) -> list[int]:
        """The blocks that have of each way the one piece anywhere, or all of the others in their titles."""
        joined, cuts = self._joined, self._cuts
        found = list(among)
        for piece, pieces in ways:
            left = found
            for each in pieces:
                left = [block for block in left if joined[block].find(each, 0, cuts[block]) >= 0]
            having = {*left, *self._having(piece, sounds=False)}
            found = [block for block in found if block in having]
        return found

    def rarest_first(self, groups: Iterable[Asked], blocks: Sequence[int]) -> list[Asked]:
        """The groups as they are best looked for, by how often they occur in some of the blocks."""
        some = [(self._joined[block], self._sounds[block]) for block in blocks[:: len(blocks) // SAMPLE + 1]]

        def often(asked: Asked) -> int:
            return sum(
                sum(joined.count(piece) for piece in asked.pieces) + sum(sounds.count(key) for key in asked.sounds)
                for joined, sounds in some
            )

        return sorted(groups, key=often)

    def having(self, asked: Asked) -> set[int]:
        """The blocks that have something of the group."""
        found: set[int] = set()
        for piece in asked.pieces:
            found.update(self._having(piece, sounds=False))
        for key in asked.sounds:
            found.update(self._having(key, sounds=True))
        return found

    def _having(self, piece: bytes, *, sounds: bool) -> list[int]:
        """The blocks that have the piece, found among those known to have part of it, and kept until a change."""
        among = self.all_blocks()
        kept = self._asked.get((piece, sounds))
        if kept is None:
            for known, blocks in self._asked.items():
                if known[1] is sounds and known[0] in piece and len(blocks) < len(among):
                    among = blocks
            joined = self._sounds if sounds else self._joined
            kept = [block for block in among if piece in joined[block]]
            if len(self._asked) >= KEPT:
                del self._asked[next(iter(self._asked))]
            self._asked[piece, sounds] = kept
        return kept

    def graded(
        self,
        blocks: Iterable[int],
        tests: Sequence[Test],
        enough: int,
        allows: Callable[[int, str], bool] | None = None,
    ) -> list[Found]:
        """The best ``enough`` records of the blocks: those that pass the first test, then the next.

        Of equals first those that have not ended, then those in the newest blocks. What cannot be among the best any
        more is not tested. ``allows`` says of number and text whether a record will do at all.
        """
        self._close()
        grades: list[dict[int, str]] = [{} for _test in tests for _open in range(2)]
        for block in blocks:
            if len(grades[0]) >= enough:
                break
            self._grade(block, tests, grades, enough, allows)
        best: dict[int, str] = {}
        for grade in grades:
            for number, text in grade.items():
                best.setdefault(number, text)
                if len(best) >= enough:
                    return list(best.items())
        return list(best.items())

    def _grade(
        self,
        block: int,
        tests: Sequence[Test],
        grades: list[dict[int, str]],
        enough: int,
        allows: Callable[[int, str], bool] | None,
    ) -> None:
        joined = self._joined[block]
        rows: TextBlock | None = None
        better = 0
        for at, test in enumerate(tests):
            unended, ended = grades[2 * at], grades[2 * at + 1]
            better += len(unended)
            if better >= enough:
                return
            if joined.find(test.mark, 0, self._cuts[block] if test.titles else None) >= 0:
                rows = rows or TextBlock(joined, self._sounds[block])
                passing = test.passing(rows)
                numbers = self._numbers[block]
                for place in sorted(range(len(rows)) if passing is None else passing, reverse=True):
                    number, text = numbers[place], rows.text(place).decode()
                    if allows is None or allows(number, text):
                        (ended if has_ended(text) else unended)[number] = text
            better += len(ended)

    def _opened(self, block: int) -> dict[int, tuple[bytes, bytes]]:
        """The records of one block by their numbers, to be changed."""
        if block != self._open:
            rows = self.rows(block)
            numbers = self._numbers.get(block, ())
            self._loose = {
                number: (rows.text(at), sound)
                for at, (number, sound) in enumerate(zip(numbers, rows.sounds.split(END)[1:], strict=True))
            }
            self._open = block
            self._asked.clear()
        return self._loose

    def _close(self) -> None:
        """Put the block that is being changed together again."""
        block, self._open = self._open, None
        if block is None:
            return
        if (block in self._joined) != bool(self._loose):
            self._newest_first = None
        if self._loose:
            self._numbers[block] = array("q", sorted(self._loose))
            found = [self._loose[number] for number in self._numbers[block]]
            lines = [text.partition(b"\n") for text, _sound in found]
            titles = _join([title for title, _newline, _rest in lines])
            self._cuts[block] = len(titles) + 1
            self._joined[block] = titles + END + REST + _join([newline + rest for _title, newline, rest in lines])
            self._sounds[block] = _join([sound for _text, sound in found])
        else:
            for kept in (self._numbers, self._joined, self._sounds, self._cuts):
                kept.pop(block, None)
        self._loose = {}


def _join(texts: list[bytes]) -> bytes:
    return END + END.join(texts)
