"""What meets a refusal, a fault, a want of a gate, by its reason: the one declaration for screen and command line.

A command is a pattern: its places are filled with the values of the sentence, ``{again}`` with the command as it was
given; CAPITALS and ``"..."`` stand for what a person has to put in. What has no remedy is for somebody else to do, or
its sentence says all.
"""

import shlex
from collections.abc import Mapping
from typing import NamedTuple, cast

from store.words import Words
from tui import served
from tui.i18n import t
from tui.text.joined import told
from tui.text.places import placed

#: A place in a command for words.
WORDS = '"..."'
OUTCOMES = "achieved|partly|missed"


class _Blanks(dict[str, str]):
    """A place by its name in CAPITALS, where nothing stands in it."""

    def __missing__(self, name: str) -> str:
        return name.upper()


class Remedy(NamedTuple):
    """``commands`` of the command line; ``keys`` of the screen, each an action, of a kind where it has several.

    ``fields`` are those under which a form says it, where it has one of them; ``outside`` is what only a command can
    do, so that the screen names it too. ``way`` is what the screen says where a room has the key that meets it.
    """

    commands: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    outside: bool = False
    way: Words | None = None


#: Where a reason is typed.
WHY = ("why", "reason")
#: What can be done about a request and about an allocation; in which state which, their faces know.
ANSWERS = (
    "concord accept {id}",
    f"concord negotiate {{id}} {WORDS} --by DAY",
    f"concord decline {{id}} --why {WORDS}",
    "concord done {id}",
    "concord confirm {id}",
)
GRANTS = ("concord grant {id}", f"concord decline {{id}} --why {WORDS}", "concord release {id}", "concord reopen {id}")
#: In the room of a meeting.
_CLOSE = Words("M goes to its room; > or : there closes it")
_BEGIN = Words("M goes to its room; > there begins it")

REMEDIES: dict[str, Remedy] = {
    "by-answers": Remedy(ANSWERS, ("value request",)),
    "by-granting": Remedy(GRANTS, ("value allocation",)),
    "by-its-course": Remedy(
        ("concord meeting open {id}", "concord meeting start {id}", "concord meeting close {id}"),
        way=Words("M goes to its room; > there opens, begins and closes it"),
    ),
    "by-its-meeting": Remedy(
        ("concord meeting park {id}", "concord meeting carry {id}", f"concord drop {{id}} --why {WORDS}"),
        way=Words("M goes to its meeting; P there parks it, C carries it on, x takes it off"),
    ),
    "closed": Remedy(("concord reopen {id}",)),
    "closed-by-its-lead": Remedy(("concord standup --close",), ("standup",)),
    "closed-not-done": Remedy(("concord retro close {id}",), ("retro",)),
    "ends-by-itself": Remedy(("concord edit {id} --end today",), ("due team",)),
    "ambiguous-day": Remedy(("{again} --dates dmy|mdy|ymd",)),
    "asks-itself": Remedy((f"concord drop {{id}} --why {WORDS}",), ("drop",)),
    "decided-already": Remedy((f"concord decide {{question}} {WORDS} --supersedes {{id}}",), ("decide",)),
    "file-exists": Remedy(("{again} --force",)),
    "gate-wants": Remedy(("concord gate {id}", f"concord step {{id}}{{outcome}} --why {WORDS}"), fields=WHY),
    "goal-wants-reason": Remedy((f"concord drop {{id}} --why {WORDS}",), fields=WHY),
    "has-left": Remedy(("concord handover {who}", "{again} --anyway")),
    "granted-beyond": Remedy(("concord show {id}",)),
    "held-not-done": Remedy(("concord meeting close {id}",), way=_CLOSE),
    "is-running": Remedy(("concord meeting close {id}",), way=_CLOSE),
    "leaves-open": Remedy(("{again} --rest done|drop|move:GOAL", "{again} --rest drop --rest ID=done ...")),
    "led-by-another": Remedy(("concord meeting lead {id}",), way=Words("L in its room takes the lead")),
    "made-by-choosing": Remedy((f"concord decide {{id}} {WORDS}",), ("decide",)),
    "made-inactive": Remedy(("concord edit {id} --active no",), ("edit",)),
    "may-join": Remedy((f"concord add person {WORDS} --login {{who}}",), ("palette",)),
    "measured-by-check-ins": Remedy(("concord check-in {id} VALUE",), ("value key-result",)),
    "names-no-goal": Remedy(("{again} --goal GOAL",), fields=("goal",)),
    "names-no-resource": Remedy(("concord edit {id} --resource NAME",), ("edit",)),
    "no-admin": Remedy(("concord init --admin LOGIN {folder}",), outside=True),
    "no-admin-role": Remedy(("concord init {folder} --people {names}",), outside=True),
    "no-day": Remedy(("concord edit {id} --due DAY",), ("due action",)),
    "no-lead": Remedy(("concord edit {department} --lead WHO",)),
    "no-next": Remedy(("concord meeting move ITEM --to MEETING",)),
    "no-objection": Remedy(("concord show {id}",)),
    "no-progress": Remedy(
        (
            f"concord edit {{id}} --next-step {WORDS} --next-owner WHO --next-by DAY",
            "concord escalate {id}",
            f"concord decide {WORDS} {WORDS} --ends {{id}}",
        ),
        ("next_step", "escalate", "decide"),
    ),
    "no-quorum": Remedy(("concord meeting attend {id} DEPARTMENT",)),
    "no-room": Remedy(("concord show {resource}", "concord release ALLOCATION"), ("value resource",)),
    "no-workspace": Remedy(("concord init {path}",), outside=True),
    "no-workspace-record": Remedy(("concord init",), outside=True),
    "no-next-retro": Remedy(("concord retro plan {id}",)),
    "nobody-above": Remedy(("{again} --to WHO", f"concord decide {WORDS} {WORDS} --ends {{id}}"), ("decide",)),
    "nobody-accountable": Remedy(("concord raci {id} WHO=A",)),
    "nobody-responsible": Remedy(("concord raci {id} WHO=R",)),
    "not-active": Remedy(("concord handover {who}", "{again} --anyway")),
    "not-asked-any-more": Remedy(GRANTS, ("value allocation",)),
    "not-asked": Remedy(("concord circulate {id} --to DEPARTMENT,...",), ("ask decision",)),
    "not-circulating": Remedy(("concord circulate {id} --to DEPARTMENT --until DAY",), ("ask decision",)),
    "not-decided": Remedy((f"concord decide {{id}} {WORDS}",), ("decide",)),
    "not-begun": Remedy(("concord standup --open --on {day}",)),
    "not-in-that-state": Remedy(ANSWERS, ("value request",)),
    "not-last-step": Remedy((f"concord step {{id}} --outcome {OUTCOMES} --why {WORDS}",), fields=WHY),
    "not-on-an-agenda": Remedy(("concord meeting move {id} --to MEETING",)),
    "not-over": Remedy(("concord meeting close {id}",), way=_CLOSE),
    "not-running": Remedy(("concord meeting start {id}",), way=_BEGIN),
    "not-taking-part": Remedy(("concord edit {id} --departments=+{department}",)),
    "opened-and-closed": Remedy(("concord standup --open", "concord standup --close"), ("standup",)),
    "over-committed": Remedy(("concord show {resource}", f"{{again}} --why {WORDS}"), fields=WHY),
    "party-not-active": Remedy(("concord raci {id} {party}=none",)),
    "released-not-done": Remedy(("concord release ALLOCATION",), ("value resource",)),
    "remains": Remedy(("concord check --repair --workspace {path}",), outside=True),
    "retro-led-by-another": Remedy(("concord retro lead {id}",)),
    "retro-wants": Remedy(
        (f"concord retro lesson {{id}} {WORDS}", f"concord retro change {{id}} {WORDS}", f"{{again}} --why {WORDS}"),
        fields=WHY,
    ),
    "several-accountable": Remedy(("concord raci {id} WHO=A",)),
    "unknown-column": Remedy(("{again} --map {column}={takes}",)),
    "unknown-encoding": Remedy(("{again} --encoding NAME",)),
    "unknown-names": Remedy(("concord import goals FILE",)),
    "used-by-goals": Remedy(("concord edit {id} --used_in=+GOAL",), ("edit",)),
    "waiver-wants-reason": Remedy((f"{{again}} --waive {WORDS}",), fields=WHY),
    "wants-answer": Remedy((f"concord answer {{id}} {WORDS} --department {{party}}",)),
    "wants-change": Remedy((f"concord retro change {{id}} {WORDS}",)),
    "wants-check-in": Remedy(("concord check-in {id} VALUE",)),
    "wants-check": Remedy(("concord check",), outside=True),
    "wants-choice": Remedy((f"concord add decision {WORDS}",), fields=("chosen",)),
    "wants-columns": Remedy((f"{{again}} --columns {WORDS}",), fields=("columns",)),
    "wants-compacting": Remedy(("concord compact",), outside=True),
    "wants-day": Remedy(("concord edit {id} --due DAY",)),
    "wants-addressees": Remedy(("{again} --to DEPARTMENT",), fields=("to",)),
    "wants-department": Remedy(("concord edit {id} --department CODE",)),
    "wants-departments": Remedy(("concord edit {id} --departments=+CODE",)),
    "wants-despite": Remedy((f"{{again}} --despite {WORDS}",), fields=("despite",)),
    "wants-end": Remedy(("concord done {id}",)),
    "wants-hearing": Remedy(("{again} --heard {names}", '{again} --waived "{names}=..."')),
    "wants-lessons": Remedy((f"concord add lesson {WORDS} --retro {{id}}",)),
    "wants-meeting": Remedy((f"concord add meeting {WORDS} --goal {{id}}", "concord meeting close MEETING")),
    "wants-offer": Remedy((f"{{again}} {WORDS} --by DAY",), fields=("offer",)),
    "wants-outcome": Remedy((f"concord step {{id}} --outcome {OUTCOMES}",), ("gate",), fields=("outcome",)),
    "wants-owner": Remedy(("concord edit {id} --owner WHO",)),
    "wants-owner-or-day": Remedy(("concord edit ACTION --owner WHO --due DAY", "{again} --because ACTION=TEXT")),
    "wants-place": Remedy((f"concord meeting cancel {{id}} --why {WORDS} --to backlog|drop|MEETING",)),
    "wants-purpose": Remedy((f"concord edit {{id}} --why {WORDS}",)),
    "wants-ready": Remedy(("concord ready {id} --department {party}",)),
    "wants-reason": Remedy((f"{{again}} --why {WORDS}",), fields=WHY),
    "wants-repair": Remedy(("concord check --repair",), outside=True),
    "wants-retro": Remedy((f"concord add retro {WORDS} --goal {{id}}", "concord retro close RETRO")),
    "wants-stance": Remedy(("concord agree {id} --department {party}",)),
    "wants-until": Remedy(("{again} --until DAY",), fields=("circulated_until",)),
    "went-back": Remedy(("concord lost",), outside=True),
    "whose-entry": Remedy(("{again} --person WHO",), fields=("person",)),
    "whose-stand-up": Remedy(("{again} --who WHO",)),
}


def patterns(reason: str) -> tuple[str, ...]:
    """The commands that meet that reason, with their places."""
    return REMEDIES.get(reason, Remedy()).commands


def commands(reason: str, values: Mapping[str, object]) -> list[str]:
    """The command lines that meet that reason, as far as the values fill their places; one each for several ``ids``."""
    ids = values.get("ids", values.get("id"))
    found: list[str] = []
    for id in cast("list[object]", ids) if isinstance(ids, list) else [ids]:
        filled = {name: _typed(value) for name, value in {**values, "id": id}.items() if value is not None}
        filled |= {name: str(values[name]) for name in ("again", "outcome") if name in values}
        for pattern in patterns(reason):
            try:
                found.append(placed(pattern).format_map(filled))
            except KeyError:  # the sentence does not tell: there is no such command then
                continue
    return found


def _typed(value: object) -> str:
    """A value as one word of a command; several with commas between them. What stands for one is left as it is."""
    if isinstance(value, Words) and value.context == "place":
        return t(value)
    return shlex.quote(",".join(map(str, cast("list[object]", value))) if isinstance(value, list) else str(value))


def in_general(reason: str) -> list[str]:
    """The same for no record in particular: CAPITALS stand in the places."""
    return [placed(each.format_map(_Blanks(again="concord VERB ...", outcome=""))) for each in patterns(reason)]


def keys(reason: str) -> list[str]:
    """The keys of the screen that meet it, each with what it does; or the way to them."""
    from tui.keys import KEYS  # late: the command line tells no keys but in its help

    remedy = REMEDIES.get(reason, Remedy())
    found: list[str] = [] if remedy.way is None else [t(remedy.way)]
    for wanted in remedy.keys:
        action, _, kind = wanted.partition(" ")
        key = next(key for key in KEYS if key.action == action and (not kind or kind in key.kinds))
        label = t(key.label)
        found.append(f"{key.shown} {label[:1].lower()}{label[1:]}")
    return found


def in_brief(cause: Words, *, screen: bool) -> str:
    """What meets it in one line: keys on the ``screen``; of the commands those that only a shell can be given.

    Whoever is served has none.
    """
    ways = keys(cause.reason) if screen else []
    if REMEDIES.get(cause.reason, Remedy()).outside and served.session() is None:
        ways += [f"`{each}`" for each in commands(cause.reason, cause.values)]
    return told(ways)
