"""Whose turn it is: an order of people and a pointer to who is next, as values; nothing here knows a series.

Whoever is away on the day, or has left, is passed over, and comes again when the order comes round. Somebody else may
stand in: the turn then stays with whom it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

#: Whether somebody cannot serve on a day: is away, or has left.
Absent = Callable[[str, date], bool]


def whose(order: Sequence[str], pointer: str | None, day: date, absent: Absent) -> str | None:
    """Who serves on that day; None where nobody of the order can."""
    return next((each for each in _from(order, pointer) if not absent(each, day)), None)


def after(order: Sequence[str], who: str | None) -> str | None:
    """Whose turn comes after somebody's; the first one's where nobody, or nobody of the order, is named."""
    if not order:
        return None
    return order[(order.index(who) + 1) % len(order)] if who in order else order[0]


def turns(order: Sequence[str], pointer: str | None, days: Iterable[date], absent: Absent) -> list[str | None]:
    """Who serves on each of those days, in turn; None on one where nobody can."""
    found: list[str | None] = []
    for day in days:
        who = whose(order, pointer, day, absent)
        found.append(who)
        pointer = after(order, who) if who is not None else pointer
    return found


def served(order: Sequence[str], pointer: str | None, who: str | None, day: date, absent: Absent) -> str | None:
    """The pointer after a day on which ``who`` served: it goes on where it was their turn, and stays otherwise."""
    if who is None or who != whose(order, pointer, day, absent):
        return kept(order, order, pointer)
    return after(order, who)


def skipped(order: Sequence[str], pointer: str | None, day: date, absent: Absent) -> str | None:
    """The pointer where whoever would serve on that day is passed over once."""
    return after(order, whose(order, pointer, day, absent) or kept(order, order, pointer))


def swapped(order: Sequence[str], pointer: str | None, one: str, other: str) -> tuple[tuple[str, ...], str | None]:
    """Two of the order in each other's places, and the pointer, which stays at its place; raises ValueError."""
    places = {order.index(one): other, order.index(other): one}
    pointer = kept(order, order, pointer)
    exchanged = {one: other, other: one}.get(pointer, pointer) if pointer else None
    return tuple(places.get(at, each) for at, each in enumerate(order)), exchanged


def kept(before: Sequence[str], now: Sequence[str], pointer: str | None) -> str | None:
    """The pointer in another order: where its person is gone, whoever came next of those who are still there."""
    return next((each for each in _from(before, pointer) if each in now), now[0] if now else None)


def _from(order: Sequence[str], pointer: str | None) -> list[str]:
    """The whole order, beginning at the pointer; where that is nobody of it, at its first."""
    at = order.index(pointer) if pointer in order else 0
    return [*order[at:], *order[:at]]
