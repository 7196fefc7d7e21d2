"""What is typed and pasted arrives byte by byte, cut anywhere: keys are keys, and a paste is text to its end."""

import re
import time
from pathlib import Path

import store
from store.fields.clean_text import clean
from tests.terminal.conftest import Opens
from tests.terminal.pseudo import Terminal
from tui.terminal.pastes import SILENCE

BEGINS, ENDS = b"\x1b[200~", b"\x1b[201~"
CTRL_S = b"\x13"
#: Pasted text that looks like something else, and what of it is not text.
HOSTILE = {
    "keys": b"dxqu:q\r",
    "control keys": b"a\x13b\x03c\x04d\x0ce\x1a\x11f\x00\x7f",
    "an escape": b"one \x1b two \x1bq \x1b\x1b three",
    "keys in sequences": b"up \x1b[A down \x1bOB F2 \x1bOQ alt \x1bd end",
    "what a terminal says": b"\x1b[I \x1b[O \x1b[48;5;5;0;0t \x1b[?2026;2$y \x1b[3;4R said",
    "the mouse": b"click \x1b[<0;3;3M \x1b[<64;3;3M \x1b[M !! end",
    "marks": b"begins \x1b[200~ again \x1b[201 and \x1b[20",
    "a title and a colour": b"\x1b]0;owned\x07 \x1b[31mred\x1b[0m \x9b31m end",
    "no characters": b"\xff\xfe \xe4\xb8 half \xc3",
    "turned about": "left \u202e right \u2028 next \ufeff end".encode(),
    "many lines": "第一行\r\n第二行\r第三行\n\n第五行".encode(),
}


def said(folder: Path, id: str) -> str:
    with store.open_workspace(str(folder), "ana") as workspace:
        return workspace.records.get(id).text  # type: ignore[union-attr]


def entries(folder: Path) -> int:
    with store.open_workspace(str(folder), "ana") as workspace:
        return workspace.ledger.seq


def drip(terminal: Terminal, data: bytes, *cuts: int) -> None:
    """Send the bytes in pieces, each read by itself."""
    for first, last in zip((0, *cuts), (*cuts, len(data)), strict=True):
        terminal.send(data[first:last])
        time.sleep(0.01)
        terminal.read(0)


def test_a_morning_in_chinese_byte_by_byte(folder: Path, opens: Opens):
    with opens(folder, lang="zh") as terminal:
        terminal.ready()
        drip(terminal, b"3a", 1)
        title = "向门店推送库存"
        drip(terminal, title.encode(), *range(1, 21))
        terminal.wait_for(title)
        note = "第一行\r第二行".encode()
        drip(terminal, b"\t" + BEGINS + "李雷".encode() + ENDS, 3, 6, 8, 11, 14, 15)
        terminal.wait_for("李雷")
        drip(terminal, b"\r\t\t\t\t" + BEGINS + note + ENDS + "，完。".encode(), 6, 10, 12, 21, 31, 33, 37, 38, 41)
        terminal.wait_for("第二行，完。")
        drip(terminal, CTRL_S)
        terminal.wait_for("A-10.*添加|添加.*A-10")
    with store.open_workspace(str(folder), "ana") as workspace:
        action = workspace.records.get("A-10")
        assert (action.title, action.owner) == (title, "PN-3")  # type: ignore[union-attr]
        assert action.note == "第一行\n第二行，完。"  # type: ignore[union-attr]


def test_a_paste_is_text_to_its_end(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.wait_for("A-1")
        terminal.send("3g")
        for number, (name, data) in enumerate(HOSTILE.items(), 2):
            before = entries(folder)
            terminal.send("c")
            terminal.wait_for("Comment on|Ctrl-J")
            drip(terminal, b"(" + BEGINS + data + ENDS + b")", 4, 8, len(data) // 2 + 8, len(data) + 11)
            terminal.settle(0.1)
            assert entries(folder) == before, f"{name} was obeyed:\n{terminal.text()}"
            drip(terminal, CTRL_S)
            terminal.wait_for("Comment saved")
            assert entries(folder) == before + 1
            text = clean(data.decode("utf-8", "replace"), lines=True)
            assert said(folder, f"CM-{number}") == f"({text})", name


def still(terminal: Terminal) -> str:
    """The screen without the clock of a stand-up."""
    return re.sub(r"\d:\d\d$", "", terminal.text(), flags=re.MULTILINE)


def test_where_nothing_is_typed_a_paste_does_nothing(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.wait_for("A-1")
        for way in ("3g", "2", "S", "\x1b"):
            terminal.send(way)
            terminal.settle()
            shown, before = still(terminal), entries(folder)
            for data in HOSTILE.values():
                drip(terminal, BEGINS + data + ENDS, 3, len(data) + 8)
            terminal.settle()
            assert (still(terminal), entries(folder)) == (shown, before), way
        terminal.send("qq")
        assert terminal.wait() == 0


def test_what_is_pasted_at_a_search_or_a_filter_is_one_line(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.wait_for("A-1")
        terminal.send(b"/" + BEGINS + b"\x1b[Aspring\x13\rpromotion \x1b[1~ q" + ENDS)
        terminal.wait_for("/ .Aspring promotion .1~ q")
        terminal.send("\x1b")
        time.sleep(0.2)
        terminal.send("\x1b")
        time.sleep(0.2)
        terminal.send(b"3f" + BEGINS + b"Price\x1b\rlist" + ENDS)
        terminal.wait_for("Price list")
        assert terminal.status is None


def test_a_paste_whose_end_does_not_come_holds_nothing_up(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.wait_for("A-1")
        terminal.send("3gc")
        terminal.wait_for("Comment on|Ctrl-J")
        terminal.send(BEGINS + b"no end\x1b[20")
        terminal.settle(0.3)
        assert "no end" not in terminal.text()
        terminal.until(lambda: "no end" in terminal.text(), SILENCE + 10)
        terminal.send(ENDS + b"!" + CTRL_S)  # it comes late, when nobody waits for it any more
        terminal.wait_for("Comment saved")
    assert said(folder, "CM-2") == "no end[20!"
