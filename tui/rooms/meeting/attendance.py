"""Who is there for which department: all present with one key, then the exceptions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.commands import meeting_attendance
from store.commands import meeting_course as course
from store.commands.meeting_attendance import invited
from store.kinds.base import fields_of
from store.kinds.department import Department
from store.kinds.meeting import Attendance, Meeting
from store.words import Words
from tui.acts.goal import named
from tui.i18n import t
from tui.keys import HERE, OUT, TO, Key, pressed
from tui.parts.choice_rows import ChoiceRow, ChoiceRows
from tui.parts.context_form import Answering
from tui.parts.picker import Picker
from tui.rooms.meeting.head import called, choice_of, person_or_name
from tui.rooms.room import Room
from tui.served import writes
from tui.text.cells import column, lead, wrap
from tui.text.joined import labelled, noted, told
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.host import Host

#: In the order in which `.` turns them; the last one takes it back.
TURNS = ("present", "late", "absent", "")


class AttendanceList(ChoiceRows, Room):
    """A row a department; who has this meeting open now is said beside it."""

    own = writes(
        Key("all", ("a",), Words("All that are not marked yet: there as they said"), HERE),
        Key("turn", (".", "space"), Words("Present, late, absent, not said"), HERE),
        Key("late", ("l",), Words("Late"), HERE),
        Key("absent", ("x",), Words("Absent"), HERE),
        Key("open", ("enter",), Words("A delegate: who, for whom"), HERE),
        Key("more", ("+",), Words("Another department"), HERE),
        TO,
        OUT,
    )

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host, id)
        self.read()

    @property
    def meeting(self) -> Meeting:
        return self.desk.records.one(Meeting, self.about)

    @property
    def chosen(self) -> str:
        return self.key

    @property
    def here(self) -> dict[str, str]:
        """Who has this meeting open now, by department: the id of a person."""
        logins = [self.desk.who, *(each.who for each in self.desk.company.others if each.record == self.about)]
        people = [self.desk.records.person_of(login) for login in logins]
        return {each.department: each.id for each in reversed(people) if each is not None and each.department}

    def read(self) -> None:
        """The cursor stays on its department."""
        meeting, here = self.meeting, self.here
        self.heading = t("Who is there, {id}", id=meeting.id)
        names = {id: safe(self.desk.overview.names.of(id)) for id in invited(self.desk.records, meeting)}
        wide = column(names.values(), most=30)
        top = self.top
        rows = [
            ChoiceRow(id, [(lead(name, wide), "foreground"), *self._said(meeting, id, here)])
            for id, name in names.items()
        ]
        self.hold(rows, self.key)
        self.top = top

    def _said(self, meeting: Meeting, id: str, here: dict[str, str]) -> Line:
        found, coming = meeting.attendance.get(id), meeting.coming.get(id)
        if found is None:
            said = [t("not said yet")]
            said += [t("{who} is in the room", who=called(self.desk, here[id]))] if id in here else []
            said += [labelled(t("comes"), called(self.desk, coming.who))] if coming is not None and coming.who else []
            return [(told(said), "muted")]
        who = called(self.desk, found.who) if found.who else ""
        who = noted(who, t("for {who}", who=called(self.desk, found.instead_of))) if found.instead_of else who
        tone = {"late": "warn", "absent": "bad"}.get(found.state, "good")
        return [(lead(choice_of(found.state), 10), tone), (who, "foreground")]

    def body(self, width: int, height: int) -> list[Line]:
        if not self.rows:
            return [[(line, "muted")] for line in wrap(t("No department is asked to come; + adds one"), width)]
        return self.in_sight(width, height)

    def offers(self) -> list[tuple[str, str]]:
        there = [("a", t("all present")), (".", t("turn")), ("Enter", t("a delegate"))] if self.rows else []
        return [*there, ("+", t("another one")), ("?", t("keys")), ("Esc", t("leave"))]

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if self.stepped(name):
            return
        if name in ("escape", "q", "M"):
            self.leave()
        elif name == "a":
            self.start(self.desk.do(meeting_attendance.all_there, self.about, self.here))
        elif name == "+":
            self.start(self._more())
        elif name in (".", "space", "l", "x", "enter") and self.key:
            self._mark(name)
        else:
            self.act(name)

    def _mark(self, name: str) -> None:
        found = self.meeting.attendance.get(self.key)
        if name == "enter":
            self.start(self._ask(self.key))
            return
        state = {"l": "late", "x": "absent"}.get(name)
        if state is None:
            at = TURNS.index(found.state) if found is not None and found.state in TURNS else -1 if found is None else 0
            state = TURNS[(at + 1) % len(TURNS)]
        who = (found.who if found is not None else "") or self.here.get(self.key, "") or self._lead(self.key)
        self.start(self.desk.do(course.attend, self.about, self.key, state, "" if state == "absent" else who))

    def _lead(self, id: str) -> str:
        found = self.desk.records.maybe(Department, id)
        return (found and found.lead) or ""

    async def _ask(self, id: str) -> None:
        """How it is there, by whom, instead of whom."""
        found = self.meeting.attendance.get(id) or Attendance(who=self.here.get(id, "") or self._lead(id))
        if found.state != "delegate":  # what else there is has a key of its own
            found = Attendance("delegate", "", found.who)
        asked = fields_of(Attendance)
        fields = [asked["who"], asked["instead_of"], named(asked["state"], "state")]
        values = {name: getattr(found, name) for name in ("state", "who", "instead_of")}
        values |= {name: called(self.desk, values[name]) for name in ("who", "instead_of")}

        async def submit(new: dict[str, Any]) -> Any:
            who, instead = (person_or_name(self.desk, new.get(name)) for name in ("who", "instead_of"))
            return await self.desk.do(course.attend, self.about, id, new["state"], who, instead)

        title = t("Who is there for {department}?", department=self.desk.overview.names.of(id))
        await self.acts.show(Answering(self.desk, title, fields, values, submit))

    async def _more(self) -> None:
        but: Sequence[str] = [row.key for row in self.rows]
        chosen = await self.acts.show(Picker(self.desk, t("Which department is there too?"), ("department",), but=but))
        if chosen is not None:
            await self.desk.do(
                course.attend, self.about, chosen, "present", self.here.get(chosen, "") or self._lead(chosen)
            )
            self.hold(self.rows, chosen)
            self.redraw()
