"""What was typed, read as a query. Words that narrow (`type:`, `owner:`, …) will be read here."""

import msgspec

from store.search.fold import fold

#: Of what is typed or pasted, so many characters count, and so many words.
LENGTH = 200
WORDS = 12


class Query(msgspec.Struct, frozen=True):
    """``phrase`` is the whole, folded; ``words`` are its words, each once, in the order given."""

    phrase: str
    words: tuple[str, ...]

    def extends(self, other: "Query") -> bool:
        """Whether whatever this finds the other finds too: each of its words is part of one of these."""
        return all(any(old in new for new in self.words) for old in other.words)


def parse(text: str) -> Query:
    """The query that somebody typed; no words where there is nothing to look for."""
    words = fold(text[: LENGTH * 4]).replace("\0", " ")[:LENGTH].split()[:WORDS]
    return Query(" ".join(words), tuple(dict.fromkeys(words)))
