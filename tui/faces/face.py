"""What a kind looks like where it has nothing of its own: a list by number, a page of its fields, columns of both.

A face of its own overrides what it shows otherwise. It draws and measures nothing: a row and a page are told in neutral
terms (`tui.faces.page`), and the screen and the command line lay them out.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import msgspec

from store import clock
from store.fields.rights import MEMBER, ROLES, Claim
from store.kinds.base import Kind
from store.kinds.ending import may_open, standing, takes_changes
from store.kinds.naming import by_id, called
from store.words import Words
from tui.faces.naming import Seen
from tui.faces.page import Page
from tui.text.record_row import RecordRow

if TYPE_CHECKING:
    from tui.faces.columns import Column

#: The actions that add what any member adds, whatever they are about.
_OF_MEMBERS = ("ask", "comment")
#: Anything that sorts: a number costs least.
Order = Any
_NEVER = 1 << 22
#: How a list is sorted in which one looks for a name.
BY_NAME = Words("by name")


class Narrowing(NamedTuple):
    """Ids. Goals are narrowed by the department; actions and retrospectives by the goal, or else the department."""

    department: str | None = None
    goal: str | None = None

    def widened(self) -> "Narrowing":
        """Without the innermost."""
        return Narrowing(self.department) if self.goal else Narrowing()


class EmptyGlance(msgspec.Struct, gc=False):
    """Of a record whatever sorts and narrows it; none of it where records are listed as they were made."""


class Face:
    """``seen`` is what it looks at. What a subclass does not say is as here."""

    kind: ClassVar[Kind]
    #: What stands where the list is empty.
    empty: ClassVar[Words] = Words("Nothing here yet. Press a to add the first")
    #: The keys that people need most in the list, at most six, by their actions.
    footer: ClassVar[tuple[str, ...]] = ("add", "edit", "comment", "search", "palette", "help")
    #: The act of `tui/acts` that its key for values begins: a stance, a check-in, an answer.
    takes: ClassVar[str] = ""
    #: The act that its key for asking other departments begins.
    asks: ClassVar[str] = "send"
    #: The act that its key for done begins, where that asks something.
    ends: ClassVar[str] = ""
    #: The actions of its keys that are refused once it has ended, or what it is part of.
    ended: ClassVar[tuple[str, ...]] = ("block", "due", "turn")
    #: The actions of its keys that want the role that its kind wants of whoever writes it.
    written: ClassVar[tuple[str, ...]] = (
        *("add", "edit", "drop", "tag", "done", "value", "block", "next_step", "escalate", "decide"),
        *("owner", "due", "priority", "turn", "to_goal"),
    )
    #: The field of the day by which it is due.
    day: ClassVar[str] = "due"
    #: What is added while its page is read: a kind, and the field by which that names it; None for one like it.
    adds: ClassVar[tuple[Kind, str] | None] = None
    #: What choosing a row narrows, None where it narrows nothing.
    narrows: ClassVar[str | None] = None
    #: What it is narrowed by: "department", "goal" or both.
    heeds: ClassVar[tuple[str, ...]] = ()
    #: Its rows tell what is computed over many records, for which the first paint of a large board does not wait.
    follows: ClassVar[bool] = False
    #: How its list is sorted by itself.
    sorted: ClassVar[Words] = Words("oldest first")
    #: The choice that says how much a record presses, the most pressing word first, and how a list by it is sorted.
    presses: ClassVar[tuple[str, Words] | None] = None
    #: What of a kept glance sorts it, where that is much less.
    sorts: "ClassVar[type[msgspec.Struct] | None]" = None
    #: What is kept of each record to sort and narrow the list; where it is what the overview has, it is that.
    glance: ClassVar[type[msgspec.Struct]] = EmptyGlance
    #: The columns of `concord list`: names of fields, or columns of its own; () for the first fields that sort.
    columns: ClassVar[tuple["str | Column", ...]] = ()

    def __init__(self, seen: Seen, *, whole: bool = True) -> None:
        self.seen = seen
        #: What is computed over many records is told too.
        self.whole = whole

    # The list

    def order(self, glance: Any) -> Order:  # noqa: ARG002
        """Sorts the list; the number of the record breaks ties."""
        return 0

    def over(self, glance: Any) -> bool:  # noqa: ARG002
        """Whether it stands behind what is not over, however the list is sorted."""
        return False

    def open_order(self, glance: Any) -> Order:
        """The order that it would have if it were not over."""
        return self.order(glance)

    def narrowed(self, narrowing: Narrowing) -> Narrowing:
        """The part of the narrowing that this list heeds."""
        return narrowing._replace(**{name: None for name in Narrowing._fields if name not in self.heeds})

    def fits(self, glance: Any, narrowing: Narrowing) -> bool:
        """Whether the record belongs to what the list is narrowed to, the goal before the department."""
        if narrowing.goal:
            return self.on_goal(glance, narrowing.goal)
        return narrowing.department is None or self.in_department(glance, narrowing.department)

    def on_goal(self, glance: Any, goal: str) -> bool:
        return glance.goal == goal

    def in_department(self, glance: Any, department: str) -> bool:
        return glance.department == department

    def among(self, narrowing: Narrowing) -> Collection[str] | None:  # noqa: ARG002
        """The ids among which all that fit are to be found; None where all have to be looked through."""
        return None

    def names(self, rows: dict[str, Any]) -> Iterable[str]:  # noqa: ARG002
        """What stands in the column of ids where people say something else for them."""
        return ()

    def row(self, record: Any) -> RecordRow:
        """What the list says of a record."""
        return self.named_row(record)

    def named_row(self, record: Any, **more: Any) -> RecordRow:
        """The row with what people call the record and its name."""
        title = str(getattr(record, self.kind.naming.name))
        return RecordRow(called(record), title, **more)

    def begins(self, narrowing: Narrowing) -> dict[str, Any]:
        """What a new record is filled in with: what the panes are narrowed to is what it most likely belongs to."""
        goal: Any = self.seen.records.find(narrowing.goal) if narrowing.goal else None
        departments = (narrowing.department,) if narrowing.department else ()
        found = {
            "goal": narrowing.goal,
            "department": narrowing.department,
            "departments": departments if goal is None else goal.departments,
        }
        return {name: value for name, value in found.items() if value and name in self.kind.fields}

    # Its keys

    @property
    def claim(self) -> Claim:
        """As whoever looks would commit, of what there is."""
        records = self.seen.records
        return Claim(records, records, self.seen.who, clock.now(), self.seen.overview.today)

    def barred(self) -> Collection[str]:
        """The actions of its keys that whoever looks has not the role for."""
        rank = self.seen.records.rank_of(self.seen.who)
        barred = () if rank >= ROLES.index(self.kind.writer) else self.written
        return barred if rank >= MEMBER else (*barred, *_OF_MEMBERS)

    def idle(self, record: Any) -> Collection[str]:
        """The actions of its keys that would only be refused, as the record is: nobody is offered them."""
        return () if takes_changes(self.seen.records, record) else self.ended

    def reopens(self, record: Any) -> bool | None:
        """Whether its key for done opens it again, False where nothing does; None where it has not ended."""
        if standing(record) == "open":
            return None
        return self.kind.reopen is not None and may_open(self.seen.records, record)

    # The page

    def write(self, page: Page) -> None:
        """The page; the fields that it does not tell are added below."""
        page.head()

    # For rows

    def whose(self, id: str | None) -> dict[str, str]:
        """Who a row names, a department or a person: by their short name, and in full."""
        return {"who": self.called(id), "who_long": self.named(id)}

    def named(self, id: str | None) -> str:
        """A department or a person by their name, where no other has it too."""
        return self.seen.overview.names.of(id) if id else ""

    def called(self, id: str | None) -> str:
        """A department or a person by their short name."""
        return by_id(self.seen.records, id)


def tell(face: Face, page: Page) -> None:
    """All of a record's page."""
    face.write(page)
    page.rest()
    page.stamps()


def day_order(day: "date | None", *, closed: bool) -> int:
    """Sorts by day, those without one after them, closed ones last."""
    return (day.toordinal() if day else _NEVER) + (_NEVER * 2 if closed else 0)
