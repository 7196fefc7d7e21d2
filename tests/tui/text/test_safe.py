"""People's text on the screen: nothing in it steers the terminal or the program."""

from rich.segment import Segment
from textual.color import Color

from tests.for_each import for_each
from tui.terminal.control_filter import SafeFilter
from tui.text.safe import safe, safe_lines


@for_each(
    "typed, shown",
    [
        ("plain", "plain"),
        ("\x1b[31mred", "^[[31mred"),
        ("\x1b]52;c;aGk=\x07", "^[]52;c;aGk=^G"),
        ("a\x00b\x7f", "a^@b^?"),
        ("a\x9bb", "a<9B>b"),
        ("abc\u202edef", "abc<202E>def"),
        ("\udc80", "<DC80>"),
        ("tab\there\nline", "tab here line"),
        ("[/b][@click=app.quit]x[/]", "[/b][@click=app.quit]x[/]"),
        ("李雷 é", "李雷 é"),
    ],
)
def test_what_steers_is_spelled_out(typed: str, shown: str):
    assert safe(typed) == shown


def test_a_tower_of_marks_is_cut_down():
    assert len(safe("a" + "\u0301" * 500)) == 9


def test_lines_are_kept_and_each_is_safe():
    assert safe_lines("one\ntwo\r\n\x1bthree") == ["one", "two", "^[three"]


def test_the_net_at_the_exit_lets_no_control_character_through():
    segments = [Segment("a\x1b]0;x\x07b\u202e"), Segment("ok")]
    out = "".join(segment.text for segment in SafeFilter().apply(segments, Color(0, 0, 0)))
    assert out == "a]0;xbok"
