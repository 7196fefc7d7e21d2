"""JSON lines that a script hands over: one object a line, read with every bound checked."""

from collections.abc import Iterator
from typing import Any, cast

from store.errors import WrongWords

#: Standard input or a file of JSON lines is at most this long, in bytes.
SIZE_LIMIT = 32 * 1024 * 1024
#: One object is at most this long, in bytes.
LINE_LIMIT = 1024 * 1024
#: At most so many objects: what one commit can hold.
COUNT_LIMIT = 100_000
#: Objects and lists within one another.
DEPTH_LIMIT = 32


def read(data: bytes) -> list[tuple[int, dict[str, Any]]]:
    """The objects with the lines that they stand in, in order; blank lines are passed over.

    Raises `WrongWords` with the line for what is no object, deeper than `DEPTH_LIMIT`, a name given twice, a number
    that cannot be stored, or bytes that are not UTF-8.
    """
    if len(data) > SIZE_LIMIT:
        raise WrongWords("The input is larger than {n} MiB. Give it in parts", n=SIZE_LIMIT // (1024 * 1024))
    found: list[tuple[int, dict[str, Any]]] = []
    for line, raw in _lines(data.removeprefix(b"\xef\xbb\xbf")):
        if len(found) == COUNT_LIMIT:
            raise WrongWords("More than {n} records at once. Give them in parts", n=COUNT_LIMIT)
        if len(raw) > LINE_LIMIT:
            raise WrongWords("Line {line}: longer than {n} bytes. Give one object a line", line=line, n=LINE_LIMIT)
        found.append((line, _object(line, raw)))
    return found


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    start, line = 0, 1
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        raw = data[start:end].strip(b" \t\r")
        if raw:
            yield line, raw
        start, line = end + 1, line + 1


def _object(line: int, raw: bytes) -> dict[str, Any]:
    import json  # late: only for what msgspec cannot say

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            names = [name for name, _value in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise WrongWords("Line {line}: {name} is given twice. Keep one", line=line, name=_shown(twice))
        return made

    def constant(word: str) -> Any:
        raise WrongWords("Line {line}: {word} is not a number that can be stored", line=line, word=word)

    try:
        value = json.loads(raw.decode("utf-8"), object_pairs_hook=unique, parse_constant=constant)
    except UnicodeDecodeError as error:
        raise WrongWords("Line {line}, byte {byte}: this is not UTF-8", line=line, byte=error.start + 1) from None
    except RecursionError:
        raise _too_deep(line) from None
    except json.JSONDecodeError as error:
        raise WrongWords(
            "Line {line}, character {at}: this is not JSON. Give one object a line", line=line, at=error.colno
        ) from None
    except ValueError:  # an integer of thousands of digits
        raise _too_large(line) from None
    if not isinstance(value, dict):
        raise WrongWords("Line {line}: this is not an object. Give one object a line", line=line)
    made = cast("dict[str, Any]", value)
    check(line, made)
    return made


def check(line: int, top: object) -> None:
    """Raise `WrongWords` by depth, numbers and names; level by level, so that depth costs no stack."""
    level: list[object] = [top]
    for _depth in range(DEPTH_LIMIT):
        deeper: list[object] = []
        for value in level:
            if isinstance(value, dict):
                named = cast("dict[str, Any]", value)
                for name in named:
                    _check_text(line, name)
                deeper.extend(named.values())
            elif isinstance(value, list):
                deeper.extend(cast("list[Any]", value))
            elif isinstance(value, str):
                _check_text(line, value)
            elif isinstance(value, int | float) and not -(2.0**63) < value < 2.0**63:
                raise _too_large(line)
        if not deeper:
            return
        level = deeper
    if any(isinstance(value, dict | list) for value in level):
        raise _too_deep(line)


def _check_text(line: int, name: str) -> None:
    if not name.isascii() and any("\ud800" <= letter <= "\udfff" for letter in name):
        raise WrongWords("Line {line}: {name} holds half of a character", line=line, name=_shown(name))


def _shown(name: str) -> str:
    """A name out of the input, fit for a message."""
    return name[:60].encode("utf-8", "replace").decode("utf-8")


def _too_deep(line: int) -> WrongWords:
    return WrongWords("Line {line}: more than {n} levels deep", line=line, n=DEPTH_LIMIT)


def _too_large(line: int) -> WrongWords:
    return WrongWords("Line {line}: a number is too large to be stored", line=line)
