"""The plan of a goal as Markdown, for a document."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from store.words import Words
from tui.cli.call import Call, Verb
from tui.i18n import t

if TYPE_CHECKING:
    from store.insight.plan import Bar

_SORTS = {"milestone": Words("Milestone"), "action": Words("Action"), "allocation": Words("Resource")}
_STATES = {
    "open": Words("open"),
    "late": Words("late"),
    "held": Words("held up"),
    "done": Words("done"),
    "asked": Words("asked for"),
    "over": Words("over-committed"),
}


def _plan(call: Call) -> int:
    from store.insight.plan import of_goal
    from tui.cli.as_json import Objects

    id = call.named(call.take(1)[0], "goal")
    overview = Objects(call.workspace).overview
    bars = of_goal(overview, call.workspace.records, id)
    if call.json:
        for bar in bars:
            call.output.object({name: _json(value) for name, value in bar._asdict().items()})
        return 0
    for line in markdown(bars, overview.called):
        call.output.line(line)
    return 0


def _json(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value  # type: ignore[attr-defined]


def markdown(bars: "list[Bar]", called: "Callable[[str], str]") -> Iterator[str]:
    """A title, and a table for each department: when, what, who, how it stands, how often it has slipped and why."""
    own, rest = bars[0], bars[1:]
    yield f"# {own.id} {_cell(own.title)}"
    yield ""
    yield f"{own.start or '?'} – {own.end or '?'}"
    lanes = list(dict.fromkeys(bar.lane for bar in rest))
    for lane in lanes:
        yield ""
        yield f"## {called(lane) if lane else t('No department')}"
        yield ""
        head = (t("From"), t("To"), "", "", t("Owner"), t("State"), t("Moved"))
        yield "| " + " | ".join(head) + " |"
        yield "|" + " --- |" * len(head)
        for bar in (each for each in rest if each.lane == lane):
            yield "| " + " | ".join(_cells(bar, called)) + " |"


def _cells(bar: "Bar", called: "Callable[[str], str]") -> Iterator[str]:
    yield str(bar.start or "") if bar.start != bar.end else ""
    yield str(bar.end or "")
    yield bar.id
    yield f"{t(_SORTS[bar.sort])}: {_cell(bar.title)}"
    yield _cell(called(bar.owner)) if bar.owner else ""
    yield t(_STATES[bar.state])
    yield f"{bar.slips}x, {bar.first}: {_cell(bar.why)}" if bar.slips else ""


def _cell(text: str) -> str:
    """Text that stays within its cell and is not taken for markup."""
    for sign in "\\|*_`<[":
        text = text.replace(sign, "\\" + sign)
    return " ".join(text.split())


VERBS = {
    "plan": Verb(
        "plan",
        "plan GOAL",
        Words("Prints the plan of a goal as Markdown, in tables by department"),
        ("concord plan G-12 > plan.md",),
        _plan,
    )
}
