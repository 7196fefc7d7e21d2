"""The plan of a goal as Markdown, for a document."""

from store.words import Words
from tui.cli import into_file
from tui.cli.call import Call, Verb


def _plan(call: Call) -> int:
    from store.insight.plan import of_goal
    from tui.cli.as_json import Objects
    from tui.text.plan import markdown

    word, *file = call.take(1, 2)
    id = call.named(word, "goal")
    overview = Objects(call.workspace).overview
    bars = of_goal(overview, call.workspace.records, id)
    with into_file.data_into(call, *file):
        for bar in bars if call.json else ():
            call.output.object({name: _json(value) for name, value in bar._asdict().items()})
        for line in () if call.json else markdown(bars, overview.called):
            call.output.line(line)
    return 0


def _json(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value  # type: ignore[attr-defined]


VERBS = {
    "plan": Verb(
        "plan",
        "plan GOAL [FILE]",
        Words("Prints the plan of a goal as Markdown, in tables by department, or writes it to FILE"),
        ("concord plan G-12 plan.md",),
        _plan,
        into_file.OPTIONS,
    )
}
