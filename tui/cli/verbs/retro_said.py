"""Cards of a retrospective and what comes of them: put up, grouped, voted for, noted on, carried; actions, lessons."""

# late: what a deed loads, it imports when it runs.

from store.commands import retro_cards as cards
from store.commands import retro_course as course
from store.commands.outcome import is_new
from store.errors import WrongWords
from store.kinds import KINDS
from store.kinds.card import Card
from store.kinds.retro import Retro, add_card, follow_up, group, vote
from store.kinds.retro_steps import following
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call
from tui.cli.verbs.meeting_words import choice_of, saved
from tui.cli.verbs.retro_words import card_or_retro, cards_of, changed, column_of, made, retro_of
from tui.i18n import t

OPTIONS = (
    Option("line", Words("The line that is said in other words, or with an empty text taken out"), "N"),
    Option("owner", Words("Who does it"), "WHO"),
    Option("due", Words("By when it is done"), "DAY"),
    Option("sort", Words("Is it to be done again or avoided: {choices}"), "KIND", choice=("lesson", "sort")),
    Option("departments", Words("Where the lesson applies"), "DEPARTMENT,..."),
    Option("tags", Words("For what it applies"), "WORDS"),
)


def _missing(call: Call) -> WrongWords:
    return WrongWords("Something is missing. It is written: {usage}", usage=call.verb.written)


def _card(call: Call) -> None:
    words = call.take(3, 4)[1:]
    id = retro_of(call, words)
    if len(words) != 2:
        raise _missing(call)
    column = column_of(call.workspace.records.one(Retro, id), words[0])
    card = call.workspace.do(add_card, id, column, words[1])
    call.output.say(t(is_new(card)))
    call.records_out([card.id])


def _group(call: Call) -> None:
    *words, name = call.take(3, -1)[1:]
    before = _cards(call, words)
    call.workspace.do(group, [each.id for each in before], name)
    changed(call, before, "group")


def _split(call: Call) -> None:
    before = _cards(call, call.take(2, -1)[1:])
    call.workspace.do(cards.split, [each.id for each in before])
    changed(call, before, "group")


def _cards(call: Call, words: list[str]) -> list[Card]:
    return [call.workspace.records.one(Card, id) for id in cards_of(call, words)]


def _vote(call: Call) -> None:
    _given(call, 1)


def _unvote(call: Call) -> None:
    _given(call, -1)


def _given(call: Call, by: int) -> None:
    """One vote for each card that is named, or back."""
    person, changed = call.given_ref("for", "person"), dict[str, Card]()
    for id in cards_of(call, call.take(2, -1)[1:]):
        changed[id] = call.workspace.do(vote, id, by, person)
    last = next(reversed(changed.values()))
    records, me = call.workspace.records, call.workspace.records.person_of(call.workspace.who)
    who = person or (me.id if me else "")
    given = sum(each.votes.get(who, 0) for each in records.pointing(Card, "retro", last.retro or ""))
    left = records.one(Retro, last.retro or "").votes - given
    if person is None:
        call.output.say(t("{n} votes left", one="{n} vote left", n=left))
    else:
        who = call.called(person)
        call.output.say(t("{n} votes left for {who}", one="{n} vote left for {who}", n=left, who=who))
    saved(call, *changed.values())


def _note(call: Call) -> None:
    _deed, word, text = call.take(3)
    id, line = call.named(word, "card"), call.given("line")
    if line is not None:
        card = call.workspace.do(cards.edit_note, id, line, text)
    else:
        card = call.workspace.do(cards.note, id, text)
    call.output.say(t("Line {line} of {id}", line=line or card.notes[-1].id, id=id))
    saved(call, card)


def _follow_up(call: Call) -> None:
    words = call.take(2, 3)[1:]
    id, card = card_or_retro(call, words)
    if not words:
        raise _missing(call)
    owner, due = call.given_ref("owner", "person"), call.given_day("due")
    action = call.workspace.do(follow_up, id, words[0], owner, due, card)
    made(call, action.id)


def _carry(call: Call) -> None:
    """Into the next one, which is planned where there is none yet: by itself, as anonymous cards are saved alone."""
    id = call.named(call.take(2)[1], "card")
    records = call.workspace.records
    retro = records.maybe(Retro, records.one(Card, id).retro)
    if retro is not None and retro.anonymous and retro.state != "closed" and following(records, retro) is None:
        call.workspace.do(course.plan_next, retro.id)
    new = call.workspace.do(cards.carry, id)
    call.output.say(t("{id} goes on in {retro} as {to}", id=id, retro=new.retro, to=new.id))
    saved(call, new)


def _change(call: Call) -> None:
    words = call.take(2, 3)[1:]
    id = retro_of(call, words)
    if not words:
        raise _missing(call)
    before = call.workspace.records.one(Retro, id)
    call.workspace.do(course.set_change, id, words[0])
    changed(call, [before], "change")


def _helped(call: Call) -> None:
    """Whether the change of the one before it helped."""
    words = call.take(2, 4)[1:]
    id = retro_of(call, words)
    if not words:
        raise _missing(call)
    helped = choice_of(KINDS["retro"].fields["change_helped"], words[0])
    earlier = call.workspace.do(course.judge_change, id, helped, words[1] if len(words) > 1 else "")
    label = t(KINDS["retro"].fields["change_helped"].label_of(helped))
    call.output.say(t("{id}: {what}", id=earlier.id, what=label))
    saved(call, earlier)


def _lesson(call: Call) -> None:
    words = call.take(2, 3)[1:]
    id, card = card_or_retro(call, words)
    if not words and card is None:
        raise _missing(call)
    sort = call.given_value("lesson", "sort", call.given("sort")) or "do"
    tags = call.given_value("lesson", "tags", call.given("tags")) or ()
    departments = call.given_refs("departments", "department")
    title = words[0] if words else ""
    lesson = call.workspace.do(course.file_lesson, id, title, sort, departments, tags, card)
    made(call, lesson.id)


DEEDS = {
    "card": _card,
    "group": _group,
    "split": _split,
    "vote": _vote,
    "unvote": _unvote,
    "note": _note,
    "follow-up": _follow_up,
    "carry": _carry,
    "change": _change,
    "helped": _helped,
    "lesson": _lesson,
}
