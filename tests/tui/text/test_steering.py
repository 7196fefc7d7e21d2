"""One table of what steers a terminal: the nets on the way in, to the screen, to plain text and to JSON agree on it."""

import unicodedata
from collections.abc import Callable

import msgspec
from rich.segment import Segment
from textual.color import Color

from store.fields.clean_text import clean
from store.fields.steering import spelled_out
from tui.cli.plain_text import visible, visible_json
from tui.terminal.control_filter import SafeFilter
from tui.text.safe import safe

#: Stands around each character: joiners stay where they join, and no letter or mark makes one with it.
BETWEEN = "一"


def caught(net: Callable[[str], str], among: Callable[[str], bool] = lambda _letter: True) -> set[str]:
    """Which of all code points the net does not let through as they are."""
    found: set[str] = set()
    for begin in range(0, 0x110000, 0x100):
        letters = [letter for letter in map(chr, range(begin, begin + 0x100)) if among(letter)]
        through = set(net(BETWEEN.join(["", *letters, ""])))
        found.update(letter for letter in letters if letter not in through)
    return found


def at_the_exit(text: str) -> str:
    return "".join(segment.text for segment in SafeFilter().apply([Segment(text)], Color(0, 0, 0)))


def as_json(text: str) -> str:
    return visible_json(msgspec.json.encode(text)).decode()


def is_whole(letter: str) -> bool:
    """No half of a pair, which JSON refuses."""
    return not "\ud800" <= letter <= "\udfff"


def test_all_nets_agree_on_every_code_point():
    steers = caught(spelled_out)
    assert {"\x00", "\t", "\x1b", "\x7f", "\x9b", "\u2028", "\u202e", "\u3164", "\ud800", "\uffff"} <= steers
    assert caught(safe) == caught(visible) == caught(at_the_exit) == steers
    assert caught(as_json, is_whole) == set(filter(is_whole, steers))
    stays = caught(lambda text: unicodedata.normalize("NFC", text))  # written otherwise, not left out
    assert caught(lambda text: clean(text, lines=True)) - stays == steers - {"\t", "\n"}


def test_json_stays_what_it_was():
    value = {"title": "a\u202e\U000e0041\x7f\u3164\ufffe\x9b", "note": "two\nlines"}
    shown = visible_json(msgspec.json.format(msgspec.json.encode(value), indent=2))
    assert msgspec.json.decode(shown) == value
    assert shown.isascii()
