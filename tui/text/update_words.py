"""Who has not said anything to an update, who asks, and for how long, in words."""

from typing import TYPE_CHECKING

from tui.i18n import t
from tui.text.joined import apart, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.insight.unacknowledged import OpenUpdate


def waits_said(update: "OpenUpdate", called: "Callable[[str], str]") -> str:
    """Whose word it waits for."""
    said: list[str] = []
    if update.silent:
        departments = listed(map(called, update.silent))
        said.append(t("waits for {departments} to acknowledge it", departments=departments))
    if update.asking:
        one = "{departments} asks and has no answer"
        departments = listed(map(called, update.asking))
        said.append(t("{departments} ask and have no answer", one=one, departments=departments, n=len(update.asking)))
    return apart(said)
