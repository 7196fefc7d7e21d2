"""What else somebody may have meant: words like the one typed, found by rapidfuzz, and where they occur."""

import re
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable

from store.search.rank import is_unspaced

#: Words of other lengths are not learned; so many are at most, then no new ones.
SHORTEST, LONGEST, KNOWN = 3, 24, 60_000
#: Of a long text, so many characters are learned from.
LEARNED = 2_000
#: At most so many words take the place of one typed.
CHOICES = 4

_UNSPACED = "\u0e00-\u0eff\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[^\\W\\d_{_UNSPACED}]{{3,24}}")


class Vocabulary:
    """The words that occur, and of each the places (numbers, of blocks of texts) where it does.

    A word stays known when its last record goes; whoever looks at the place finds nothing then.
    """

    def __init__(self) -> None:
        self._places: dict[str, int | array[int]] = {}
        self._sorted: list[str] | None = None
        self._starts: tuple[int, int, set[str]] | None = None

    def __len__(self) -> int:
        return len(self._places)

    def learn(self, place: int, texts: Iterable[str], *, anew: bool = False) -> None:
        """Take in the words of folded texts; ``anew`` promises that nothing was learned of that place yet."""
        words: set[str] = set()
        for text in texts:
            words.update(_WORD.findall(text[:LEARNED]))
        places = self._places
        for word in words:
            at = places.get(word)
            if at is None:
                if len(places) < KNOWN:
                    places[word] = place
                    if self._sorted is not None:
                        insort(self._sorted, word)
            elif isinstance(at, int):
                if at != place:
                    places[word] = array("i", (at, place))
            elif anew or (at[-1] != place and place not in at):
                at.append(place)

    def near(self, word: str) -> dict[str, float]:
        """The words that occur and are, or begin, most like this one, with their distance; two words written as one."""
        slips = allowed(word)
        if not slips:
            return {}
        from rapidfuzz import process  # late: it loads a lot; only where a word is typed otherwise
        from rapidfuzz.distance import OSA  # late: it loads a lot; only where a word is typed otherwise

        among = self._starting(len(word))
        found = process.extract(word, among, scorer=OSA.distance, score_cutoff=slips, limit=CHOICES * 3)
        near: dict[str, float] = {}
        for start, distance, _key in found:
            if distance <= found[0][1] + 1 and not any(
                start.startswith(other) or other.startswith(start) for other in near
            ):
                near[start] = float(distance)
        return dict(list(near.items())[:CHOICES])

    def parted(self, word: str) -> tuple[str, ...]:
        """The two words that were written as one, as they may stand in a text; none where there are no such."""
        for at in range(SHORTEST, len(word) - 1):
            one, two = word[:at], word[at:]
            if one in self._places and (two in self._places or len(two) < SHORTEST):
                return (f"{one} {two}", f"{one}-{two}")
        return ()

    def places(self, start: str) -> set[int]:
        """Where words that begin so occur."""
        if self._sorted is None:
            self._sorted = sorted(self._places)
        found: set[int] = set()
        for at in range(bisect_left(self._sorted, start), len(self._sorted)):
            word = self._sorted[at]
            if not word.startswith(start):
                break
            places = self._places[word]
            if isinstance(places, int):
                found.add(places)
            else:
                found.update(places)
        return found

    def _starting(self, size: int) -> set[str]:
        """The words cut to that size and to one more, so that a word is known before it is typed to its end."""
        if self._starts is None or self._starts[:2] != (size, len(self._places)):
            starts = {known[:size] for known in self._places}
            starts.update([known[: size + 1] for known in self._places])
            self._starts = size, len(self._places), starts
        return self._starts[2]


def allowed(word: str) -> int:
    """How many slips a word may hold: none in a short one, one in a middling, two in a long one."""
    if len(word) > LONGEST or has_unspaced(word) or not word.isalpha():
        return 0
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2


def has_unspaced(text: str) -> bool:
    """Whether some of it is written without spaces."""
    return not text.isascii() and any(map(is_unspaced, text))
