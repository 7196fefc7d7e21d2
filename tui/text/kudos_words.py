"""Thanks across departments in words: one of them, and how many there were from one department to another."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.i18n import t
from tui.text.joined import labelled

if TYPE_CHECKING:
    from store.insight.kudos_across import Thanks

#: What people call a department or a person.
Called = Callable[[str], str]


def pair_said(called: Called, pair: tuple[str, str], n: int) -> str:
    """From which department to which, and how many."""
    return t("{giver} to {to}: {n}", giver=called(pair[0]), to=called(pair[1]), n=n)


def thanked(thanks: "Thanks", called: Called, what: str) -> str:
    """Who thanks whom, of which departments, and for ``what``: its title, as whoever tells it writes it."""
    kudos = thanks.kudos
    giver, to = called(kudos.giver or thanks.giver), called(kudos.to or thanks.to)
    homes = f"{called(thanks.giver)} > {called(thanks.to)}"
    return f"{homes}  " + labelled(t("{giver} thanks {to}", giver=giver, to=to), what)
