"""The course of a retrospective: on and back, who is done, who leads, votes opened, closed, reopened, its format."""

# late: what a deed loads, it imports when it runs.

from store import commands
from store.commands import retro_course as course
from store.errors import WrongWords
from store.kinds import KINDS
from store.kinds.retro import STATES, Retro, move, place, votes_hidden
from store.records.names import fold
from store.words import Words
from tui.cli.arguments import WHY, Option
from tui.cli.call import Call
from tui.cli.verbs.meeting_words import NO, is_of, saved
from tui.cli.verbs.retro_words import changed, named_or_likely, retro_of
from tui.i18n import in_each, t
from tui.text.labels import value_label

OPTIONS = (
    WHY,
    Option("for", Words("For whom beside you votes are entered, who is done, who takes the lead"), "WHO"),
    Option("on", Words("The day of the next retrospective"), "DAY"),
)


def _start(call: Call) -> None:
    _moved(call, named_or_likely(call), "gather")


def _next(call: Call) -> None:
    id = named_or_likely(call)
    _moved(call, id, STATES[min(place(_state(call, id)) + 1, len(STATES) - 1)])


def _back(call: Call) -> None:
    id = named_or_likely(call)
    at = place(_state(call, id))
    if at <= 0:
        raise WrongWords("{id} is at its first step", id=id)
    _moved(call, id, STATES[at - 1])


def _step(call: Call) -> None:
    words = call.take(2, 3)[1:]
    id = retro_of(call, words)
    _moved(call, id, _step_called(call, words))


def _state(call: Call, id: str) -> str:
    return call.workspace.records.one(Retro, id).state


def _step_called(call: Call, words: list[str]) -> str:
    if not words:
        raise WrongWords("Something is missing. It is written: {usage}", usage=call.verb.written)
    field = KINDS["retro"].fields["state"]
    for each in field.choices:
        if fold(words[0]) in (each.value, *map(fold, in_each(each.label))):
            return each.value
    raise WrongWords('"{value}" is not one of: {choices}', value=words[0], choices=field.listed)


def _moved(call: Call, id: str, state: str) -> None:
    retro = call.workspace.do(move, id, state, call.given("why") or "")
    call.output.say(t("{id} is at this step: {state}", id=id, state=value_label(retro, "state")))
    saved(call, retro)


def _ready(call: Call) -> None:
    words = call.take(1, 3)[1:]
    id = retro_of(call, words)
    ready = not (words and words[0] in NO)
    if words and ready:
        raise WrongWords('"{value}" is not one of: {choices}', value=words[0], choices=["no"])
    retro = call.workspace.do(course.set_ready, id, ready, call.given_ref("for", "person"))
    n, total = len(retro.ready), len(retro.people)
    said = Words("{n} are done with {id}", one="{n} is done with {id}", n=n, id=id)
    call.output.say(t(Words("{n} of {total} are done with {id}", n=n, total=total, id=id) if total else said))
    if retro.state == "vote" and not votes_hidden(retro):
        call.output.say(t("The votes of {id} are open", id=id))
    saved(call, retro)


def _open_votes(call: Call) -> None:
    retro = call.workspace.do(course.open_votes, named_or_likely(call))
    call.output.say(t("The votes of {id} are open", id=retro.id))
    saved(call, retro)


def _lead(call: Call) -> None:
    retro = call.workspace.do(course.lead, named_or_likely(call), call.given_ref("for", "person"))
    call.output.say(t("{who} leads {id}", who=call.called(retro.facilitator or ""), id=retro.id))
    saved(call, retro)


def _close(call: Call) -> None:
    retro = call.workspace.do(course.close, named_or_likely(call), call.given("why") or "")
    call.output.say(t("{id} is closed", id=retro.id))
    saved(call, retro)


def _reopen(call: Call) -> None:
    word = call.take(2)[1]
    retro = call.workspace.do(course.reopen, call.named(word, "retro"), call.given("why") or "")
    call.output.say(t("{id} is at this step: {state}", id=retro.id, state=value_label(retro, "state")))
    saved(call, retro)


def _time(call: Call) -> None:
    """How long a step is meant to take."""
    from store.fields.lengths import read_length

    words = call.take(3, 4)[1:]
    id = retro_of(call, words)
    step = _step_called(call, words)
    minutes = None if words[-1] in NO else int(read_length(words[-1]))
    before = call.workspace.records.one(Retro, id)
    call.workspace.do(course.set_minutes, id, step, minutes)
    changed(call, [before], "minutes")


def _plan(call: Call) -> None:
    retro = call.workspace.do(course.plan_next, named_or_likely(call), call.given_day("on"))
    call.output.say(t("{id} follows {earlier}", id=retro.id, earlier=retro.follows))
    call.records_out([retro.id])


def _format(call: Call) -> None:
    """One of those that there are, or one of our own."""
    words = call.take(2, 3)[1:]
    id = retro_of(call, words)
    if not words:
        raise WrongWords("Something is missing. It is written: {usage}", usage=call.verb.written)
    own = is_of(words[0], "retro-format")
    values = {"template": call.named(words[0], "retro-format")} if own else {}
    values = values or {"format": call.given_value("retro", "format", words[0]), "template": None}
    before = call.workspace.records.one(Retro, id)
    call.workspace.do(commands.edit, id, values)
    changed(call, [before], "format", "template", "columns")


DEEDS = {
    "start": _start,
    "next": _next,
    "back": _back,
    "step": _step,
    "ready": _ready,
    "open-votes": _open_votes,
    "lead": _lead,
    "close": _close,
    "reopen": _reopen,
    "time": _time,
    "plan": _plan,
    "format": _format,
}
