"""What of a record narrows a search, in a line of its own behind its text: whose it is, how it stands, when it is due.

A mark is written in capitals between `SEPARATOR`s, so that no folded word is ever found in it and narrowing is looking
for a piece of text like any other: ``\x01OD\x01`` is the owner PN-3. A goal's is on all that hangs on it (`above`).
What has ended has a text that ends in `END`.
"""

import re
from datetime import date

SEPARATOR = "\x01"
OWNER, PERSON, DEPARTMENT, GOAL, NAMES, START, DUE, DECIDED, CHANGED, STANDING, REPEATS, WORD = "OPDGRTUECSYW"
STANDINGS = {"open": "O", "done": "D", "dropped": "X"}
#: The last character of the text of a record that is done or dropped.
END = "Z"
#: A day has so many letters, enough for a thousand years from this one on; others are as good as the first or last.
_DAY, _FIRST = 4, date(1900, 1, 1).toordinal()


def letters(number: int) -> str:
    """A number in capitals."""
    made = ""
    while True:
        number, rest = divmod(number, 26)
        made = chr(65 + rest) + made
        if not number:
            return made


def of_day(day: date) -> str:
    """A day in capitals; later days sort after earlier ones."""
    return letters(min(max(day.toordinal() - _FIRST, 0), 26**_DAY - 1)).rjust(_DAY, "A")


def to_ordinal(day: str) -> int:
    """The ordinal of a day that `of_day` wrote."""
    ordinal = 0
    for letter in day:
        ordinal = ordinal * 26 + ord(letter) - 65
    return ordinal + _FIRST


def mark(sort: str, value: str) -> str:
    """The piece of text that a record has of which that is so."""
    return f"{SEPARATOR}{sort}{value}{SEPARATOR}"


def of_rule(rule: str) -> list[str]:
    """The marks of what comes again by a rule as it is stored: that it does, how often, on which days of the week."""
    parts = {name: value for name, _sign, value in (part.partition("=") for part in rule.split(";"))}
    days = re.findall("[A-Z]+", parts.get("BYDAY", ""))
    interval = parts.get("INTERVAL", "1")
    often = parts.get("FREQ", "") + (letters(int(interval)) if interval.isdecimal() else "")
    return [
        REPEATS,
        f"{REPEATS}F{often}",
        *(f"{REPEATS}D{day}" for day in (*days, *filter(None, [parts.get("X-DAYS")]))),
    ]


def naming(id: str) -> str:
    """A mark of what names that record."""
    prefix, _dash, number = id.partition("-")
    return NAMES + prefix + letters(int(number))


def standing(name: str) -> str:
    """The mark of what is open, done or dropped."""
    return mark(STANDING, STANDINGS[name])


def line(found: list[str], *, ended: bool) -> str:
    """All the marks of a record, each a sort and a value."""
    return SEPARATOR + "".join([each + SEPARATOR for each in found]) + (END if ended else "")


def all_of(text: str) -> set[str]:
    """All marks of a record's text, each a sort and a value."""
    return set(text[text.find(SEPARATOR) :].split(SEPARATOR))


def has_ended(text: str) -> bool:
    """Whether the record is done or dropped."""
    return text.endswith(END)


def has(text: str, sort: str) -> bool:
    """Whether a record's text has a mark of that sort."""
    return SEPARATOR + sort in text


def day(text: str, sort: str) -> str | None:
    """The day of that sort that a record's text has, as `of_day` writes it."""
    at = text.rfind(SEPARATOR + sort)
    return None if at < 0 else text[at + 2 : at + 2 + _DAY]
