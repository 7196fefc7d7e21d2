"""What becomes of a request when the goal for which it was asked ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from store.kinds import action as actions
from store.kinds.action import Action
from store.kinds.base import Ending
from store.kinds.ending import DONE, DROP, let_go

if TYPE_CHECKING:
    from store.kinds.request import Request
    from store.records import Changes


def end(changes: Changes, request: Request, ending: Ending) -> Request:
    """Had and confirmed, withdrawn, or asked for another goal; the action that it made goes the same way.

    Whoever closes the goal says so for both departments; what nobody has taken on was not had, and is withdrawn.
    """
    action = changes.maybe(Action, request.action)
    if action is not None and action.state in actions.OPEN and action.goal == request.goal:
        after = changes.put(actions.end(changes, action, ending))
        let_go(changes, action, after)
    if ending.how == DROP or (ending.how == DONE and request.answered is None):
        return msgspec.structs.replace(request, state="withdrawn", reason=ending.why)
    if ending.how != DONE:
        return msgspec.structs.replace(request, goal=ending.to)
    days = {name: getattr(request, name) or changes.today for name in ("answered", "delivered")}
    return msgspec.structs.replace(request, state="confirmed", confirmed=changes.today, **days)
