"""Options as people type them: one on a line, below it what is for and against it."""

from store.kinds.options import Argument, Weighed, is_chosen, marked, read
from tests.for_each import for_each

NEAR, RENT = Argument("+", "near the rail"), Argument("-", "rent")


@for_each(
    "typed, options",
    [
        ("", []),
        ("Leipzig\n+ near the rail\n- rent", [Weighed("Leipzig", "", (NEAR, RENT))]),
        ("Leipzig\n+near the rail\n\n  -  rent\nHalle", [Weighed("Leipzig", "", (NEAR, RENT)), Weighed("Halle")]),
        ("1. Leipzig\n   for: near the rail\n   Against： rent", [Weighed("Leipzig", "", (NEAR, RENT))]),
        ("* Leipzig\n  * Good, because near the rail\n  * Bad, because rent", [Weighed("Leipzig", "", (NEAR, RENT))]),
        ("Leipzig\n- Good, because near the rail\n– rent", [Weighed("Leipzig", "", (NEAR, RENT))]),
        ("莱比锡\n＋ 靠近铁路\n－租金\n缺点：远\n哈勒", [
            Weighed("莱比锡", "", (Argument("+", "靠近铁路"), Argument("-", "租金"), Argument("-", "远"))),
            Weighed("哈勒"),
        ]),
        ("Smith\nJones", [Weighed("Smith"), Weighed("Jones")]),
        ("- Smith\n- Jones", [Weighed("Smith"), Weighed("Jones")]),
        ("• Smith\n(b) Jones", [Weighed("Smith"), Weighed("Jones")]),
        ("-5 %\n-10 %", [Weighed("-5 %"), Weighed("-10 %")]),
        ("A: the hall\nB: the tent", [Weighed("A: the hall"), Weighed("B: the tent")]),
        ("Leipzig\n  by the river\n+ near\n  the rail\n~ as large", [
            Weighed("Leipzig", "by the river", (Argument("+", "near the rail"), Argument("~", "as large"))),
        ]),
    ],
)  # fmt: skip
def test_what_is_typed_is_read(typed: str, options: list[Weighed]):
    assert read(typed) == options


def test_what_was_chosen_may_be_said_at_more_length():
    assert is_chosen(Weighed("After a call"), "after a  call, answered the same morning")
    assert not is_chosen(Weighed("No"), "Nobody")


def test_consequences_say_by_a_mark_whether_they_are_good():
    assert marked("+ near the rail\nwe move\n- rent") == [NEAR, Argument("", "we move"), RENT]
