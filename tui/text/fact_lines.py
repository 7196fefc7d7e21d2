"""The facts of a retrospective, told once: for its room, for the command line, in short for its minutes.

A line names the records that it is made of, so that whoever reads it gets there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from store.insight.retro_work import ENDS, counted
from store.records.names import title
from store.words import Words
from tui.i18n import t
from tui.text.days import full, short
from tui.text.joined import chained, labelled, listed, noted, told, turned
from tui.text.kudos_words import pair_said, thanked
from tui.text.labels import choice_label, number
from tui.text.minutes.document_names import DocumentNames
from tui.text.pages.document import Bullet, Bullets, Document, Heading, Part, typed
from tui.text.safe import safe

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.retro_facts import Answered, ConfidenceCourse, LastTime, RetroFacts, Turned
    from store.insight.retro_work import PastAction, Slip, WorkOutcome

S = TypeVar("S", bound="WorkOutcome | Slip | Turned | ConfidenceCourse")

#: So many records are named one by one.
MOST = 8
_ENDED = {
    "on-time": Words("{n} on time"),
    "late": Words("{n} late"),
    "carried": Words("{n} not done"),
    "dropped": Words("{n} dropped"),
    "going": Words("{n} still ahead"),
}
_TONES = {"on-time": "good", "late": "warn", "carried": "bad", "dropped": "muted", "going": ""}
_PAST = {
    "done": (Words("done", context="last time"), "good"),
    "late": (Words("late", context="last time"), "bad"),
    "open": (Words("open", context="last time"), "warn"),
    "dropped": (Words("dropped", context="last time"), "muted"),
}
_RESULTS = {"better": "good", "as-expected": "good", "worse": "bad"}
_HELPED = {"helped": "good", "partly": "warn", "not": "bad", "worse": "bad"}


class FactLine(NamedTuple):
    """``text`` in a ``tone``, and the ``ids`` of the records that it is made of, that one goes to first in front."""

    text: str
    ids: tuple[str, ...] = ()
    tone: str = ""


class FactSection(NamedTuple):
    """What is told in short, and then one by one; ``sort`` tells apart last time and the feedback."""

    heading: str
    short: tuple[FactLine, ...]
    rest: tuple[FactLine, ...] = ()
    sort: Literal["fact", "last", "feedback"] = "fact"

    @property
    def lines(self) -> tuple[FactLine, ...]:
        """All of it."""
        return (*self.short, *self.rest)


class FactStyle(NamedTuple):
    """How people and departments, other records, what was typed, and days are written."""

    called: Callable[[str], str]
    named: Callable[[str], str]
    typed: Callable[[str], str]
    day: Callable[[date], str]


def on_screen(overview: "Overview") -> FactStyle:
    """Short names and days."""

    def called(each: str) -> str:
        return safe(overview.called(each))

    def named(each: str) -> str:
        return f"{each} {safe(title(overview.reading, each))}"

    def day(each: date) -> str:
        return short(each, overview.today)

    return FactStyle(called, named, safe, day)


def on_paper(overview: "Overview") -> FactStyle:
    """For what outlives the day: names and days in full."""
    names = DocumentNames(overview.reading)
    return FactStyle(names.called, names.named, typed, full)


def facts_page(facts: "RetroFacts", overview: "Overview") -> Document:
    """All of them as a document."""
    heading = t("Facts for {retro}", retro=on_paper(overview).named(facts.retro))
    parts: list[Part] = []
    for section in fact_sections(facts, overview, on_paper(overview)):
        parts += [Heading(section.heading), as_bullets(section.lines)]
    return Document(heading, parts)


def as_bullets(lines: Iterable[FactLine]) -> Bullets:
    """Lines of a document."""
    return Bullets([Bullet(each.text) for each in lines])


def fact_sections(facts: "RetroFacts", overview: "Overview", style: FactStyle) -> list[FactSection]:
    """What there is to tell; a section of which nothing is known is left out."""
    telling = _Facts(facts, overview, style)
    return [each for each in telling.sections() if each.lines]


class _Facts:
    """Tells the facts of one retrospective in the language spoken."""

    def __init__(self, facts: "RetroFacts", overview: "Overview", style: FactStyle) -> None:
        self.facts, self.overview, self.style = facts, overview, style

    def sections(self) -> Iterator[FactSection]:
        facts = self.facts
        if facts.last is not None:
            yield FactSection(t("Last time"), tuple(self._last(facts.last)), sort="last")
        yield FactSection(t("Plan and what happened"), tuple(self._counts()), tuple(self._off_plan()))
        yield FactSection(t("Slips"), tuple(self._slip_count()), tuple(self._slips()))
        yield FactSection(t("Blocked days"), tuple(self._pairs()), tuple(self._causes()))
        yield FactSection(t("Answers", context="requests"), tuple(map(self._answer, facts.answers)))
        yield FactSection(t("Decisions"), (), tuple(self._decisions()))
        yield FactSection(t("Confidence"), tuple(self._courses()))
        yield FactSection(t("Promises kept"), tuple(self._promises()))
        yield FactSection(t("Kudos across departments"), tuple(self._thanks()), tuple(self._thanked()))
        yield FactSection(t("Feedback"), tuple(self._feedback()), sort="feedback")

    # Last time

    def _last(self, last: "LastTime") -> Iterator[FactLine]:
        yield from (self._past(each) for each in last.actions)
        if last.change:
            said = choice_label("retro", "change_helped", last.helped)
            text = noted(t("Tried: {change}", change=self.style.typed(last.change)), said)
            yield FactLine(text, (last.retro,), _HELPED.get(last.helped, "warn"))
        if last.said:
            yield FactLine(self.style.typed(last.said), (last.retro,), "muted")

    def _past(self, action: "PastAction") -> FactLine:
        words, tone = _PAST[action.became]
        due = t("due {day}", day=self.style.day(action.due)) if action.due else ""
        when = t("on {day}", day=self.style.day(action.done)) if action.done else due
        text = labelled(self.style.named(action.id), told(filter(None, (t(words), when))))
        return FactLine(text, (action.id,), tone)

    # Plan

    def _counts(self) -> Iterator[FactLine]:
        facts = self.facts
        for label, outcomes in (
            (t("Goals"), [each for each in facts.goals if each.id != facts.scope.goal]),
            (t("Milestones"), facts.milestones),
            (t("Actions"), facts.actions),
        ):
            if outcomes:
                said = told(t(_ENDED[end].filled(n=n)) for end, n in counted(outcomes).items() if n)
                yield FactLine(labelled(label, said), tuple(each.id for each in outcomes))

    def _off_plan(self) -> Iterator[FactLine]:
        """The goal itself; of all else what did not go as planned, the worst first."""
        facts = self.facts
        yield from (self._goal(each) for each in facts.goals if each.id == facts.scope.goal)
        off = [
            each
            for each in (*facts.goals, *facts.milestones, *facts.actions)
            if each.became not in ("on-time", "going") and each.id != facts.scope.goal
        ]
        off.sort(key=lambda each: (each.became != "carried", -ENDS.index(each.became)))  # stable
        yield from _first(off, self._outcome)

    def _goal(self, goal: "WorkOutcome") -> FactLine:
        day, said = self.style.day, list[str]()
        if goal.start and goal.begun:
            said.append(t("meant to begin {start}, begun {begun}", start=day(goal.start), begun=day(goal.begun)))
        elif goal.start:
            said.append(t("meant to begin {start}", start=day(goal.start)))
        text = labelled(self.style.named(goal.id), told([*said, *self._ended(goal)]))
        return FactLine(text, (goal.id,), _TONES[goal.became])

    def _outcome(self, each: "WorkOutcome") -> FactLine:
        text = labelled(self.style.named(each.id), told(self._ended(each)))
        return FactLine(text, (each.id,), _TONES[each.became])

    def _ended(self, each: "WorkOutcome") -> Iterator[str]:
        if each.planned is not None:
            yield t("planned for {day}", day=self.style.day(each.planned))
        if each.done is not None:
            days = each.days or 0
            late = t("{n} days late", one="{n} day late", n=days) if days > 0 else ""
            yield noted(t("done on {day}", day=self.style.day(each.done)), late)
        elif each.became == "dropped":
            yield t("dropped", context="last time")
        elif each.became == "carried":
            yield t("not done")
        elif each.became == "going":
            yield t("still ahead")
        if each.moved:
            yield t("moved {n} times", one="moved once", n=each.moved)

    # Slips

    def _slip_count(self) -> Iterator[FactLine]:
        found = self.facts.slips
        days = sum(each.days for each in found)
        moved = [each for each in found if each.days]
        if moved:
            n = t("{n} days", one="{n} day", n=days)
            text = t("{n} moves of a day, {days} in all", one="{n} move of a day, by {days}", n=len(moved), days=n)
            yield FactLine(text, tuple(dict.fromkeys(each.id for each in moved)))

    def _slips(self) -> Iterator[FactLine]:
        """The targets, then the days, those that moved by most first."""
        found = sorted(self.facts.slips, key=lambda each: (each.days > 0, -each.days))  # stable
        yield from _first(found, self._slip)

    def _slip(self, slip: "Slip") -> FactLine:
        before, after = (self._value(each, slip.unit) for each in (slip.before, slip.after))
        said = labelled(self.style.named(slip.id), turned(before, after))
        return FactLine(noted(said, self.style.typed(slip.why)), (slip.id,))

    def _value(self, value: date | float | None, unit: str) -> str:
        if value is None:
            return "?"
        return self.style.day(value) if isinstance(value, date) else self.style.typed(number(value, unit))

    # Blocked, answers

    def _pairs(self) -> Iterator[FactLine]:
        for (who, on), found in self.facts.by_pair.items():
            text = t("{who} waited for {on}", who=self.style.called(who), on=self.style.called(on))
            yield FactLine(labelled(text, self._days(found.days, found.ids)), found.ids)

    def _causes(self) -> Iterator[FactLine]:
        for cause, found in self.facts.by_cause.items():
            yield FactLine(
                labelled(choice_label("blocker", "cause", cause), self._days(found.days, found.ids)), found.ids
            )

    def _days(self, days: int, ids: Sequence[str]) -> str:
        return noted(t("{n} days", one="{n} day", n=days), _named(ids))

    def _answer(self, found: "Answered") -> FactLine:
        promised = t("{n} working days promised", one="{n} working day promised", n=found.promised)
        median = found.median
        said = (
            []
            if median is None
            else [t("{n} working days (median)", one="{n} working day (median)", n=_number(median))]
        )
        said.append(promised)
        if found.late:
            said.append(t("longer than promised: {ids}", ids=_named(found.late)))
        if found.waiting:
            said.append(t("no answer: {ids}", ids=_named([id for id, _days in found.waiting])))
        ids = tuple(id for id, _days in (*found.waiting, *found.taken))
        tone = "" if median is None else "bad" if median > found.promised else "good"
        return FactLine(labelled(self.style.called(found.department), told(said)), ids, tone)

    # What was decided, how sure one was, what was promised

    def _decisions(self) -> Iterator[FactLine]:
        """Of many those that are known to be worse or are to be looked at again first."""
        found: Sequence[Turned] = self.facts.decisions
        if len(found) > MOST:
            found = sorted(found, key=lambda each: (each.result != "worse", not each.is_due, not each.result))  # stable
        yield from _first(found, self._decision)

    def _decision(self, each: "Turned") -> FactLine:
        said = choice_label("decision", "result", each.result).lower()
        if each.superseded_by:
            said = told([said, t("superseded by {id}", id=each.superseded_by)])
        tone = _RESULTS.get(each.result, "warn" if each.is_due else "")
        return FactLine(labelled(self.style.named(each.id), said), (each.id,), tone)

    def _courses(self) -> Iterator[FactLine]:
        """Of many those first of which one is less sure than at first."""
        found: Sequence[ConfidenceCourse] = self.facts.confidence
        if len(found) > MOST:
            found = sorted(found, key=lambda each: each.change)  # stable
        yield from _first(found, self._course)

    def _course(self, course: "ConfidenceCourse") -> FactLine:
        result, readings = self.style.named(course.id), course.readings
        unit = getattr(self.overview.reading.find(course.id), "unit", "")
        sure = chained("-" if each.confidence is None else str(each.confidence) for each in readings)
        values = dict.fromkeys(self.style.typed(number(each.value, unit)) for each in (readings[0], readings[-1]))
        text = labelled(result, told([chained(values), t("confidence {course}", course=sure)]))
        tone = "good" if course.change > 0 else "bad" if course.change < 0 else ""
        return FactLine(text, (course.id, *(each.id for each in readings)), tone)

    def _promises(self) -> Iterator[FactLine]:
        for department, found in self.facts.kept(self.overview).items():
            due = found.kept + found.slipped
            said = t("{n} of {total} kept", n=found.kept, total=due) if due else t("{n} still going", n=found.going)
            name = self.style.called(department) if department else t("No department")
            promised = (
                each for each in self.facts.promises if (self.overview.home_of(each.person) or "") == department
            )
            yield FactLine(labelled(name, said), tuple(dict.fromkeys(each.action for each in promised)))

    def _thanks(self) -> Iterator[FactLine]:
        found = self.facts.thanks
        for pair, n in found.pairs.items():
            ids = (each.kudos.id for each in found.thanks if (each.giver, each.to) == pair)
            yield FactLine(pair_said(self.style.called, pair, n), tuple(ids), "good")

    def _thanked(self) -> Iterator[FactLine]:
        for each in self.facts.thanks.thanks[:MOST]:
            yield FactLine(thanked(each, self.style.called, self.style.typed(each.kudos.title)), (each.kudos.id,))

    def _feedback(self) -> Iterator[FactLine]:
        for each in self.facts.feedback:
            said = [t("of itself {n}", n=_round(each.own))] if each.own is not None else []
            said += [t("the others {n}", n=_round(each.others))] if each.others is not None else []
            said += [t("{n} not given yet", n=len(each.waits))] if each.waits else []
            yield FactLine(labelled(self.style.called(each.on), told(said)), each.ids)


def _named(ids: Sequence[str]) -> str:
    more = [t("and {n} more", n=len(ids) - MOST)] if len(ids) > MOST else []
    return listed([*ids[:MOST], *more])


def _first(found: "Sequence[S]", tell: "Callable[[S], FactLine]") -> Iterator[FactLine]:
    """The first of them, and how many there are besides."""
    yield from map(tell, found[:MOST])
    if more := found[MOST:]:
        yield FactLine(t("and {n} more", n=len(more)), tuple(dict.fromkeys(each.id for each in more)), "muted")


def _number(value: float) -> float:
    """A whole one without a point; what it counts is said in the singular where it is one."""
    return int(value) if value.is_integer() else value


def _round(value: float) -> str:
    return f"{value:g}"
