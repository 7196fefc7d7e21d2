"""Keys where people change: they go along to a new login, and nobody gets them with a login that was another's.

sshd is told at once of who has left; whoever leaves on a day to come is refused by `concord serve` from that day on.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec

from store.errors import ConcordError
from store.fields.indexes import LOGINS
from store.workspace import key_lines, key_notes, keys

if TYPE_CHECKING:
    from store.workspace import Workspace


class _Login(msgspec.Struct):
    """What of a person is looked at."""

    login: str = ""


def follow(workspace: "Workspace", changes: Sequence[Mapping[str, Any]]) -> None:
    """After a commit, in its turn. What cannot be written stays as it is: the commit stands."""
    folder = workspace.ledger.folder
    if not os.path.lexists(os.path.join(folder, keys.NAME)):
        return
    people = [change for change in changes if change["t"] == LOGINS.table]
    with suppress(ConcordError, OSError):
        changed = _give_on(workspace, folder, dict(_moved(people))) or any(map(_leaves_or_comes_back, people))
        program = key_lines.program_in(folder)
        if changed and program:
            keys.tell_sshd(workspace, program)


def _leaves_or_comes_back(change: Mapping[str, Any]) -> bool:
    return "left_on" in change.get("set", {}) or "left_on" in change.get("was", {})


def _moved(people: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each login that is another's now, or was nobody's before, and where its keys go; nowhere where that is empty."""
    for change in people:  # what is gained comes first: a login that one gives up and another takes goes along
        now = _login_in(change, "new") or change.get("set", {}).get("login", "")
        if now:
            yield now, ""
    for change in people:
        was = _login_in(change, "old") or change.get("was", {}).get("login", "")
        if was:
            yield was, change.get("set", {}).get("login", "")


def _login_in(change: Mapping[str, Any], side: str) -> str:
    return msgspec.json.decode(change[side], type=_Login).login if side in change else ""


def _give_on(workspace: "Workspace", folder: str, moved: Mapping[str, str]) -> bool:
    """Write whose the keys of these logins are now; whether there are any."""
    gone = [key for key in keys.of(folder) if key.login in moved]
    if gone:
        kept = [(moved[key.login], key.fingerprint) for key in gone if moved[key.login]]
        key_notes.note(folder, workspace.who, "remove", [(key.login, key.fingerprint) for key in gone])
        if kept:
            key_notes.note(folder, workspace.who, "add", kept)
        keys.rename(folder, moved)
    return bool(gone)
