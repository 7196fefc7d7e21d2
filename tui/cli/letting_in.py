"""The command that lets people into a workspace in a database."""

import shlex
from collections.abc import Sequence


def letting_in(place: str, logins: Sequence[str]) -> str:
    """As whoever owns it types it, each login with the role of the same name."""
    return f"concord init {shlex.quote(place)} --people {shlex.quote(','.join(logins))}"
