"""Where a key result stands."""

from store.errors import WrongWords
from store.kinds.check_in import CheckIn, newest
from store.kinds.key_result import KeyResult, check_in
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.i18n import t
from tui.served import WRITES
from tui.text.days import long
from tui.text.joined import noted, told


def _check_in(call: Call) -> None:
    word, *values = call.take(1, 2)
    id = call.named(word, "key-result")
    said = call.given_value("check-in", "value", values[0] if values else None, key_result=id)
    confidence = call.given_value("check-in", "confidence", call.given("confidence"))
    if confidence is not None and confidence != int(confidence):
        raise WrongWords("Confidence is a whole number from 0 to 10")
    made = call.workspace.do(
        check_in,
        id,
        said,
        None if confidence is None else int(confidence),
        call.options.get("note", ""),
        call.given_day("on"),
        call.given_refs("help-from", "department", "person"),
    )
    if not call.json:
        _progress(call, id, call.workspace.records.one(CheckIn, made.id))
    call.records_out([made.id])


def _progress(call: Call, id: str, made: "CheckIn") -> None:
    """Where it is, where it should be by today, and what is not well about it."""
    from tui.text.labels import number, should_value, target_words
    from tui.text.metric_words import as_read

    overview, record = call.objects.overview, call.workspace.records.one(KeyResult, id)

    def said(each: CheckIn) -> str:
        return number(as_read(overview, record.metric, each.value) or 0, record.unit)

    is_at = {"id": id, "value": said(made)}
    if made.on is not None and made.on != call.workspace.today:
        call.output.say(t("{id} was at {value} on {day}", **is_at, day=long(made.on, call.workspace.today)))
    elif made.confidence is None:
        call.output.say(t("{id} is at {value}", **is_at))
    else:
        call.output.say(t("{id} is at {value}, confidence {n} of 10", **is_at, n=made.confidence))
    found = newest(call.workspace.records.pointing(CheckIn, "key_result", id))
    before = found[found.index(made) + 1 :]
    if before:
        last, day = said(before[0]), before[0].on
        was = noted(t("before it was {value}", value=last), long(day, call.workspace.here) if day else "")
        call.output.say(told((was, t(target_words(record, record.unit)))))
    else:
        call.output.say(t(target_words(record, record.unit)))
    should = should_value(record, overview.progress(id))
    if should is not None:
        call.output.say(t("by today it should be {value}", value=number(should, record.unit)))
    for reason in overview.health(id).reasons:
        call.output.say(f"! {t(reason)}")


VERBS = {
    "check-in": Verb(
        "check-in KEY-RESULT [VALUE] [--confidence N] [--note TEXT] [--help-from WHO] [--on DAY]",
        Words("Says where a key result stands; the value of one that follows a metric is that metric's"),
        (
            'concord check-in KR-3 62 --confidence 7 --note "the feed is live"',
            "concord check-in KR-3 62 --confidence 3 --help-from FIN,li",
            "concord check-in KR-3 58 --on fri",
        ),
        _check_in,
        (
            Option("confidence", Words("How sure, from 0 (lost) to 10 (certain)"), "N"),
            Option("note", Words("What is to say about it"), "TEXT"),
            Option("help-from", Words("Departments or people whose help is needed"), "WHO"),
            Option("on", Words("The day it was so (today)"), "DAY"),
        ),
        touches=WRITES,
    )
}
