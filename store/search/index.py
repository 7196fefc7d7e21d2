"""The index: the folded text of every record in memory, searched by plain substring first, by likeness last.

It is built in slices, so that nobody waits for it, and answers from what it has until it is whole; the words that slips
of the finger are told by are learned last. There is no inverted index: going over all text costs some milliseconds for
a hundred thousand records, and finds Chinese and parts of words.
"""

import re
from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import Protocol

import msgspec

from store.engine.garbage import give_back
from store.engine.journal.entry import Entry
from store.kinds import KINDS, split_id
from store.search import facets, typo_tolerance
from store.search.ancestors import NAMED, Above
from store.search.answer import Hits
from store.search.codes import wholes
from store.search.filters import NOBODY, Asker
from store.search.fold import fold
from store.search.initials import initials, initials_within
from store.search.party_names import PartyNames
from store.search.prefilter import holding
from store.search.query import Query, parse
from store.search.searched_text import Parts, Reader
from store.search.snippets import Hit, show
from store.search.text_block import Asked, encoded, group
from store.search.text_blocks import TextBlocks
from store.search.typo_tolerance import StandIns
from store.search.vocabulary import Vocabulary
from store.words import Words

#: Of a document so many characters are searched: some text fields full to their limit.
TEXT = 256 * 1024
#: News of more documents than this are taken in by slices.
AT_ONCE = 100
#: So many seconds at once are spent on what was read before and has to be read again.
AGAIN = 0.002
#: So many earlier answers are kept, for the next key and for taking it back.
TRAIL = 16

#: Groups asked for, in which kinds, and the blocks that have them.
Step = tuple[tuple[Asked, ...], dict[str, list[int]]]


class IndexSource(Protocol):
    """Encoded documents by table and number: a ledger."""

    def raw(self, table: str, number: int) -> bytes | msgspec.Raw | None: ...
    def numbers(self, table: str) -> list[int]: ...
    def highest(self, table: str) -> int: ...


class Index:
    """Over the documents of ``source`` (`workspace.ledger`). Not for several threads at once."""

    def __init__(self, source: IndexSource, kinds: Iterable[str] = KINDS, *, ids: bool = True) -> None:
        """``kinds`` are those that can be found; ``ids``: by their ids too."""
        self._source = source
        self.ids = ids
        self.shelves = {name: TextBlocks() for name in KINDS}
        self.names = PartyNames()
        self.vocabulary = Vocabulary()
        self._readers: dict[str, Reader] = {}
        self._above = Above(source.raw)
        self._trail: list[Step] = []
        wanted = {*kinds, *NAMED}
        last_first = [*reversed([name for name in KINDS if name not in NAMED and name in wanted]), *reversed(NAMED)]
        #: What is still to be read; None for all of a kind, which are counted up when it is their turn.
        self._waiting: list[tuple[str, list[int] | None]] = [(name, None) for name in last_first]
        #: Of each kind: what has a higher number is new, and nothing names it yet.
        self._highest = {name: source.highest(name) for name in last_first}
        self._unlearned: list[tuple[str, int]] | None = None
        self._at_once = False

    # Building

    @property
    def complete(self) -> bool:
        """Whether every record is in it."""
        return not self._waiting

    @property
    def at_rest(self) -> bool:
        """Whether it has nothing left to do: complete, and its words learned."""
        return not self._waiting and self._unlearned == []

    def __len__(self) -> int:
        return sum(map(len, self.shelves.values()))

    def step(self, budget: float = 0.004) -> bool:
        """Work on it for about ``budget`` seconds, newest records first; True when every record is in it."""
        if self.at_rest:
            return True
        end = perf_counter() + budget
        if not self._read(end):
            return False
        self._learn(end)
        return True

    def build(self) -> "Index":
        """Take every record in at once, and learn the words as soon as they are needed; for the command line."""
        self._at_once = True
        self._read(None)
        return self

    def _read(self, end: float | None) -> bool:
        while self._waiting and (end is None or perf_counter() < end):
            kind, numbers = self._waiting[-1]
            if numbers is None:
                self._waiting[-1] = kind, sorted(self._source.numbers(kind))
            elif numbers:
                self._take(kind, numbers.pop())
            else:
                self._waiting.pop()
            self._trail.clear()
        return not self._waiting

    def hurry(self, kinds: Iterable[str], budget: float) -> None:
        """Take these kinds in before all others (after people and departments), and at once what fits in the budget."""
        wanted = {*kinds} - {*NAMED}
        last = [each for each in self._waiting if each[0] in NAMED]
        first = [each for each in self._waiting if each[0] not in NAMED]
        self._waiting = [*sorted(first, key=lambda each: each[0] in wanted), *last]
        self._read(perf_counter() + budget)

    def learn(self) -> None:
        """Learn whatever words are not learned yet, where nobody waits for the next key."""
        if self._at_once and not self._waiting:
            self._learn(None)

    def _learn(self, end: float | None) -> None:
        if self._unlearned is None:
            self._unlearned = [(kind, block) for kind in KINDS for block in reversed(self.shelves[kind].all_blocks())]
        while self._unlearned and (end is None or perf_counter() < end):
            kind, block = self._unlearned.pop()
            rows = self.shelves[kind].rows(block)
            texts = [rows.text(at).decode() for at in range(len(rows))]
            self.vocabulary.learn(_place(kind, block), texts, anew=True)
        if not self._unlearned:
            typo_tolerance.warm()
            give_back()

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
                numbers.update(self.shelves[table].numbers())
                numbers.discard(0)
            self._refresh(table, numbers)
        self._trail.clear()
        if not self.complete:
            self._read(perf_counter() + AGAIN)

    def _refresh(self, kind: str, numbers: set[int]) -> None:
        self._above.forget()
        for number in numbers:
            if number <= self._highest.get(kind, 0) and number not in self.shelves[kind]:
                self._hanging(kind, number)  # not read yet, or back again
            elif kind in _VEILING:
                self._hanging(kind, number)
        self._highest[kind] = max(self._highest.get(kind, 0), *numbers)
        if len(numbers) > AT_ONCE:
            self._waiting.append((kind, sorted(numbers)))
            return
        for number in numbers:
            id = KINDS[kind].id(number)
            before = self.names.known(id)
            self._take(kind, number)
            if before[0] and before != self.names.known(id):
                self._read_again(fold(f"\n{before[0]}\n"))

    def _hanging(self, kind: str, number: int) -> None:
        """Read again whatever names a record that hangs on something else now."""
        sort = facets.GOAL + facets.letters(number) if kind == "goal" else facets.naming(KINDS[kind].id(number))
        self._read_again(f"{facets.SEPARATOR}{sort}{facets.SEPARATOR}")

    def _read_again(self, piece: str) -> None:
        """What has that piece of text."""
        groups = [group((piece,))]
        for kind, shelf in self.shelves.items():
            if naming := shelf.graded(shelf.blocks(groups), [holding(groups)], len(shelf)):
                self._waiting.append((kind, sorted(number for number, _text in naming)))

    def _take(self, kind: str, number: int) -> None:
        """Read one document anew, or forget it."""
        id = KINDS[kind].id(number)
        parts = self.parts(kind, number)
        goals = [] if parts is None else [facets.GOAL + facets.letters(each) for each in self._above.goals(parts.above)]
        if number in self.shelves[kind]:
            hung = {each for each in facets.all_of(self.shelves[kind].text(number)) if each[:1] == facets.GOAL}
            if hung != {*goals}:
                self._hanging(kind, number)
        if parts is None:
            self.shelves[kind].drop(number)
            self.names.drop(id)
            return
        found = [*parts.found, *goals]
        if kind in NAMED:
            self.names.put(id, parts, is_name=KINDS[kind].is_people)
        if kind == "department":
            found = [*found, facets.DEPARTMENT + facets.letters(number)]
        names = self.names.shown(parts.named)
        home = self.names.home(parts.owner)
        lines = [parts.title, *([id] if self.ids else []), *parts.texts, *names]
        text = fold("\n".join(lines)[:TEXT])
        if codes := wholes(text.replace(f"\n{id.lower()}", "", self.ids)):
            text += "\n" + "\n".join(codes)
        text += "\n" + facets.line([*found, home] if home else found, ended=parts.ended)
        sound = initials(parts.title, is_name=KINDS[kind].is_people)
        within = initials_within([*parts.texts, *names])
        block = self.shelves[kind].put(number, text, f"{sound}\n{within}" if within else sound)
        if self._unlearned is not None:
            self.vocabulary.learn(_place(kind, block), (text,))

    def parts(self, kind: str, number: int) -> Parts | None:
        """What is searched of a document; None where it is not there."""
        raw = self._source.raw(kind, number)
        if raw is None:
            return None
        reader = self._readers.get(kind)
        if reader is None:
            reader = self._readers[kind] = Reader(KINDS[kind])
        return reader.read(raw)

    # Searching

    def search(
        self, words: str | Query, limit: int = 50, asker: Asker = NOBODY, kinds: Iterable[str] | None = None
    ) -> list[Hit]:
        """The records that fit best (of these kinds, if any are named), best first; none where nothing was asked."""
        query = parse(words) if isinstance(words, str) else words
        found = Hits(self, query, asker, kinds).best(limit)
        return [self._shown(*place, scored.score, scored.words) for place, scored in found]

    def faults(self, words: str | Query, asker: Asker = NOBODY) -> tuple[Words, ...]:
        """What of a query is not understood: words that do not narrow, and names that nobody has."""
        query = parse(words) if isinstance(words, str) else words
        return Hits(self, query, asker).need.faults

    def fitting(self, words: str | Query, kind: str, asker: Asker = NOBODY) -> set[int]:
        """The numbers of all records of a kind that have all words, and are as narrowed."""
        query = parse(words) if isinstance(words, str) else words
        return Hits(self, query, asker).all_of(kind)

    def blocks(self, groups: tuple[Asked, ...], kinds: Sequence[str]) -> dict[str, list[int]]:
        """Where there is something of every group, narrowed down from the answer to an earlier key."""
        trail = self._trail
        while trail and not all(any(new.implies(old) for new in groups) for old in trail[-1][0]):
            trail.pop()
        known = trail[-1][1] if trail else {}
        if not trail or trail[-1][0] != groups:
            found = {kind: shelf.blocks(groups, known.get(kind)) for kind, shelf in self.shelves.items()}
            trail.append((groups, found))
            del trail[:-TRAIL]
        return {kind: trail[-1][1][kind] for kind in kinds}

    def near_blocks(self, kind: str, narrow: Sequence[Asked], choices: Sequence[StandIns]) -> list[int]:
        """The blocks that have something of every choice: words by the vocabulary, others by looking."""
        shelf, at = self.shelves[kind], _PLACES[kind]
        blocks: list[int] | None = None
        for choice in choices:
            if choice.pieces:
                continue  # it costs less to look for them right away
            looked = shelf.having(Asked((encoded(choice.word),), choice.group.sounds))
            for other in choice.stand_ins:
                for word in _FIRST.findall(other)[:1]:
                    looked.update(place // _APART for place in self.vocabulary.places(word) if place % _APART == at)
            blocks = [block for block in (shelf.all_blocks() if blocks is None else blocks) if block in looked]
        return shelf.blocks(narrow, blocks)

    def meant(self, kind: str, text: str) -> list[int]:
        """The numbers of the records of a kind that a folded text may mean: by id, or by what the title holds."""
        shelf = self.shelves[kind]
        place = split_id(text.upper())
        if place is not None or text.isdigit():
            number = int(text) if place is None else place[1]
            return [number] if number in shelf and (place is None or place[0].name == kind) else []
        groups = [group((text,))]
        found = shelf.graded(shelf.blocks(groups), [holding(groups)], len(shelf) or 1)
        return [number for number, there in found if text in there.partition("\n")[0]]

    def tags(self, start: str) -> list[str]:
        """The tags in use that begin so, each once, the shortest first."""
        piece = group((f"\n#{start}",))
        found: set[str] = set()
        for shelf in self.shelves.values():
            for _number, text in shelf.graded(shelf.blocks([piece]), [holding([piece])], 200):
                found.update([tag for tag in _TAG.findall(text) if tag.startswith(start)])
        return sorted(found, key=lambda tag: (len(tag), tag))

    def occurs(self, piece: str) -> bool:
        """Whether some text has that piece."""
        asked = group((piece,))
        return any(shelf.having(asked) for shelf in self.shelves.values())

    def _shown(self, kind: str, number: int, score: float, words: tuple[str, ...]) -> Hit:
        parts = self.parts(kind, number)
        assert parts is not None
        return show(KINDS[kind].id(number), kind, parts, self.names.shown(parts.named), score, words)


#: Kinds whose records tell what is seen of those that name them.
_VEILING = {kind.veil.by for kind in KINDS.values() if kind.veil is not None}
_TAG = re.compile(r"\n#(\S+)")
_FIRST = re.compile(r"\w+")
#: The places of a vocabulary number the blocks of all kinds together.
_PLACES = {name: at for at, name in enumerate(KINDS)}
_APART = 64


def _place(kind: str, block: int) -> int:
    return block * _APART + _PLACES[kind]
