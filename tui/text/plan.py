"""The plan of a goal as Markdown, for a document; both the command line and the timeline give it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from store.words import Words
from tui.i18n import t
from tui.text.joined import labelled, listed, told
from tui.text.pages.as_markdown import markdown
from tui.text.pages.document import Document, Heading, Paragraph, Part, TextTable, typed

if TYPE_CHECKING:
    from store.insight.plan import Bar

#: What each is called, and its states where those are other words.
_SORTS: dict[str, tuple[Words, dict[str, Words]]] = {
    "milestone": (
        Words("Milestone"),
        {"open": Words("to do", context="milestone"), "done": Words("done", context="milestone")},
    ),
    "action": (Words("Action"), {}),
    "allocation": (Words("Resource"), {"open": Words("granted")}),
}
_STATES = {
    "open": Words("to do"),
    "late": Words("late"),
    "held": Words("held up"),
    "done": Words("done"),
    "asked": Words("asked for"),
    "over": Words("over-committed"),
}


def bar_title(bar: "Bar") -> str:
    """What is planned; of an allocation how much of what."""
    return t(bar.title) if isinstance(bar.title, Words) else bar.title


def plan_lines(bars: "list[Bar]", called: "Callable[[str], str]") -> Iterator[str]:
    """As Markdown: a title, and a table for each department: when, what, who, how it stands, what it waits for."""
    return markdown(Document(f"{bars[0].id} {typed(bar_title(bars[0]))}", [*_parts(bars, called)]))


def _parts(bars: "list[Bar]", called: "Callable[[str], str]") -> Iterator[Part]:
    own, rest = bars[0], bars[1:]
    yield Paragraph(t("{first} – {last}", first=own.start or "?", last=own.end or "?"))
    lanes = list(dict.fromkeys(bar.lane for bar in rest))
    for lane in lanes:
        yield Heading(typed(called(lane)) if lane else t("No department"))
        head = [t("From", context="day"), t("To"), t("Id"), t("What"), t("Owner")]
        head += [t("State"), t("Waits for"), t("Moved")]
        yield TextTable(head, [[*_cells(bar, called)] for bar in rest if bar.lane == lane])


def _cells(bar: "Bar", called: "Callable[[str], str]") -> Iterator[str]:
    sort, states = _SORTS[bar.sort]
    yield str(bar.start or "") if bar.start != bar.end else ""
    yield str(bar.end or "")
    yield bar.id
    yield labelled(t(sort), typed(bar_title(bar)))
    yield typed(called(bar.owner)) if bar.owner else ""
    yield t(states.get(bar.state, _STATES[bar.state]))
    yield listed(bar.waits_for)
    slips = t("{n}x", n=bar.slips)
    yield labelled(told((slips, f"{bar.first}")), typed(bar.why)) if bar.slips else ""
