"""What a query's narrowing asks of a record's text and marks: read against who asks, on which day, of which people."""

import operator
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from store.errors import WrongWords
from store.fields import Choice
from store.fields.calendar import Calendar
from store.fields.dates import read_days
from store.kinds import KINDS
from store.search import choice_words, facets
from store.search.choice_words import STANDING, Each
from store.search.fold import fold
from store.search.party_names import PartyNames
from store.search.query import CALLED, STATES, STATES_CALLED, Condition, Query
from store.words import Name, Words

#: Nobody and never, in words that narrow.
NONE = frozenset(("none", "nobody", "无", "没有"))
ME = frozenset(("me", "我", "自己"))
#: So many pieces are looked for one by one; of more the marks are compared.
FEW = 6
#: How a day is to stand to the first or the last of those that are named.
_HOLDS: dict[str, tuple[Callable[[str, str], bool], bool]] = {
    "<=": (operator.le, True), "≤": (operator.le, True), ">=": (operator.ge, False), "≥": (operator.ge, False),
    "<": (operator.lt, False), ">": (operator.gt, True),
}  # fmt: skip
#: By which mark it is known whether a record has what may be asked for as `none`.
_MARKS = {
    "dept": facets.DEPARTMENT,
    "owner": facets.OWNER,
    "goal": facets.GOAL,
    "start": facets.START,
    "due": facets.DUE,
    "decided": facets.DECIDED,
    "repeats": facets.REPEATS,
}

Test = Callable[[str], bool]


def _nothing() -> Collection[str]:
    return ()


class Asker(NamedTuple):
    """Whoever searches: the login, the day where they are, and what only their side knows.

    ``unread`` and ``blocked`` give ids when they are asked for; ``say`` translates a label, ``each`` says all that it
    is called in any language. ``computed`` are words for how records do, each with its label and the ids; ``calendar``
    has the holidays and working days that a day may be named by.
    """

    who: str = ""
    today: date = date.min
    unread: Callable[[], Collection[str]] = _nothing
    blocked: Callable[[], Collection[str]] = _nothing
    say: Callable[[str], str] = str
    each: Each = lambda label: (str(label),)
    computed: Mapping[str, tuple[Words, Callable[[], Collection[str]]]] = {}
    calendar: Calendar = Calendar()


#: Somebody who is not known, on no day.
NOBODY = Asker()


class Vocabularies(Protocol):
    """What the index knows: people and departments, the goals that a text may mean, whether a piece of text occurs."""

    names: PartyNames

    def meant(self, kind: str, text: str) -> Iterable[int]: ...
    def occurs(self, piece: str) -> bool: ...


class Need(NamedTuple):
    """What a record has to be: of one of ``kinds``; of each of the ``groups`` a piece in its text; every test passed.

    ``ids`` are the only ones that will do, or None; ``faults`` says what was not understood.
    """

    kinds: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...] = ()
    tests: tuple[Test, ...] = ()
    ids: frozenset[str] | None = None
    but: frozenset[str] = frozenset()
    by_due: bool = False
    faults: tuple[Words, ...] = ()

    def allows(self, id: str, text: str) -> bool:
        """Whether a record whose text has a piece of each group will do."""
        if id in self.but or (self.ids is not None and id not in self.ids):
            return False
        return all(test(text) for test in self.tests)

    def has(self, text: str) -> bool:
        """Whether a text has a piece of each group."""
        return all(any(piece in text for piece in pieces) for pieces in self.groups)

    @property
    def allows_all(self) -> bool:
        """Whether the groups are all that is asked."""
        return not self.tests and self.ids is None and not self.but


def need(query: Query, known: Vocabularies, asker: Asker) -> Need:
    """What the query's narrowing asks."""
    made = _Made(known, asker)
    for condition in query.narrow:
        made.add(condition)
    for word in query.without:
        made.tests.append(lambda text, word=word: word not in text)
    return Need(
        tuple(made.kinds),
        tuple(made.groups),
        tuple(made.tests),
        None if made.ids is None else frozenset(made.ids),
        frozenset(made.but),
        made.by_due,
        (*query.faults, *made.faults),
    )


class _Made:
    def __init__(self, known: Vocabularies, asker: Asker) -> None:
        self.known = known
        self.asker = asker
        self.kinds = list(KINDS)
        self.groups: list[tuple[str, ...]] = []
        self.tests: list[Test] = []
        self.ids: set[str] | None = None
        self.but: set[str] = set()
        self.by_due = False
        self.faults: list[Words] = []

    def add(self, condition: Condition) -> None:
        """One more condition."""
        how: dict[str, Callable[[str, bool], None]] = {
            "type": self._type,
            "dept": self._department,
            "owner": self._owner,
            "goal": self._goal,
            "series": self._series,
            "tag": self._tag,
            "start": lambda value, negated: self._day(facets.START, value, negated),
            "due": lambda value, negated: self._day(facets.DUE, value, negated),
            "decided": lambda value, negated: self._day(facets.DECIDED, value, negated),
            "repeats": self._repeats,
            "is": self._is,
        }
        mark = _MARKS.get(condition.name)
        if mark and condition.value in NONE:
            if condition.name != "dept":  # where nothing stands for it, nobody misses it
                self.kinds = [name for name in self.kinds if condition.name in KINDS[name].fields]
            self.tests.append(lambda text: facets.has(text, mark) is condition.negated)
        elif condition.name in how:
            how[condition.name](condition.value, condition.negated)
        elif not self._words((condition.name,), condition.value, condition.negated):
            self._unknown(condition.name, condition.value, choice_words.of_fields((condition.name,)))

    def _any(self, pieces: Iterable[str], negated: bool) -> None:
        """One of the pieces is there, or none of them."""
        pieces = tuple(pieces)
        if not negated and len(pieces) <= FEW:
            self.groups.append(pieces)
        elif all(piece[0] == facets.SEPARATOR for piece in pieces):
            wanted = frozenset(piece[1:-1] for piece in pieces)
            self.tests.append(lambda text: facets.all_of(text).isdisjoint(wanted) is negated)
            if not negated:
                self.groups.append(tuple({piece[:2] for piece in pieces}))
        else:
            self.tests.append(lambda text: any(piece in text for piece in pieces) is not negated)

    def _one_of(self, sort: str, numbers: Iterable[int], negated: bool, unknown: Words) -> None:
        """A mark of that sort with one of the numbers, or with none of them; where there are none, ``unknown``."""
        pieces = [facets.mark(sort, facets.letters(number)) for number in numbers]
        if not pieces:
            self.faults.append(unknown)
        self._any(pieces, negated)

    def _type(self, value: str, negated: bool) -> None:
        said = {
            name: {name, kind.prefix.lower(), fold(kind.label), fold(kind.plural)}
            | {fold(each) for label in (kind.label, kind.plural) for each in self._each(label)}
            for name, kind in KINDS.items()
        }
        found = [name for name, names in said.items() if value in names]
        found = found or [name for name, names in said.items() if any(each.startswith(value) for each in names)]
        if not found:
            kinds = [kind.called for kind in KINDS.values()]
            self.faults.append(Words('"type:{value}" is no kind; there are {kinds}', value=value, kinds=kinds))
        self.kinds = [name for name in self.kinds if (name in found) is not negated]

    def _department(self, value: str, negated: bool) -> None:
        unknown = Words('There is no department called "{value}"', value=value)
        self._one_of(facets.DEPARTMENT, self.known.names.meant("department", value), negated, unknown)

    def _owner(self, value: str, negated: bool) -> None:
        me = self.known.names.person(self.asker.who) if value in ME else None
        numbers = self.known.names.meant("person", value) if value not in ME else [me] if me else []
        self._one_of(facets.OWNER, numbers, negated, Words('There is nobody called "{value}"', value=value))

    def _goal(self, value: str, negated: bool) -> None:
        unknown = Words('There is no goal called "{value}"', value=value)
        self._one_of(facets.GOAL, self.known.meant("goal", value), negated, unknown)

    def _series(self, value: str, negated: bool) -> None:
        """The meetings of a series, and what waits in its backlog."""
        ids = [KINDS["series"].id(number) for number in self.known.meant("series", value)]
        if not ids:
            self.faults.append(Words('There is no series called "{value}"', value=value))
        self._any([facets.mark(facets.NAMES, facets.naming(id)[1:]) for id in ids], negated)

    def _tag(self, value: str, negated: bool) -> None:
        value = value.removeprefix("#")
        whole = f"\n#{value}\n"
        self._any([whole if self.known.occurs(whole) else f"\n#{value}"], negated)

    def _day(self, sort: str, value: str, negated: bool) -> None:
        """A word for several days, such as `next-week`, has all of them; `today..friday` too."""
        sign = next((each for each in _HOLDS if value.startswith(each)), "")
        said = value.removeprefix(sign or "=")
        if not said:
            return  # still being typed
        try:
            days = read_days(said, self.asker.today, self.asker.calendar)
        except WrongWords as error:
            self.faults.append(error.words)
            return
        first, last = facets.of_day(days.first), facets.of_day(days.last)
        compare, to_last = _HOLDS.get(sign, (operator.eq, False))

        def passes(text: str) -> bool:
            day = facets.day(text, sort)
            if day is None:
                return False
            holds = compare(day, last if to_last else first) if sign else first <= day <= last
            return holds is not negated

        self.by_due = self.by_due or sort == facets.DUE
        self.groups.append((facets.SEPARATOR + sort,))
        self.tests.append(passes)

    def _repeats(self, value: str, negated: bool) -> None:
        """As often as the rule that was typed, and on its days of the week; `repeats:monday`, `repeats:每月`."""
        from store.fields.recurrence.rule_words import read_rule  # late: few look for it

        try:
            marks = facets.of_rule(read_rule(value, self.asker.today))
        except WrongWords as error:
            self.faults.append(error.words)
            return
        pieces = [facets.mark(each[0], each[1:]) for each in marks]
        if not negated:
            self.groups += [(piece,) for piece in pieces]
        else:
            self.tests.append(lambda text: not all(piece in text for piece in pieces))

    def _each(self, label: str) -> Sequence[str]:
        return (self.asker.say(label), *self.asker.each(Words(label)))

    def _words(self, fields: Sequence[str], value: str, negated: bool) -> bool:
        """What has a word of these choices; False where there is none that is called so."""
        found = choice_words.meant(fields, value, self.asker.each)
        if found:
            self._any([facets.mark(facets.WORD, place) for place in found], negated)
        return bool(found)

    def _unknown(self, name: str, value: str, choices: Iterable[tuple[str, Choice]]) -> None:
        known = [choice.called for _name, choice in choices]
        if name == "is":
            computed = [Name(word, label) for word, (label, _ids) in self.asker.computed.items()]
            known = [*STATES_CALLED, *computed, *known]
        known = list({each.label.key: each for each in known}.values())
        self.faults.append(
            Words('"{name}{value}" is not known; there are {known}', name=CALLED[name], value=value, known=known)
        )

    def _computed(self, value: str) -> Callable[[], Collection[str]] | None:
        """The ids of what does as the word says."""
        for word, (label, ids) in self.asker.computed.items():
            if value in (word, *map(fold, self.asker.each(label))):
                return ids
        return None

    def _is(self, value: str, negated: bool) -> None:
        if value not in STATES.values():
            value = self._state(value, negated)
        if value in facets.STANDINGS:
            self._any([facets.standing(value)], negated)
        elif value == "overdue":
            self._overdue(negated)
        elif value == "repeating":
            self._any([facets.mark(facets.REPEATS, "")], negated)
        elif value == "mine":
            me = self.known.names.person(self.asker.who)
            number = "" if me is None else facets.letters(me)
            self._any([facets.mark(sort, number) for sort in (facets.OWNER, facets.PERSON)], negated)
        elif value:
            self._only(self.asker.unread() if value == "unread" else self.asker.blocked(), negated)

    def _only(self, found: Collection[str], negated: bool) -> None:
        ids = set(found)
        if negated:
            self.but |= ids
        else:
            self.ids = ids if self.ids is None else self.ids & ids

    def _state(self, value: str, negated: bool) -> str:
        """The state that is meant by its beginning; "" where it was a word of the screen, or may become several."""
        ids = self._computed(value)
        if ids is not None:
            self._only(ids(), negated)
            return ""
        states = {state for said, state in STATES.items() if said.startswith(value)}
        fields = choice_words.meant(STANDING, value, self.asker.each)
        if len(states) == 1 and not fields:
            return states.pop()
        if fields and (not states or choice_words.named(STANDING, value, self.asker.each)):
            self._words(STANDING, value, negated)
        elif not states:
            self._unknown("is", value, choice_words.of_fields(STANDING))
        return ""

    def _overdue(self, negated: bool) -> None:
        today = facets.of_day(self.asker.today)
        is_open = facets.standing("open")

        def late(text: str) -> bool:
            due = facets.day(text, facets.DUE)
            return due is not None and due < today and is_open in text

        if negated:
            self.tests.append(lambda text: not late(text))
            return
        self.by_due = True
        self.groups += [(is_open,), (facets.SEPARATOR + facets.DUE,)]
        self.tests.append(late)
