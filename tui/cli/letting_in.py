"""The command that lets people into a workspace in a database."""

import shlex
from collections.abc import Sequence

from store.words import Words

#: So many logins are listed; the command that lets people in has all of them.
_NAMED = 20


def letting_in(place: str, logins: Sequence[str]) -> str:
    """As whoever owns it types it, each login with the role of the same name."""
    return f"concord init {shlex.quote(place)} --people {shlex.quote(','.join(logins))}"


def left_outside(place: str, logins: Sequence[str]) -> Words:
    """Who of the people of a workspace that has just come there does not get in."""
    return Words(
        "These have no way in there yet: {list}. To let them in: {command}",
        list=[*logins[:_NAMED], *[f"… ({len(logins)})"] * (len(logins) > _NAMED)],
        command=letting_in(place, logins),
    )
