"""Feedback of departments on each other: asked for, given, laid beside what each says of itself."""

# late: what a deed loads, it imports when it runs.

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from store.errors import WrongWords
from store.kinds import KINDS
from store.kinds.feedback import MOST, QUESTIONS, ask_all, give
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.cli.verbs.deeds import deed_named
from tui.i18n import t
from tui.served import WRITES

if TYPE_CHECKING:
    from store.insight.feedback_table import OnDepartment

_OPTIONS = (
    Option("answered", Words("Answers in time"), "N"),
    Option("clear", Words("Says clearly what it needs"), "N"),
    Option("kept", Words("Keeps what it promises"), "N"),
    Option("early", Words("Says early when something changes"), "N"),
    Option("helped", Words("Helps beyond its own goals"), "N"),
    Option("said", Words("In a sentence"), "TEXT"),
)


def _ask(call: Call) -> None:
    _deed, word = call.take(2)
    made = call.workspace.do(ask_all, call.named(word, "retro"))
    n = len({each.of for each in made})
    call.output.say(t("{n} departments are asked", one="{n} department is asked", n=n))
    call.records_out([each.id for each in made])


def _give(call: Call) -> None:
    _deed, word = call.take(2)
    id = call.named(word, "feedback")
    answers: dict[str, int | None] = {}
    for name in QUESTIONS:
        value = call.given_value("feedback", name, call.given(name))
        if value is not None and (value != int(value) or not 1 <= value <= MOST):
            raise WrongWords("--{name} wants a whole number from 1 to 5", name=name)
        answers[name] = None if value is None else int(value)
    made = call.workspace.do(give, id, answers, call.given("said"))
    open_ones = [name for name in QUESTIONS if getattr(made, name) is None]
    call.output.say(t("{id} is given", id=id))
    if open_ones:
        labels = [KINDS["feedback"].fields[name].label for name in open_ones]
        call.output.say(t("Not answered: {names}", names=labels))
    call.changed_out([id])


def _show(call: Call) -> None:
    """What was said, department by department."""
    from store.insight.feedback_table import of_retro
    from tui.text.feedback_lines import feedback_parts
    from tui.text.minutes.document_names import DocumentNames
    from tui.text.pages.as_markdown import markdown
    from tui.text.pages.document import Document

    _deed, word = call.take(2)
    id, records = call.named(word, "retro"), call.workspace.records
    found = of_retro(records, id)
    if call.json:
        for each in found:
            call.output.object(_as_object(call, each))
    elif found:
        title = t("Feedback in {id}", id=id)
        call.output.text(markdown(Document(title, [*feedback_parts(found, DocumentNames(records))])))
    else:
        call.output.say(t("Nobody was asked yet: {command}", command=f"concord feedback ask {id}"))


def _as_object(call: Call, found: "OnDepartment") -> dict[str, Any]:
    return {
        "on": call.called(found.on),
        "answers": [
            {"question": each.question, "of_itself": each.own, "mean": each.mean, "others": list(each.others)}
            for each in found.answers
        ],
        "sentences": [{"id": each.id, "of": call.called(each.of), "text": each.text} for each in found.sentences],
        "waits_for": [call.called(of) for of in found.waits],
        "ids": list(found.ids),
    }


_DEEDS: dict[str, Callable[[Call], None]] = {"ask": _ask, "give": _give, "show": _show}
#: What people call them in another language.
_CALLED: dict[str, Words] = {
    "ask": Words("ask", context="feedback"),
    "give": Words("give", context="feedback"),
    "show": Words("show", context="feedback"),
}


def _feedback(call: Call) -> None:
    deed, *_more = call.take(2)
    _DEEDS[deed_named(deed, _DEEDS, _CALLED, Words("Feedback"))](call)


VERBS = {
    "feedback": Verb(
        "feedback WHAT ID [--answered N] [--clear N] [--kept N] [--early N] [--helped N] [--said TEXT]",
        Words("Asks the departments of a retrospective about each other, gives it (1 never, 5 always), shows it"),
        (
            "concord feedback ask R-1",
            'concord feedback give F-2 --answered 4 --kept 3 --said "Told us late about the price"',
            "concord feedback show R-1",
        ),
        _feedback,
        _OPTIONS,
        fits={"WHAT": lambda: _CALLED, "ID": "RETRO|FEEDBACK"},
        touches=WRITES,
    )
}
