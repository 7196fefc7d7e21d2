"""A key result: where it is, where it should be by today, and the check-ins that say so."""

from store.kinds.check_in import CheckIn
from store.kinds.key_result import KeyResult
from tui.cli.record_text import ROWS, Page
from tui.i18n import t
from tui.text.labels import should_value


def write(page: Page, record: KeyResult) -> None:
    """The numbers in words, then the check-ins, the newest first."""
    page.tells("start", "target", "unit", "direction", "raci")
    number = page.shown.number
    path = f"{number(record.start, record.unit)} > {number(record.target, record.unit)}"
    page.fact(t("From, to"), f"{path}  {page.shown.choice(record, 'direction').lower()}")
    progress = page.overview.progress(record.id)
    if progress.current is None:
        page.fact(t("Now"), t("no check-in yet: {command}", command=f"concord check-in {record.id} VALUE"))
    else:
        share = "" if progress.fraction is None else f"  ({progress.fraction * 100:.0f} %)"
        page.fact(t("Now"), number(progress.current, record.unit) + share)
    should = should_value(record, progress)
    page.fact(t("By today"), "" if should is None else number(should, record.unit))
    page.fact(t("Confidence"), "" if progress.confidence is None else f"{progress.confidence}/10")
    page.health()
    page.raci(record.raci)
    _check_ins(page, record)
    page.listed(t("Blockers"), "blocker", page.overview.blocked_by(record.id), ("holds",))


def _check_ins(page: Page, record: KeyResult) -> None:
    found = newest(list(page.records.pointing(CheckIn, "key_result", record.id)))
    rows = [
        (
            each.id,
            str(each.on or ""),
            page.shown.number(each.value, record.unit),
            "" if each.confidence is None else f"{each.confidence}/10",
            each.made_by,
            t("help from {who}", who=[*map(page.name, each.help_from)]) if each.help_from else "",
            " ".join(each.note.split()),
        )
        for each in found[:ROWS]
    ]
    page.section(t("Check-ins"), rows, t("{n} in all", n=len(found)) if len(found) > ROWS else "")


def newest(found: list[CheckIn]) -> list[CheckIn]:
    """Check-ins, that of the latest day first; of one day the later made."""
    return sorted(found, key=lambda each: (str(each.on or ""), int(each.id.partition("-")[2])), reverse=True)
