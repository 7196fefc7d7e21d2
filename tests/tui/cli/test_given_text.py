"""`-` for what comes from standard input, and words that are not UTF-8: read by the locale or refused, never cut."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

import store
from store.kinds.action import Action
from store.kinds.comment import Comment
from tests.tui.cli.conftest import Concord

Put = Callable[[bytes], None]


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Put]:
    """Puts these bytes where standard input is read."""
    with ExitStack() as opened:

        def put(data: bytes) -> None:
            (tmp_path / "in").write_bytes(data)
            monkeypatch.setattr(sys, "stdin", opened.enter_context((tmp_path / "in").open(encoding="utf-8")))

        yield put


def actions(folder: Path) -> list[tuple[str, str]]:
    with store.open_workspace(str(folder), "ana") as workspace:
        return [(each.title, each.note) for each in workspace.records.all(Action)]


def comments(folder: Path) -> list[str]:
    with store.open_workspace(str(folder), "ana") as workspace:
        return [each.text for each in workspace.records.all(Comment)]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"from a pipe\n", "from a pipe"),
        (b"two\nlines\n\n", "two\nlines"),
        ("春季促销\r\n第二行\r\n".encode(), "春季促销\n第二行"),
        (b"\xef\xbb\xbfmarked", "marked"),
        ("宽字".encode("utf-16"), "宽字"),
    ],
)
def test_a_dash_is_the_text_that_is_piped_in(acme: Path, concord: Concord, piped: Put, data: bytes, text: str):
    concord("add", "action", "A first one")
    piped(data)
    assert concord("comment", "A-1", "-").code == 0
    piped(data)
    assert concord("edit", "A-1", "--note", "-").code == 0
    assert comments(acme) == [text]
    assert actions(acme) == [("A first one", text)]


def test_options_and_titles_take_a_dash_too(acme: Path, concord: Concord, piped: Put):
    piped(b"Ring the customs\n")
    assert concord("add", "action", "-").code == 0
    piped(b"nobody wants it\nany more\n")
    assert concord("drop", "A-1", "--why", "-").code == 0
    piped(b"one\ntwo\n")
    assert concord("add", "action", "--quick", "-").out == "A-2\nA-3\n"
    assert [title for title, _note in actions(acme)] == ["Ring the customs", "one", "two"]
    assert "nobody wants it any more" in concord("history", "A-1").out
    piped(b"done: The feed is live\n")
    assert concord("standup", "--post", "--who", "ana", "-").code == 0
    assert "The feed is live" in concord("standup", "--who", "ana").out


@pytest.mark.parametrize(
    ("words", "data", "said"),
    [
        (("add", "action", "-"), b"one\ntwo\n", "2 lines came in"),
        (("edit", "MKT", "--name", "-"), b"one\ntwo\n", "2 lines came in"),
        (("request", "-", "--to", "FIN"), b"one\ntwo\n", "2 lines came in"),
        (("add", "action", "-", "--note", "-"), b"one", "read once only"),
        (("add", "action", "-"), b" \n", "Nothing came in"),
        (("add", "action", "-"), b"Caf\xe9", "not UTF-8"),
        (("add", "action", "-"), b"x" * 300_000, "More than 256 KB"),
    ],
)
def test_what_a_dash_cannot_stand_for_is_refused(
    acme: Path, concord: Concord, piped: Put, words: tuple[str, ...], data: bytes, said: str
):
    piped(data)
    ran = concord(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert actions(acme) == []


def test_a_dash_itself_has_a_backslash_before_it(acme: Path, concord: Concord):
    concord("add", "action", "x", "--note", "\\-")
    assert actions(acme) == [("x", "-")]


def as_given(data: bytes) -> str:
    """The word as the process gets it."""
    return os.fsdecode(data)


@pytest.mark.parametrize(
    ("locale", "data", "text"),
    [
        ("de_DE.ISO-8859-1", b"Caf\xe9", "Café"),
        ("de_DE@euro", "5 €".encode("iso8859-15"), "5 €"),
        ("zh_CN.GBK", "春季促销".encode("gbk"), "春季促销"),
        ("zh_CN.GB18030", "㐂".encode("gb18030"), "㐂"),
        ("ja_JP.SJIS", "会議".encode("shift_jis"), "会議"),
        ("zh_CN.GBK", "春季促销".encode(), "春季促销"),
        ("C.UTF-8", "Café".encode(), "Café"),
    ],
)
def test_a_word_is_read_as_utf_8_or_by_the_locale(
    acme: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch, locale: str, data: bytes, text: str
):
    monkeypatch.setenv("LC_ALL", locale)
    assert concord("add", "action", as_given(data), "--note", as_given(data), "--lang", "en").code == 0
    assert actions(acme) == [(text, text)]


@pytest.mark.parametrize(
    ("locale", "data"),
    [
        ("C.UTF-8", b"Caf\xe9"),
        ("C", b"Caf\xe9"),
        ("zh_CN.GBK", b"\xff\xff"),
        ("en_US.UTF-8", b"\xed\xa0\x80"),
        ("C", b"\x80"),
    ],
)
def test_a_word_that_is_neither_is_refused_and_nothing_is_stored(
    acme: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch, locale: str, data: bytes
):
    monkeypatch.setenv("LC_ALL", locale)
    word = as_given(data)
    for words in (("add", "action", word), ("add", "action", "x", "--note", word), ("search", word), ("request", word)):
        ran = concord(*words, "--lang", "en")
        assert (ran.code, ran.out) == (2, "")
        assert "neither UTF-8 nor" in ran.err
        assert "\\x" in ran.err
    assert actions(acme) == []


def test_half_of_a_character_in_json_is_refused(acme: Path, concord: Concord, tmp_path: Path):
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"title": "whole"}\n{"title": "a\\ud800b"}\n')
    ran = concord("add", "action", "--from-json", str(lines))
    assert ran.code == 2
    assert "Line 2" in ran.err
    assert "half of a character" in ran.err
    assert actions(acme) == []


def test_a_file_may_have_any_name(acme: Path, concord: Concord, tmp_path: Path):
    concord("add", "action", "x")
    path = os.fsencode(tmp_path) + b"/caf\xe9.json"
    assert concord("export", "json", as_given(path), "--kind", "action").code == 0
    assert os.path.exists(path)


def test_a_dash_is_a_file_where_one_is_named(acme: Path, concord: Concord, tmp_path: Path):
    concord("add", "action", "x")
    assert concord("export", "csv", "-").out.splitlines()[1].startswith("A-1,x")
    days = tmp_path / "days.txt"
    days.write_text("2026-12-25 Christmas\n")
    with days.open("rb") as file:
        held = os.dup(0)
        try:
            os.dup2(file.fileno(), 0)
            assert concord("import", "calendar", "-").code == 0
        finally:
            os.dup2(held, 0)
            os.close(held)
    assert "Christmas" in concord("show", "WS-1").out
