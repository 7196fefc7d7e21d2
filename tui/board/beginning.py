"""What comes first in a new workspace: the departments, the people in them, a goal that they share, and the keys."""

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from store.words import Words
from tui import keys
from tui.i18n import t
from tui.text.cells import fit
from tui.text.line import Line

if TYPE_CHECKING:
    from tui.desk.desk import Desk


class First(NamedTuple):
    """``enough`` records of ``kind``, made by the keys of these actions."""

    kind: str
    enough: int
    words: Words
    actions: tuple[str, ...]


#: In this order; to agree on a goal takes two.
FIRST = (
    First("department", 2, Words("Departments that work together"), ("pane_1", "add")),
    First("person", 2, Words("The people in them, with their logins"), ("pane_1", "tab_next", "add")),
    First("goal", 1, Words("A goal that they share"), ("pane_2", "add")),
)
#: The kind of the last of them: its list says what comes before.
AIM = FIRST[-1].kind
#: Cells of the keys.
KEYS = 8


def lines(desk: "Desk", width: int) -> list[Line]:
    """What is there already and what is next, a line each; none once there is a goal."""
    there = [len(list(islice(desk.records.of_kind(each.kind), each.enough))) >= each.enough for each in FIRST]
    if there[-1]:
        return []
    found: list[Line] = [(), [("    " + t("What comes first"), "+foreground")]]
    for at, (each, done) in enumerate(zip(FIRST, there, strict=True)):
        chosen = not done and all(there[:at])
        mark = "x" if done else ">" if chosen else " "
        tone = "muted" if done else "+foreground" if chosen else "foreground"
        pressed = " ".join(keys.shown(action) for action in each.actions)
        found.append(
            [(f"  {mark} ", tone), (fit(pressed, KEYS), "accent"), (fit(t(each.words), width - KEYS - 5), tone)]
        )
    return found
