"""How a goal is doing, and why: rules that explain themselves. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

import msgspec

from store.fields.numbers import digits
from store.kinds.blocker import PATIENCE
from store.words import Words, cited, percent

#: The colours of what whoever is accountable is to look at.
PRESSING = ("red", "amber")
#: Behind plan by this share of the way, and sure by this much or less, is amber; then red.
BEHIND = (0.10, 0.20)
CONFIDENCE = (5, 3)


class Progress(msgspec.Struct, frozen=True, gc=False):
    """How far a key result is. ``fraction`` and ``should`` are shares of the way from start (0) to target (1).

    Without a check-in or a reading there is no ``current``; without dates of the goal there is no ``should``. Where it
    is the reading of a metric that it follows, ``metric`` names that, and ``at`` is its moment.
    """

    current: float | None = None
    fraction: float | None = None
    should: float | None = None
    confidence: int | None = None
    on: date | None = None
    metric: str = ""
    at: datetime | None = None

    @property
    def behind(self) -> float:
        """By which share of the way it is behind plan; 0 where it is not, or where that is not known."""
        if self.fraction is None or self.should is None:
            return 0.0
        return max(0.0, round(self.should - self.fraction, 6))


class Health(msgspec.Struct, frozen=True):
    """``color`` is red, amber, green, or none where there is nothing to go by; ``reasons`` say why, worst first."""

    color: str
    reasons: tuple[Words, ...] = ()


class OpenBlocker(msgspec.Struct, frozen=True, gc=False):
    """An open blocker and what it holds up."""

    blocker: str
    holds: str
    days: int
    severity: str


Reason = tuple[str, Words]


#: Why nothing is known.
NOTHING = Words("there is nothing to go by yet: no key result and no action")
UNCHECKED = Words("there is no check-in yet")


def judge(reasons: Sequence[Reason], known: bool, nothing: Words = NOTHING) -> Health:
    """The health that follows from (color, words) pairs; ``known`` says that there is anything to go by."""
    worst = sorted(reasons, key=lambda reason: reason[0] != "red")  # stable: the order of finding otherwise
    if worst:
        return Health(worst[0][0], tuple(words for _color, words in worst))
    if not known:
        return Health("none", (nothing,))
    return Health("green")


def of_due(due: date | None, today: date, id: str = "") -> Iterator[Reason]:
    """An open goal past its day."""
    if due is not None and due < today:
        n = (today - due).days
        yield "red", Words("it is {n} days late", one="it is 1 day late", n=n, id=id)


def of_plan(behind: float) -> str:
    """The colour of being behind plan by that share of the way; "" where that is not much."""
    amber, red = BEHIND
    return "" if behind < amber else "red" if behind >= red else "amber"


def of_confidence(confidence: int | None) -> str:
    """The colour of being so sure; "" where that is enough, or nobody said."""
    amber, red = CONFIDENCE
    return "" if confidence is None or confidence > amber else "red" if confidence <= red else "amber"


def outside_band(value: float, low: float, high: float) -> str:
    """The colour of what is to stay within a band: red by a fifth of its width, "" inside it."""
    outside = max(low - value, value - high, 0)
    return "" if not outside else "red" if outside >= BEHIND[1] * ((high - low) or 1) else "amber"


def of_key_result(id: str, progress: Progress, stale_after: int, since: date | None, today: date) -> Iterator[Reason]:
    """Behind plan, little confidence, no recent check-in (counted from ``since`` where there never was one)."""
    behind = progress.behind
    if color := of_plan(behind):
        share = percent(f"{behind * 100:.0f}")
        yield color, Words("{id} is {percent} behind where it should be", id=id, percent=share)
    if color := of_confidence(progress.confidence):
        yield color, Words("confidence in {id} is {confidence} of 10", id=id, confidence=progress.confidence)
    last = progress.on or since
    if last is not None and (today - last).days > stale_after:
        n = (today - last).days
        yield (
            "amber",
            Words("{id} has had no check-in for {n} days", one="{id} has had no check-in for {n} day", id=id, n=n),
        )


def of_band(id: str, value: float, low: float, high: float) -> Iterator[Reason]:
    """What is to stay within a band is outside it."""
    if color := outside_band(value, low, high):
        values = {"value": digits(value), "low": digits(low), "high": digits(high)}
        yield color, Words("{id} is at {value}, outside its band from {low} to {high}", id=id, **values)


def of_holding(held: OpenBlocker) -> str:
    """The colour of being held up: red once it is late, or at once when it is severe."""
    return "red" if held.days > PATIENCE or held.severity == "high" else "amber"


def of_blocker(held: OpenBlocker) -> Iterator[Reason]:
    """Something is held up."""
    color = of_holding(held)
    if held.days < 1:
        yield color, Words("{blocker} has held {id} for less than a day", blocker=held.blocker, id=held.holds)
    else:
        words = Words(
            "{blocker} has held {id} for {n} days",
            one="{blocker} has held {id} for 1 day",
            blocker=held.blocker,
            id=held.holds,
            n=held.days,
        )
        yield color, words


def of_late_actions(late: int, is_open: int, ids: Sequence[str] = ()) -> Iterator[Reason]:
    """Late actions; red when they are more than half of the open ones, and more than two. ``ids`` names them."""
    if late:
        color = "red" if late > 2 and late * 2 > is_open else "amber"
        yield color, Words("{n} actions are late", one="1 action is late", n=late, ids=[*ids])


def of_objection(department: str, reason: str, answer: str = "", id: str = "") -> Iterator[Reason]:
    """A department (its name and its id) objects; red until it has an answer."""
    if answer:
        words = Words(
            '{department} objects, and has an answer: "{answer}"', department=department, answer=cited(answer), id=id
        )
        yield "amber", words
    elif reason:
        yield "red", Words('{department} objects: "{reason}"', department=department, reason=reason, id=id)
    else:
        yield "red", Words("{department} objects", department=department, id=id)


def of_milestone(id: str, due: date | None, today: date) -> Iterator[Reason]:
    """A milestone that is not reached is past its day; red after a week."""
    if due is not None and due < today:
        n = (today - due).days
        color = "red" if n > PATIENCE else "amber"
        yield color, Words("{id} is {n} days late", one="{id} is 1 day late", id=id, n=n)


def of_answer(id: str, department: str, waited: int, promised: int) -> Iterator[Reason]:
    """A request has waited longer for an answer than the department promises."""
    if waited > promised:
        words = Words(
            "{department} has not answered {id} for {n} working days, it promises {promised}",
            one="{department} has not answered {id} for {n} working day, it promises {promised}",
            department=department,
            id=id,
            n=waited,
            promised=promised,
        )
        yield "amber", words


def of_over_commitment(name: str, used: float, capacity: float, id: str = "") -> Iterator[Reason]:
    """More of a resource (its name and its id) is granted than there is."""
    amounts = {"used": digits(used), "capacity": digits(capacity)}
    yield "amber", Words("{name} is over-committed: {used} of {capacity}", name=name, **amounts, id=id)


def of_goal(id: str, color: str) -> Iterator[Reason]:
    """A goal of a department is red or amber."""
    if color in PRESSING:
        yield "amber", Words("{id} is red", id=id) if color == "red" else Words("{id} is amber", id=id)


def should_be(start: date | None, due: date | None, today: date) -> float | None:
    """Which share of the way should be behind one today, going evenly from start to due."""
    if start is None or due is None or due < start:
        return None
    days = (due - start).days
    if days == 0:
        return 1.0 if today >= due else 0.0
    return min(1.0, max(0.0, (today - start).days / days))


def span_of(period: str) -> tuple[date, date] | None:
    """The first and the last day of a period such as 2026-Q4, 2026-H1, 2026-11 or 2026; None where it is none."""
    year, _, part = period.partition("-")
    if len(year) != 4 or not (year.isascii() and year.isdigit()) or year == "0000":
        return None
    months = _MONTHS_OF.get(part)
    if months is None:
        return None
    first = date(int(year), months[0], 1)
    if months[1] == 12:
        return first, date(int(year), 12, 31)
    return first, date(int(year), months[1] + 1, 1) - timedelta(days=1)


_MONTHS_OF: dict[str, tuple[int, int]] = {
    "": (1, 12),
    **{f"Q{n}": (3 * n - 2, 3 * n) for n in range(1, 5)},
    **{f"H{n}": (6 * n - 5, 6 * n) for n in range(1, 3)},
    **{f"{n:02d}": (n, n) for n in range(1, 13)},
}
