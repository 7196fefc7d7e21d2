"""Pulses: what they ask, answering them, closing them; what came of them."""

from typing import TYPE_CHECKING

from store import commands
from store.errors import WrongWords
from store.kinds.pulse import Pulse, how_many, is_past
from store.kinds.pulse_results import QUESTIONS
from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.consequences import state_of
from tui.i18n import t
from tui.served import WRITES
from tui.text.labels import value_label

if TYPE_CHECKING:
    from tui.personal.session_state import SessionState


def _pulse(call: Call) -> None:
    deeds = {"answer": _answer, "ask": _ask, "close": _close}
    words = call.take(0, -1)
    if words and words[0] in deeds:
        deeds[words[0]](call, words[1:])
        return
    call.take(0, 1)
    if words:
        _show(call, call.named(words[0], "pulse"))
    else:
        _list(call)


def _list(call: Call) -> None:
    found = list(call.workspace.records.all(Pulse))
    if call.json:
        call.records_out([each.id for each in found])
        return
    answered = _personal(call).has_answered
    rows = [(each.id, each.title, *_standing(call, each, mine=answered(each.id))) for each in found]
    call.output.table(rows)
    if not rows:
        call.output.say(t("No pulse yet"))


def _standing(call: Call, pulse: Pulse, *, mine: bool) -> tuple[str, str, str]:
    n = how_many(call.workspace.records, pulse)
    state = t("over") if is_past(pulse, call.workspace.today) else value_label(pulse, "state").lower()
    return state, t("{n} answers", one="{n} answer", n=n), t("you have answered") if mine else ""


def _show(call: Call, id: str) -> None:
    if call.json:
        call.records_out([id])
        return
    from tui.cli.record_lines import Shown
    from tui.cli.record_text import written

    call.output.text(written(Shown(call.workspace), call.workspace.records.get(id)))


def _answer(call: Call, words: list[str]) -> None:
    from tui.personal import pulses

    if not 1 + QUESTIONS <= len(words) <= 2 + QUESTIONS:
        raise WrongWords("An answer is the pulse, five numbers from 1 to 5, and a sentence in quotes if you like")
    id, *numbers = words[: 1 + QUESTIONS]
    if any(each not in ("1", "2", "3", "4", "5") for each in numbers):
        raise WrongWords("Each answer is a number from 1, not at all, to 5, entirely")
    pulse = call.workspace.records.one(Pulse, call.named(id, "pulse"))
    sentence = words[1 + QUESTIONS] if len(words) > 1 + QUESTIONS else ""
    unkept = pulses.give(call.workspace, _personal(call), pulse, [*map(int, numbers)], sentence)
    call.output.say(t("Your answer to {id} is counted; nobody learns that it is yours", id=pulse.id))
    if unkept is not None:
        call.output.say(t("That you have answered is not remembered: {reason}", reason=unkept))
    call.records_out([pulse.id])


def _ask(call: Call, words: list[str]) -> None:
    from store.commands.pulse_for import ask_about
    from store.records.names import title

    if len(words) != 1:
        raise WrongWords("Something is missing. It is written: {usage}", usage=call.verb.written)
    id = call.named(words[0], "meeting", "goal", "retro")
    named = t("After {id}: {title}", id=id, title=title(call.workspace.records, id))
    call.records_out([call.workspace.do(ask_about, id, named).id])


def _close(call: Call, words: list[str]) -> None:
    if len(words) != 1:
        raise WrongWords("Something is missing. It is written: {usage}", usage=call.verb.written)
    id = call.named(words[0], "pulse")
    call.workspace.do(commands.done, id)
    call.output.say(t(state_of(call, call.workspace.records.get(id))))
    call.records_out([id])


def _personal(call: Call) -> "SessionState":
    from tui.personal.session_state import SessionState

    return SessionState(call.workspace.ledger.header.workspace, call.workspace.who)


VERBS = {
    "pulse": Verb(
        "pulse [ID] | ask ID | answer ID N N N N N [TEXT] | close ID",
        Words("Five questions to departments and what came of them; answered without a name, closed for good"),
        (
            "concord pulse",
            'concord pulse answer PU-1 4 5 3 4 2 "Ask us first"',
            "concord pulse close PU-1",
        ),
        _pulse,
        fits={"ID": "PULSE|MEETING|GOAL|RETRO"},
        touches=WRITES,
    )
}
