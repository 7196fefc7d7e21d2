"""A check-in: the value of a key result on a day, and how sure one is."""

from typing import Any

from store.kinds import KINDS
from store.kinds.check_in import CheckIn, newest
from store.words import Words
from tui.faces.columns import Column, confidence
from tui.faces.face import Face
from tui.faces.page import Page
from tui.i18n import t
from tui.text.days import short
from tui.text.joined import labelled
from tui.text.labels import number
from tui.text.record_row import RecordRow


class CheckInFace(Face):
    """As they were made; they are seen at their key result."""

    kind = KINDS["check-in"]
    columns = ("key_result", "on", Column("confidence", Words("Confidence"), confidence), "help_from", "note")

    def row(self, record: CheckIn) -> RecordRow:
        result: Any = self.seen.records.find(record.key_result or "")
        title, unit = (result.title, result.unit) if result is not None else ("", "")
        day, value = short(record.on, self.seen.today) if record.on else "", number(record.value, unit)
        return RecordRow(record.id, labelled(title, value) if title else value, record.key_result or "", day)

    def write(self, page: Page) -> None:
        page.head()
        unit = getattr(page.records.find(page.record.key_result or ""), "unit", "")
        page.fact(t("Value"), number(page.record.value, unit))


def helped(page: Page) -> list[str]:
    """The last check-ins of key results that ask for the help of a department or a person."""
    found: list[str] = []
    results = [each.key_result for each in page.pointing(CheckIn, "help_from") if each.key_result]
    for result in dict.fromkeys(results):
        last = newest(page.records.pointing(CheckIn, "key_result", result))[0]
        if page.record.id in last.help_from and page.overview.health(result).color != "none":
            found.append(last.id)
    return found


FACE = CheckInFace
