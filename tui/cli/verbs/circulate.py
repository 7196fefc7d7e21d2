"""Deciding by circulation, and looking again at what was decided."""

import re
from typing import TYPE_CHECKING

from store import commands
from store.commands.circulating import circulate, turned_out, withdraw
from store.errors import WrongWords
from store.fields.clean_text import clean
from store.kinds.circulation import unanswered
from store.kinds.decision import Decision
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_added, say_changed
from tui.i18n import t
from tui.served import WRITES
from tui.text.sentences import said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from store.records import Changes


def _circulate(call: Call) -> None:
    (word,) = call.take(1)
    id = call.named(word, "decision") if re.fullmatch(r"[dD]-[0-9]+", word) else None
    if "withdraw" in call.options:
        _withdraw(call, id)
        return
    before = None if id is None else call.workspace.records.one(Decision, id)
    new = {"goal": call.given_ref("goal", "goal"), "options": call.given("options")}
    new = {name: value for name, value in new.items() if value}
    to = call.given_refs("to", "department") if "to" in call.options else None
    until = call.given_day("until", getattr(before, "circulated_until", None))
    made = call.workspace.do(_asking, id, word, new, to, until, call.given("propose"))
    if before is None:
        say_added(call, made.id)
    else:
        say_changed(call, before, (*new, "proposed"))
    silent = [call.called(each) for each in unanswered(made)]
    if silent and not call.json:
        one = "{departments} is asked about {id} until {day}"
        words = Words("{departments} are asked about {id} until {day}", one=one, departments=silent, id=made.id,
                      day=made.circulated_until, n=len(silent))  # fmt: skip
        call.output.say(said(words, call.workspace.here))
    call.records_out([made.id])


def _asking(
    changes: "Changes",
    id: str | None,
    question: str,
    new: "dict[str, Any]",
    to: "Sequence[str] | None",
    until: "date | None",
    proposed: str | None,
) -> Decision:
    """A question that is there already, or a new one, in one commit with putting it round."""
    if id is None:
        id = commands.add(changes, "decision", {"question": clean(question), **new}).id
    elif new:
        commands.edit(changes, id, new)
    return circulate(changes, id, to, until, proposed)


def _withdraw(call: Call, id: str | None) -> None:
    others = [name for name in ("to", "until", "propose", "goal", "options") if name in call.options]
    if others:
        raise WrongWords("--{name} and --{other} do not go together", name="withdraw", other=others[0])
    if id is None:
        raise WrongWords('"{word}" is no decision; name one, such as D-7', word=call.words[0])
    call.workspace.do(withdraw, id)
    call.output.say(t("{id} goes to no department any more", id=id))
    call.changed_out([id])


def _review(call: Call) -> None:
    word, result, *note = call.take(2, 3)
    id = call.named(word, "decision")
    before = call.workspace.records.one(Decision, id)
    result = call.given_value("decision", "result", result)
    call.workspace.do(turned_out, id, result, *note, review_on=call.given_day("again"))
    say_changed(call, before, ("result", "result_note", "review_on"))
    call.changed_out([id])


VERBS = {
    "circulate": Verb(
        "circulate QUESTION|DECISION [--to DEPARTMENT,...] [--until DAY] [--propose TEXT] [--withdraw] ...",
        Words("Puts a question to departments until a day; each agrees or objects, whoever asked decides"),
        (
            "concord circulate D-7 --to FIN,LOG --until fri --propose Leipzig",
            'concord circulate "Where is the stand?" --goal G-12 --until fri    # its departments are asked',
            "concord agree D-7 --department FIN    # then: concord decide D-7 Leipzig",
        ),
        _circulate,
        (
            Option("to", Words("Which departments are asked (those of the goal)"), "DEPARTMENT"),
            Option("until", Words("Until when they answer"), "DAY"),
            Option("propose", Words("What they are to agree to"), "TEXT"),
            Option("goal", Words("For which goal"), "GOAL"),
            Option("options", Words("What could be chosen, one on a line"), "TEXT"),
            Option("withdraw", Words("It goes to nobody any more")),
        ),
        touches=WRITES,
    ),
    "review": Verb(
        "review DECISION as-expected|better|worse [TEXT] [--again DAY]",
        Words("Says how a decision turned out, and when to look at it once more"),
        ('concord review D-7 better "we sold out on the second day" --again eoq',),
        _review,
        (Option("again", Words("When to look at it again"), "DAY"),),
        touches=WRITES,
    ),
}
