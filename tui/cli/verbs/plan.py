"""The plan of a goal as Markdown, for a document."""

from store.words import Words
from tui.cli import into_file
from tui.cli.call import Call, Verb
from tui.served import READS


def _plan(call: Call) -> None:
    from store.insight.plan import of_goal
    from tui.text.plan import bar_title, plan_lines

    word, *file = call.take(1, 2)
    id = call.named(word, "goal")
    overview = call.objects.overview
    bars = of_goal(overview, call.workspace.records, id)
    with into_file.data_into(call, *file):
        for bar in bars if call.json else ():
            call.output.object({**bar._asdict(), "title": bar_title(bar)})
        if not call.json:
            call.output.text(plan_lines(bars, overview.called))


VERBS = {
    "plan": Verb(
        "plan GOAL [FILE]",
        Words("Prints the plan of a goal as Markdown, in tables by department, or writes it to FILE"),
        ("concord plan G-12 plan.md",),
        _plan,
        into_file.OPTIONS,
        dash="own",
        touches=READS,
    )
}
