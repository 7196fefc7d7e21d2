"""Cards that likely say the same are found, in English and in Chinese; those that do not are left alone."""

from itertools import pairwise

import pytest

from store.insight.card_twins import MANY, likely_groups
from store.kinds.card import Card
from tests.for_each import for_each


def cards(*texts: str, **groups: str) -> list[Card]:
    return [Card(id=f"C-{n}", text=text, group=groups.get(f"C{n}", "")) for n, text in enumerate(texts, 1)]


@for_each(
    "texts, ids, name",
    [
        (("Price list came late", "the price list was too late", "Good coffee"), ("C-1", "C-2"), "Price list late"),
        (("Prices changed on Friday", "price changes on Fridays", "Nobody tests the feed"), ("C-1", "C-2"), None),
        (("价目表来得太晚", "价目表太晚了", "咖啡不错"), ("C-1", "C-2"), "价目表"),
        (("每周五拍照", "周五拍照很好", "没人测试库存接口"), ("C-1", "C-2"), "周五拍照"),
        (("Rehearsal on Monday", "a rehearsal on Mondya", "Parking"), ("C-1", "C-2"), None),
        (("ＳＴＯＣＫ feed broken", "Stock feed was broken again", "Parking"), ("C-1", "C-2"), None),
    ],
)
def test_what_says_the_same_goes_together(texts: tuple[str, ...], ids: tuple[str, ...], name: str | None):
    (found,) = likely_groups(cards(*texts))
    assert found.ids == ids
    assert name in (None, found.name)


@for_each(
    "texts",
    [
        ("Price list came late", "The truck came late", "Feed is fine"),
        ("价目表来得太晚", "卡车来得太晚", "大家都很好"),
        ("the", "of the", "and"),
        ("", "，。", "!"),
    ],
)
def test_what_only_sounds_alike_is_left_alone(texts: tuple[str, ...]):
    assert likely_groups(cards(*texts)) == []


def test_what_has_a_group_draws_in_its_like_under_its_name():
    found = likely_groups(cards("Price list came late", "the price list was late", "price list late", C1="Prices"))
    assert [(each.ids, each.name) for each in found] == [(("C-1", "C-2", "C-3"), "Prices")]
    assert likely_groups(cards("price list late", "late price list", C1="Prices", C2="Prices")) == []
    assert likely_groups(cards("price list late", "late price list", C1="Prices", C2="Lists")) == []


def test_a_card_between_two_does_not_make_one_of_all():
    """Each is like the next one, the first nothing like the last."""
    chain = ["one two three four", "three four five six", "five six seven eight", "seven eight nine ten"]
    for each in likely_groups(cards(*chain)):
        assert all(abs(int(a[2:]) - int(b[2:])) == 1 for a, b in pairwise(each.ids))
        assert len(each.ids) <= 2


def test_of_many_cards_only_a_few_are_held_against_each_other(monkeypatch: pytest.MonkeyPatch):
    from rapidfuzz import fuzz

    looked, real = [0], fuzz.token_sort_ratio

    def counted(a: str, b: str) -> float:
        looked[0] += 1
        return real(a, b)

    monkeypatch.setattr(fuzz, "token_sort_ratio", counted)
    for many in (MANY, 4 * MANY):
        looked[0] = 0
        texts = [f"word{n % 97} thing{n % 89} prices late again" for n in range(many)]
        likely_groups(cards(*texts))
        assert looked[0] < 60 * many
