"""The language of a person: what they chose on the screen, else their configuration, their environment, the workspace.

What was chosen is kept for all workspaces in the person's own folder. It holds until the configuration says another
language than it did then, or until it is given up.
"""

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from store.errors import ConcordError, Failed
from store.words import Words
from tui import i18n

if TYPE_CHECKING:
    from store.workspace import Workspace


class _Chosen(msgspec.Struct):
    """The file: the language, and what the configuration said when it was chosen."""

    language: str
    over: str | None = None


def wanted() -> str:
    """The language that the person or their environment wants; "" where neither says one."""
    return i18n.choose(None, os.environ, _setting(), "")


def otherwise_of(workspace: "Workspace") -> None:
    """Where nobody wants one, that workspace's is spoken."""

    def find() -> str:
        try:
            return workspace.records.settings.language
        except (ConcordError, OSError):
            return ""  # its record does not read, which is said elsewhere

    i18n.otherwise(find)


def chosen(folder: str | None = None) -> str | None:
    """The language chosen on the screen, as long as it holds; ``folder`` is where it is kept, if not in their own."""
    try:
        with open(_path(folder), "rb") as file:
            found = msgspec.json.decode(file.read(), type=_Chosen)
    except (OSError, msgspec.MsgspecError):
        return None
    return found.language if found.over == _configured() else None


def choose(language: str | None, folder: str | None = None) -> Words | None:
    """Keep it, with None give it up; why it lasts only as long as the session, where it does."""
    from tui import private  # late: few choose one

    path = _path(folder)
    aside = f"{path}.{os.getpid()}.{os.urandom(3).hex()}"
    try:
        if language is None:
            with suppress(FileNotFoundError):
                os.unlink(path)
            return None
        with open(private.create(aside), "wb") as file:
            file.write(msgspec.json.encode(_Chosen(language, _configured())))
        os.replace(aside, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(aside)
        return Words("{path}: {reason}", path=os.path.dirname(path), reason=error.strerror or error)
    return None


def _path(folder: str | None) -> str:
    from tui import config  # late: the environment may say the language

    return os.path.join(folder or config.state_folder(), "language.json")


def _setting() -> str | None:
    return chosen() or _configured()


def _configured() -> str | None:
    """The language in the configuration."""
    from tui import config  # late: the environment may say the language

    try:
        return config.language()
    except Failed:
        # Finding the workspace and `concord doctor` say what is wrong with the file; a sentence has to be said now.
        return None
