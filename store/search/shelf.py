"""The texts of one kind of record, kept in blocks of neighbouring numbers, each block one string.

Looking for a word goes over few long strings instead of very many short ones, which costs a fraction of the time where
the word is rare, and no memory beside the text. A block is taken apart when something in it is found or changed.
ASCII has blocks of its own, since one Chinese character makes all others of its string take twice the room. The first
lines, which are asked most, are kept a second time by themselves.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

#: Numbers in one block.
BLOCK = 32
#: Stands before each text of a block; texts hold none.
END = "\0"


class Test(NamedTuple):
    """A question to texts, or to their first lines only (``titles``).

    Only blocks that hold ``mark`` can have some that pass; `END` stands before each text.
    """

    mark: str
    #: The places of those that pass in the list of texts.
    passing: Callable[[list[str]], Iterable[int]]
    titles: bool = False


class Shelf:
    """Texts by number."""

    def __init__(self) -> None:
        self._numbers: dict[int, list[int]] = {}
        self._joined: dict[int, str] = {}
        self._titles: dict[int, str] = {}
        self._newest_first: list[int] | None = None
        self._open: int | None = None
        self._loose: dict[int, str] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def put(self, number: int, text: str) -> None:
        """Keep the text under that number, in place of the one that was there."""
        text = text.replace(END, " ")
        block = _block(number, wide=not text.isascii())
        if number in self and not self._is_in(number, block):
            self.drop(number)
        loose = self._opened(block)
        self._count += number not in loose
        loose[number] = text

    def drop(self, number: int) -> None:
        """Forget the text of that number, if there is one."""
        for wide in (False, True):
            block = _block(number, wide=wide)
            if self._is_in(number, block):
                del self._opened(block)[number]
                self._count -= 1

    def __contains__(self, number: int) -> bool:
        return any(self._is_in(number, _block(number, wide=wide)) for wide in (False, True))

    def _is_in(self, number: int, block: int) -> bool:
        return number in (self._loose if block == self._open else self._numbers.get(block, ()))

    def numbers(self) -> list[int]:
        """All numbers."""
        self._close()
        return [number for numbers in self._numbers.values() for number in numbers]

    def blocks(self, words: Iterable[str], among: Iterable[int] | None = None) -> list[int]:
        """The blocks, of those ``among``, that hold all the words in one text or in several; the newest first."""
        self._close()
        found = self._order() if among is None else among
        for word in words:
            found = [block for block in found if word in self._joined[block]]
        return list(found)

    def blocks_with_any(self, words: Iterable[str], among: Iterable[int] | None = None) -> list[int]:
        """The blocks that hold at least one of the words; the newest first."""
        self._close()
        found: set[int] = set()
        rest = list(self._order() if among is None else among)
        for word in words:
            found.update(block for block in rest if word in self._joined[block])
            rest = [block for block in rest if block not in found]
        return sorted(found, reverse=True)

    def graded(self, blocks: Iterable[int], tests: Sequence[Test], enough: int) -> list[tuple[int, str]]:
        """Numbers and texts of the best ``enough`` texts of the blocks: those that pass the first test, then the next.

        Of equals those in the newest blocks. What cannot be among the best any more is not tested.
        """
        self._close()
        grades: list[dict[int, str]] = [{} for _test in tests]
        for block in blocks:
            if len(grades[0]) >= enough:
                break
            self._grade(block, tests, grades, enough)
        best: dict[int, str] = {}
        for grade in grades:
            for number, text in grade.items():
                best.setdefault(number, text)
        return list(best.items())[:enough]

    def _grade(self, block: int, tests: Sequence[Test], grades: list[dict[int, str]], enough: int) -> None:
        whole, titles = self._joined[block], self._titles[block]
        texts: list[str] = []
        found = 0
        for test, grade in zip(tests, grades, strict=True):
            found += len(grade)
            if found >= enough:
                return
            asked = titles if test.titles else whole
            if test.mark in asked and (passed := test.passing(asked.split(END)[:0:-1])):
                texts = texts or whole.split(END)[:0:-1]
                numbers = self._numbers[block]
                grade.update([(numbers[-1 - place], texts[place]) for place in passed])

    def _order(self) -> list[int]:
        if self._newest_first is None:
            self._newest_first = sorted(self._joined, reverse=True)
        return self._newest_first

    def _opened(self, block: int) -> dict[int, str]:
        """The texts of one block by their numbers, to be changed."""
        if block != self._open:
            self._close()
            texts = self._joined.get(block, "").split(END)[1:]
            self._loose = dict(zip(self._numbers.get(block, ()), texts, strict=False))
            self._open = block
        return self._loose

    def _close(self) -> None:
        """Put the block that is being changed together again."""
        block, self._open = self._open, None
        if block is None:
            return
        if (block in self._joined) != bool(self._loose):
            self._newest_first = None
        if self._loose:
            self._numbers[block] = sorted(self._loose)
            texts = [self._loose[number] for number in self._numbers[block]]
            self._joined[block] = END + END.join(texts)
            self._titles[block] = END + END.join([text.partition("\n")[0] for text in texts])
        else:
            self._numbers.pop(block, None)
            self._joined.pop(block, None)
            self._titles.pop(block, None)
        self._loose = {}


def _block(number: int, *, wide: bool) -> int:
    return number // BLOCK * 2 + wide
