"""Whose turn it is: passing over, standing in, skipping, swapping, people who are gone."""

from datetime import date, timedelta

import pytest

from store.kinds import rota
from tests.for_each import for_each

ORDER = ("ana", "bo", "cy", "di")
MONDAY = date(2026, 11, 30)
DAYS = [MONDAY + timedelta(7 * n) for n in range(6)]


def absent(who: str, day: date) -> bool:
    """Bo is away in the first week, Cy has left."""
    return who == "cy" or (who == "bo" and day < DAYS[1])


def nobody(_who: str, _day: date) -> bool:
    return False


@for_each(
    "order, pointer, away, found",
    [
        (ORDER, "bo", nobody, "bo cy di ana bo cy"),
        (ORDER, None, nobody, "ana bo cy di ana bo"),
        (ORDER, "eve", nobody, "ana bo cy di ana bo"),
        (ORDER, "bo", absent, "di ana bo di ana bo"),
        (ORDER, "cy", absent, "di ana bo di ana bo"),
        (("bo", "cy"), "bo", absent, "None bo bo bo bo bo"),
        (("cy",), "cy", absent, "None None None None None None"),
        ((), None, nobody, "None None None None None None"),
        ((), "ana", nobody, "None None None None None None"),
    ],
)
def test_whose_turn_it_is(order: tuple[str, ...], pointer: str | None, away: rota.Absent, found: str):
    assert rota.turns(order, pointer, DAYS, away) == [None if each == "None" else each for each in found.split()]


def test_the_pointer_goes_on_with_whoever_has_served_in_turn():
    first, second = DAYS[:2]
    assert rota.served(ORDER, "ana", "ana", first, absent) == "bo"
    assert rota.served(ORDER, "bo", "di", first, absent) == "ana"  # Bo is away, Cy has left
    assert rota.served(ORDER, "bo", "di", second, absent) == "bo"  # Di stood in
    assert rota.served(ORDER, "bo", None, first, absent) == "bo"
    assert rota.served(ORDER, "eve", "zoe", first, absent) == "ana"
    assert rota.served((), "ana", "ana", first, absent) is None


def test_a_turn_is_skipped():
    assert rota.skipped(ORDER, "ana", DAYS[0], absent) == "bo"
    assert rota.skipped(ORDER, "bo", DAYS[0], absent) == "ana"
    assert rota.skipped(("bo", "cy"), "bo", DAYS[0], absent) == "cy"
    assert rota.skipped((), "ana", DAYS[0], absent) is None


@for_each(
    "pointer, one, other, found",
    [
        ("ana", "ana", "cy", "cy bo ana di > cy"),
        ("bo", "ana", "cy", "cy bo ana di > bo"),
        ("cy", "ana", "cy", "cy bo ana di > ana"),
        (None, "bo", "di", "ana di cy bo > ana"),
        ("ana", "bo", "bo", "ana bo cy di > ana"),
    ],
)
def test_two_change_their_places(pointer: str | None, one: str, other: str, found: str):
    order, pointer = rota.swapped(ORDER, pointer, one, other)
    assert f"{' '.join(order)} > {pointer}" == found
    with pytest.raises(ValueError):
        rota.swapped(ORDER, pointer, one, "eve")


def test_the_turn_of_whoever_is_taken_out_goes_to_the_next():
    assert rota.kept(ORDER, ("ana", "cy", "di"), "bo") == "cy"
    assert rota.kept(ORDER, ("ana", "bo"), "di") == "ana"
    assert rota.kept(ORDER, ("di", "bo"), "bo") == "bo"
    assert rota.kept(ORDER, ("eve",), "bo") == "eve"
    assert rota.kept(ORDER, (), "bo") is None
