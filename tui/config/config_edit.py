"""Changing a configuration: one key of one file, every other line as it stands, comments too."""

import fcntl
import os
import re
import tomllib
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from time import sleep

from store.errors import Failed
from tui.config import text_of
from tui.config.config_text import Statement, read_text, shown, statements

#: The name of a key and the sign behind it.
_KEY = re.compile(r"""[ \t]*(?:[\w-]+|"[^"\\]*"|'[^']*')[ \t]*=[ \t]*""", re.ASCII)

#: So often the lock is tried.
_TRIES = 40


def with_key(path: str, text: str, key: str, value: str | None) -> str:
    """The text of the file in which ``key`` is that ``value``, None takes it out. Raises `Failed` where it is not TOML.

    A comment behind the value stays there.
    """
    read_text(path, text)
    end = "\r\n" if "\r\n" in text else "\n"
    lines, found = text.split("\n"), [each for each in statements(text) if each.top]
    standing = next((each for each in found if key in (each.found or ())), None)
    if standing is not None:
        lines[standing.first : standing.end] = _changed(
            path, standing, lines[standing.first : standing.end], key, value
        )
    elif value is not None:
        at = _place(lines, found)
        if at and lines[at - 1] == "" and at == len(lines):
            at -= 1  # behind the last line feed nothing stands
        lines[at:at] = [shown(key, value) + end.removesuffix("\n")]
        if at == len(lines) - 1:
            lines.append("")
    changed = "\n".join(lines)
    _verify(path, text, changed, key, value)
    return changed


def _changed(path: str, standing: Statement, lines: list[str], key: str, value: str | None) -> list[str]:
    """The lines of the statement as they are to be."""
    head = _KEY.match(lines[0])
    was = (standing.found or {})[key]
    if head is None or isinstance(was, dict):
        raise Failed(
            "{path}, line {line}: {key} is a table there. Take it out by hand first",
            path=path,
            line=standing.first + 1,
            key=key,
        )
    if value is None:
        return []
    comment = _comment(lines, key, was)
    tail = "\r" if lines[-1].endswith("\r") else ""
    return [f"{head[0]}{shown(key, value).partition(' = ')[2]}{comment}{tail}"]


def _comment(lines: list[str], key: str, was: object) -> str:
    """What stands behind the value, with the blanks before it."""
    text = "\n".join(lines).rstrip("\r")
    for found in re.finditer("[ \t]*#", text):
        with suppress(tomllib.TOMLDecodeError):
            if tomllib.loads(text[: found.start()]).get(key) == was:
                return text[found.start() :]
    return ""


def _place(lines: list[str], found: list[Statement]) -> int:
    """Where a new key goes: behind the last one, else above the first table and what is said of that."""
    plain = [each for each in found if each.found and not lines[each.first].lstrip(" \t").startswith("[")]
    if plain:
        return plain[-1].end
    at = next((each.first for each in found if lines[each.first].lstrip(" \t").startswith("[")), len(lines))
    while 0 < at < len(lines) and lines[at - 1].lstrip(" \t").startswith("#"):
        at -= 1
    return at


def _verify(path: str, before: str, after: str, key: str, value: str | None) -> None:
    """Nothing is written that does not say what it has to, or says anything else otherwise."""
    was, found = tomllib.loads(before), None
    with suppress(tomllib.TOMLDecodeError):
        found = tomllib.loads(after)
    was.pop(key, None)
    if value is not None:
        was[key] = value
    if found != was:
        raise Failed("{path}: {key} cannot be changed there. Do it by hand", path=path, key=key)


def change(path: str, changed: Callable[[str], str], *, for_all: bool = False) -> bool:
    """Write the file anew, whole or not at all; whether anything in it changed.

    ``for_all`` makes one that everybody on the machine can read, whatever the umask. Raises `Failed` and OSError.
    """
    path = os.path.realpath(path)  # a link stays one
    folder = os.path.dirname(path)
    _make(folder, for_all=for_all)
    with _alone(folder):
        text, mark = _as_it_stands(path)
        wanted = changed(text)
        if wanted == text:
            return False
        aside = f"{path}.{os.getpid()}.{os.urandom(3).hex()}"
        try:
            _write(aside, (mark + wanted).encode(), _mode(path, for_all=for_all), path)
            os.replace(aside, path)
        except OSError:
            with suppress(OSError):
                os.unlink(aside)
            raise
    return True


def _as_it_stands(path: str) -> tuple[str, str]:
    """Its text, "" where there is none, and the mark before it."""
    text = text_of(path)
    if text is None:
        return "", ""
    with open(path, "rb") as file:
        return text, "\ufeff" if file.read(3) == b"\xef\xbb\xbf" else ""


def _make(folder: str, *, for_all: bool) -> None:
    missing: list[str] = []
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for each in reversed(missing):
        mode = 0o755 if for_all else 0o700
        with suppress(FileExistsError):  # somebody was quicker
            os.mkdir(each, mode)
            os.chmod(each, mode)
            _give(each, os.path.dirname(each))


@contextmanager
def _alone(folder: str) -> Generator[None]:
    """Two who change a file at once do it one after the other; nobody waits for whoever never lets go."""
    held = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        for _ in range(_TRIES):
            with suppress(BlockingIOError):
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            sleep(0.05)
        yield
        os.fsync(held)
    finally:
        os.close(held)


def _mode(path: str, *, for_all: bool) -> int:
    try:
        return os.stat(path).st_mode & 0o7777
    except OSError:
        return 0o644 if for_all else 0o600


def _write(path: str, data: bytes, mode: int, like: str) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    with open(fd, "wb") as file:
        _give(fd, like if os.path.exists(like) else os.path.dirname(like))
        os.fchmod(fd, mode)
        file.write(data)
        file.flush()
        os.fsync(fd)


def _give(made: str | int, like: str) -> None:
    """To whom what stood there belongs, or the folder in which it is made: root may do this in somebody's home."""
    info = os.stat(like)
    with suppress(PermissionError):
        os.chown(made, info.st_uid, info.st_gid)
