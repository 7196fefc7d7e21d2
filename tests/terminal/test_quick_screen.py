"""The quick screen shows what pyte's shows, whatever is written to it, in however many pieces."""

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.quick_screen import QuickScreen, QuickStream

WIDTH, HEIGHT = 9, 4
PIECES = ("a", "plain", "wide 期 ", "e\u0301", "x" * WIDTH, "\r\n", "\x1b[2;3H", "\x1b[1;38;5;9m", "\x1b[0m", "\x1b[7m")
CUT = ("\x1b[", "\x1b[3", ";5H", "7mplain", "\x1b]0;a title", "\x07", "\x1b", "\x1b[;m", "\x1b[38;2;1;2;3m", "\x1b[?5h")
MODES = ("\x1b[4h", "\x1b[4l", "\x1b[?7l", "\x1b[?7h", "\x0e", "\x0f", "\x1b)0", "\x1b[K", "\x1b[2J")


@settings(max_examples=120)
@given(st.lists(st.sampled_from(PIECES + CUT + MODES), max_size=20))
def test_all_is_where_pyte_has_it(written: list[str]):
    quick, slow = QuickScreen(WIDTH, HEIGHT), pyte.Screen(WIDTH, HEIGHT)
    quickly, slowly = QuickStream(quick), pyte.Stream(slow)
    for piece in written:
        quickly.feed(piece)
        slowly.feed(piece)
        assert (quick.cursor.x, quick.cursor.y, quick.dirty) == (slow.cursor.x, slow.cursor.y, slow.dirty)
    for y in range(HEIGHT):
        assert [quick.buffer[y][x] for x in range(WIDTH)] == [slow.buffer[y][x] for x in range(WIDTH)]
