"""A key result: where it is, where it should be by today, and the check-ins that say so."""

from store.kinds.key_result import KeyResult
from tui.board.detail.page import ScreenPage
from tui.i18n import t
from tui.parts.lines import Part
from tui.text.cells import column, fit, lead, right, wrap
from tui.text.joined import listed
from tui.text.labels import number, progress_tone, should_value, value_label
from tui.text.safe import safe
from tui.text.short_numbers import brief

#: Cells of a number in the table.
CELL = 8
CHECK_INS = 15
#: Cells before the note of a check-in.
LEAD = 36


def write(page: ScreenPage, record: KeyResult) -> None:
    """The bar, what it is measured by, the check-ins."""
    progress = page.overview.progress(record.id)
    state, tone = ("", "muted")
    if progress.current is not None:
        state, tone = number(progress.current, safe(record.unit)), progress_tone(progress)
    page.head(record.id, record.title, t("key result"), state, tone)
    facts: list[Part] = []
    if record.goal:
        facts.append((page.name(record.goal), "foreground"))
    for id in (record.department, record.owner):
        if id:
            facts.append((page.name(id), "foreground"))
    if facts:
        page.run("", facts, wide=0)
    page.gap()
    unit = safe(record.unit)
    if progress.current is None:
        page.add((t("No check-in yet. Press v to give the first value"), "warn"))
    else:
        page.add(*page.bar(page.width - 2, progress.fraction or 0.0, progress.should, tone))
        now = t("now {value}", value=number(progress.current, unit))
        page.run("", [(now, "strong"), *_expected(page, record, unit)], wide=0)
    page.gap()
    path = f"{number(record.start, unit)} > {number(record.target, unit)}"
    page.pair(t("From, to"), path)
    page.pair(t("Direction"), value_label(record, "direction"))
    for id in page.overview.blocked_by(record.id):
        page.pair(t("Blocked by"), page.name(id), "warn")
    page.letters(record.raci)
    _check_ins(page, record, unit)


def _expected(page: ScreenPage, record: KeyResult, unit: str) -> list[Part]:
    progress = page.overview.progress(record.id)
    parts: list[Part] = []
    due = should_value(record, progress)
    if due is not None:
        value = number(due, unit)
        parts.append((t("by today it should be {value}", value=value), "muted"))
    if progress.confidence is not None:
        tone = "bad" if progress.confidence <= 3 else "muted"
        parts.append((t("confidence {n} of 10", n=progress.confidence), tone))
    return parts


def _check_ins(page: ScreenPage, record: KeyResult, unit: str) -> None:
    found = page.links.records(record.id, "check-in", "key_result")
    found.sort(key=lambda each: (str(each.on or each.made_at or ""), int(each.id.partition("-")[2])), reverse=True)
    if not found:
        return
    page.section(t("Check-ins"), t("{n} in all", n=len(found)))
    for each in found[:CHECK_INS]:
        day = each.on or (page.overview.day_of(each.made_at) if each.made_at else None)
        sure = f"{each.confidence}/10" if each.confidence is not None else ""
        notes = wrap(safe(each.note), max(12, page.width - LEAD), 12)
        page.add(
            (lead(page.day(day) if day else "", 16), "muted"),
            (right(brief(each.value, unit, 12), 12) + "  ", "foreground"),
            (fit(sure, 6), "muted"),
            (notes[0], "foreground"),
        )
        for note in notes[1:]:
            page.add((" " * LEAD + note, "foreground"))
        if each.help_from:
            who = listed(page.name(id) for id in each.help_from)
            page.pair("", t("needs help from {who}", who=who), "warn", wide=LEAD)


def table(page: ScreenPage, ids: list[str]) -> None:
    """Key results as a goal shows them: a bar, and now, should, target and confidence in columns."""
    numbers = 4 if page.width >= 58 else 2
    bar = 14 if page.width >= 68 else 0
    wide = column(ids, 7)
    title = max(
        6, page.width - wide - 1 - (bar + 1 if bar else 0) - CELL * (numbers - 1) - (6 if numbers == 4 else CELL)
    )
    labels = (t("now"), t("should"), t("target"), t("conf"))[:numbers]
    widths = (CELL, CELL, CELL, 6)[:numbers]
    head = fit(t("Key results"), wide + title + 1 + (bar + 1 if bar else 0))
    page.add(
        (head, "+foreground"),
        ("".join(right(label, cells) for label, cells in zip(labels, widths, strict=True)), "muted"),
    )
    for id in ids:
        record = page.records.find(id)
        if isinstance(record, KeyResult):
            _table_row(page, record, (wide, title, bar, numbers))


def _table_row(page: ScreenPage, record: KeyResult, widths: tuple[int, int, int, int]) -> None:
    id, title, bar, numbers = widths
    progress = page.overview.progress(record.id)
    unit = safe(record.unit)
    if len(unit) > 2:
        unit = ""
    tone = progress_tone(progress)
    parts: list[Part] = [(lead(record.id, id), "muted"), (fit(safe(record.title), title) + " ", "foreground")]
    if bar:
        parts += [*page.bar(bar, progress.fraction or 0.0, progress.should, tone), (" ", "foreground")]
    now = brief(progress.current, unit, CELL - 1) if progress.current is not None else "?"
    parts.append((right(now, CELL), tone))
    if numbers == 4:
        due = should_value(record, progress)
        should = brief(due, unit, CELL - 1) if due is not None else ""
        parts.append((right(should, CELL), "muted"))
        parts.append((right(brief(record.target, unit, CELL - 1), CELL), "muted"))
        sure = f"{progress.confidence}/10" if progress.confidence is not None else ""
        low = progress.confidence is not None and progress.confidence <= 3
        parts.append((right(sure, 6), "bad" if low else "muted"))
    else:
        parts.append((right(brief(record.target, unit, CELL - 1), CELL), "muted"))
    page.add(*parts)
