"""What keys do that only the board can: add to its lists, search, list the keys and the commands."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from store.commands import dry_run
from store.kinds import KINDS
from store.kinds.base import Kind
from tui import keys
from tui.acts.obeying import rows_for
from tui.acts.record import add_with, are_new, defaults, with_lessons
from tui.board.palette_commands import commands_of
from tui.parts.help import Help
from tui.parts.palette import Palette
from tui.search.saved_searches import SavedSearches

if TYPE_CHECKING:
    from tui.board.screen import BoardScreen


async def add(board: "BoardScreen") -> None:
    """A new record of the list's kind, filled in from what the panes are narrowed to; of a page what belongs to it."""
    desk, kind = board.desk, board.pane.kind
    within = board.listings[kind].face.adds if board.reading else None
    if within is not None:
        kind, values = within[0].name, {within[1]: board.pane.chosen}
    else:
        values = _filled(board, KINDS[kind])
    made = await add_with(board.acts, kind, dry_run.fitting(desk.workspace, kind, values))
    if made and within is None:
        desk.open(made[0].id)
    if made:
        desk.say(with_lessons(board.acts, made, are_new(made)), "good")


def _filled(board: "BoardScreen", kind: Kind) -> dict[str, Any]:
    """Values by field for a new record: what the panes are narrowed to is what it most likely belongs to."""
    found = defaults(kind) | board.listings[kind.name].face.begins(board.narrowing)
    asked = {name for name, field in kind.fields.items() if field.asked}
    return {name: value for name, value in found.items() if name in asked and value is not None}


async def search(board: "BoardScreen", query: str = "") -> None:
    """Find a record by any word and go there."""
    from tui.search.screen import SearchScreen  # late: what is not searched needs none of it

    await board.acts.show(SearchScreen(board, query))


async def views(board: "BoardScreen") -> None:
    """One of the searches that are kept under a name."""
    query = await board.acts.show(SavedSearches(board.desk))
    if query:
        await search(board, query)


async def palette(board: "BoardScreen") -> None:
    """Every command by its name."""
    await board.acts.show(Palette(board.desk, commands_of(board)))


async def show_keys(board: "BoardScreen") -> None:
    """Every key that works here; the one that is chosen is pressed."""
    found = await board.acts.show(Help(board.desk, rows_for(board.desk, board.pane.kind, board.pane.chosen)))
    row = keys.find(found, board.pane.kind) if found else None
    if row is not None:
        board.obey(row)


#: By their names in the table of keys.
ACTS: "dict[str, Callable[[BoardScreen], Awaitable[None]]]" = {
    "add": add,
    "search": search,
    "views": views,
    "palette": palette,
    "help": show_keys,
}


def start(board: "BoardScreen", action: str) -> None:
    """Do what has that name in the table of keys, on the board or to what is chosen there."""
    if action in ACTS:
        board.acts.begin(ACTS[action](board))
    else:
        board.acts.start(action)
