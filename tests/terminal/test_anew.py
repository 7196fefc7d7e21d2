"""A line that has garbled the screen: Ctrl-L draws it again, wherever one is, and takes nothing away."""

from pathlib import Path

from tests.terminal.conftest import Opens
from tests.terminal.pseudo import Terminal

#: Some text, after the terminal was told to scroll in part, draw lines for letters, insert, wrap, paint.
GARBAGE = (
    b"\x1b[1;1H\x1b[5;9r\x1b(0\x0e\x1b[4h\x1b[?7h\x1b[31;7mlost \xff\x1b[12;1Hat noon\x1b[2K\x1b[20;70H" + b"x" * 40
)
ESC = "\x1b"


def mended(terminal: Terminal, way: str = "", key: str = "\x0c") -> bool:
    """Whether that key shows on a garbled screen what was shown before; ``way`` leads to the key."""
    terminal.settle(0.15)
    shown = terminal.cells()
    if way:
        terminal.send(way)
        terminal.settle(0.15)
    terminal.garble(GARBAGE)
    assert terminal.cells() != shown
    terminal.send(key)
    return terminal.until(lambda: terminal.cells() == shown, 5)


def test_ctrl_l_mends_a_garbled_screen_wherever_one_is(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.wait_for("A-1")
        for way in ("3", "a货架", ESC, ESC, "/spring", ESC, ESC, "?", ESC, "2gT"):
            terminal.send(way)
            assert mended(terminal), (way, terminal.text())


def test_what_a_form_has_and_what_was_just_said_is_still_there_afterwards(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.wait_for("A-1")
        terminal.send("3d")
        terminal.wait_for("A-1.*done")
        assert mended(terminal)
        terminal.send("aCount the lanterns")
        terminal.wait_for("lanterns")
        assert mended(terminal)
        terminal.send(ESC)
        terminal.wait_for("Esc again")
        assert mended(terminal)


def test_it_can_be_chosen_among_the_keys_of_the_board_a_room_and_a_search(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.wait_for("A-1")
        for way in ("", "2gT", ESC, "/spring\t"):
            terminal.send(way)
            assert mended(terminal, "?screen again", "\r"), (way, terminal.text())
