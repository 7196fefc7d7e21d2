"""Change fields of a record."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store import commands
from store.errors import WrongWords
from store.kinds import KINDS
from store.records import KIND_OF
from store.records.duties import ends
from store.words import Words
from tui.cli.arguments import ANYWAY, REST, Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_changed, say_open, tell
from tui.cli.given_text import refuse_lines
from tui.cli.kind_words import field_of, fields_given, labelled, read_values, refuse_said, settable, with_options
from tui.cli.rest import ending
from tui.i18n import t
from tui.served import WRITES

if TYPE_CHECKING:
    from store.fields import Field
    from store.kinds.base import Record
    from store.records import Changes


def _edit(call: Call) -> None:
    if not call.words:
        _check_names(call)

    id = call.named(call.take(1)[0])
    record = call.workspace.records.get(id)
    kind = KIND_OF[type(record)]
    fields, why = with_options(call, kind), call.options.get("why", "")
    if why and "why" in kind.fields:
        # Its own field would be out of reach otherwise.
        fields, why = [*fields, ("why", why)], ""
    why = call.given("because") or why
    given = fields_given(kind, fields, call.verb.options)
    refuse_said(kind, given, call.words[0])
    refuse_lines(call, given)
    if not given:
        raise WrongWords(
            "Say what to change: --FIELD VALUE. The fields are: {fields}",
            fields=[field.called for field in settable(kind)],
        )
    revision, seq = call.number("if-rev", 0) or None, call.workspace.ledger.seq
    call.workspace.do(ending(call, _edited), id, given, revision, why)
    say_changed(call, record, [field.name for field, _text in given])
    _say_own_why(call, id, record, len(given))
    if ends(record, call.workspace.records.get(id)) and not call.json:
        say_open(call, id)
    tell(call, seq, [id])
    call.changed_out([id])


def _say_own_why(call: Call, id: str, before: "Record", count: int) -> None:
    """Say that what may have been meant as the reason of a change has become the purpose of the record."""
    was, now = (getattr(each, "why", "") for each in (before, call.workspace.records.get(id)))
    if count > 1 and was and now != was:
        said = t(
            '{id}: its own why is "{now}" now, no longer "{was}". A reason is given with --because',
            id=id,
            now=now,
            was=was,
        )
        call.output.say(said)


def _edited(
    changes: "Changes",
    id: str,
    given: "Sequence[tuple[Field, str]]",
    revision: int | None,
    why: str,
) -> "Record":
    values = read_values(changes, given, changes.get(id))
    return commands.edit(changes, id, values, if_rev=revision, why=why)


def _check_names(call: Call) -> None:
    """Without an id: an option that no kind has is what went wrong, as it took the id for its value."""
    for name, _text in call.fields:
        every = [field for kind in KINDS.values() for field in settable(kind)]
        if all(name.replace("-", "_") != field.name for field in every) and not labelled(every, name):
            field_of(KINDS["action"], name, call.verb.options)


VERBS = {
    "edit": Verb(
        "edit ID --FIELD VALUE ... [--why TEXT] [--because TEXT] [--if-rev N] [--rest HOW]",
        Words("Changes fields: none clears, =+x and =-x add to and take from a list, +1w counts from the day it has"),
        (
            'concord edit A-142 --due +1w --why "waiting for the budget code"',
            "concord edit G-12 --departments=+MKT --owner none",
            'concord edit G-12 --due +2w --because "the shelves come late"',
            'concord edit KR-3 --target 80 --why "two shops close"',
            'concord edit WS-1 --days=+2026-12-24="Christmas Eve" --days=-2026-12-31',
            'concord edit B-7 --next-step "ask the board" --next-owner li --next-by fri',
        ),
        _edit,
        (
            Option(
                "why",
                Words("The reason; moving a due day or a target wants one (for a goal, its own field)"),
                "TEXT",
            ),
            Option("because", Words("The reason, where --why is a field: of a goal, a request, a decision"), "TEXT"),
            Option("if-rev", Words("Only if the record still has this revision"), "N"),
            ANYWAY,
            REST,
        ),
        takes_fields=True,
        touches=WRITES,
    )
}
