"""Which workspace, and what the person has set: `config.toml` of the person, then the machine's, then a default.

A file looks like this::

    workspace = "/srv/concord/acme"
    language = "zh"
    theme = "light"
    characters = "ascii"

What is wrong in one is said by `look` alone, at the start; whoever reads settings after that goes by what holds.
"""

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from store.errors import Failed

if TYPE_CHECKING:
    from store.workspace.surroundings import Absence
    from tui.config.config_text import Oddity

NamedBy = Literal["option", "environment", "person", "machine", "default"]

MACHINE = "/etc/concord/config.toml"
#: More than this is no configuration.
_LARGEST = 64 * 1024


class WorkspacePlace(NamedTuple):
    """A workspace's folder, or its address in a database, and who named it."""

    folder: str
    named_by: NamedBy

    @property
    def is_address(self) -> bool:
        """Whether it is in a database."""
        return "://" in self.folder

    @property
    def absence(self) -> "Absence | None":
        """Why there is nothing to open; None where there is a workspace, or what is left of one.

        Of an address that is known when it is opened.
        """
        if self.is_address or os.path.lexists(os.path.join(self.folder, "journal")):
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
        found = read(MACHINE) | read(person_file())
        wanted = os.environ.get("CONCORD_CHARACTERS", "")
        if wanted not in ("ascii", "unicode"):
            wanted = found.get("characters", "")
        return cls(
            ascii_only=wanted == "ascii",
            theme="concord-light" if found.get("theme") == "light" else "concord-dark",
        )


def find_workspace(option: str | None, environ: Mapping[str, str]) -> WorkspacePlace:
    """The place of the workspace; there need not be one yet.

    Raises `Failed` where a configuration is unreadable, `WrongWords` for what is no address.
    """
    if option:
        return WorkspacePlace(_place(option), "option")
    if environ.get("CONCORD_WORKSPACE"):
        return WorkspacePlace(_place(environ["CONCORD_WORKSPACE"], variable="CONCORD_WORKSPACE"), "environment")
    files: tuple[tuple[str, NamedBy], ...] = ((person_file(), "person"), (MACHINE, "machine"))
    for path, named_by in files:
        workspace = read(path, place=True).get("workspace")
        if workspace:
            return WorkspacePlace(_place(workspace, os.path.dirname(path)), named_by)
    return WorkspacePlace(own_workspace(), "default")


def language() -> str | None:
    """The language that the person or the machine has set, or None."""
    return read(person_file()).get("language") or read(MACHINE).get("language")


def look(option: str | None, environ: Mapping[str, str]) -> "list[Oddity]":
    """What is wrong in the files and the variables, to be said at the start; costs nothing where there are none.

    Raises `Failed` where a file cannot be read, and where its workspace cannot be told although nothing else names
    one: nobody goes past that.
    """
    found: list[Oddity] = []
    for path in (person_file(), MACHINE):
        text = text_of(path)
        if text is not None:
            from tui.config.config_text import quick, read_text  # late: few have set anything

            if quick(text) is None:
                found += read_text(path, text).oddities
    if not (option or environ.get("CONCORD_WORKSPACE")):
        _refuse(found)
    if any(name.startswith("CONCORD_") and name != "CONCORD_WORKSPACE" for name in environ):
        from tui.config.config_text import of_variables  # late: few have set any

        found += of_variables(environ)
    return found


def _refuse(oddities: "list[Oddity]") -> None:
    """Raise `Failed` where what is meant may be another workspace."""
    for each in oddities:
        if each.fatal:
            error = Failed.of(each.words)
            error.details.update(path=each.path, line=each.line)
            raise error


def read(path: str, *, place: bool = False) -> dict[str, str]:
    """What holds of one file; nothing where there is none.

    Raises `Failed` where it cannot be read, and where its workspace cannot be told, if that is the ``place`` wanted.
    """
    text = text_of(path)
    if text is None:
        return {}
    from tui.config.config_text import quick, read_text  # late: few have set anything

    found = quick(text)
    if found is None:
        written = read_text(path, text)
        if place:
            _refuse(written.oddities)
        found = written.values
    return found


def text_of(path: str) -> str | None:
    """The text of a file; None where there is none. Raises `Failed` naming the file and what is wrong."""
    try:
        # A pipe in its place would wait for somebody to write.
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        above = os.path.dirname(path)
        if not os.path.lexists(path) and (os.path.isdir(above) or not os.path.lexists(above)):
            return None
        from tui.config.unreadable import not_there  # late: few are broken

        raise not_there(path) from None
    except OSError as error:
        from tui.config.unreadable import closed  # late: few are closed

        raise closed(path, error) from None
    try:
        return _decoded(path, file)
    finally:
        os.close(file)


def _decoded(path: str, file: int) -> str:
    from stat import S_ISREG  # late: few have set anything

    try:
        if not S_ISREG(os.fstat(file).st_mode):
            raise Failed("{path} is not a file, so nothing can be read from it. Take it away", path=path)
        data = b""
        while len(data) <= _LARGEST and (more := os.read(file, _LARGEST)):
            data += more
    except OSError as error:
        raise Failed("{path} cannot be read: {reason}", path=path, reason=error.strerror or error) from None
    if len(data) > _LARGEST:
        raise Failed("{path} is larger than {n} KiB, which no configuration is", path=path, n=_LARGEST // 1024)
    try:
        return data.decode().removeprefix("\ufeff")  # Windows writes that mark
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        details = {"path": path, "line": line}
        raise Failed(
            "{path}, line {line}: this is not UTF-8. Save the file as UTF-8", path=path, line=line, details=details
        ) from None


def person_file() -> str:
    """Where the person's settings are, whether or not there are any."""
    return os.path.join(_own("config", "~/.config"), "config.toml")


def own_workspace() -> str:
    """The folder of the workspace that is used where none is named."""
    return os.path.join(_own("data", "~/.local/share"), "workspace")


def state_folder() -> str:
    """Where the person's own state, logs and crash files are."""
    return _own("state", "~/.local/state")


def _own(what: Literal["config", "data", "state"], usual: str) -> str:
    """The person's folder for that, by the XDG rules where they are all there is to it, as everywhere by platformdirs.

    That takes as long to load as a command takes to say what it says.
    """
    named, home = os.environ.get(f"XDG_{what.upper()}_HOME", ""), os.environ.get("HOME", "")
    if sys.platform == "linux" and os.path.isabs(named or home):
        return os.path.join(named or os.path.expanduser(usual), "concord")
    import platformdirs  # late: see above

    find = {
        "config": platformdirs.user_config_dir,
        "data": platformdirs.user_data_dir,
        "state": platformdirs.user_state_dir,
    }
    return find[what]("concord")


def _place(text: str, base: str = "", variable: str = "") -> str:
    """The absolute path; ``~`` is the home, and a relative one counts from ``base`` (where one is). Or the address."""
    if "://" not in text:
        return os.path.abspath(os.path.join(base, os.path.expanduser(text)))
    from tui.config.named_address import address  # late: most workspaces are folders

    return address(text, variable)
