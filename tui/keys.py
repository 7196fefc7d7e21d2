"""The one table of keys: what is bound, what the footer shows, what help lists and what the palette offers follow it.

A letter means the same everywhere. Full-width forms and the marks that Chinese input methods send instead count as the
keys they stand for.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from store.words import Words
from tui.served import PROCESSES, Touch, reads, writes

#: What input methods send for a key.
TWINS = {"【": "[", "】": "]", "、": "/", "《": "<", "》": ">", "\u3000": " "}
#: Textual's names of keys that people read otherwise.
_READ = {"pagedown": "PgDn", "pageup": "PgUp", "escape": "Esc"}

MOVE = Words("Move")
PANES = Words("Panes")
CHANGE = Words("Change")
FIND = Words("Find and leave")
#: In the order in which help and palette have them.
_BY_USE = (CHANGE, FIND, PANES, MOVE)


class Key(NamedTuple):
    """One row: the action, the keys that do it, what it does, where it stands in help, for which kinds it works."""

    action: str
    keys: tuple[str, ...]
    label: Words
    section: Words
    #: The kinds of record that it works on; none named: all.
    kinds: tuple[str, ...] = ()
    #: What else it does, or what people may look for it by; help has it behind the label.
    more: Words | None = None
    #: It works on a chosen record, of whatever kind.
    any_record: bool = False
    #: What it touches beside the screen; what does not say it is refused where somebody is served.
    touches: frozenset[Touch] | None = None

    @property
    def shown(self) -> str:
        """The first of its keys, as people read it."""
        return as_read(self.keys[0])

    @property
    def needs(self) -> bool:
        """Whether it needs a chosen record."""
        return self.any_record or bool(self.kinds)


_MOVING = reads(
    Key("down", ("j", "down"), Words("One down"), MOVE),
    Key("up", ("k", "up"), Words("One up"), MOVE),
    Key("first", ("g", "home"), Words("To the first"), MOVE),
    Key("last", ("G", "end"), Words("To the last"), MOVE),
    Key("half_down", ("ctrl+d", "pagedown"), Words("Half a page down"), MOVE),
    Key("half_up", ("ctrl+u", "pageup"), Words("Half a page up"), MOVE),
    Key("detail_down", ("J",), Words("Scroll the record down"), MOVE),
    Key("detail_up", ("K",), Words("Scroll the record up"), MOVE),
    Key("open", ("enter",), Words("Open"), PANES, any_record=True),
    Key("next_pane", ("tab",), Words("Next pane"), PANES),
    Key("previous_pane", ("shift+tab",), Words("Pane before"), PANES),
    Key("pane_1", ("1",), Words("Departments"), PANES),
    Key("pane_2", ("2",), Words("Goals"), PANES),
    Key("pane_3", ("3",), Words("Actions"), PANES),
    Key("pane_4", ("4",), Words("Retrospectives"), PANES),
    Key("tab_before", ("[", "left"), Words("List before"), PANES),
    Key("tab_next", ("]", "right"), Words("Next list"), PANES),
    Key("widen", ("0",), Words("Show all again"), PANES),
    Key("back", ("escape",), Words("Undo the last narrowing, filter or marks"), PANES),
    Key("zoom", ("z",), Words("This pane alone"), PANES),
)
_CHANGING = writes(
    Key("add", ("a",), Words("Add"), CHANGE),
    Key("edit", ("e",), Words("Edit"), CHANGE, any_record=True),
    Key("ask", ("A",), Words("Put to departments"), CHANGE, ("decision",), Words("they agree or object until a day")),
    Key("ask", ("A",), Words("Ask another department"), CHANGE, more=Words("for something it is to do or to give")),
    Key("done", ("d",), Words("Done"), CHANGE, ("action", "blocker", "milestone")),
    Key("done", ("d",), Words("Delivered", context="deed"), CHANGE, ("request",), Words("what was asked for")),
    Key("done", ("d",), Words("Release"), CHANGE, ("allocation",)),
    Key("done", ("d",), Words("Held: who took part"), CHANGE, ("training",)),
    Key("done", ("d",), Words("Close and count"), CHANGE, ("pulse",), Words("for good: what came is told then")),
    Key("drop", ("x",), Words("Drop, with why"), CHANGE, any_record=True),
    Key("comment", ("c",), Words("Comment"), CHANGE, any_record=True),
    Key(
        "value",
        ("v",),
        Words("Stance"),
        CHANGE,
        ("goal",),
        Words("ready, agree, agree with a reservation, object"),
    ),
    Key("value", ("v",), Words("Check in"), CHANGE, ("key-result",), Words("value, confidence, note, help needed")),
    Key("value", ("v",), Words("Reading"), CHANGE, ("metric",), Words("its value now, or of an earlier moment")),
    Key("readings", ("l",), Words("Readings"), CHANGE, ("metric",), Words("the last ones; correct one, with why")),
    Key(
        "value", ("v",), Words("Answer"), CHANGE, ("request",), Words("accept, offer something else, decline, confirm")
    ),
    Key("value", ("v",), Words("Ask for, grant, release"), CHANGE, ("resource",)),
    Key("value", ("v",), Words("Grant, decline, release"), CHANGE, ("allocation",)),
    Key("value", ("v",), Words("Shares of time"), CHANGE, ("team",)),
    Key("value", ("v",), Words("Answer"), CHANGE, ("pulse",), Words("without your name: five questions, a sentence")),
    Key("value", ("v",), Words("Its days"), CHANGE, ("series",), Words("move, change, cancel one; whose turn it is")),
    Key("value", ("v",), Words("Stance, result"), CHANGE, ("decision",)),
    Key("value", ("v",), Words("Give feedback"), CHANGE, ("feedback",), Words("five questions, a sentence")),
    Key(
        "value",
        ("v",),
        Words("Understood, or ask"),
        CHANGE,
        ("update",),
        Words("for your department; answer what is asked"),
    ),
    Key("value", ("v",), Words("It still holds"), CHANGE, ("lesson",)),
    Key("value", ("v",), Words("What a department means by it"), CHANGE, ("term",)),
    Key(
        "gate",
        ("s",),
        Words("Steps and gate"),
        CHANGE,
        ("goal",),
        Words("what is wanted before the next step, go on, go back, close"),
    ),
    Key(
        "raci",
        ("r",),
        Words("Who does what: RACI"),
        CHANGE,
        ("goal", "key-result", "milestone"),
        Words("responsible, accountable, consulted, informed"),
    ),
    Key(
        "block",
        ("b",),
        Words("Block"),
        CHANGE,
        ("action", "goal", "key-result"),
        Words("say what holds it up and on whom it waits"),
    ),
    Key("next_step", ("n",), Words("Next step"), CHANGE, ("blocker",), Words("what happens next, by whom, by when")),
    Key("escalate", ("E",), Words("Escalate"), CHANGE, ("blocker",), Words("put it before the next one above")),
    Key(
        "decide",
        ("D",),
        Words("Decide"),
        CHANGE,
        ("goal", "key-result", "action", "blocker", "decision"),
        Words("end a blocker, say why and who was heard"),
    ),
    Key("owner", ("o",), Words("Owner"), CHANGE, ("action", "goal", "key-result", "milestone")),
    Key("hand_over", ("o",), Words("Hand over"), CHANGE, ("person",), Words("what is open with whoever leaves")),
    Key("hand_over", ("o",), Words("Hand over"), CHANGE, ("department",), Words("what is open with one that ends")),
    Key("due", ("t",), Words("Due"), CHANGE, ("action", "goal", "milestone")),
    Key("due", ("t",), Words("Last day"), CHANGE, ("team",)),
    Key("due", ("t",), Words("Its day"), CHANGE, ("training",)),
    Key("due", ("t",), Words("Need by"), CHANGE, ("request",)),
    Key("due", ("t",), Words("Review on"), CHANGE, ("decision",)),
    Key("priority", ("p",), Words("Priority"), CHANGE, ("action",)),
    Key(
        "turn",
        (".",),
        Words("To do, doing, in review"),
        CHANGE,
        ("action",),
        Words("the next of them; before the title ~ is doing, ^ in review"),
    ),
    Key("checklist", ("l",), Words("Checklist"), CHANGE, ("action",), Words("tick, add, move, take off its lines")),
    Key("to_goal", ("O",), Words("Move to another goal"), CHANGE, ("action",)),
    Key("tag", ("#",), Words("Tag"), CHANGE, any_record=True),
    Key("retro", ("R",), Words("Cards"), CHANGE, ("retro",)),
    Key(
        "proposals",
        ("+",),
        Words("Onto its agenda"),
        CHANGE,
        ("meeting",),
        Words("what is proposed for it and why, what waits in the backlog"),
    ),
    Key(
        "lessons",
        ("*",),
        Words("Lessons that fit"),
        CHANGE,
        ("goal", "meeting", "blocker", "request"),
        Words("and why; used here, did not help"),
    ),
    Key("undo", ("u",), Words("Take back my last change"), CHANGE),
    Key("redo", ("U",), Words("Do again what I took back"), CHANGE),
    Key("mark", ("space",), Words("Mark, to change several at once"), CHANGE, any_record=True),
    Key("copy", ("y",), Words("Copy"), CHANGE, any_record=True),
)
_FINDING = writes(
    Key("my_day", ("m",), Words("My day"), FIND, more=Words("late, due, what others wait for, what is next")),
    Key(
        "standup",
        ("S",),
        Words("Stand-up"),
        FIND,
        more=Words("my entry, who is missing, blocked, late, the walk, the digest"),
    ),
    Key(
        "meeting",
        ("M",),
        Words("Meeting"),
        FIND,
        more=Words("prepare, who is there, item by item, notes, decisions, actions, close"),
    ),
    Key(
        "timeline",
        ("T",),
        Words("Timeline of this goal, or of all"),
        FIND,
        more=Words("weeks, lanes by department, load, moving what is planned"),
    ),
    Key("why", ("w",), Words("Why it is red or amber, and what caused it"), FIND, ("goal", "key-result", "department")),
    Key(
        "insights",
        ("I",),
        Words("Insights: who waits for whom, and the weeks behind"),
        FIND,
        more=Words("goals, promises, blocked days, answers, load, numbers, learning"),
    ),
    Key("news", ("H",), Words("What happened since I last looked"), FIND),
    Key("life", ("h",), Words("The history of this record"), FIND, any_record=True),
    Key(
        "dictionary",
        ("W",),
        Words("Words of this page in the dictionary"),
        FIND,
        more=Words("what they mean to which department, what to say instead"),
        any_record=True,
    ),
    Key("search", ("/",), Words("Search"), FIND),
    Key("filter", ("f",), Words("Filter this list"), FIND),
    Key("sort", (";",), Words("Sort this list"), FIND, more=Words("by due day, by priority, newest first, by name")),
    Key("views", ("V",), Words("Kept searches"), FIND),
    Key(
        "settings",
        (",",),
        Words("Workspace settings"),
        FIND,
        more=Words("name, time zone, language, working days, days off, who may join"),
    ),
    Key("palette", (":", "ctrl+p"), Words("Commands"), FIND),
    Key("help", ("?",), Words("Keys"), FIND),
    Key("anew", ("ctrl+l",), Words("Draw the screen again"), FIND),
    Key("to_shell", ("ctrl+z",), Words("To the shell"), FIND, more=Words("`fg` there comes back"), touches=PROCESSES),
    Key("leave", ("q",), Words("Leave"), FIND),
)
KEYS: tuple[Key, ...] = (*_MOVING, *_CHANGING, *_FINDING)

#: The section of a screen's own keys in help, and those that many of them have.
HERE = Words("In this room")
TO, OUT = reads(
    Key("move", ("j", "k", "g", "G"), Words("Down, up, to the first, to the last"), HERE),
    Key("leave", ("escape", "q"), Words("Leave"), HERE),
)
#: What stands in a footer for the last but one where something covers the lists.
(BACK,) = reads(Key("back", ("escape",), Words("Back"), PANES))

#: The actions that have a row of their own for a kind.
_OWN = {(row.action, kind) for row in KEYS for kind in row.kinds}
_BY_KEY: dict[str, list[Key]] = {}
for _key in KEYS:
    for _name in _key.keys:
        _BY_KEY.setdefault(_name, []).append(_key)


#: While the filter of a list is typed.
FILTERING = reads(
    Key("keep_filter", ("enter",), Words("Keep the filter"), PANES),
    Key("no_filter", ("escape",), Words("No filter"), PANES),
    Key("walk", ("down",), Words("Down the list"), PANES),
)


def as_read(key: str) -> str:
    """Textual's name of a key as people read it: PgDn, Ctrl-D; a letter or a mark as it is."""
    return _READ.get(key) or (key if len(key) == 1 else key.title().replace("+", "-"))


def as_named(read: str) -> str:
    """Textual's name of a key that people read so; what is no key as it is."""
    for name, said in _READ.items():
        if said == read:
            return name
    return read if len(read) == 1 else read.lower().replace("ctrl-", "ctrl+")


def plain(character: str) -> str:
    """The ASCII twin of a full-width character; others as they are."""
    if len(character) == 1 and "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    return TWINS.get(character, character)


def pressed(key: str, character: str | None) -> str:
    """The name under which the table knows what was typed."""
    if character is None or not character.isprintable():
        return key
    character = plain(character)
    return "space" if character == " " else character


def find(name: str, kind: str) -> Key | None:
    """The row for that key in a list of that kind, or for another kind if it does not work in this one."""
    rows = _BY_KEY.get(name, [])
    return next((row for row in rows if works(row, kind)), rows[0] if rows else None)


def shown(action: str) -> str:
    """The key of an action, as people read it; raises `KeyError` where there is none."""
    return {row.action: row.shown for row in KEYS}[action]


def works(row: Key, kind: str) -> bool:
    """Whether it does something in a list of that kind; what does so anywhere gives way to a row of its own there."""
    return kind in row.kinds if row.kinds else (row.action, kind) not in _OWN


#: What works in a room and among what was found, beside what changes a record.
_ANYWHERE = {"life", "meeting", "dictionary", "anew", "to_shell"}


def elsewhere(row: Key) -> bool:
    """Whether it works on a record outside the panes too: among what a search found, in a room."""
    found = row.section is CHANGE or row.action in _ANYWHERE
    return found and row.action not in ("add", "mark")


@cache
def rows(kind: str) -> tuple[Key, ...]:
    """Every row that works in a list of that kind: first what is done to the chosen record, last moving."""
    return tuple(sorted((row for row in KEYS if works(row, kind)), key=_use))


def _use(row: Key) -> tuple[int, bool]:
    return (_BY_USE.index(row.section), not row.needs)


def footer(rows: Iterable[Key], actions: tuple[str, ...], *, covered: bool = False) -> list[Key]:
    """Of the rows those of these actions; and the way back where a record, or one list alone, ``covered`` the lists."""
    found = {row.action: row for row in rows if not (covered and row.action == "open")}
    shown = [found[action] for action in actions if action in found]
    return [*shown[:-2], shown[-1], BACK] if covered and shown else shown
