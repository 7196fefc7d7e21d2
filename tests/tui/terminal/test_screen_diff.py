"""What is on the terminal already is not written again, and what is written looks as Textual would have drawn it."""

import re

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tests.quick_screen import QuickScreen
from tui.terminal.screen_diff import Frames

WIDTH, HEIGHT = 12, 4
STYLES = [
    Style(color="#d0d0d0", bgcolor="#1c1c1c"),
    Style(color="#8a8a8a", bgcolor="#1c1c1c"),
    Style(color="#ffffff", bgcolor="#005f87", bold=True),
    Style(bold=True),
    Style(),
]
CONSOLE = Console(color_system="truecolor", force_terminal=True, legacy_windows=False)


def strip(width: int, letters: str, styles: list[int]) -> Strip:
    text = (letters * width)[:width]
    cut = width // 2
    pieces = [Segment(text[:cut], STYLES[styles[0]]), Segment(text[cut:], STYLES[styles[1]])]
    return Strip([piece for piece in pieces if piece.text], width)


LINE = st.tuples(
    st.integers(1, WIDTH - 1),
    st.text("ab #", min_size=1, max_size=3),
    st.lists(st.integers(0, 4), min_size=4, max_size=4),
)


def layout(lines: list[tuple[int, str, list[int]]]) -> LayoutUpdate:
    rows = [[strip(cut, text, styles), strip(WIDTH - cut, text[::-1], styles[2:])] for cut, text, styles in lines]
    return LayoutUpdate(rows, Region(0, 0, WIDTH, HEIGHT))  # type: ignore[arg-type]


@settings(max_examples=80)
@given(st.lists(st.lists(LINE, min_size=HEIGHT, max_size=HEIGHT), min_size=1, max_size=5))
def test_frames_look_as_if_each_had_been_drawn_whole(frames: list[list[tuple[int, str, list[int]]]]):
    slim = Frames()
    ours, theirs = QuickScreen(WIDTH, HEIGHT), QuickScreen(WIDTH, HEIGHT)
    our_stream, their_stream = pyte.Stream(ours), pyte.Stream(theirs)
    their_stream.feed("\x1b[?7l")
    our_stream.feed("\x1b[?7l")
    for lines in frames:
        update = layout(lines)
        their_stream.feed(update.render_segments(CONSOLE).replace("\n", ""))
        said = slim.slim(update, CONSOLE)
        our_stream.feed(said.render_segments(CONSOLE) if said else "")
        assert ours.cells() == theirs.cells()


def test_the_same_frame_is_not_written_twice():
    frames = Frames()
    lines = [(4, "ab", [0, 1, 2, 3])] * HEIGHT
    assert frames.slim(layout(lines), CONSOLE) is not None
    assert frames.slim(layout(lines), CONSOLE) is None
    frames.forget()
    assert frames.slim(layout(lines), CONSOLE) is not None


def test_a_part_of_a_line_makes_what_it_covers_unknown():
    frames = Frames()
    lines = [(4, "ab", [0, 1, 2, 3])] * HEIGHT
    frames.slim(layout(lines), CONSOLE)
    piece = strip(8, "x", [0, 0, 0, 0])
    part = ChopsUpdate([{0: None, 4: piece}] * HEIGHT, [(1, 4, 7)], [[4, WIDTH]] * HEIGHT)  # type: ignore[list-item]
    said = frames.slim(part, CONSOLE)
    assert said is not None
    assert said.render_segments(CONSOLE).count("x") == 3
    again = frames.slim(layout(lines), CONSOLE)
    assert again is not None
    assert again.render_segments(CONSOLE).count("\x1b[2;5H") == 1


def test_another_size_makes_all_unknown():
    frames = Frames()
    whole = layout([(4, "ab", [0, 1, 2, 3])] * HEIGHT)
    assert frames.slim(whole, CONSOLE) is not None
    lower = LayoutUpdate(whole.strips[:-1], Region(0, 0, WIDTH, HEIGHT - 1))
    said = frames.slim(lower, CONSOLE)
    assert said is not None
    assert said.render_segments(CONSOLE).count("\x1b[1;") == 2


def test_of_a_line_only_the_letters_that_changed_are_written():
    frames, style = Frames(), STYLES[0]

    def said(text: str) -> str:
        update = LayoutUpdate([[Strip([Segment(text, style)])]], Region(0, 0, WIDTH, 1))  # type: ignore[list-item]
        slim = frames.slim(update, CONSOLE)
        return "" if slim is None else re.sub("\x1b\\[[0-9;]*m", "", slim.render_segments(CONSOLE))

    said("价格ab格价")
    assert said("价格ac格价") == "\x1b[1;6Hc"
    assert said("价价ac格价") == "\x1b[1;3H价"
    said("e\u0301 as it was     ")
    assert said("e\u0300 as it was     ") == "\x1b[1;1He\u0300 as it was     "
