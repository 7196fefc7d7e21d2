"""Say something about a record."""

from store import commands
from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_added
from tui.served import WRITES


def _comment(call: Call) -> None:
    word, text = call.take(2)
    made = call.workspace.do(commands.comment, call.named(word), text)
    say_added(call, made.id)
    call.records_out([made.id])


VERBS = {
    "comment": Verb(
        "comment ID TEXT",
        Words("Says something about a record; @login mentions a person"),
        ('concord comment A-142 "the feed is there, @ana can test it"', "concord comment A-142 - < minutes.txt"),
        _comment,
        touches=WRITES,
    )
}
