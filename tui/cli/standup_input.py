"""Lines of a stand-up entry as they are typed or piped in: `done: A-4 it is live`, or below the name of a section.

What `concord standup` prints is read back as what it was.
"""

import os
import re
import stat
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from store.errors import WrongWords
from store.fields.clean_text import clean
from store.kinds import split_id
from store.kinds.standup_line import Line, with_ids
from store.records.names import title
from store.words import Words
from tui.cli.given_text import decoded
from tui.i18n import in_each, t
from tui.text.standup_lines import SECTIONS

if TYPE_CHECKING:
    from store.records import Records

#: So much is read from standard input at most.
LIMIT = 256 * 1024
#: What stands over the lines that are only offered; they are not read back.
OFFERED = Words("Also open (--keep N)")
_ID = r"[A-Za-z]{1,2}-[1-9][0-9]{0,14}"


def line(records: "Records", section: str, text: str) -> Line:
    """A line that somebody typed; the id with which it begins, or that it names, is the record that it is about.

    Raises `NotFound` where it begins with the id of a record that is not there.
    """
    text = clean(text)
    first = re.match(rf"({_ID})(?![\w-])[\s:：,，.]*", text)
    on = first[1].upper() if first and split_id(first[1].upper()) else None
    if first is not None and on is not None:
        records.get(on)
        text = text[first.end() :] or title(records, on)
    else:
        named = (found.upper() for found in re.findall(rf"(?<![\w-])({_ID})(?![\w-])", text))
        on = next((id for id in named if split_id(id) and records.find(id)), None)
    return with_ids([Line("", section, text, on)])[0]


def piped() -> str | None:
    """What is piped in; None where nothing is, be it a terminal, nothing at all, or an empty pipe."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):
        return None
    if not (stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)):
        return None
    data = sys.stdin.buffer.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise WrongWords("More than {n} KB came in; an entry is a few lines", n=LIMIT // 1024)
    text = decoded(data)
    return text if text.strip() else None


def read(records: "Records", text: str, known: Mapping[str, Line]) -> list[Line]:
    """The lines of a text. ``known`` are lines by what is shown of them; a line before any section is a note."""
    found: list[Line] = []
    section: str | None = "note"
    for raw in text.splitlines():
        begun, words = _understood(raw)
        if begun is not None and not words:
            section = begun or None
        elif words and (begun or section):
            there = known.get(words)
            said = begun or section or "note"
            found.append(there if there is not None and there.section == said else line(records, said, words))
    return list({each.id: each for each in found}.values())


def _understood(raw: str) -> tuple[str | None, str]:
    """The section that a line names ("" for that of the offered ones), and its words without marks of a list."""
    marked = re.match(r"\s*(#+\s*|[-*+•]\s+|\d+[.)、]\s+)?(.*)", clean(raw, lines=True))
    mark, words = (marked[1] or "", marked[2].strip()) if marked else ("", "")
    if words == t(OFFERED):
        return "", ""
    if mark[:1].isdigit():
        words = re.split(r"\s{2,}", words)[0]  # what stands behind in a column of its own says why
    name, colon, rest = words.replace("：", ":", 1).partition(":")
    section = _sections().get(name.strip().casefold())
    return (section, rest.strip()) if section is not None and (colon or not rest) else (None, words)


def _sections() -> dict[str, str]:
    """The sections by what they may be called, in every language."""
    said = {name.casefold(): section for section, words in SECTIONS.items() for name in in_each(words)}
    return said | {each: each for each in SECTIONS}
