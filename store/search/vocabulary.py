"""What else somebody may have meant: words like the one typed that do occur, found by rapidfuzz."""

import re

from store.search.rank import is_unspaced

#: Words of other lengths are not learned; so many are at most, then no new ones.
SHORTEST, LONGEST, KNOWN = 3, 24, 30_000
#: Of a long text, so many characters are learned from.
LEARNED = 2_000
#: At most so many words take the place of one typed.
CHOICES = 4

_WORD = re.compile(r"[^\W\d_]{3,24}")
_SPACED = re.compile("[\u0e00-\u0eff\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff]")


class Vocabulary:
    """The words that occur. A word stays known when its last record goes; it finds nothing then."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._starts: tuple[int, int, set[str]] | None = None

    def learn(self, text: str) -> None:
        """Take in the words of a folded text."""
        if len(self._words) < KNOWN:
            text = text[:LEARNED]
            if not text.isascii():
                text = _SPACED.sub(" ", text)
            self._words.update(_WORD.findall(text))

    def near(self, word: str) -> dict[str, int]:
        """The words that occur and are, or begin, most like this one, with their distance."""
        slips = allowed(word)
        if not slips:
            return {}
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        starts = self._starting(len(word))
        found = process.extract(word, starts, scorer=OSA.distance, score_cutoff=slips, limit=CHOICES * 2)
        near: dict[str, int] = {}
        for start, distance, _key in found:
            if distance == found[0][1] and not any(
                start.startswith(other) or other.startswith(start) for other in near
            ):
                near[start] = int(distance)
        return dict(list(near.items())[:CHOICES])

    def _starting(self, size: int) -> set[str]:
        """The words cut to that size and to one more, so that a word is known before it is typed to its end."""
        if self._starts is None or self._starts[:2] != (size, len(self._words)):
            starts = {known[:size] for known in self._words}
            starts.update([known[: size + 1] for known in self._words])
            self._starts = size, len(self._words), starts
        return self._starts[2]


def allowed(word: str) -> int:
    """How many slips a word may hold: none in a short one, one in a middling, two in a long one."""
    if len(word) > LONGEST or has_unspaced(word) or not word.isalpha():
        return 0
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2


def has_unspaced(text: str) -> bool:
    """Whether some of it is written without spaces."""
    return not text.isascii() and any(map(is_unspaced, text))
