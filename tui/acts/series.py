"""What a key does to a series of meetings: its days are listed, to change them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.acts.acts import Acts


async def course(acts: "Acts") -> None:
    """The room of the series."""
    await acts.host.open_room("series", acts.chosen)
