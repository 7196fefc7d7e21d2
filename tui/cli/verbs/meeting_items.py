"""Items of an agenda: noted on, made an action of, parked, carried, moved, copied, put in order."""

# late: what a deed loads, it imports when it runs.

from store.commands import agenda
from store.errors import NotFound, WrongWords
from store.kinds.agenda_item import AgendaItem, Note
from store.kinds.agenda_item import agenda as agenda_of
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call
from tui.cli.verbs.meeting_words import saved
from tui.i18n import t

OPTIONS = (Option("line", Words("The line that is said in other words, or with an empty text taken out"), "N"),)


def _note(call: Call) -> None:
    _deed, word, text = call.take(3)
    id, line = call.named(word, "agenda-item"), call.given("line")
    if line is not None:
        item = call.workspace.do(agenda.edit_note, id, line, text)
    else:
        before = {each.id for each in call.workspace.records.one(AgendaItem, id).notes}
        item = call.workspace.do(agenda.note, id, text)
        for note in item.notes:
            if note.id not in before:
                _say_reads(call, item, note)
    saved(call, item)


def _say_reads(call: Call, item: AgendaItem, note: Note) -> None:
    """It is said, and never done unasked, that the line could be an action."""
    from tui.text.note_reading import read_note

    workspace = call.workspace
    call.output.say(t("Line {line} of {id}", line=note.id, id=item.id))
    if read_note(note.text, workspace.records, workspace.here, workspace.who):
        command = f"concord meeting act {item.id} {note.id}"
        call.output.say(t("It reads as an action; to make it one: {command}", command=command))


def _act(call: Call) -> None:
    from tui.cli.consequences import say_added
    from tui.text.note_reading import read_note

    _deed, word, line = call.take(3)
    id, workspace = call.named(word, "agenda-item"), call.workspace
    item = workspace.records.one(AgendaItem, id)
    note = next((each for each in item.notes if each.id == line), None)
    if note is None:
        raise NotFound("{id} has no line {line}", id=id, line=line)
    values = read_note(note.text, workspace.records, workspace.here, workspace.who) or {"title": note.text}
    made = workspace.do(agenda.act_on_note, id, line, values, note.text)
    say_added(call, made.id)
    call.records_out([made.id])


def _park(call: Call) -> None:
    id = call.named(call.take(2)[1], "agenda-item")
    saved(call, call.workspace.do(agenda.park, id, call.given("why") or ""))
    call.output.say(t("{id} is parked", id=id))


def _carry(call: Call) -> None:
    _gone_on(call, call.workspace.do(agenda.carry, call.named(call.take(2)[1], "agenda-item")))


def _move(call: Call) -> None:
    word = call.take(2)[1]
    _gone_on(call, call.workspace.do(agenda.move, call.named(word, "agenda-item"), _to(call)))


def copy_item(call: Call, word: str) -> None:
    """On another agenda too."""
    new = call.workspace.do(agenda.copy, call.named(word, "agenda-item"), _to(call))
    call.output.say(t("{id} is on the agenda of {meeting}", id=new.id, meeting=new.meeting))
    call.records_out([new.id])


def _to(call: Call) -> str:
    to = call.given_ref("to", "meeting")
    if to is None:
        raise WrongWords("Say to which meeting: --to MEETING")
    return to


def _gone_on(call: Call, new: AgendaItem) -> None:
    call.output.say(t("{id} goes on in {meeting} as {to}", id=new.came_from, meeting=new.meeting, to=new.id))
    call.records_out([new.id])


def _place(call: Call) -> None:
    """Where it stands on its agenda, counted from 1."""
    from tui.cli.arguments import whole_number

    _deed, word, at = call.take(3)
    id = call.named(word, "agenda-item")
    item = call.workspace.do(agenda.place_at, id, whole_number("place", at, 1) - 1)
    items = [each.id for each in agenda_of(call.workspace.records, item.meeting or "")]
    call.output.say(t("{id} is number {at} of {total}", id=id, at=items.index(id) + 1, total=len(items)))
    saved(call, item)


DEEDS = {"note": _note, "act": _act, "park": _park, "carry": _carry, "move": _move, "place": _place}
