"""The plan of a goal as Markdown, for a document."""

from store.words import Words
from tui.cli.call import Call, Verb


def _plan(call: Call) -> int:
    from store.insight.plan import of_goal
    from tui.cli.as_json import Objects
    from tui.plan_text import markdown

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


VERBS = {
    "plan": Verb(
        "plan",
        "plan GOAL",
        Words("Prints the plan of a goal as Markdown, in tables by department"),
        ("concord plan G-12 > plan.md",),
        _plan,
    )
}
