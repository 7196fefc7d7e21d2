"""The verbs, each loaded when it is asked for. A new verb is registered here."""

# late: what else a verb imports, it imports when it runs: help reads them all, and its file may have other verbs.

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.cli.call import Verb

#: Each verb, to the module that has it in its `VERBS`; in the order of the help.
VERBS: dict[str, str] = {
    "demo": "demo",
    "init": "init",
    "add": "add",
    "list": "reading",
    "show": "reading",
    "search": "search",
    "edit": "edit",
    "done": "steps",
    "reopen": "steps",
    "drop": "steps",
    "comment": "comment",
    "tick": "checklist",
    "item": "checklist",
    "gate": "gates",
    "step": "gates",
    "ready": "consensus",
    "share": "consensus",
    "agree": "consensus",
    "object": "consensus",
    "answer": "consensus",
    "raci": "letters",
    "check-in": "check_in",
    "reading": "metric_readings",
    "plan": "plan",
    "request": "requests",
    "accept": "requests",
    "negotiate": "requests",
    "decline": "requests",
    "confirm": "requests",
    "ask": "resources",
    "grant": "resources",
    "release": "resources",
    "block": "blockers",
    "raise": "blockers",
    "escalate": "blockers",
    "decide": "decide",
    "circulate": "circulate",
    "review": "circulate",
    "update": "update",
    "today": "my_day",
    "standup": "standup",
    "digest": "digest",
    "pulse": "pulse",
    "training": "training",
    "meeting": "meeting",
    "retro": "retro",
    "feedback": "feedback",
    "lesson": "lesson",
    "term": "term",
    "insights": "insights",
    "report": "report",
    "waits": "waits",
    "team": "letters",
    "series": "series",
    "handover": "leaving",
    "merge": "leaving",
    "history": "history",
    "undo": "history",
    "redo": "history",
    "import": "importing",
    "export": "export",
    "check": "keeping",
    "compact": "keeping",
    "backup": "backup",
    "restore": "keeping",
    "move": "moving",
    "lost": "lost",
    "keys": "keys",
    "serve": "serve",
    "doctor": "doctor",
    "config": "config",
    "completion": "completion",
    # What the help does not list: no verb at all opens the screen.
    "": "screen",
    "help": "help",
    "version": "version",
    "complete": "completion",
}
#: Those that people are told of.
LISTED = tuple(name for name in VERBS if name not in ("", "help", "version", "complete"))


def load(name: str) -> "Verb":
    """The verb of that name, which has to be one of `VERBS`."""
    return import_module(f"tui.cli.verbs.{VERBS[name]}").VERBS[name]
