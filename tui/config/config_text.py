"""The text of a configuration: what stands in which line, and what is wrong there, in words that name the line."""

import os
import re
import shlex
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from store.errors import Failed
from store.words import Words
from tui.config import text_of
from tui.config.setting_keys import PLACE, SETTINGS, Setting, near, nearest_key, nearest_variable

#: A statement is at most so many lines long; of a longer one nobody says the line.
_LONGEST = 200


class Oddity(NamedTuple):
    """Something that is wrong, in which line of which file (0 and "" for a variable of the environment), at which key.

    ``fatal`` is what nobody goes past who looks for the workspace there: another one would be taken for it. ``instead``
    is the line to write.
    """

    path: str
    line: int
    key: str
    words: Words
    instead: str = ""
    fatal: bool = False


class Statement(NamedTuple):
    """Lines of a file, from ``first`` until before ``end``, that say one thing; ``found`` is what, None for nonsense.

    ``top`` are those in no table, and those that begin one.
    """

    first: int
    end: int
    found: dict[str, Any] | None
    top: bool


class Written(NamedTuple):
    """What the file sets: each key with its value and its line. And what is wrong in it."""

    values: dict[str, str]
    lines: dict[str, int]
    oddities: list[Oddity]


def quick(text: str) -> dict[str, str] | None:
    """The settings of a file in which nothing but plain lines of ours stands, as a reader of TOML would find them.

    None where it wants such a reader, which costs a start more than all else that it does with the file.
    """
    found: dict[str, str] = {}
    for line in text.replace("\r\n", "\n").split("\n"):
        if not line.isprintable():
            return None
        key, sign, rest = line.partition("=")
        if not line.strip(" ") or line.lstrip(" ").startswith("#"):
            continue
        key = key.strip(" ")
        mark, _, rest = rest.lstrip(" ").partition('"')
        value, closed, rest = rest.partition('"')
        rest = rest.lstrip(" ")
        if not (sign and closed) or mark or "\\" in value or (rest and not rest.startswith("#")):
            return None
        if key in found or key not in SETTINGS or SETTINGS[key].settled(value) != value:
            return None
        found[key] = value
    return None if _beyond(found.get("workspace", "/")) else found


def _beyond(folder: str) -> bool:
    """Whether more has to be said of that folder than that it is absolute or below the home."""
    return not folder.startswith(("/", "~/")) or "://" in folder or "$" in folder


def statements(text: str) -> Iterator[Statement]:
    """What the lines say, one by one, to the first that says nothing."""
    import tomllib  # late: most files are plain

    lines, at, inside = text.split("\n"), 0, False
    while at < len(lines):
        begins = lines[at].lstrip(" \t").startswith("[")
        top, inside = begins or not inside, inside or begins
        for end in range(at + 1, min(len(lines), at + _LONGEST) + 1):
            try:
                found = tomllib.loads("\n".join(lines[at:end]) + "\n")
            except tomllib.TOMLDecodeError:
                continue
            break
        else:
            yield Statement(at, at + 1, None, top)
            return
        yield Statement(at, end, found, top)
        at = end


def read_text(path: str, text: str) -> Written:
    """What that text of a file sets, and what is wrong with it; raises `Failed` where it is not TOML."""
    import tomllib  # late: most files are plain

    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _not_toml(path, text, error) from None
    written = Written({}, {}, [])
    for each in statements(text):
        for key in (each.found or ()) if each.top else ():
            written.lines.setdefault(key, each.first + 1)
    for key, value in found.items():
        setting, line = SETTINGS.get(key), written.lines.get(key, 0)
        if setting is None:
            oddity = _unknown(path, line, key, value, PLACE in found)
        else:
            oddity = _of_value(path, line, setting, value)
        written.oddities.extend([oddity] if oddity else [])
        settled = setting.settled(value) if setting is not None and isinstance(value, str) else None
        if settled is not None and not (oddity and oddity.fatal):
            written.values[key] = settled
    written.oddities.sort(key=lambda each: each.line)
    return written


# What is wrong


def _not_toml(path: str, text: str, error: Exception) -> Failed:
    """The line that says nothing, or says again what another has said; and what to write there."""
    seen: dict[str, int] = {}
    for each in statements(text):
        for key in (each.found or ()) if each.top else ():
            if key in seen and not isinstance((each.found or {})[key], dict):
                values: dict[str, Any] = {"path": path, "line": each.first + 1, "key": key, "other": seen[key]}
                words = Words(
                    "{path}, line {line}: {key} stands in line {other} already. Take one of them out", **values
                )
                return _failed(words, path, each.first + 1)
            seen[key] = each.first + 1
        if each.found is None:
            line = text.split("\n")[each.first].strip()
            values = {"path": path, "line": each.first + 1, "text": _short(line)}
            words = Words(
                "{path}, line {line}: this is not TOML: {text}. A line looks like: {example}",
                example=_meant(line) or 'workspace = "/srv/concord/acme"',
                **values,
            )
            return _failed(words, path, each.first + 1)
    found = re.search(r"line (\d+)", str(error))
    line = int(found[1]) if found else 1
    words = Words("{path}, line {line}: this is not TOML ({reason})", path=path, line=line, reason=error)
    return _failed(words, path, line)


def _failed(words: Words, path: str, line: int) -> Failed:
    error = Failed.of(words)
    error.details.update(path=path, line=line)
    return error


def _meant(line: str) -> str:
    """A line as it has to be written that has its quotes or its sign wrong; "" where nobody can tell."""
    found = re.fullmatch(r"""["'“”]?([\w-]+)["'“”]?\s*[=＝:：]\s*([^#]*?)\s*(#.*)?""", line)
    key = nearest_key(found[1]) if found else None
    if found is None or key is None:
        return ""
    value = found[2].strip("\"'“”‘’「」 ")
    setting = SETTINGS[key]
    value = setting.settled(value) or setting.nearest(value) or (setting.example if setting.values else value)
    return _masked(shown(key, value or setting.example))


def shown(key: str, value: str) -> str:
    """The line that sets it."""
    for letter in ("\\", '"'):
        value = value.replace(letter, f"\\{letter}")
    return f'{key} = "{value}"'


def _short(text: str) -> str:
    """What stands in the file, on one line of a sentence."""
    text = _masked(text.replace("\n", "\\n"))
    return text if len(text) <= 60 else f"{text[:59]}…"


def _masked(text: str) -> str:
    """It as it may be shown, where an address may stand in it."""
    if "://" not in text:
        return text
    from tui.config.named_address import without_passwords  # late: most workspaces are folders

    return without_passwords(text)


def _unknown(path: str, line: int, key: str, value: object, placed: bool) -> Oddity:
    """What to say of such a key; one that means the workspace is fatal unless that is ``placed`` by its own."""
    place: dict[str, Any] = {"path": path, "line": line, "key": _short(key)}
    close = nearest_key(key)
    if isinstance(value, dict):
        words = Words("{path}, line {line}: there is no table [{key}]; keys stand above all tables", **place)
        return Oddity(path, line, key, words)
    if close is None:
        words = Words('{path}, line {line}: there is no key "{key}". There are: {keys}', keys=[*SETTINGS], **place)
        return Oddity(path, line, key, words)
    words = Words('{path}, line {line}: there is no key "{key}". Did you mean "{near}"?', near=close, **place)
    setting = SETTINGS[close]
    text = value if isinstance(value, str) else ""
    meant = setting.settled(text) or setting.nearest(text) or setting.example
    return Oddity(path, line, key, words, _masked(shown(close, meant)), fatal=not setting.values and not placed)


def _of_value(path: str, line: int, setting: Setting, value: object) -> Oddity | None:
    """What is wrong with the value; a folder that is somewhere else than one may think holds all the same."""
    key = setting.name
    place: dict[str, Any] = {"path": path, "line": line, "key": key}
    example = shown(key, setting.example)
    if not isinstance(value, str):
        words = Words(
            "{path}, line {line}: {key} has to be text in quotes, such as {example}", example=example, **place
        )
        return Oddity(path, line, key, words, example, fatal=not setting.values)
    if not value:
        words = Words("{path}, line {line}: nothing stands behind {key}, such as {example}", example=example, **place)
        return Oddity(path, line, key, words, example)
    wrong, instead = wrong_value(setting, value)
    if wrong is not None:
        words = Words("{path}, line {line}: {reason}", reason=wrong, **place)
        return Oddity(path, line, key, words, instead, fatal=not setting.values)
    folder = os.path.abspath(os.path.join(os.path.dirname(path), os.path.expanduser(value)))
    if not setting.values and "://" not in value and _beyond(value) and not os.path.lexists(folder):
        words = Words("{path}, line {line}: {key} means {folder} here, which is not there", folder=folder, **place)
        return Oddity(path, line, key, words)
    return None


def wrong_value(setting: Setting, value: str) -> tuple[Words | None, str]:
    """Why that cannot be the value of a key, and the line to write instead; None where it can."""
    values = {"key": setting.name, "value": _short(value)}
    if setting.values:
        if setting.settled(value) is not None:
            return None, ""
        close, listed = setting.nearest(value), [*setting.values]
        if close is None:
            words = Words('{key} has no value "{value}". There are: {list}', list=listed, **values)
            return words, shown(setting.name, setting.example)
        words = Words(
            '{key} has no value "{value}". Did you mean "{near}"? There are: {list}', near=close, list=listed, **values
        )
        return words, shown(setting.name, close)
    if "://" in value:
        from tui.config.named_address import fault  # late: most workspaces are folders

        return fault(value), ""
    if re.search("[\x00-\x1f\x7f]", value) or not value.strip():
        return Words('"{value}" names no folder', **values), ""
    if os.path.expanduser(value).startswith("~"):
        return Words('"{value}": nobody has such a home here', **values), ""
    return None, ""


def of_file(path: str) -> Iterator[Oddity]:
    """What is wrong with that file, and why it cannot be read where it cannot."""
    try:
        text = text_of(path)
        if text is not None and quick(text) is None:
            yield from read_text(path, text).oddities
    except Failed as error:
        yield Oddity(path, int(str(error.details.get("line", 0))), "", error.words)


def of_variables(environ: Mapping[str, str]) -> Iterator[Oddity]:
    """What is wrong with the variables of the environment."""
    for setting in SETTINGS.values():
        value = environ.get(setting.variable, "") if setting.variable and setting.values else ""
        words, _instead = wrong_value(setting, value) if value else (None, "")
        if words is not None:
            words = Words("{variable}: {reason}", variable=setting.variable, reason=words)
            yield Oddity("", 0, setting.name, words)
    for name in environ:
        close = nearest_variable(name)
        if close is not None:
            words = Words("There is no variable {variable}. Did you mean {near}?", variable=name, near=close)
            value = shlex.quote(_masked(environ[name]))
            yield Oddity("", 0, name, words, f"export {close}={value} && unset {name}")


# Where a workspace is looked for


def place_of(path: str, key: str) -> str | Words:
    """The file and the line in which it sets the key."""
    text = text_of(path)
    line = None if text is None else read_text(path, text).lines.get(key)
    return path if line is None else Words("{path}, line {line}", path=path, line=line)


def near_folder(folder: str) -> str | None:
    """The workspace whose folder is called almost as this one, of which one part may be misspelt."""
    there, rest = folder, ""
    while not os.path.isdir(there):
        rest = os.path.join(os.path.basename(there), rest) if rest else os.path.basename(there)
        there = os.path.dirname(there)
    wrong, _, below = rest.partition("/")
    try:
        names = os.listdir(there)
    except OSError:
        return None
    names = [each for each in names if os.path.lexists(os.path.join(there, each, below, "journal"))]
    close = near(wrong, names)
    return None if close is None else os.path.normpath(os.path.join(there, close, below))
