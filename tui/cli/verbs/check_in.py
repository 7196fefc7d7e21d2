"""Where a key result stands."""

from store.errors import WrongWords
from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.words import Option
from tui.i18n import t


def _check_in(call: Call) -> int:
    from store import typed
    from store.kinds import KINDS
    from store.kinds.key_result import check_in

    word, value = call.take(2)
    id = call.named(word, "key-result")
    fields, workspace = KINDS["check-in"].fields, call.workspace

    def read_number(name: str, text: str | None) -> float | None:
        if text is None:
            return None
        return typed.read(fields[name], text, workspace.records, workspace.today, workspace.who)  # type: ignore[no-any-return]

    said = read_number("value", value)
    if said is None:
        raise WrongWords("A check-in wants a value: concord check-in KR-3 62")
    confidence = read_number("confidence", call.options.get("confidence"))
    if confidence is not None and confidence != int(confidence):
        raise WrongWords("Confidence is a whole number from 0 to 10")
    made = workspace.do(
        check_in,
        id,
        said,
        None if confidence is None else int(confidence),
        call.options.get("note", ""),
        call.given_day("on"),
        call.given_refs("help-from", "department", "person"),
    )
    call.output.say(t("Check-in for {id} saved", id=id))
    call.records_out([made.id])
    return 0


VERBS = {
    "check-in": Verb(
        "check-in",
        "check-in KEY-RESULT VALUE [--confidence N] [--note TEXT] [--help-from WHO] [--on DAY]",
        Words("Says where a key result stands"),
        ('concord check-in KR-3 62 --confidence 7 --note "the feed is live"', "concord check-in KR-3 -- -5"),
        _check_in,
        (
            Option("confidence", Words("How sure, from 0 (lost) to 10 (certain)"), "N"),
            Option("note", Words("What is to say about it"), "TEXT"),
            Option("help-from", Words("Departments or people whose help is needed"), "WHO"),
            Option("on", Words("The day it was so (today)"), "DAY"),
        ),
    )
}
