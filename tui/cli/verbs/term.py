"""The shared dictionary: what words mean, and to which department."""

from store.commands.meanings import set_meanings
from store.errors import ConcordError
from store.insight.dictionary import dictionary
from store.kinds.term import Term
from store.records.names import fold
from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_changed
from tui.i18n import t
from tui.served import WRITES
from tui.text.joined import apart, labelled

#: Typed behind the sign, these take a meaning out.
_OUT = ("-", "none", "无")


def _term(call: Call) -> None:
    words = call.take(1, -1)
    pairs = [word for word in words[1:] if "=" in word or "＝" in word]
    if pairs and len(pairs) == len(words) - 1:
        _mean(call, words[0], pairs)
        return
    found = _found(call, " ".join(words))
    if call.json:
        call.output.lines(call.objects.lines(call.workspace.records.get(id) for id in found))
        return
    if len(found) == 1:
        from tui.cli.record_lines import Shown
        from tui.cli.record_text import written

        call.output.text(written(Shown(call.workspace), call.workspace.records.get(found[0])))
    else:
        call.output.table([_row(call, call.workspace.records.one(Term, id)) for id in found])
    if not found:
        call.output.say(t("None of these words is in the dictionary"))


def _row(call: Call, term: Term) -> list[str]:
    """It, what it means, to whom."""
    said = [term.meaning] if term.meaning else []
    said += [labelled(call.called(id), text) for id, text in term.meanings.items()]
    said += [labelled(t("Say instead"), term.instead)] if term.instead else []
    return [term.id, term.word, apart(said)]


def _mean(call: Call, word: str, pairs: list[str]) -> None:
    """What departments mean by it."""
    id = _one(call, word)
    said = {department: "" if text in _OUT else text for department, text in call.pairs(pairs, "department").items()}
    before = call.workspace.records.get(id)
    call.workspace.do(set_meanings, id, said)
    say_changed(call, before, ["meanings"])
    call.changed_out([id])


def _one(call: Call, word: str) -> str:
    """A term by its id, its word or one of its spellings."""
    found = dictionary(call.workspace.records).on([word])
    return found[0] if len(found) == 1 else call.named(word, "term")


def _found(call: Call, text: str) -> list[str]:
    """The terms that stand in the text; where none does, those that begin with it, or the one that it names."""
    records = call.workspace.records
    found = dictionary(records).on([text])
    if not found:
        said = fold(text)
        found = [
            each.id
            for each in records.all(Term)
            if any(fold(word).startswith(said) for word in (each.word, *each.spellings))
        ]
    if not found:
        try:
            found = [call.named(text, "term")]
        except ConcordError:
            found = []
    return found


VERBS = {
    "term": Verb(
        "term TEXT ... | term WORD DEPARTMENT=MEANING ...",
        Words("Looks up the words of a text in the dictionary, or says what departments mean by one"),
        (
            'concord term "we launch on Monday"',
            'concord term launch MKT="the first day of the campaign" OPS="the day the shelves are full"',
            'concord add term launch --spellings "go live" --instead "first day of sale"',
        ),
        _term,
        touches=WRITES,
    ),
}
