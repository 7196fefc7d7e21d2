"""Which workspace, and what the person has set: `config.toml` of the person, then the machine's, then a default.

A file looks like this::

    workspace = "/srv/concord/acme"
    language = "zh"
    theme = "light"
    characters = "ascii"
"""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from store.errors import Failed

if TYPE_CHECKING:
    from store.workspace.surroundings import Absence

NamedBy = Literal["option", "environment", "person", "machine", "default"]

MACHINE = "/etc/concord/config.toml"
_KEYS = ("workspace", "language", "theme", "characters")


class WorkspacePlace(NamedTuple):
    """A workspace folder and who named it."""

    folder: str
    named_by: NamedBy

    @property
    def absence(self) -> "Absence | None":
        """Why there is nothing to open; None where there is a workspace, or what is left of one."""
        if os.path.lexists(os.path.join(self.folder, "journal")):
            return None
        from store.workspace.surroundings import absence  # late: most workspaces are there

        return absence(self.folder)


class Options:
    """What a person has chosen for their screen."""

    def __init__(self, *, ascii_only: bool = False, theme: str = "concord-dark") -> None:
        self.ascii_only = ascii_only
        self.theme = theme

    @classmethod
    def of_person(cls) -> "Options":
        """As the person's or the machine's configuration says: ``theme = "light"``, ``characters = "ascii"``."""
        found: dict[str, str] = {}
        for path in (MACHINE, person_file()):
            found |= read(path)
        wanted = os.environ.get("CONCORD_CHARACTERS") or found.get("characters", "")
        return cls(
            ascii_only=wanted == "ascii",
            theme="concord-light" if found.get("theme") == "light" else "concord-dark",
        )


def find_workspace(option: str | None, environ: Mapping[str, str]) -> WorkspacePlace:
    """The folder of the workspace; there need not be one yet. Raises `Failed` where a configuration is unreadable."""
    if option:
        return WorkspacePlace(_folder(option), "option")
    if environ.get("CONCORD_WORKSPACE"):
        return WorkspacePlace(_folder(environ["CONCORD_WORKSPACE"]), "environment")
    files: tuple[tuple[str, NamedBy], ...] = ((person_file(), "person"), (MACHINE, "machine"))
    for path, named_by in files:
        workspace = read(path).get("workspace")
        if workspace:
            return WorkspacePlace(_folder(workspace, os.path.dirname(path)), named_by)
    return WorkspacePlace(own_workspace(), "default")


def language() -> str | None:
    """The language that the person or the machine has set, or None."""
    return read(person_file()).get("language") or read(MACHINE).get("language")


def read(path: str) -> dict[str, str]:
    """The settings of one file; none where there is no file. Raises `Failed` naming the file and what is wrong."""
    if not os.path.exists(path):
        return {}
    import tomllib  # late: few have set anything

    try:
        with open(path, "rb") as file:
            found = tomllib.load(file)
    except OSError as error:
        raise Failed("{path} cannot be read: {reason}", path=path, reason=error.strerror or error) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Failed(
            '{path} is not valid TOML ({reason}). A line looks like: workspace = "/srv/concord/acme"',
            path=path,
            reason=error,
        ) from None
    for key in _KEYS:
        if key in found and not isinstance(found[key], str):
            raise Failed("{path}: {key} has to be text in quotes", path=path, key=key)
    return {key: found[key] for key in _KEYS if key in found}


def person_file() -> str:
    """Where the person's settings are, whether or not there are any."""
    import platformdirs  # late: the folder may be told

    return os.path.join(platformdirs.user_config_dir("concord"), "config.toml")


def own_workspace() -> str:
    """The folder of the workspace that is used where none is named."""
    import platformdirs  # late: the folder may be told

    return os.path.join(platformdirs.user_data_dir("concord"), "workspace")


def state_folder() -> str:
    """Where the person's own state, logs and crash files are."""
    import platformdirs  # late: the folder may be told

    return platformdirs.user_state_dir("concord")


def _folder(text: str, base: str = "") -> str:
    """The absolute path; ``~`` is the home, and a relative one counts from ``base`` (where one is)."""
    return os.path.abspath(os.path.join(base, os.path.expanduser(text)))
