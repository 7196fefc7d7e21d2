"""Import goals, their departments, owners, key results and progress from a CSV file."""

from store.errors import WrongWords
from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.words import Option, as_path, nearest
from tui.i18n import t

_FORMATS = ("goals",)


def _import(call: Call) -> int:
    format, path = call.take(2)
    if format not in _FORMATS:
        raise WrongWords(
            'There is no import of "{format}". There are: {formats}',
            format=format,
            formats=", ".join(_FORMATS),
            details={"formats": list(_FORMATS), "near": nearest(format, _FORMATS)},
        )
    from store.interop import goals_csv

    rows = goals_csv.read(as_path(path))
    strict, dry = "strict" in call.options, "dry-run" in call.options
    planned = goals_csv.plan(call.workspace.records, rows, strict=strict)
    if dry:
        _tell(call, planned.said(), planned.counts())
        return 0
    made = call.workspace.do(goals_csv.apply, planned)
    counts = {kind: len(ids) for kind, ids in made.items()}
    if call.json:
        call.output.object({"dry_run": False, "made": made, "joins": dict(planned.joins)})
    else:
        for ids in made.values():
            for id in ids:
                call.output.line(id)
    _sum_up(call, counts, bool(planned.joins))
    return 0


def _tell(call: Call, said: list[Words], counts: dict[str, int]) -> None:
    """What would happen, line by line: that is the data of a dry run."""
    if call.json:
        call.output.object({"dry_run": True, "makes": counts, "lines": [t(words) for words in said]})
    for words in said if not call.json else ():
        call.output.line(t(words))
    if said:
        call.output.say(t("Nothing was written: this was a dry run"))
    else:
        call.output.say(t("Everything in the file is there already"))


def _sum_up(call: Call, counts: dict[str, int], joined: bool) -> None:
    if not counts and not joined:
        call.output.say(t("Everything in the file is there already"))
        return
    from store.kinds import KINDS

    for kind, count in counts.items():
        label = Words(KINDS[kind].label if count == 1 else KINDS[kind].plural)
        call.output.say(t("Made: {n} {kind}", n=count, kind=label))


VERBS = {
    "import": Verb(
        "import",
        "import goals FILE [--dry-run] [--strict]",
        Words("Imports goals from CSV: goal, goal_owner, department, key_result, progress"),
        ("concord import goals company-quarter.csv --dry-run",),
        _import,
        (
            Option("dry-run", Words("Only says what would happen")),
            Option("strict", Words("Refuses departments and people that are not known")),
        ),
    )
}
