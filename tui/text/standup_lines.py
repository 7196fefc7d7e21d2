"""What a line of a stand-up entry says, in the entry, in the room and in the digest."""

from typing import TYPE_CHECKING

from store.history.deed_words import deed_words, spoken, without_who
from store.history.record_names import RecordNames
from store.records.names import title
from store.words import Words
from tui.text.sentences import said as told_as

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.kinds.standup_line import Line

#: What a line is about.
SECTIONS = {"done": Words("Done"), "next": Words("Next"), "blocked": Words("Held up"), "note": Words("Note")}


def line_text(line: "Line", overview: "Overview", person: str | None) -> str:
    """What a line of that person says, with the id of the record that it is about."""
    text = said_in(line, overview, person)
    if line.on is None:
        return text
    if not text:
        return f"{line.on} {title(overview.reading, line.on)}"
    return text if line.on in text else f"{line.on} {text}"


def brief_text(line: "Line", overview: "Overview", person: str | None) -> str:
    """What a line says under the word for its section, which tells already that something was finished."""
    if line.on is not None and line.deed is not None and line.deed.set.get("state") == "done":
        return f"{line.on} {title(overview.reading, line.on)}"
    return line_text(line, overview, person)


def said_in(line: "Line", overview: "Overview", person: str | None) -> str:
    """Its words, of a deed those of the language spoken."""
    words = deed_words(line, person, RecordNames(overview.reading).called) if line.did else None
    return line.text if words is None else spoken(told_as(without_who(words), overview.today))
