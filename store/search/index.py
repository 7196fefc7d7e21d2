"""The index: the folded text of every record in memory, searched by plain substring first, by likeness last.

It is built in slices, so that nobody waits for it, and answers from what it has until it is whole. There is no inverted
index: going over all text costs some milliseconds for a hundred thousand records, and finds Chinese and parts of words.
"""

from collections.abc import Iterable
from time import perf_counter
from typing import Protocol

import msgspec

from store.engine.journal.entry import Entry
from store.kinds import KINDS, split_id
from store.search import rank
from store.search.fold import fold
from store.search.likely import holding, tests
from store.search.near import near
from store.search.query import Query, parse
from store.search.shelf import Shelf
from store.search.shown import Hit, show
from store.search.texts import NAMED, Parts, Reader
from store.search.vocabulary import Vocabulary

#: Of each kind of record, so many are ranked with care.
SCORED = 60
#: With fewer hits than this, words that are nearly the ones typed are tried too.
FEW = 5
#: Of a document so many characters are searched: some text fields full to their limit.
TEXT = 256 * 1024
#: News of more documents than this are taken in by slices.
AT_ONCE = 100
#: So many earlier answers are kept, for the next key and for taking it back.
TRAIL = 16

ORDER = {name: at for at, name in enumerate(KINDS)}

#: Score and the words met, by kind and number.
Scores = dict[tuple[str, int], tuple[float, tuple[str, ...]]]


class Source(Protocol):
    """Encoded documents by table and number: a ledger."""

    def raw(self, table: str, number: int) -> bytes | msgspec.Raw | None: ...
    def numbers(self, table: str) -> list[int]: ...


class Index:
    """Over the documents of ``source`` (`workspace.ledger`). Not for several threads at once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._shelves = {name: Shelf() for name in KINDS}
        self._readers: dict[str, Reader] = {}
        self._names: dict[str, str] = {}
        self._vocabulary = Vocabulary()
        self._trail: list[tuple[Query, dict[str, list[int]]]] = []
        last_first = [*reversed([name for name in KINDS if name not in NAMED]), *reversed(NAMED)]
        self._waiting: list[tuple[str, list[int]]] = [(name, sorted(source.numbers(name))) for name in last_first]

    # Building

    @property
    def complete(self) -> bool:
        """Whether every record is in it."""
        return not self._waiting

    def __len__(self) -> int:
        return sum(map(len, self._shelves.values()))

    def step(self, budget: float = 0.004) -> bool:
        """Work on it for about ``budget`` seconds, newest records first; True when it is whole."""
        if not self._waiting:
            return True
        end = perf_counter() + budget
        while self._waiting and perf_counter() < end:
            kind, numbers = self._waiting[-1]
            if numbers:
                self._take(kind, numbers.pop())
            else:
                self._waiting.pop()
        self._trail.clear()
        return not self._waiting

    def build(self) -> "Index":
        """Make it whole at once; for the command line."""
        while not self.step(60.0):
            pass
        return self

    def apply(self, entries: Iterable[Entry]) -> None:
        """Take in what was committed; many records at once wait for `step`."""
        touched: dict[str, set[int]] = {}
        for entry in entries:
            for table, number in entry.touched():
                if table in KINDS:
                    touched.setdefault(table, set()).add(number)
        for table in sorted(touched, key=lambda name: name not in NAMED):
            numbers = touched[table]
            if 0 in numbers:  # the whole table
                numbers.update(self._shelves[table].numbers())
                numbers.discard(0)
            self._refresh(table, numbers)
        self._trail.clear()

    def _refresh(self, kind: str, numbers: set[int]) -> None:
        if len(numbers) > AT_ONCE:
            self._waiting.append((kind, sorted(numbers)))
            return
        for number in numbers:
            id = KINDS[kind].id(number)
            before = self._names.get(id)
            self._take(kind, number)
            if before is not None and before != self._names.get(id):
                self._rename(fold(f"\n{before}\n"))

    def _rename(self, line: str) -> None:
        """Read again whatever names somebody by a name that is no longer so."""
        for kind, shelf in self._shelves.items():
            if naming := shelf.graded(shelf.blocks([line]), [holding((line,))], len(shelf)):
                self._waiting.append((kind, sorted(number for number, _text in naming)))
        self.step(0.002)

    def _take(self, kind: str, number: int) -> None:
        """Read one document anew, or forget it."""
        id = KINDS[kind].id(number)
        parts = self._parts(kind, number)
        if parts is None:
            self._shelves[kind].drop(number)
            self._names.pop(id, None)
            return
        if kind in NAMED:
            self._names[id] = f"{parts.called} {parts.title}".strip()
        lines = [parts.title, id, *parts.texts, *self._named(parts)]
        text = fold("\n".join(lines)[:TEXT]) + "\n"
        self._shelves[kind].put(number, text)
        self._vocabulary.learn(text)

    def _parts(self, kind: str, number: int) -> Parts | None:
        raw = self._source.raw(kind, number)
        if raw is None:
            return None
        reader = self._readers.get(kind)
        if reader is None:
            reader = self._readers[kind] = Reader(KINDS[kind])
        return reader.read(raw)

    def _named(self, parts: Parts) -> list[str]:
        return list(dict.fromkeys(self._names[id] for id in parts.named if id in self._names))

    # Searching

    def search(self, words: str | Query, limit: int = 50) -> list[Hit]:
        """The records that fit best, best first; none where nothing was asked."""
        query = parse(words) if isinstance(words, str) else words
        if not query.words or limit <= 0:
            return []
        scores: Scores = {}
        self._add_likeliest(query, limit, scores)
        self._add_exact(query, scores)
        if len(scores) < min(FEW, limit):
            self._add_near(query, scores)
        best = sorted(scores, key=lambda place: (-scores[place][0], ORDER[place[0]], -place[1]))
        return [hit for place in best[:limit] if (hit := self._shown(place, *scores[place])) is not None]

    def _add_likeliest(self, query: Query, limit: int, scores: Scores) -> None:
        """Of each kind the records with all words that cheap tests put first, ranked with more care."""
        for kind, blocks in self._blocks(query).items():
            asked = tests(query, named=kind in NAMED)
            for number, text in self._shelves[kind].graded(blocks, asked, max(limit, SCORED)):
                scores[kind, number] = rank.score(query, text, kind in NAMED), query.words

    def _blocks(self, query: Query) -> dict[str, list[int]]:
        """Where all words occur, narrowed down from the answer to an earlier key."""
        while self._trail and not query.extends(self._trail[-1][0]):
            self._trail.pop()
        if self._trail and self._trail[-1][0] == query:
            return self._trail[-1][1]
        known = self._trail[-1][1] if self._trail else {}
        longest_first = sorted(query.words, key=len, reverse=True)
        found = {kind: shelf.blocks(longest_first, known.get(kind)) for kind, shelf in self._shelves.items()}
        self._trail.append((query, found))
        del self._trail[:-TRAIL]
        return found

    def _add_exact(self, query: Query, scores: Scores) -> None:
        id = rank.named_id(query.phrase)
        parts = split_id(id) if id else None
        if parts is not None and parts[1] in self._shelves[parts[0].name]:
            scores[parts[0].name, parts[1]] = rank.ID, query.words

    def _add_near(self, query: Query, scores: Scores) -> None:
        """Records that have nearly the words: a slip of the finger, letters swapped, a wrong character."""
        for kind, number, text, meant, slips in near(query, self._shelves, self._vocabulary):
            if (kind, number) not in scores:
                worth = rank.score(Query(" ".join(meant), meant), text, kind in NAMED)
                scores[kind, number] = max(1.0, rank.TYPO + worth / 20 - 4 * slips), meant

    def _shown(self, place: tuple[str, int], score: float, words: tuple[str, ...]) -> Hit | None:
        kind, number = place
        parts = self._parts(kind, number)
        return None if parts is None else show(KINDS[kind].id(number), kind, parts, self._named(parts), score, words)
