"""The action that a request has become: what becomes of the request with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.kinds import action as actions
from store.kinds.action import Action
from store.kinds.ending import let_go
from store.kinds.request import Request

if TYPE_CHECKING:
    from store.records import Changes


def action_changed(changes: Changes, before: Action | None, after: Action) -> None:
    """When the action that a request made is done, the request is delivered; given up, it is declined after all.

    Where the action is reopened, the request is taken on again. What held it up is over with it.
    """
    if before is None:
        return
    let_go(changes, before, after)
    request = changes.maybe(Request, after.source)
    if request is None or request.action != after.id:
        return
    if request.state == "accepted" and after.state == "done":
        changes.change(request, state="delivered", delivered=changes.today)
    elif request.state == "accepted" and after.state == "dropped":
        changes.change(request, state="declined", reason=after.reason)
    elif before.state == "done" and after.state in actions.OPEN and request.state == "delivered":
        changes.change(request, state="accepted", delivered=None)
    elif before.state == "dropped" and after.state in actions.OPEN and request.state == "declined":
        changes.change(request, state="accepted", reason="")
