"""One question to the index and its answer: the likeliest records by words, by id, by sound, by nearly those words.

Each way is taken by what it costs: the cheap ones always, those for slips of the finger only where few were found.
"""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from store.han import is_han
from store.kinds import KINDS, split_id
from store.search import codes, facets, left_out, rank
from store.search.filters import Asker, Need, need
from store.search.initials import SMALL, of_syllables
from store.search.prefilter import beginning, holding, in_order, tests, titled
from store.search.query import Query
from store.search.rank_by_sound import HeardText, Kept
from store.search.searched_text import NAMED
from store.search.text_block import encoded, group
from store.search.text_blocks import Found, Test
from store.search.typo_tolerance import StandIns, likest, sounding

if TYPE_CHECKING:
    from store.search.index import Index

#: Of each kind of record, so many are ranked with care.
SCORED = 60
#: With fewer hits than this, words that are nearly the ones typed are tried too.
FEW = 5
#: A word that is written somewhere stands for itself when it is longer than this.
BRIEF = 3
#: Of a query, so many words may be something else than what they say.
LOOSE = 4
#: Of each kind, so many candidates are listened to, and so many where most will not sound so.
SOUNDING, LISTENED = 16, 200

ORDER = {name: at for at, name in enumerate(KINDS)}

#: A record: its kind and number.
Place = tuple[str, int]


class Scored(NamedTuple):
    """A record that was found: how well, by which words of its own, and its text."""

    score: float
    words: tuple[str, ...]
    text: str


class Hits:
    """What is found for one query."""

    def __init__(self, index: "Index", query: Query, asker: Asker, kinds: Iterable[str] | None = None) -> None:
        self.index = index
        self.query = query
        self.need: Need = need(query, index, asker)
        if kinds is not None:
            self.need = self.need._replace(kinds=tuple(kind for kind in self.need.kinds if kind in {*kinds}))
        me = index.names.person(asker.who) if asker.who else None
        self._mine = () if me is None else tuple(facets.mark(sort, facets.letters(me)) for sort in "OP")
        self._today = asker.today.toordinal()
        self._narrow = tuple(map(group, self.need.groups))
        self._heard: Kept = {}
        self.found: dict[Place, Scored] = {}

    def best(self, limit: int) -> list[tuple[Place, Scored]]:
        """The best places, the best first."""
        if not self.query.asks or limit <= 0 or not self.need.kinds:
            return []
        if not self.query.words:
            return self._narrowed(limit)
        self._by_words(limit)
        self._by_id()
        good = sum(scored.score >= rank.WORDS for scored in self.found.values())
        one = len(self.query.words) == 1
        if (good if one else len(self.found)) < FEW:
            self._by_sound()
            self._in_order()
        if not good and len(self.found) < (min(FEW, limit) if one else 1):
            self._by_sound(alike=True)
            self._nearly()
        return sorted(self.found.items(), key=self._order)[:limit]

    def all_of(self, kind: str) -> set[int]:
        """The numbers of all records of a kind that have every word; where none has, of those told by their sound."""
        if kind not in self.need.kinds:
            return set()
        shelf = self.index.shelves[kind]
        groups = (*(group(codes.spellings(word)) for word in self.query.words), *self._narrow)
        blocks = self.index.blocks(groups, [kind])[kind]
        found = {number for number, _text in self._graded(kind, blocks, [holding(groups)], len(shelf) or 1)}
        if not found and self.query.words:
            self._by_sound(most=len(shelf) or 1)
            self._in_order(most=len(shelf) or 1)
        return found or {number for at, number in self.found if at == kind}

    def _order(self, found: tuple[Place, Scored]) -> tuple[float, int, int]:
        (kind, number), scored = found
        return -scored.score - self._favour(scored.text), ORDER[kind], -number

    def _favour(self, text: str) -> float:
        """Among equals: what is open, what is mine, what was changed of late."""
        favour = -1.5 if facets.has_ended(text) else 0.0
        if any(mine in text for mine in self._mine):
            favour += 0.6
        changed = facets.day(text, facets.CHANGED)
        if changed is not None and self._today > 1:
            days = self._today - facets.to_ordinal(changed)
            favour += 0.4 * max(0.0, 1 - days / 120)
        return favour

    def _allows(self, kind: str, number: int, text: str) -> bool:
        return self.need.allows(KINDS[kind].id(number), text)

    def _graded(self, kind: str, blocks: list[int], asked: list[Test], enough: int) -> list[Found]:
        allows = None if self.need.allows_all else partial(self._allows, kind)
        return self.index.shelves[kind].graded(blocks, asked, enough, allows)

    # The ways

    def _narrowed(self, limit: int) -> list[tuple[Place, Scored]]:
        """Nothing but narrowing: what is due in the order of the days, everything else the newest first."""
        groups = self._narrow
        for kind, blocks in self.index.blocks(groups, self.need.kinds).items():
            enough = len(self.index.shelves[kind]) if self.need.by_due else limit
            for number, text in self._graded(kind, blocks, [holding(groups)], max(1, enough)):
                self.found[kind, number] = Scored(rank.BODY, (), text)
        by_day = (facets.DUE, 1) if self.need.by_due else (facets.CHANGED, -1)

        def order(found: tuple[Place, Scored]) -> tuple[bool, int, int, int]:
            (kind, number), scored = found
            day = facets.day(scored.text, by_day[0])
            at = facets.to_ordinal(day) if day else 0
            return facets.has_ended(scored.text), by_day[1] * at, ORDER[kind], -number

        return sorted(self.found.items(), key=order)[:limit]

    def _by_words(self, limit: int) -> None:
        """Of each kind the records with all words that cheap tests put first, ranked with more care."""
        words = [group(codes.spellings(word)) for word in sorted(self.query.words, key=len, reverse=True)]
        for kind, blocks in self.index.blocks((*words, *self._narrow), self.need.kinds).items():
            rarest = self.index.shelves[kind].rarest_first(words, blocks) if len(words) > 1 else words
            asked = tests(self.query, rarest, self._narrow, named=kind in NAMED)
            for number, text in self._graded(kind, blocks, asked, max(limit, SCORED)):
                query = self._as_written(text)
                score = rank.score(query, text, kind in NAMED) - (0 if query is self.query else rank.OTHERWISE)
                self.found[kind, number] = Scored(score, query.words, text)

    def _as_written(self, text: str) -> Query:
        """The query with its codes as the text has them."""
        query, words = self.query, tuple(codes.written(word, text) for word in self.query.words)
        if words == query.words:
            return query
        phrase = query.phrase
        for word, other in zip(query.words, words, strict=True):
            phrase = phrase.replace(word, other)
        return Query(phrase, words)

    def _by_id(self) -> None:
        id = rank.named_id(self.query.phrase) if self.index.ids else None
        parts = split_id(id) if id else None
        if parts is not None and parts[0].name in self.need.kinds:
            kind, number = parts[0].name, parts[1]
            text = self.index.shelves[kind].text(number)
            if text and self._allows(kind, number, text) and self.need.has(text):
                self.found[kind, number] = Scored(rank.ID, self.query.words, text)

    def _by_sound(self, *, alike: bool = False, most: int = SOUNDING) -> None:
        """Records that some of the words are abbreviations in, of what is written or of how it is read.

        ``alike``: also those with other characters that sound the same. At most ``most`` of each kind.
        """
        words = self.query.words
        if len(words) > 1 and all(word.isascii() and of_syllables(word) for word in words):
            self._sounding(("".join(words),), alike=alike, most=most)  # syllables typed one by one
        if len(words) <= LOOSE:
            self._sounding(words, alike=alike, most=most)

    def _in_order(self, *, most: int = SOUNDING) -> None:
        """Records whose titles have the characters of some of the words in their order, others between them."""
        words = self.query.words
        parts = [tuple(map(encoded, left_out.units(word))) for word in words]
        if len(words) > LOOSE or not any(parts):
            return
        groups = [group((word,), () if some else self._sounds(word)) for word, some in zip(words, parts, strict=True)]
        ways = [(encoded(word), some) for word, some in zip(words, parts, strict=True) if some]
        asked = in_order(list(zip(groups, parts, strict=True)), self._narrow)
        others = [each for each, some in zip(groups, parts, strict=True) if not some]
        for kind in self.need.kinds:
            shelf = self.index.shelves[kind]
            blocks = shelf.titled(ways, shelf.blocks([*self._narrow, *others]))
            for number, text in self._graded(kind, blocks, asked, max(most, LISTENED)):
                if (kind, number) not in self.found:
                    self._listen((kind, number), text, words)

    def _sounds(self, word: str, *, alike: bool = False) -> tuple[str, ...]:
        return sounding(word) if self._may_sound(word, alike=alike) else ()

    def _sounding(self, words: tuple[str, ...], *, alike: bool, most: int) -> None:
        groups = [group((word,), self._sounds(word, alike=alike)) for word in words]
        if not any(each.sounds for each in groups):
            return
        if len(words) == 1:  # where it is written it has been found
            groups = [groups[0]._replace(pieces=())]
        # Initials sound so wherever they stand; of syllables they say little.
        enough = max(most, LISTENED if any(map(of_syllables, words)) else SOUNDING)
        for kind in self.need.kinds:
            blocks = self.index.shelves[kind].blocks([*self._narrow, *groups])
            asked = [
                beginning(groups, self._narrow),
                titled(groups, self._narrow),
                holding((*groups, *self._narrow)),
            ]
            heard = 0
            for number, text in self._graded(kind, blocks, asked, enough):
                if (kind, number) not in self.found and not all(word in text for word in words):
                    heard += self._listen((kind, number), text, words)
                    if heard >= most:
                        break

    def _may_sound(self, word: str, *, alike: bool) -> bool:
        """Whether a word is worth listening for: not one that is written so somewhere and too long for initials."""
        if all(map(is_han, word)):
            return alike
        return len(word) <= BRIEF or of_syllables(word) or not self.index.occurs(word)

    def _listen(self, place: Place, text: str, words: tuple[str, ...]) -> bool:
        listener = self._listener(place, text)
        ways = [listener.way(word) for word in words]
        if all(way is not None for way in ways):
            score = sum(way for way in ways if way is not None) / len(ways)
            if place[0] in NAMED and len(ways) == 1 and listener.whole:
                score = rank.SOUNDED
            self.found[place] = Scored(score, words, text)
        return place in self.found

    def _listener(self, place: Place, text: str) -> HeardText:
        def title() -> str:
            parts = self.index.parts(*place)
            return "" if parts is None else parts.title

        return HeardText(text, title, self._heard, is_name=KINDS[place[0]].is_people)

    def _nearly(self) -> None:
        """Records that have nearly the words: a slip of the finger, letters swapped, a wrong character."""
        words = [word for word in self.query.words if word not in SMALL] or list(self.query.words)
        self.index.learn()
        choices = [
            StandIns(word, self.index.vocabulary, self._sounds(word, alike=True))
            for word in sorted(words, key=len, reverse=True)[:LOOSE]
        ]
        groups = [choice.group for choice in choices]
        for kind in self.need.kinds:
            blocks = self.index.near_blocks(kind, self._narrow, choices)
            groups = self.index.shelves[kind].rarest_first(groups, blocks)
            asked = [titled(groups, self._narrow), holding((*groups, *self._narrow))]
            found = self._graded(
                kind, blocks, asked, LISTENED if any(choice.pieces for choice in choices) else SOUNDING
            )
            for number, text in likest(found, choices, SOUNDING):
                if (kind, number) not in self.found:
                    self._compare((kind, number), text, choices)

    def _compare(self, place: Place, text: str, choices: list[StandIns]) -> None:
        meant: list[str] = []
        slips = 0.0
        listener: HeardText | None = None
        for choice in choices:
            found = choice.meant(text)
            if found is None:
                listener = listener or self._listener(place, text)
                if listener.way(choice.word) is None:
                    return
                found = choice.word, 0.5
            meant.append(found[0])
            slips += found[1]
        words = tuple(dict.fromkeys(meant))
        worth = rank.score(Query(" ".join(words), words), text, place[0] in NAMED)
        self.found[place] = Scored(max(1.0, rank.TYPO + worth / 20 - 4 * slips), words, text)
