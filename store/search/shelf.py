"""The texts of one kind of record, kept in blocks of neighbouring numbers, each block one string.

Looking for a word goes over few long strings instead of very many short ones, which costs a fraction of the time where
the word is rare, and no memory beside the text. A block is taken apart when something in it is found or changed.
ASCII has blocks of its own, since one Chinese character makes all others of its string take twice the room.
"""

from collections.abc import Callable, Collection, Sequence

#: Numbers in one block.
BLOCK = 32
#: Ends each text of a block; texts hold none.
END = "\0"

#: Places of texts: block to places within it, the newest first.
Places = dict[int, list[int]]
#: Which of the texts at these places pass.
Test = Callable[[list[str], list[int]], list[int]]


class Shelf:
    """Texts by number."""

    def __init__(self) -> None:
        self._numbers: dict[int, list[int]] = {}
        self._joined: dict[int, str] = {}
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

    def having(self, word: str, among: Places | None = None) -> Places:
        """The places of all texts that hold the word, or of those of ``among``."""
        self._close()
        joined = self._joined
        found: Places = {}
        for block in self._order() if among is None else among:
            whole = joined[block]
            if word in whole:
                texts = whole.split(END)
                places = range(len(texts) - 1, -1, -1) if among is None else among[block]
                if passed := [place for place in places if word in texts[place]]:
                    found[block] = passed
        return found

    def having_any(self, words: Collection[str], among: Places | None = None) -> Places:
        """The places of the texts that hold one of the words or several."""
        self._close()
        found: Places = {}
        for block in self._order() if among is None else among:
            whole = self._joined[block]
            there = [word for word in words if word in whole]
            if there:
                texts = whole.split(END)
                places = range(len(texts) - 1, -1, -1) if among is None else among[block]
                passed = {place for word in there for place in places if word in texts[place]}
                if passed:
                    found[block] = sorted(passed, reverse=True)
        return found

    def graded(self, places: Places, tests: Sequence[Test], enough: int) -> list[tuple[int, str]]:
        """Numbers and texts of the best ``enough`` places: those that pass the first test, then the second, …

        Of equals the newest. Tests that can only find more than enough are left out.
        """
        grades: list[dict[int, str]] = [{} for _test in tests]
        for block, chosen in places.items():
            texts = self._joined[block].split(END)
            numbers = self._numbers[block]
            found = 0
            for grade, test in zip(grades, tests, strict=True):
                found += len(grade)
                if found >= enough:
                    break
                if passed := test(texts, chosen):
                    grade.update([(numbers[place], texts[place]) for place in passed])
            if len(grades[0]) >= enough:
                break
        best: dict[int, str] = {}
        for grade in grades:
            for number, text in grade.items():
                best.setdefault(number, text)
        return list(best.items())[:enough]

    def _order(self) -> list[int]:
        if self._newest_first is None:
            self._newest_first = sorted(self._joined, reverse=True)
        return self._newest_first

    def _opened(self, block: int) -> dict[int, str]:
        """The texts of one block by their numbers, to be changed."""
        if block != self._open:
            self._close()
            texts = self._joined.get(block, "").split(END)
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
            self._joined[block] = END.join(self._loose[number] for number in self._numbers[block])
        else:
            self._numbers.pop(block, None)
            self._joined.pop(block, None)
        self._loose = {}


def _block(number: int, *, wide: bool) -> int:
    return number // BLOCK * 2 + wide
