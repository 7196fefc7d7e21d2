"""Text that steers a terminal, in every field and every way out: what comes out is harmless, and nothing fails."""

import fcntl
import json
import os
import re
import struct
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.kinds import KINDS
from tui.cli.plain_text import columns, crop, visible, visible_json, width

Concord = Callable[..., Any]

PAYLOADS = {
    "markup": "[/b][@click=app.quit]x[/]",
    "escape": "a\x1b[2J\x1b]52;c;aGk=\x07b",
    "c1": "a\x9b31mb\x90q\x9c",
    "bidi": "a\u202eb\u2066c\u200f",
    "nul": "a\x00b\x7fc",
    "surrogate": "a\udc80\ud83db",
    "separators": "a\u2028b\u2029c\x85d\re",
    "tags": "a\U000e0041\U000e007f\ufeffb",
    "zalgo": "a" + "\u0301" * 60,
    "wide": "双倍宽度 é e\u0301 👩‍👩‍👧",
    "long": "long " * 4000,
    "braces": "{id} {0} {x.__class__} %s %(x)s",
}
STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff\U000e0000-\U000e0fff]"
)


def stored_as_it_is(folder: Path, text: str) -> None:
    """Put the text into a record past every net, as a faulty program that writes the journal might."""
    from store.engine.ledger import Ledger

    with Ledger(folder) as ledger:
        document = {"title": text[:900], "note": text, "tags": [text[:50]]}
        ledger.commit(lambda transaction: transaction.write("action", 1, document))


@pytest.mark.parametrize("sort", PAYLOADS)
def test_hostile_words_are_taken_or_refused_and_come_out_harmless(concord: Concord, acme: Path, sort: str):
    payload = PAYLOADS[sort]
    for name in KINDS["action"].fields:
        ran = concord("add", "action", "x", f"--{name}", payload)
        assert ran.code in (0, 2, 4), ran
        assert not STEERING.search(ran.out + ran.err)
    assert concord("add", "action", payload).code in (0, 2, 4)
    for words in (["show", payload], ["list", payload], ["list", "action", payload], ["search", payload], [payload]):
        ran = concord(*words)
        assert ran.code in (0, 1, 2)
        assert not STEERING.search(ran.out + ran.err)
        assert not STEERING.search(concord(*words, "--json").err)
    assert concord("check").code == 0


@pytest.mark.parametrize("sort", [sort for sort in PAYLOADS if sort != "surrogate"])
def test_what_got_past_the_nets_is_shown_harmlessly(concord: Concord, acme: Path, sort: str):
    payload = PAYLOADS[sort]
    stored_as_it_is(acme, payload)
    for words in (["list", "action"], ["show", "A-1"], ["search", "a"], ["check"], ["edit", "A-1", "--due", "fri"]):
        ran = concord(*words)
        assert not STEERING.search(ran.out + ran.err)


def on_terminal(monkeypatch: pytest.MonkeyPatch, run: Callable[[], object]) -> str:
    """What the command writes when standard output is a terminal of 60 columns."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    with open(slave, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        run()
        monkeypatch.undo()
        os.set_blocking(master, False)
        written = b""
        try:
            while part := os.read(master, 65536):
                written += part
        except BlockingIOError:
            pass
    os.close(master)
    return written.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize(
    "words", [["list", "action"], ["list", "action", "--json"], ["export", "json"], ["export", "csv"], ["show", "A-1"]]
)
def test_a_terminal_gets_no_control_characters_whatever_the_format(
    concord: Concord, acme: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
):
    stored_as_it_is(acme, "ab\x9b31m \u202ecd \x7f " + "双" * 80)
    written = on_terminal(monkeypatch, lambda: concord(*words, "--workspace", str(acme)))
    assert "ab" in written
    assert not STEERING.search(written)
    if words == ["list", "action"]:
        assert all(width(line) <= 60 for line in written.splitlines())


def test_json_for_a_terminal_has_the_same_values():
    value = "a\x9b\u202e\x7f\ufeff\U000e0041é双"
    data = json.dumps(value, ensure_ascii=False).encode()
    assert json.loads(visible_json(data)) == value
    assert not STEERING.search(visible_json(data).decode())


def test_visible_keeps_what_is_harmless():
    for text in ("plain", "双倍宽度", "e\u0301", "👩‍👩‍👧", "[/b]"):
        assert visible(text) == text
    assert visible("a\tb\nc") == "a b^Jc"
    assert visible("a\nb", lines=True) == "a\nb"


def test_columns_and_crops_count_cells():
    one, two = columns([("市场部", "x"), ("MKT", "y")])
    assert width(one[: one.index("x")]) == width(two[: two.index("y")])
    assert crop("双倍宽度", 6) == "双倍.."
    assert width(crop("双倍宽度", 5)) <= 5
    assert crop("abc", 3) == "abc"
    assert columns([]) == []
