"""What a new record is filled in with: what the panes are narrowed to is what it most likely belongs to."""

from typing import TYPE_CHECKING, Any

import msgspec

from store.kinds import KINDS

if TYPE_CHECKING:
    from tui.board.screen import BoardScreen


def filled(board: "BoardScreen", kind: str) -> dict[str, Any]:
    """Values by field for a new record of that kind."""
    record = KINDS[kind].record
    defaults = {
        each.name: each.default for each in msgspec.structs.fields(record) if each.default is not msgspec.NODEFAULT
    }
    found = board.listings[kind].face.begins(board.narrowing)
    asked = {name for name, field in KINDS[kind].fields.items() if field.asked}
    return {name: value for name, value in (defaults | found).items() if name in asked and value is not None}
