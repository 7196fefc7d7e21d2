"""Deciding a question anew: what was decided stays, and says by what it is superseded."""

from collections.abc import Mapping
from typing import Any

from store import commands
from store.errors import Refused
from store.kinds.base import Record
from store.kinds.decision import Decision, supersede
from store.records import Changes


def decide_anew(changes: Changes, id: str, values: Mapping[str, Any]) -> Record:
    """A new decision with those values, about the question and the goal of ``id`` unless they say so, supersedes it.

    Raises `Refused` where that is not decided or is superseded already, and whatever deciding raises.
    """
    old = changes.one(Decision, id)
    if not values.get("chosen"):
        raise Refused("Say what was chosen; a question that is still open is added without", "wants-choice")
    made = commands.add(changes, "decision", {"question": old.question, "goal": old.goal, **values})
    supersede(changes, id, made.id)
    changes.say("decide", id=made.id, supersedes=id)
    return made
