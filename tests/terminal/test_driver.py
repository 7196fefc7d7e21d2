"""What the driver tells the terminal, and what it takes from it: mouse, sizes, colours, bytes."""

import os
import re
import threading
import time
from pathlib import Path

import psutil
import pytest

from tests.terminal.conftest import Opens
from tests.terminal.pseudo import Terminal
from tui.terminal.driver import SafeDriver

#: What a terminal that tells its sizes in band answers when asked for that.
IN_BAND = {"answers": {rb"\x1b\[\?2048\$p": b"\x1b[?2048;2$y"}}
CLICK = "\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"
WHEEL_UP, WHEEL_DOWN = "\x1b[<64;{x};{y}M", "\x1b[<65;{x};{y}M"
ESC = "\x1b"
COLOURS = re.compile(rb"\x1b\[([\d;]*)m")


def chosen(terminal: Terminal) -> str:
    """The line under the cursor."""
    return next((line for line in terminal.text().splitlines() if line.startswith(">")), "")


def test_the_mouse_is_on_while_it_runs_and_off_afterwards(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.ready()
        on = re.findall(rb"\x1b\[\?(100\d|101\d)h", bytes(terminal.raw))
        assert set(on) == {b"1000", b"1004", b"1006"}, "each movement of the mouse would be told, or pixels"
        terminal.send("q")
        assert terminal.wait() == 0
    for mode in (b"1000", b"1004", b"1006", b"1049", b"2004"):
        assert terminal.raw.rfind(b"\x1b[?%sl" % mode) > terminal.raw.rfind(b"\x1b[?%sh" % mode), mode


@pytest.mark.parametrize("told", [{}, IN_BAND], ids=["asked", "in band"])
def test_clicks_and_the_wheel_go_where_they_point(folder: Path, opens: Opens, told: dict[str, object]):
    with opens(folder, **told) as terminal:
        terminal.ready()
        if told:
            terminal.send("\x1b[48;24;80;0;0t")  # no pixels at all
        terminal.send("3g")
        terminal.wait_for(r"(?s)> . A-1 .* d done")
        terminal.send(CLICK.format(x=20, y=8))
        terminal.wait_for(r"> +A-7 |> +A-3 |> # A-2 ")
        row = chosen(terminal)
        terminal.send(WHEEL_DOWN.format(x=20, y=8) * 3)
        assert terminal.until(lambda: chosen(terminal) != row)
        terminal.send(WHEEL_UP.format(x=20, y=8) * 20)
        terminal.wait_for(r"> . A-1 ")
        for odd in (
            "\x1b[<0;99999999;5M",
            "\x1b[<65;1;999999M",
            "\x1b[<0;0;0M",
            "\x1b[<0;-5;-5M",
            "\x1b[<99;1;1M",
            "\x1b[M !!",
        ):
            terminal.send(odd)
        terminal.settle()
        terminal.send("q")
        assert terminal.wait() == 0


def test_sizes_told_in_band_are_clamped(folder: Path, opens: Opens):
    with opens(folder, **IN_BAND) as terminal:
        terminal.wait_for("A-1")
        assert terminal.until(lambda: b"\x1b[?2048h" in terminal.raw)
        for rows, columns in ((0, 0), (0, 80), (1, 1), (65535, 65535), (999999999, 2), (2, 999999999), (30, 100)):
            terminal.screen.resize(min(rows or 1, 200), min(columns or 1, 500))
            terminal.send(f"\x1b[48;{rows};{columns};{rows};{columns}t")
            terminal.settle(0.3)
            assert terminal.status is None, (rows, columns)
        terminal.wait_for("1 Departments")
        assert len(terminal.text().splitlines()) == 30
        assert psutil.Process(terminal.pid).memory_info().rss < 150e6


def test_a_window_of_65535_stays_small_and_works_when_it_is_small_again(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.wait_for("A-1")
        terminal.resize(65535, 65535, shown=(500, 200))
        terminal.settle(0.5)
        for keys in ("3j\r", "S"):
            terminal.send(keys)
            terminal.settle(0.3)
        assert psutil.Process(terminal.pid).memory_info().rss < 150e6
        terminal.resize(80, 24)
        terminal.settle(0.4)
        terminal.wait_for("My stand-up entry")
        assert psutil.Process(terminal.pid).memory_info().rss < 150e6


def test_what_opens_at_65535_stays_small(folder: Path, opens: Opens):
    with opens(folder, columns=65535, rows=65535, shown=(500, 200)) as terminal:
        terminal.wait_for("A-1")
        terminal.settle(0.5)
        assert psutil.Process(terminal.pid).memory_info().rss < 150e6
        terminal.resize(80, 24)
        terminal.settle(0.4)
        terminal.wait_for("4 Retros")


@pytest.mark.parametrize(
    ("env", "colour", "ground"),
    [
        ({"COLORTERM": "truecolor"}, "5fafd7", "1c1c1c"),
        ({"COLORTERM": ""}, "5fafd7", "1c1c1c"),
        ({"COLORTERM": "", "TERM": "xterm"}, "brightcyan", "black"),
    ],
    ids=["truecolour", "256", "16"],
)
def test_colours_and_attributes_come_out_right(
    folder: Path, opens: Opens, env: dict[str, str], colour: str, ground: str
):
    with opens(folder, env=env) as terminal:
        terminal.wait_for("A-1")
        terminal.send("3g")
        terminal.settle()
        cells = terminal.cells()
        heading = cells[3][3]
        assert (heading.data, heading.fg, heading.bg, heading.bold) == ("A", colour, ground, True)
        row = next(y for y, line in enumerate(terminal.text().splitlines()) if line.startswith(">"))
        assert len({cell.bg for cell in cells[row]}) == 1, "the chosen row is one from edge to edge"
        assert cells[row][20].bg != ground
        assert not cells[row][20].reverse


def test_without_colour_nothing_is_painted_and_what_is_chosen_is_seen(folder: Path, opens: Opens):
    ways = ("3", "j", "\r", ESC, "aSand\t\t", ESC, ESC, "/spring", ESC, ESC, "?", ESC, ":go", ESC, ESC, "S", ESC,
            "T", ESC, "4gR", ESC, "I", ESC, "m", ESC, "H", ESC)  # fmt: skip
    with opens(folder, lang="zh", env={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("A-1")
        for way in ways:
            terminal.send(way)
            terminal.settle(0.12)
            cells = [cell for line in terminal.cells() for cell in line]
            assert {(cell.fg, cell.bg) for cell in cells} == {("default", "default")}, way
            assert any(cell.reverse or cell.bold for cell in cells), way
            if way in ("3", "j", "/spring", "?", ":go"):
                assert any(cell.reverse for cell in cells), way
        codes = {code for told in COLOURS.findall(bytes(terminal.raw)) for code in told.split(b";")}
        assert codes <= {b"", b"0", b"1", b"7"}


def test_an_empty_no_color_is_none(folder: Path, opens: Opens):
    with opens(folder, env={"NO_COLOR": ""}) as terminal:
        terminal.wait_for("A-1")
        assert terminal.cells()[0][1].fg != "default"


#: Bytes that a key may cost on a board of 80 × 24, the most: a slow line is what most people have.
BUDGET = {"j": 600, "k": 600, " ": 700, "G": 600, "g": 600, "3": 3000, "\r": 3000, "J": 3000, "?": 4000, ESC: 4000}


def test_a_key_costs_few_bytes(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.wait_for("A-1")
        spent = []
        for key in ("3", "j", "j", "k", " ", "g", "G", "g", "\r", "J", ESC, "?", ESC):
            terminal.settle(0.15)
            before = terminal.written
            terminal.send(key)
            terminal.settle(0.15)
            spent.append((key, terminal.written - before))
        assert not [(key, n) for key, n in spent if n > BUDGET[key]], spent
        before = terminal.written
        time.sleep(1)
        terminal.read(0)
        assert terminal.written == before, "nothing is written while nothing happens"


class Behind:
    """An app that takes what is typed, and does nothing with it until it is told."""

    def __init__(self) -> None:
        self.typed: list[object] = []
        self.keyboard = self

    @property
    def behind(self) -> int:
        return len(self.typed)


def test_no_more_is_read_than_the_app_can_follow(monkeypatch: pytest.MonkeyPatch):
    app, (reading, writing) = Behind(), os.pipe()
    driver = SafeDriver.__new__(SafeDriver)
    for name, value in {"_app": app, "_debug": False, "exit_event": threading.Event(), "fileno": reading}.items():
        monkeypatch.setattr(driver, name, value, raising=False)
    monkeypatch.setattr(driver, "process_message", app.typed.append)
    monkeypatch.setattr(driver, "_hang_up", lambda: None)
    os.write(writing, b"j" * 10_000)
    os.close(writing)
    thread = threading.Thread(target=driver.run_input_thread)
    thread.start()
    thread.join(0.3)
    assert app.behind <= 4_096, "what is read at once"
    while thread.is_alive():
        app.typed.clear()
        thread.join(0.01)
    os.close(reading)
