"""The head of the room: which meeting, how far, how long; who is there and whether it may decide; who leads."""

from typing import TYPE_CHECKING

from store import clock
from store.commands.meeting_attendance import invited
from store.errors import NotFound, WrongWords
from store.kinds.base import fields_of
from store.kinds.meeting import THERE, Attendance
from store.kinds.naming import by_id
from store.kinds.series_course import day_of
from store.records.names import resolve
from tui.i18n import t
from tui.text.cells import cell_len, fit, lead, right
from tui.text.days import long
from tui.text.joined import told
from tui.text.labels import choice_label
from tui.text.line import Line, Part
from tui.text.meeting_day import with_here
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.rooms.meeting.view import MeetingView


def title_line(desk: "Desk", view: "MeetingView", width: int) -> Line:
    """M-21 Weekly coordination, Tue 24 Nov; at the right how far it is and the clock."""
    meeting, dot = view.meeting, " - " if desk.options.ascii_only else " · "
    now = clock.now()
    tail: list[Part] = []
    if view.running:
        said = [_place(view)]
        minutes = view.elapsed(now) // 60
        said.append(t("{n} of {length} min", n=minutes, length=meeting.length) if meeting.length else _min(minutes))
        long_ = bool(meeting.length) and minutes >= (meeting.length or 0)
        seconds = view.on_item(now)
        tail = [(dot.join(said), "warn" if long_ else "foreground"), (dot, "faint")]
        tail.append((f"{seconds // 60}:{seconds % 60:02}", "warn" if view.beyond(now) else "muted"))
    else:
        tail = [(choice_label("meeting", "state", meeting.state), "muted")]
    when = "" if meeting.on is None else long(meeting.on, desk.today)
    if meeting.time and not view.running:
        when = with_here(f"{when} {meeting.time}", day_of(desk.records, meeting), desk.zone, desk.today)
    name = dot.join(filter(None, (f"{meeting.id} {safe(meeting.title)}", when)))
    space = width - sum(cell_len(text) for text, _tone in tail) - 2
    return [(" " + lead(name, max(0, space)), "+accent"), *tail]


def _place(view: "MeetingView") -> str:
    if view.number:
        return t("item {n} of {total}", n=view.number, total=len(view.items))
    return t("all items done") if view.over else t("opening")


def _min(minutes: int) -> str:
    return t("{n} min", n=minutes)


def there_line(desk: "Desk", view: "MeetingView", width: int) -> Line:
    """Who is there for which department, who is not; what that means for deciding."""
    meeting = view.meeting
    parts: list[Part] = []
    for id in invited(desk.records, meeting):
        code = safe(desk.overview.called(id))
        found = meeting.attendance.get(id)
        said, tone = _attends(desk, code, found) if found is not None else _comes(view, code, id)
        parts += [(said, tone), ("  ", "foreground")]
    note, tone = _quorum(view)
    space = width - 1 - cell_len(note) - (2 if note else 0)
    shown: list[Part] = []
    for text, mark in parts:
        if cell_len("".join(part for part, _tone in shown)) + cell_len(text) > space - 3:
            shown.append(("..", "muted"))
            break
        shown.append((text, mark))
    size = sum(cell_len(text) for text, _tone in shown)
    return (
        [(" ", "foreground"), *shown, (right(note, max(0, width - 2 - size)), tone)]
        if note
        else [(" ", "faint"), *shown]
    )


def _attends(desk: "Desk", code: str, found: Attendance) -> tuple[str, str]:
    """ana (MKT); eva (OPS, for jon); bo (LOG, late); FIN: nobody."""
    if found.state not in THERE:
        return t("{department}: nobody", department=code), "warn"
    inside = [code]
    if found.instead_of:
        inside.append(t("for {who}", who=called(desk, found.instead_of)))
    elif found.state == "delegate":
        inside.append(choice_of(found.state))
    if found.state == "late":
        inside.append(choice_of(found.state))
    if not found.who:
        return " ".join((code, told(inside[1:]))) if inside[1:] else code, "foreground"
    return f"{called(desk, found.who)} ({told(inside)})", "foreground"


def choice_of(state: str) -> str:
    """How a department is there, in a word."""
    return t(fields_of(Attendance)["state"].label_of(state))


def _comes(view: "MeetingView", code: str, id: str) -> tuple[str, str]:
    """What is expected of a department of which nobody has said that it is there."""
    coming = view.meeting.coming.get(id)
    ready = " x" if view.ahead and id in view.meeting.prepared else ""
    if coming is None:
        return f"{code} ?{ready}", "muted"
    if coming.answer == "no":
        return t("{department}: nobody", department=code) + ready, "warn"
    return code + ready, "foreground"


def called(desk: "Desk", who: str) -> str:
    """A person by the login, or the name as it was typed."""
    return safe(by_id(desk.records, who) if desk.records.find(who) is not None else who)


def person_or_name(desk: "Desk", typed: str | None) -> str:
    """The id of the person who is called so, else the name as it was typed."""
    try:
        return resolve(desk.records, ("person",), typed, desk.who, near=False) if typed else ""
    except (WrongWords, NotFound):
        return typed or ""


def _quorum(view: "MeetingView") -> tuple[str, str]:
    if not view.wants_quorum or not (view.running or view.ahead):
        return "", "muted"
    if view.quorate:
        return t("quorum"), "good"
    if view.ahead:
        return "", "muted"
    return t("no quorum: decisions want confirming"), "bad"


def leads(desk: "Desk", view: "MeetingView", *, follows: bool) -> tuple[str, str]:
    """Who leads, and whether I follow or look around."""
    leader = view.meeting.facilitator
    if not view.running and not view.ahead:
        return "", "muted"
    me = desk.records.person_of(desk.who)
    mine = me is not None and me.id == leader
    if leader is None:
        return t("nobody leads; L takes the lead"), "warn"
    who = called(desk, leader)
    if not view.running:
        return (t("you lead") if mine else t("{who} leads", who=who)), "muted"
    if not follows:
        around = t("you look around; 0 comes back") if mine else t("{who} leads, you look around; 0 follows", who=who)
        return around, "warn"
    if mine:
        return t("you lead"), "muted"
    login = getattr(desk.records.find(leader), "login", None)
    away = desk.company.looked and all(here.who != login for here in desk.company.others)
    if away:
        return t("{who} leads, not here; L takes the lead", who=who), "warn"
    return t("{who} leads, you follow", who=who), "muted"


def rule_line(desk: "Desk", head: str, tone: str, note: tuple[str, str], tail: tuple[str, str], width: int) -> Line:
    """A heading with a note behind it, a rule, and something at its right edge."""
    rule = "-" if desk.options.ascii_only else "─"
    head = fit(head, min(cell_len(head), max(4, width - cell_len(tail[0]) - 4)))
    left = width - cell_len(head) - cell_len(tail[0]) - 2
    said = fit(note[0], min(cell_len(note[0]), max(0, left - 4)))
    left -= cell_len(said) + 1 if said else 0
    parts: list[Part] = [(head + " ", tone)]
    parts += [(said + " ", note[1])] if said else []
    return [*parts, (rule * max(0, left), "faint"), *([(" " + tail[0], tail[1])] if tail[0] else [])]
