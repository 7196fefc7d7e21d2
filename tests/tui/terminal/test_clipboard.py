"""What is copied goes to the terminal, in tmux to its buffer; what is said of it is what can be known."""

from pathlib import Path

import pytest

from tests.tui.board.test_board import press
from tests.tui.conftest import Opened, text
from tui import i18n

TEXT = "A-1 Stock feed to the shops"


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tmux that keeps what it is given, and how it was called."""
    programs = tmp_path / "programs"
    programs.mkdir()
    program = programs / "tmux"
    program.write_text(f'#!/bin/sh\necho "$@" > "{programs}/words"\ncat > "{programs}/buffer"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    monkeypatch.setenv("TMUX", "/tmp/tmux-1/default,1,0")
    return programs


@pytest.mark.parametrize(("lang", "said"), [("en", "Sent to the terminal's clipboard"), ("zh", "已交给终端的剪贴板")])
async def test_a_terminal_never_says_that_it_took_it(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
):
    monkeypatch.delenv("TMUX", raising=False)
    i18n.use(lang)
    async with opened(folder, size=(80, 24)) as pilot:
        await press(pilot, "3", "y")
        assert pilot.app.clipboard == TEXT
        assert said in text(pilot)
        assert "Copied" not in text(pilot)


async def test_in_tmux_it_is_in_its_buffer(opened: Opened, folder: Path, tmux: Path):
    async with opened(folder, size=(80, 24)) as pilot:
        await press(pilot, "3", "y")
        assert "Copied; in tmux prefix ] pastes it: A-1 Stock feed" in text(pilot)
    assert (tmux / "buffer").read_text() == TEXT
    assert (tmux / "words").read_text() == "load-buffer -w -\n"


@pytest.mark.parametrize("program", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\nsleep 60\n", "no program"])
async def test_where_tmux_does_not_take_it_that_is_said(
    opened: Opened, folder: Path, tmux: Path, monkeypatch: pytest.MonkeyPatch, program: str
):
    monkeypatch.setattr("tui.terminal.clipboard.PATIENCE", 0.2)
    (tmux / "tmux").write_text(program)
    async with opened(folder, size=(80, 24)) as pilot:
        await press(pilot, "3", "y")
        assert pilot.app.clipboard == TEXT
        assert "Sent; tmux drops it unless set-clipboard is on: A-1" in text(pilot)
