"""What the workspace tells: its calendar is written in, or comes from a file."""

from datetime import date

from store.fields.calendar import Day
from store.history.telling import Telling
from store.history.wording import Document, Told, day, document
from store.kinds.workspace import Stretch
from store.words import Words


def _calendar(told: Told, new: Document, old: Document) -> Words | None:
    """One day with what it is now, several by their number; None where more than days was changed."""
    if told.what.get("verb") == "import":
        n = int(told.what.get("n", 0))
        return Words("{who} imported {n} days of the calendar", one="{who} imported one day of the calendar", n=n)
    if any(path.partition(".")[0] != "days" for path in (*new, *old)):
        return None
    days = _days(new, old) | _days(old, new)
    if len(days) != 1:
        return Words("{who} changed {n} days of the calendar", n=len(days))
    (written,) = days
    on = day(written)
    if on is None:
        return None
    return Words("{who} changed the calendar: {what}", what=_now(told, written, on, new, old))


def _days(values: Document, others: Document) -> set[str]:
    """The days that are in these values, and not the same in the others."""
    found = {path.split(".")[1] for path in values if path.startswith("days.")}
    whole, other = _whole(values), _whole(others)
    return found | {each for each, named in whole.items() if other.get(each) != named}


def _whole(values: Document) -> Document:
    """All days, where they were changed as one."""
    return document(values.get("days"))


def _now(told: Told, written: str, on: date, new: Document, old: Document) -> Words:
    path = f"days.{written}"
    named = document(new.get(path) or _whole(new).get(written))
    if not named and (path in old or "days" in old):
        return Words("{day} is a day as any other", day=on)
    named = named or document(_whole(told.document).get(written))  # its name alone was changed, or whether people work
    return Stretch(on, on, Day(str(named.get("name", "")), bool(named.get("works")))).words


class SettingsTelling(Telling):
    is_news = False
    changes = {"days": _calendar}
