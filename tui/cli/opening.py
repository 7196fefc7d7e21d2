"""What is said where there is nothing to open at an address: who named it, and what is near."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.errors import Failed

if TYPE_CHECKING:
    from tui.cli.call import Call


@contextmanager
def opening(call: "Call") -> Generator[None]:
    """Within it the workspace is opened that the call means."""
    try:
        yield
    except Failed as error:
        place = call.place()
        if "why" not in error.details or not place.is_address:
            raise
        from tui.cli.no_workspace import nothing_at  # late: most workspaces are there

        raise nothing_at(place, error) from error
