"""What may stand in for a word that is not there: words by the vocabulary, Chinese by pieces of what was typed.

A slip spoils one piece of a word that is cut into two or three, and leaves another to be found by.
"""

import re
from importlib import import_module

from store import han
from store.search.initials import OR, keys
from store.search.text_block import END, group
from store.search.text_blocks import Found
from store.search.vocabulary import Vocabulary, has_unspaced

#: Chinese words that are as much alike as this, of 100, may be the same.
ALIKE = 60
#: Of a text so many characters are compared.
COMPARED = 4_000

#: Of a name in Chinese often only some characters are said, at most so far apart.
_BETWEEN = ".{0,3}"
_RUN = re.compile("[a-z0-9]+|[^a-z0-9]+")


def warm() -> None:
    """Read in what comparing needs, so that no key waits for it."""
    import_module("rapidfuzz.distance")
    import_module("rapidfuzz.fuzz")
    import_module("rapidfuzz.process")


class StandIns:
    """A word typed and its ``stand_ins`` with their distance; Chinese has ``pieces`` instead.

    ``sounds`` are the initials by which it may be told too.
    """

    def __init__(self, word: str, vocabulary: Vocabulary, sounds: tuple[str, ...]) -> None:
        self.word = word
        self.is_unspaced = has_unspaced(word)
        self.stand_ins: dict[str, float] = {word: 0.0}
        self.pieces: list[str] = []
        if self.is_unspaced:
            self.pieces = _pieces(word)
        else:
            self.stand_ins |= vocabulary.near(word)
            for parted in vocabulary.parted(word):
                self.stand_ins[parted] = 0.5
            if "-" in word.strip("-"):
                self.stand_ins |= {word.replace("-", ""): 0.5, word.replace("-", " "): 0.5}
        self.group = group((*self.stand_ins, *self.pieces), sounds)

    def meant(self, text: str) -> tuple[str, float] | None:
        """The word that a text has in place of this, and how far off it is; None where it has none."""
        there = next((other for other in self.stand_ins if other in text), None)
        if there is not None:
            return there, self.stand_ins[there]
        return self._alike(text) if self.pieces else None

    def _alike(self, text: str) -> tuple[str, float] | None:
        from rapidfuzz import fuzz  # late: it loads a lot; only where a word is typed otherwise

        best = 0.0
        for part in (text.partition("\n")[0], text[:COMPARED]):
            found = fuzz.partial_ratio_alignment(self.word, part, score_cutoff=ALIKE)
            if found is not None and found.score > best:
                best, there = found.score, part[found.dest_start : found.dest_end]
                return there, 2 * (1 - best / 100)
        together = [piece for piece in self.pieces[:3] if piece in text]
        if len("".join(together)) >= len(self.word) > 3:
            return max(together, key=len), 0.2  # its parts in another order
        spread = re.search(_BETWEEN.join(map(re.escape, self.word)), text[:COMPARED])
        return None if spread is None else (spread[0], 0.6)


def likest(found: list[Found], choices: list[StandIns], enough: int) -> list[Found]:
    """Those whose titles are most like the longest of the words without spaces; as they come where there is none."""
    unspaced = next((choice for choice in choices if choice.pieces), None)
    if unspaced is None or len(found) <= enough:
        return found[:enough]
    from rapidfuzz import fuzz, process  # late: it loads a lot; only where a word is typed otherwise

    titles = [text.partition("\n")[0] for _number, text in found]
    best = process.extract(unspaced.word, titles, scorer=fuzz.partial_ratio, limit=enough)
    return [found[at] for _title, _score, at in best]


def sounding(word: str) -> tuple[str, ...]:
    """What the initials of a text have that the word may be an abbreviation of; one letter only at their beginning."""
    syllable = word in han.starts() and word not in ("a", "e", "o")
    found = keys(word)
    first = [start + key for key in found if len(key) == 1 and syllable for start in (END.decode(), OR)]
    return (*[key for key in found if len(key) > 1], *first)


def _pieces(word: str) -> list[str]:
    """Two or three parts of at least two characters each; none of a word too short to be told by its parts.

    Words of other letters within it are parts by themselves.
    """
    runs = [match[0] for match in _RUN.finditer(word)]
    if len(runs) > 1:
        return [piece for run in runs for piece in (_pieces(run) if len(run) > 2 else [run]) if len(piece) > 1]
    size = len(word)
    if size < 2 or word.isascii():
        return []
    if size == 2:
        return [word[0]]
    if size == 3:
        return [word[:2], word[1:], word[0]]
    if size >= 6:
        return [word[size * part // 3 : size * (part + 1) // 3] for part in range(3)]
    cut = size // 2
    swapped = word[: cut - 1] + word[cut] + word[cut - 1] + word[cut + 1 :]
    return [word[:cut], word[cut:], swapped[:cut], swapped[cut:]]
