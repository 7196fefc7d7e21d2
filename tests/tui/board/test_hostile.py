"""Hostile text in every field of every kind: shown harmlessly in lists and details, and the app lives."""

import re
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from textual.pilot import Pilot

import store
from store.kinds import KINDS
from tests.tui.board.test_board import board, press
from tests.tui.conftest import Opened, text
from tui.text.safe import safe

PAYLOADS = {
    "closing tag": "[/b] [/]",
    "link that quits": "[@click=app.quit]x[/]",
    "escape": "\x1b[2J\x1b[31mred",
    "clipboard": "\x1b]52;c;aGk=\x07",
    "bidi": "abc\u202edcba\u2066x",
    "nul": "a\x00b",
    "c1": "a\x9b31mb",
    "long": "long " * 2_000,
    "one word": "x" * 10_000,
    "wide": "双宽字符" * 50,
    "combining": "e" + "\u0301" * 400,
    "emoji": "👩\u200d👩\u200d👧 🇩🇪 ❤\ufe0f",
    "lines": "one\ntwo\r\nthree\u2028four",
    "braces": "{id} {0} %s {",
}


#: In one text, one behind the other, so that fewer walks do.
TOGETHER = [
    ("closing tag", "escape"),
    ("link that quits", "clipboard", "braces"),
    ("bidi", "nul", "c1"),
    ("lines", "emoji"),
]
TOGETHER += [(name,) for name in PAYLOADS if not any(name in names for names in TOGETHER)]


def spoil(place: Path, payload: str) -> None:
    """Write the payload into every text of every record, past all the nets at the entry."""
    import tinydb

    ledger_only = store.Ledger(str(place), "eva")
    with ledger_only as ledger:
        documents: tinydb.TinyDB = ledger.documents
        for kind in KINDS.values():
            texts = [f.name for f in kind.fields.values() if f.type in ("line", "text") and f.asked]
            for document in documents.table(kind.name):
                documents.table(kind.name).update(dict.fromkeys(texts, payload), doc_ids=[document.doc_id])
            for document in documents.table(kind.name):
                if "tags" in document:
                    documents.table(kind.name).update({"tags": [payload]}, doc_ids=[document.doc_id])
        documents.table("person").update({"login": "ana"}, doc_ids=[1])  # who looks is still somebody


async def walk(pilot: Pilot[int]) -> list[str]:
    """Look at every list, every detail and the search; what was on the screen."""
    seen: list[Any] = []
    for pane, tabs in (("1", 4), ("2", 4), ("3", 3), ("4", 2)):
        for _ in range(tabs):
            await press(pilot, pane, "j", "0", "enter")
            seen.append(text(pilot))
            await press(pilot, "escape", "]")
            seen.append(text(pilot))
    await press(pilot, "/", *"is:open")
    seen.append(text(pilot))
    await press(pilot, "tab", "j", "space")
    await pilot.pause(0.2)  # the record beside the list follows a pause
    seen.append(text(pilot))
    return seen


@pytest.mark.parametrize("names", TOGETHER, ids=", ".join)
async def test_hostile_text_is_shown_harmlessly(folder: Path, opened: Opened, names: tuple[str, ...]):
    spoil(folder, "".join(PAYLOADS[name] for name in names))
    for size in ((120, 36), (80, 24)) if len(names) == 1 else ((80, 24),):  # what is wide, at both
        async with opened(folder, size=size) as pilot:
            screens = await walk(pilot)
            for name in names:
                words = normalize("NFC", re.sub("[\u200d\ufe0f]", "", safe(PAYLOADS[name])[:9]))[:5]
                assert any(words in screen for screen in screens)
            for screen in screens:
                assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", screen)
            assert pilot.app.is_running
            assert board(pilot).desk.workspace.ledger.count("goal") == 3


async def test_a_filter_takes_hostile_text_too(folder: Path, opened: Opened):
    from textual import events

    async with opened(folder) as pilot:
        await press(pilot, "3", "f")
        for payload in PAYLOADS.values():
            pilot.app.post_message(events.Paste(payload))
            await pilot.pause()
        assert pilot.app.is_running
        await press(pilot, "escape")
        assert len(board(pilot).pane.ids) == 6
