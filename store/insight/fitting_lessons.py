"""Which lessons fit a goal, a meeting, a blocker or a request, and why: by departments, tags and words.

**How they rank.** What a lesson shares with the record counts the more the fewer lessons have it (its rarity, from 0
for what all have to 1): a department 0.2 to 1, a tag 1 to 3, a word up to 2.5 by the square of its rarity. A word
counts in full where it stands in both titles, 0.6 of that where it stands in one of them, 0.36 otherwise; a long lesson
does not fit better for having more words. What was said of its use weighs the sum: from ½ where it never helped to 1½
where it always did, 1 as long as nobody has said anything. How old a lesson is does not count. Of equal ones the older
comes first.

**What fits at all** shares a department or a tag, or two words, or one that stands in both titles. A lesson that was
retired fits nothing, and none fits the goal in which it was learned, nor where it was said not to help.

Words are compared in small letters of plain width, without English endings; of Chinese every two characters that
stand together are a word. What every text has (`the`, `的`) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nsmallest
from math import log
from typing import TYPE_CHECKING, NamedTuple, Protocol

from store import han
from store.kinds.blocker import Blocker
from store.kinds.goal import Goal
from store.kinds.lesson import Lesson
from store.kinds.meeting import Meeting
from store.kinds.request import Request
from store.search.fold import fold

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.kinds.base import Record

#: What sharing the rarest department, tag or word says.
DEPARTMENT, TAG, WORD = 1.0, 3.0, 2.5
#: What a word counts outside titles.
PROSE = 0.6
#: So many words are said as the reason, and so many lessons are told of at most.
SAID, MOST = 3, 20
_STOP = frozenset(
    """a about after again all also am an and any are as at be because been before being both but by can could did do
    does doing down during each every few for from further get gets got had has have having he her here hers him his
    how i if in into is it its itself just let made make makes may me might more most much must my no nor not now of
    off on once one only or other our ours out over own per same shall she should so some such take than that the their
    theirs them then there these they this those through to too two under until up upon us very was way we were what
    when where which while who whom why will with within without would yes yet you your yours one two three four five
    six seven eight nine ten""".split()  # noqa: SIM905
)
#: Chinese that joins words and is hardly ever part of one.
_JOINS = "的了是在和与及把被着也就都而或吗呢吧这那我你他她它们个有"
# Compiled when they are first needed: most text is plain.
_PLAIN = r"[^\W\d_][^\W_]+"
_TOKEN = rf"[{han.RANGE}]+|[^\W\d_{han.RANGE}][^\W_{han.RANGE}]+"
_RUN = f"[^{_JOINS}]+"

#: Whether it is a tag, else a department; and which.
Trait = tuple[bool, str]


class Situation(NamedTuple):
    """What lessons are held against: of a record whom it concerns, what it is filed under, what it says."""

    id: str
    departments: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    title: str = ""
    text: str = ""


class Fit(NamedTuple):
    """A lesson that fits, how well, and by what."""

    score: float
    lesson: str
    departments: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


# Words


@lru_cache(maxsize=2048)
def tokens(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a folded text, as they are compared, and where they stand."""
    found: list[tuple[str, int, int]] = []
    for each in re.finditer(_PLAIN if text.isascii() else _TOKEN, text):
        word, at = each[0], each.start()
        if not han.is_han(word[0]):
            if word not in _STOP:
                found.append((_stem(word), at, each.end()))
            continue
        for run in re.finditer(_RUN, word):
            begin = at + run.start()
            found += [(run[0][n : n + 2], begin + n, begin + n + 2) for n in range(len(run[0]) - 1)]
    return tuple(found)


def _stem(word: str) -> str:
    """Without the endings of English, as far as a stem is left."""
    for ending, instead in (("ies", "y"), ("ing", ""), ("edly", ""), ("ed", ""), ("ly", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]  # planned: plan
    return word.removesuffix("e") if len(word) > 3 else word


def _weighed(title: str, text: str) -> dict[str, float]:
    """Each word once, what stands in the title in full."""
    found = {word: PROSE for word, _start, _end in tokens(fold(text))}
    found.update((word, 1.0) for word, _start, _end in tokens(fold(title)))
    return found


def _traits(departments: Iterable[str], tags: Iterable[str]) -> list[Trait]:
    return [*((False, each) for each in departments), *((True, fold(each)) for each in tags)]


# Ranking


class Fitting:
    """Many lessons, to be held against many records; what fits one is kept as long as it says the same."""

    def __init__(self, lessons: Iterable[Lesson]) -> None:
        self._lessons = [each for each in lessons if each.state != "retired"]
        self._said = [_weighed(each.title, each.text) for each in self._lessons]
        self._with: dict[Trait, list[int]] = {}
        self._saying: dict[str, list[int]] = {}
        for at, lesson in enumerate(self._lessons):
            for trait in dict.fromkeys(_traits(lesson.departments, lesson.tags)):
                self._with.setdefault(trait, []).append(at)
            for word in self._said[at]:
                self._saying.setdefault(word, []).append(at)
        #: What was said of each, and of which each says where it is not met again.
        self._helped = [_helped(each) for each in self._lessons]
        self._known_in: dict[str, set[int]] = {}
        for at, each in enumerate(self._lessons):
            for id in (each.goal, *each.used_in, *each.no_help_in):
                self._known_in.setdefault(id or "", set()).add(at)
        self._usual = sum(map(len, self._said)) / max(1, len(self._said)) or 1.0
        self._known: dict[Situation, list[tuple[float, str]]] = {}
        self._places = {each.id: at for at, each in enumerate(self._lessons)}

    def best(self, situation: Situation) -> list[tuple[float, str]]:
        """Those that fit and about which nothing is said there yet, the best first, with how well they fit."""
        known = self._known.get(situation)
        if known is None:
            scores = self._scored(situation)
            order = nsmallest(MOST, scores, key=lambda at: (-scores[at], at))
            known = self._known[situation] = [(scores[at], self._lessons[at].id) for at in order]
        return known

    def _scored(self, situation: Situation) -> dict[int, float]:
        scores: dict[int, float] = {}
        for trait in dict.fromkeys(_traits(situation.departments, situation.tags)):
            having = self._with.get(trait, ())
            rare = self._rarity(len(having))
            worth = TAG * (1 + 2 * rare) / 3 if trait[0] else DEPARTMENT * (1 + 4 * rare) / 5
            for at in having:
                scores[at] = scores.get(at, 0) + worth
        alone: dict[int, float] = {}
        for at, (worth, shared, in_titles) in self._by_words(situation).items():
            if at in scores or shared > 1 or in_titles:
                alone[at] = scores.get(at, 0) + worth
        scores.update(alone)
        for at in self._known_in.get(situation.id, ()):
            scores.pop(at, None)
        helped = self._helped
        return {at: score * helped[at] for at, score in scores.items()}

    def _by_words(self, situation: Situation) -> dict[int, tuple[float, int, bool]]:
        """By the place of a lesson: what its words say, how many it shares, whether one stands in both titles."""
        found: dict[int, tuple[float, int, bool]] = {}
        for word, weight in _weighed(situation.title, situation.text).items():
            having = self._saying.get(word, ())
            rare = self._rarity(len(having))
            for at in having:
                said = self._said[at]
                worth, shared, in_titles = found.get(at, (0.0, 0, False))
                long = 0.75 + 0.25 * len(said) / self._usual
                worth += WORD * rare * rare * weight * said[word] / long
                found[at] = worth, shared + 1, in_titles or weight * said[word] == 1.0
        return found

    def _rarity(self, having: int) -> float:
        """From 1 for what one lesson has to 0 for what all have."""
        many = len(self._lessons)
        return log((many + 1) / max(1, having)) / log(many + 1) if many else 0.0

    def why(self, situation: Situation, found: tuple[float, str]) -> Fit:
        """The same with what they share, the rarest words first."""
        score, id = found
        lesson = self._lessons[self._places[id]]
        tags = {fold(each) for each in situation.tags}
        return Fit(
            score,
            id,
            tuple(each for each in lesson.departments if each in situation.departments),
            tuple(each for each in lesson.tags if fold(each) in tags),
            tuple(self._shared(situation, self._said[self._places[id]]))[:SAID],
        )

    def _shared(self, situation: Situation, said: dict[str, float]) -> Iterator[str]:
        """The words as the record has them, those of Chinese that overlap as one; the title's first."""
        seen: set[str] = set()
        for text in (fold(situation.title), fold(situation.text)):
            runs: list[list[int]] = []
            rare: list[float] = []
            for word, start, end in tokens(text):
                if word not in said or word in seen:
                    continue
                seen.add(word)
                if runs and start < runs[-1][1]:
                    runs[-1][1] = end
                    continue
                runs.append([start, end])
                rare.append(self._rarity(len(self._saying[word])))
            for at in sorted(range(len(runs)), key=lambda at: -rare[at]):
                yield text[runs[at][0] : runs[at][1]]


def _helped(lesson: Lesson) -> float:
    """What was said of its use: 1 where nothing was, at most 1½, at least ½."""
    used, not_ = len(lesson.used_in), len(lesson.no_help_in)
    return 0.5 + (used + 1) / (used + not_ + 2)


# Records


class GoalTexts(Protocol):
    """A goal, or as much of one."""

    @property
    def departments(self) -> tuple[str, ...]: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def title(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def expected(self) -> str: ...


def of_goal(id: str, goal: GoalTexts) -> Situation:
    """What lessons are held against of a goal."""
    return Situation(id, goal.departments, goal.tags, goal.title, f"{goal.why}\n{goal.expected}")


def situation(overview: Overview, record: Record) -> Situation | None:
    """What lessons are held against of that record; None of a kind that meets none.

    A meeting about a goal is about what that is filed under; a blocker concerns whom it waits on, and whose work it
    holds up.
    """
    match record:
        case Goal():
            return of_goal(record.id, record)
        case Meeting():
            goal = overview.reading.maybe(Goal, record.goal)
            departments = record.departments or (goal.departments if goal else ())
            tags = (*record.tags, *(goal.tags if goal else ()))
            return Situation(record.id, departments, tags, record.title, f"{record.purpose}\n{record.expected}")
        case Blocker():
            held = [overview.reading.find(each) for each in record.holds]
            parties = [record.waiting_on, *(_whose(each) for each in held)]
            tags = [*record.tags, *(tag for each in held if each for tag in each.tags)]
            said = "\n".join(getattr(each, "title", "") for each in held)
            return Situation(record.id, _homes(overview, parties), tuple(dict.fromkeys(tags)), record.title, said)
        case Request():
            parties = (record.asker, record.department)
            return Situation(record.id, _homes(overview, parties), record.tags, record.title, record.why)
        case _:
            return None


def _whose(record: Record | None) -> str | None:
    return getattr(record, "department", None) or getattr(record, "owner", None)


def _homes(overview: Overview, parties: Iterable[str | None]) -> tuple[str, ...]:
    """The departments that these are, or are of."""
    return tuple(dict.fromkeys(home for each in parties if each and (home := overview.home_of(each) or each)))


def fitting(overview: Overview) -> Fitting:
    """All lessons, kept as long as none of them changes."""
    return overview.reading.cached("lesson", "fitting", lambda: Fitting(overview.reading.all(Lesson)))


def fits(overview: Overview, record: Record, most: int = MOST) -> list[Fit]:
    """The lessons that fit a record and about which nothing is said there yet, the best first, with why."""
    asked = situation(overview, record)
    if asked is None:
        return []
    lessons = fitting(overview)
    return [lessons.why(asked, each) for each in lessons.best(asked)[:most]]
