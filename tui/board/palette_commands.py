"""What the palette offers: every key that works here by its name, and what has no key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.words import Words
from tui import i18n, keys
from tui.acts.join import is_new
from tui.board import navigation
from tui.parts.palette import Command
from tui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from tui.board.screen import BoardScreen


def commands_of(board: "BoardScreen") -> list[Command]:
    """In the order of the table of keys, then language, theme and characters."""
    found = [
        Command(row.label, row.shown, _doing(board, row.action))
        for row in keys.rows(board.pane.kind)
        if row.action not in ("palette", "back")
    ]
    found.append(Command(Words("Who is here"), "", lambda: board.acts.start("who")))
    if is_new(board.desk):
        found.append(Command(Words("Join this workspace"), "", lambda: board.acts.start("join")))
    if i18n.lang() == "en":
        found.append(Command(Words("中文 (Chinese)"), "", lambda: _speak(board, "zh")))
    else:
        found.append(Command(Words("English"), "", lambda: _speak(board, "en")))
    if board.app.theme == LIGHT.name:
        found.append(Command(Words("Dark colours"), "", lambda: _wear(board, DARK.name)))
    else:
        found.append(Command(Words("Light colours"), "", lambda: _wear(board, LIGHT.name)))
    if board.desk.options.ascii_only:
        found.append(Command(Words("Lines and bars as lines and bars"), "", lambda: _draw(board, False)))
    else:
        found.append(Command(Words("Lines and bars in ASCII"), "", lambda: _draw(board, True)))
    return found


def _doing(board: "BoardScreen", action: str) -> Callable[[], None]:
    return lambda: navigation.do(board, action)


def _speak(board: "BoardScreen", language: str) -> None:
    i18n.use(language)
    board.app.lang_changed()  # type: ignore[attr-defined]


def _wear(board: "BoardScreen", theme: str) -> None:
    board.app.theme = theme
    board.retell()


def _draw(board: "BoardScreen", ascii_only: bool) -> None:
    board.desk.options.ascii_only = ascii_only
    board.retell()
