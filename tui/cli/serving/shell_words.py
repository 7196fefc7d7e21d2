"""A line split into words as a shell splits it (POSIX.1-2017, Shell Command Language, 2.2 Quoting); nothing is run.

What a shell would do more than split, it is told that nobody does; blanks, quotes and backslashes are all there is.
"""

import re

from store.errors import WrongWords

#: What comes next: blanks; a part in single quotes, in double ones, one letter behind a backslash, or as it is.
_NEXT = re.compile(
    r"""(?P<blank>[ \t]+)
    | '(?P<single>[^']*)'
    | "(?P<double>[^"\\]*(?:\\.[^"\\]*)*)"
    | \\(?P<letter>.)
    | (?P<plain>(?:[^\s'"\\;|&<>()`$]|[^\S \t\r\n]|\$(?![\w({]))+)""",
    re.VERBOSE | re.DOTALL,
)
#: In double quotes a backslash stands before these, or for itself.
_ESCAPED = re.compile(r'\\(?:([$`"\\])|\n)')
_EXPANDED = re.compile(r"\\.|(`|\$[\w({])", re.DOTALL)


def split(line: str) -> list[str]:
    """The words. Raises `WrongWords` for a quote that is not closed, and for what a shell would run or fill in."""
    words: list[str] = []
    parts: list[str] | None = None
    at = 0
    while at < len(line):
        found = _NEXT.match(line, at)
        if found is None:
            raise _not_understood(line, at)
        at = found.end()
        if found["blank"] is None:
            part = _meant(found)
            if part is not None:
                parts = parts or []
                parts.append(part)
        elif parts is not None:
            words.append("".join(parts))
            parts = None
    return words if parts is None else [*words, "".join(parts)]


def _meant(found: "re.Match[str]") -> str | None:
    """What a part stands for; None for a line that goes on."""
    if found["double"] is not None:
        sign = next((each[1] for each in _EXPANDED.finditer(found["double"]) if each[1]), None)
        if sign is not None:
            raise _run_by_a_shell(sign)
        return _ESCAPED.sub(r"\1", found["double"])
    if found["letter"] is not None:
        return None if found["letter"] == "\n" else found["letter"]
    return found["plain"] if found["single"] is None else found["single"]


def _not_understood(line: str, at: int) -> WrongWords:
    if line[at] in "'\"":
        return WrongWords(
            "A quote {sign} is not closed. Your own shell takes quotes away before they come here, so write two kinds: "
            "{example}",
            sign=line[at],
            example="ssh HOST 'comment A-1 \"well done\"'",
        )
    if line[at] == "\\":
        return WrongWords("Behind the backslash at the end something is missing")
    return _run_by_a_shell(line[at])


def _run_by_a_shell(sign: str) -> WrongWords:
    shown = {"\n": "\\n", "\r": "\\r"}.get(sign, sign)
    return WrongWords(
        "There is no shell here, so nothing does what {sign} stands for. As a sign of a text it goes into single "
        "quotes: {example}",
        sign=shown,
        example="ssh HOST \"comment A-1 'this & that'\"",
    )
