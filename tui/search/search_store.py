"""Searches kept under a name: one's own, which are in one's own folder, and everyone's, which are in the workspace."""

from typing import TYPE_CHECKING, NamedTuple

from store.errors import ConcordError
from store.fields import choice, line
from store.kinds import workspace
from store.words import Words

if TYPE_CHECKING:
    from tui.desk.desk import Desk


#: What is asked of whoever keeps a search.
FIELDS = (
    line("Name", name="name", names=True),
    choice("For", ("mine", "Me"), ("everyone", "Everyone"), name="whose"),
)


class SavedSearch(NamedTuple):
    """A kept search; ``shared`` is everyone's."""

    name: str
    query: str
    shared: bool


def kept(desk: "Desk") -> list[SavedSearch]:
    """One's own first, in the order of their keeping."""
    own = [SavedSearch(name, query, False) for name, query in desk.personal.views.items()]
    return own + [SavedSearch(name, query, True) for name, query in desk.records.settings.views.items()]


def closed(desk: "Desk", query: str) -> dict[str, Words]:
    """Why that search cannot be kept for everyone, where that is so; for oneself it can always be."""
    try:
        desk.workspace.foresee(workspace.keep_view, "-", query)
    except ConcordError as error:
        return {"whose": error.words}
    return {}


async def keep(desk: "Desk", name: str, query: str, *, shared: bool) -> None:
    """Keep a search, or without a query give the name up; raises `ConcordError` where the workspace refuses it."""
    if shared:
        await desk.do(workspace.keep_view, name, query)
    else:
        desk.personal.keep_view(name, query)
