"""What is served where all that each role may is tried: an office in which all is one person's, and what they give."""

from typing import NamedTuple

from store import clock, commands
from store.commands.readings import add_reading
from store.engine.ledger import Ledger
from store.kinds.workspace import found
from store.records import Changes
from store.workspace import open_workspace
from tests.store.rights import world
from tests.store.workspace.public_keys import ed25519

#: Who has which role; in the workspace of each of them all is theirs: the role alone tells them apart.
PEOPLE = {"viewer": "vi", "member": "bo", "coordinator": "cho", "admin": "ana"}


def furnish(folder: str, role: str) -> None:
    """A workspace of whoever has that role, of whose own entry they changed something last."""
    Ledger.create(folder, "Nordwind")
    with open_workspace(folder, "root") as first:
        first.do(found, "Nordwind", "UTC", "en", "root", "Root", "Marketing")
        first.do(world.furnish, PEOPLE[role])
        first.do(_under_way, PEOPLE[role])
        first.do(add_reading, "N-1", 4.0, clock.now())
        if role == "viewer":  # who speaks for no department
            first.do(commands.edit, "DP-2", {"lead": world.COLLEAGUE})
        first.do(commands.edit, world.OWNER, {"role": role})
    with open_workspace(folder, PEOPLE[role]) as own:
        own.do(commands.edit, world.OWNER, {"email": "me@example.org"})


def _under_way(changes: Changes, me: str) -> None:
    """Records that are far enough for what is done to them."""
    changes.transaction.exempt = "demo"
    commands.edit(changes, "G-1", {"tags": ["spring"], "stances": {"DP-1": {"stance": "objects", "reason": "dear"}}})
    changes.transaction.who = me
    commands.edit(changes, "A-1", {"checklist": [{"id": "1", "text": "Ink"}]})
    commands.add(changes, "action", {"title": "Painted", "owner": world.OWNER, "state": "done"})
    commands.add(changes, "action", {"title": "Carry", "owner": world.COLLEAGUE})
    commands.add(changes, "lesson", {"title": "Say why", "tags": ["spring"]})
    asked = {"department": "DP-2", "asker": "DP-3"}
    commands.add(changes, "request", {"title": "Boxes", **asked})
    commands.add(changes, "request", {"title": "Flyers", "asker": "DP-2", "department": "DP-3", "state": "delivered"})
    commands.add(changes, "request", {"title": "Vans", **asked, "state": "accepted", "action": "A-3"})
    commands.add(changes, "update", {"title": "Snow", "department": "DP-3", "departments": ["DP-2"]})
    commands.add(changes, "allocation", {"title": "Gate", "resource": "P-1", "amount": 1, "department": "DP-3"})
    granted = {"title": "Lane", "resource": "P-1", "amount": 1, "department": "DP-2", "state": "granted"}
    commands.add(changes, "allocation", granted)


class Given(NamedTuple):
    """What is typed for a verb: to look, and to change something; what comes first, what goes into it."""

    looks: str = ""
    changes: str = ""
    first: str = ""
    stdin: bytes = b""
    #: What changes only what is one's own, whoever one is.
    own: str = ""


#: A key of nobody's.
KEY = ed25519(1).encode()
#: For each verb that is served; the screen is its own test.
GIVEN = {
    "add": Given(changes="add action Paint"),
    "list": Given("list action"),
    "show": Given("show A-1"),
    "search": Given("search print"),
    "edit": Given(changes="edit A-1 --title Printed", own="edit PN-6 --email else@example.org"),
    "done": Given(changes="done A-3"),
    "reopen": Given(changes="reopen A-2"),
    "drop": Given(changes="drop A-1 --why 'no paper'"),
    "comment": Given(changes="comment A-1 seen"),
    "tick": Given(changes="tick A-1 1"),
    "item": Given(changes="item A-1 Paper"),
    "gate": Given("gate G-2"),
    "step": Given(changes="step G-2 --why 'all know'"),
    "ready": Given(changes="ready G-1 --brings numbers"),
    "share": Given(changes="share G-1 --benefit calm"),
    "agree": Given(changes="agree G-1"),
    "object": Given(changes="object G-1 --why dear"),
    "answer": Given(changes="answer G-1 so --department DP-1"),
    "raci": Given("raci G-1", "raci KR-2 flo=R"),
    "check-in": Given(changes="check-in KR-1 5"),
    "reading": Given("reading N-1", "reading N-1 4"),
    "plan": Given("plan G-1"),
    "request": Given(changes="request Code --to LOG"),
    "accept": Given(changes="accept Q-2"),
    "negotiate": Given(changes="negotiate Q-2 half"),
    "decline": Given(changes="decline Q-2 --why 'no room'"),
    "confirm": Given(changes="confirm Q-3"),
    "ask": Given(changes="ask Dock 1 --for tents"),
    "grant": Given(changes="grant AL-2"),
    "release": Given(changes="release AL-3"),
    "block": Given(changes="block A-1 'No paper'"),
    "raise": Given(changes="raise B-1"),
    "escalate": Given(changes="escalate B-1 --to flo"),
    "decide": Given(changes="decide D-1 red"),
    "circulate": Given(changes="circulate D-1 --to LOG --until +1w"),
    "review": Given(changes="review D-2 better"),
    "update": Given(changes="update share 'A week late' --departments LOG"),
    "today": Given("today"),
    "standup": Given("standup", "standup --post --note 'off at noon' --anyway"),
    "digest": Given("digest"),
    "pulse": Given("pulse", "pulse answer PU-1 4 4 4 4 4"),
    "training": Given("training", "training held E-1 flo"),
    "meeting": Given("meeting agenda M-1", "meeting note AI-1 yes", "meeting start M-1"),
    "retro": Given("retro cards R-2", "retro card R-2 start tea"),
    "feedback": Given("feedback show R-1", "feedback give F-1 --kept 3"),
    "lesson": Given("lesson fit G-1", "lesson used L-1 --in G-1"),
    "term": Given("term launch", "term launch FIN=paid"),
    "insights": Given("insights"),
    "report": Given("report -"),
    "waits": Given("waits"),
    "team": Given("team S-1", "team S-1 flo=50"),
    "series": Given("series SE-1", "series SE-1 --time 10:00"),
    "handover": Given("handover flo", "handover flo --to root"),
    "merge": Given(changes="merge flo member"),
    "history": Given("history"),
    "undo": Given(changes="undo"),
    "redo": Given(changes="redo", first="undo"),
    "import": Given(changes="import csv -", stdin=b"title\nPaint\n"),
    "export": Given("export csv -"),
    "check": Given("check"),
    "backup": Given("backup -"),
    "keys": Given("keys", "keys add flo -", stdin=KEY),
    "completion": Given("completion bash"),
    "help": Given("help add"),
    "version": Given("version"),
    "complete": Given("complete -- show A-"),
}
