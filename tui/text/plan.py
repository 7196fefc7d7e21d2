"""The plan of a goal as Markdown, for a document; both the command line and the timeline give it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from store.words import Words
from tui.i18n import t
from tui.text.joined import labelled, told
from tui.text.markdown import escaped, heading, table

if TYPE_CHECKING:
    from store.insight.plan import Bar

_SORTS = {"milestone": Words("Milestone"), "action": Words("Action"), "allocation": Words("Resource")}
_STATES = {
    "open": Words("to do"),
    "late": Words("late"),
    "held": Words("held up"),
    "done": Words("done"),
    "asked": Words("asked for"),
    "over": Words("over-committed"),
}


def markdown(bars: "list[Bar]", called: "Callable[[str], str]") -> Iterator[str]:
    """A title, and a table for each department: when, what, who, how it stands, what it waits for, its slips."""
    own, rest = bars[0], bars[1:]
    yield f"# {own.id} {escaped(own.title)}"
    yield ""
    yield f"{own.start or '?'} – {own.end or '?'}"
    lanes = list(dict.fromkeys(bar.lane for bar in rest))
    for lane in lanes:
        yield from heading(escaped(called(lane)) if lane else t("No department"))
        head = [t("From", context="day"), t("To"), t("Id"), t("What"), t("Owner")]
        head += [t("State"), t("Waits for"), t("Moved")]
        yield from table(head, *(_cells(bar, called) for bar in rest if bar.lane == lane))


def _cells(bar: "Bar", called: "Callable[[str], str]") -> Iterator[str]:
    yield str(bar.start or "") if bar.start != bar.end else ""
    yield str(bar.end or "")
    yield bar.id
    yield labelled(t(_SORTS[bar.sort]), escaped(bar.title))
    yield escaped(called(bar.owner)) if bar.owner else ""
    yield t(_STATES[bar.state])
    yield " ".join(bar.waits_for)
    yield labelled(told((f"{bar.slips}x", f"{bar.first}")), escaped(bar.why)) if bar.slips else ""
