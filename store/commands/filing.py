"""Filing several records anew, in one commit: on another goal, under other tags."""

from collections.abc import Sequence
from typing import Any

from store import commands
from store.kinds.base import Record
from store.kinds.goal import Goal
from store.kinds.key_result import KeyResult
from store.records import Changes
from store.records.title_line import joined


def to_goal(changes: Changes, ids: Sequence[str], goal_id: str) -> list[Record]:
    """The records of ``ids`` are on that goal; what they named of another one's key results, no more.

    Raises whatever setting it by hand would raise, as where the goal is closed.
    """
    goal = changes.one(Goal, goal_id)
    values: dict[str, dict[str, Any]] = {}
    for id in dict.fromkeys(ids):
        result = changes.maybe(KeyResult, getattr(changes.get(id), "key_result", None))
        lost = {"key_result": None} if result is not None and result.goal != goal.id else {}
        values[id] = {"goal": goal.id, **lost}
    return commands.edit_each(changes, values)


def tag(changes: Changes, ids: Sequence[str], words: Sequence[str]) -> list[Record]:
    """The records of ``ids`` have these tags besides; those with a `-` before them, no more."""
    less = {word[1:].lstrip("#＃") for word in words if word[0] in "-－"}
    more = tuple(word for word in words if word[0] not in "-－")
    tags = {id: joined(changes.get(id).tags, more) for id in dict.fromkeys(ids)}
    return commands.edit_each(
        changes, {id: {"tags": tuple(tag for tag in each if tag not in less)} for id, each in tags.items()}
    )
