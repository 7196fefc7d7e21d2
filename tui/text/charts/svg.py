"""A chart as SVG within a page: no script, no ids, nothing from outside; its colours are variables of `page.css`.

Across, all is in shares of the width, so that text is as large on a phone as on a screen; marks and dashes tell curves
apart where there is no colour. The whole in words is the table beside it (`tables`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import pairwise

from store.fields.steering import spelled_out
from tui.text.charts.chart import AnyChart, BarRow, Bars, Chart, Curve, Strip, StripRow
from tui.text.charts.finite import known
from tui.text.charts.key_words import LETTERS, curve_words, dates_said, in_short, level_words, tone_said, value_said
from tui.text.charts.value_axis import ValueAxis, axis_of
from tui.text.health_words import HEALTH
from tui.text.joined import labelled, told
from tui.text.labels import HEALTH_TONES
from tui.text.pages.document import plain
from tui.text.short_numbers import ways_said

#: The height of curves, and of the line under them; where the numbers end and the values begin, in shares.
_HIGH, _UNDER, _LEFT = 190, 22, 16.0
#: So many days are named at most: as many as a phone has room for.
_NAMED = 4
#: More values than these are a line in place of columns; a column is at most so wide, as a share.
_MOST_COLUMNS, _WIDEST = 40, 12.0
_COLUMN = '<rect class="c0" x="35%" y="2" width="30%" height="12"/>'
#: So many letters have room in a line on a phone, of Chinese half as many; a line is so high.
_LETTERS, _LINE = 46, 15
#: What stays in one line: a word, or one letter of Chinese with the marks behind it.
_PIECE = re.compile(rf" *(?:[^ \u2e80-\U0010ffff]{{1,{_LETTERS}}}|[\u2e80-\U0010ffff])[，。、；：）]?")
#: The marks of curves, in this order, each around its middle.
_MARKS = (
    '<circle r="3.6"/>',
    '<rect x="-3.3" y="-3.3" width="6.6" height="6.6"/>',
    '<path d="M0-4.4 4 3.2H-4Z"/>',
    '<path d="M0-4.8 4.3 0 0 4.8-4.3 0Z"/>',
    '<path d="M-4-4 4 4M-4 4 4-4" fill="none" stroke-width="2"/>',
    '<path d="M-4.5 0H4.5M0-4.5V4.5" fill="none" stroke-width="2"/>',
)
_DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2", "1 2")


def svg(chart: AnyChart) -> str:
    """The chart, with what it is and says for whoever hears it."""
    match chart:
        case Chart():
            high, inner = _HIGH + _UNDER, [*_curves(chart)]
        case Bars():
            high, inner = _bars(chart)
        case Strip():
            high, inner = _strip(chart)
    least = f' style="min-width:{7 * len(chart.days)}px"' if isinstance(chart, Strip) and len(chart.days) > 26 else ""
    said = f"<title>{_text(chart.title)}</title><desc>{_text(told(in_short(chart)))}</desc>"
    return f'<svg role="img" width="100%" height="{high:g}"{least}>{said}{"".join(inner)}</svg>'


def keys_of(chart: AnyChart) -> Iterator[tuple[str, str]]:
    """What the signs stand for: each as a small drawing, and its words."""
    if isinstance(chart, Strip):
        for tone in dict.fromkeys((*HEALTH, *(tone for row in chart.rows for tone in row.tones))):
            if not tone or not any(tone in row.tones for row in chart.rows):
                continue
            yield _sample(f"{_week(0, 100, 0, tone, '')}{_letter(50, 13, tone)}"), tone_said(tone)
        return
    if isinstance(chart, Chart):
        column = _COLUMN if _in_columns(chart, axis_of(chart)) else ""
        for row, words in enumerate(curve_words(chart)):
            yield _sample(column or _line("0%", 8, "100%", 8, row) + _mark("50%", 8, row)), words
    for words in level_words(chart):
        yield _sample('<line class="level" x1="0%" y1="8" x2="100%" y2="8"/>'), words


def _sample(inner: str) -> str:
    return f'<svg width="26" height="16" aria-hidden="true">{inner}</svg>'


def _text(text: str) -> str:
    return escape(spelled_out(" ".join(plain(text).split())))


def _share(value: float) -> str:
    return f"{value:.6g}%"


def _words(x: str, y: float, text: str, anchor: str = "start", tone: str = "") -> str:
    look = f' class="{tone}"' if tone else ""
    return f'<text x="{x}" y="{y:g}" text-anchor="{anchor}"{look}>{_text(text)}</text>'


# Curves


def _curves(chart: Chart) -> Iterator[str]:
    axis = axis_of(chart)
    if axis is None:
        return
    for tick in axis.ticks:
        y = _y(axis, tick)
        look = "axis" if tick == max(axis.low, min(0.0, axis.high)) else "grid"
        yield f'<line class="{look}" x1="{_share(_LEFT)}" y1="{y:g}" x2="100%" y2="{y:g}"/>'
        yield _words(_share(_LEFT - 1.5), y + 4, _number(tick), "end")
    slot = (100 - _LEFT) / max(1, _count(chart))
    for row, curve in enumerate(chart.curves):
        if _in_columns(chart, axis):
            yield from _columns(chart, curve, axis, slot)
        else:
            yield from _points(chart, row, axis, slot)
    for level in chart.levels:
        if known(level.value) is not None:
            y = _y(axis, level.value)
            yield f'<line class="level" x1="{_share(_LEFT)}" y1="{y:g}" x2="100%" y2="{y:g}"/>'
    yield from _days(chart, slot)


def _count(chart: Chart) -> int:
    return max([len(chart.days), *(len(curve.values) for curve in chart.curves)])


def _in_columns(chart: Chart, axis: ValueAxis | None) -> bool:
    """Its one curve: the columns stand on nought, and each is broad enough."""
    return axis is not None and axis.low <= 0 and len(chart.curves) == 1 and _count(chart) <= _MOST_COLUMNS


def _number(value: float) -> str:
    """A number of the axis, in as few letters as there is room for on a phone."""
    return next((said for said in ways_said(value) if len(said) < 8), f"{value:.0e}")


def _y(axis: ValueAxis, value: float) -> float:
    """With room above the highest, and below the lowest for half a number."""
    return round(8 + (1 - axis.share(value)) * (_HIGH - 16), 2)


def _columns(chart: Chart, curve: Curve, axis: ValueAxis, slot: float) -> Iterator[str]:
    zero, wide = _y(axis, max(axis.low, min(0.0, axis.high))), min(_WIDEST, slot * 0.8)
    for at, value in enumerate(map(known, curve.values)):
        if value is not None:
            top = _y(axis, value)
            high = max(1.0, abs(zero - top))
            x, y = _share(_LEFT + slot * (at + 0.5) - wide / 2), min(top, zero - (high if value >= 0 else 0))
            box = f'x="{x}" y="{y:g}" width="{_share(wide)}" height="{high:g}"'
            yield f'<rect class="c0" {box}>{_pointed(chart, at, value, curve)}</rect>'


def _points(chart: Chart, row: int, axis: ValueAxis, slot: float) -> Iterator[str]:
    """Lines between days that both have a value, and a mark on each, as long as there is room for marks."""
    curve = chart.curves[row]
    places = [
        None if value is None else (_share(_LEFT + slot * (at + 0.5)), _y(axis, value))
        for at, value in enumerate(map(known, curve.values))
    ]
    for before, after in pairwise(places):
        if before is not None and after is not None:
            yield _line(*before, *after, row)
    ends = [None, *places, None]
    alone = {at for at in range(len(places)) if ends[at] is None and ends[at + 2] is None}
    stride = max(1, len(places) // 30)
    for at, (place, value) in enumerate(zip(places, curve.values, strict=True)):
        if place is not None and value is not None and (at in alone or (len(places) - 1 - at) % stride == 0):
            yield _mark(*place, row, _pointed(chart, at, value, curve))


def _line(x1: str, y1: float, x2: str, y2: float, row: int) -> str:
    dash = _DASHES[row % len(_DASHES)]
    look = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line class="c{row % 6}" x1="{x1}" y1="{y1:g}" x2="{x2}" y2="{y2:g}"{look}/>'


def _mark(x: str, y: float, row: int, title: str = "") -> str:
    return f'<svg x="{x}" y="{y:g}" class="mark c{row % 6}"><g>{title}{_MARKS[row % len(_MARKS)]}</g></svg>'


def _pointed(chart: Chart, at: int, value: float, curve: Curve) -> str:
    """What is shown where one points at a value."""
    day = dates_said(chart.days)[at] if at < len(chart.days) else ""
    words = labelled(day, value_said(value, chart)) if day else value_said(value, chart)
    return f"<title>{_text(told(filter(None, (curve.label, words))))}</title>"


def _days(chart: Chart | Strip, slot: float, left: float = _LEFT, y: float = _HIGH + 14) -> Iterator[str]:
    """The last day, and others at equal distances."""
    count = len(chart.days)
    stride = -(-count // _NAMED) or 1
    texts = dates_said(chart.days) if chart.days else []
    for at in range(count - 1, -1, -stride):
        last = at == count - 1 and slot < 12
        middle = left + slot * (at + 0.5)
        first = middle < 8
        x = 100.0 if last else left if first else middle
        yield _words(_share(x), y, texts[at], "end" if last else "start" if first else "middle")


# Bars and strips


def _lines(text: str) -> list[str]:
    """The text in as many lines as it wants on a phone, cut between words, or within one that is longer."""
    lines = [""]
    for piece in _PIECE.findall(" ".join(plain(text).split())):
        if _size(lines[-1]) + _size(piece) > _LETTERS and lines[-1]:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip(" ")
    return lines


def _size(text: str) -> int:
    """In letters, of which a Chinese one is two."""
    return len(text) + sum(letter >= "\u2e80" for letter in text)


def _head(label: str, said: str, y: float) -> tuple[float, list[str]]:
    """A label and what is said of it, beside each other where there is room; where they end, and themselves."""
    names, facts = _lines(label), _lines(said)
    beside = _size(label) + _size(said) < _LETTERS - 3
    found = [_words("0%", y + _LINE * at - 3, text, tone="name") for at, text in enumerate(names, 1)]
    if beside:
        return y + _LINE, [*found, _words("100%", y + _LINE - 3, said, "end")]
    y += _LINE * len(names)
    found += [_words("0%", y + _LINE * at - 3, text) for at, text in enumerate(facts, 1)]
    return y + _LINE * len(facts), found


def _bars(chart: Bars) -> tuple[float, list[str]]:
    axis, found, y = axis_of(chart), list[str](), 0.0
    if axis is None:
        return y, found
    for bar in chart.bars:
        top, head = _head(bar.label, bar.said, y)
        found += [*head, *_bar(chart, bar, axis, top + 2)]
        y = top + 21
    return y, found


def _bar(chart: Bars, bar: BarRow, axis: ValueAxis, top: float) -> Iterator[str]:
    yield f'<rect class="ground" x="0%" y="{top:g}" width="100%" height="10"/>'
    value = known(bar.value)
    if value is not None:
        first, last = sorted((axis.nought * 100, axis.share(value) * 100))
        wide = max(last - first, 0.4 if value else 0.0)
        tone = bar.tone if bar.tone in HEALTH_TONES.values() else ""
        box = f'x="{_share(min(first, 100 - wide))}" y="{top:g}" width="{_share(wide)}" height="10"'
        yield f'<rect class="bar {tone}" {box}/>'
    for level in chart.levels:
        if known(level.value) is not None:
            x = _share(axis.share(level.value) * 100)
            yield f'<line class="level" x1="{x}" y1="{top - 3:g}" x2="{x}" y2="{top + 13:g}"/>'


def _strip(chart: Strip) -> tuple[float, list[str]]:
    count = max([1, len(chart.days), *(len(row.tones) for row in chart.rows)])
    found, y = list[str](), 0.0
    for row in chart.rows:
        top, head = _head(f"{row.id} {row.label}".strip(" "), row.said, y)
        found += [*head, *_strip_row(chart, row, top + 2, 100 / count)]
        y = top + 31
    return y + _UNDER, [*found, *_days(chart, 100 / count, 0.0, y + 8)]


def _strip_row(chart: Strip, row: StripRow, y: float, slot: float) -> Iterator[str]:
    """A box a week; where they are narrow, a letter where it becomes another."""
    days = dates_said(chart.days)
    for at, tone in enumerate(row.tones):
        if tone:
            words = labelled(days[at], tone_said(tone)) if at < len(days) else tone_said(tone)
            yield _week(slot * at, slot, y, tone, f"<title>{_text(words)}</title>")
            if slot > 3.5 or not at or row.tones[at - 1] != tone:
                yield _letter(slot * (at + 0.5), y + 13, tone)


def _week(x: float, wide: float, y: float, tone: str, title: str) -> str:
    look = f"week {HEALTH_TONES.get(tone, 'muted')}"
    return f'<rect class="{look}" x="{_share(x)}" y="{y:g}" width="{_share(wide)}" height="18">{title}</rect>'


def _letter(x: float, y: float, tone: str) -> str:
    return _words(_share(x), y, LETTERS.get(tone, "·"), "middle", f"letter {HEALTH_TONES.get(tone, 'muted')}")
