"""What the words behind `concord meeting DEED` mean: which meeting, which department, which of the few words."""

# late: what a deed loads, it imports when it runs.

from typing import TYPE_CHECKING

from store.errors import Refused, WrongWords
from store.fields import Field
from store.kinds import KINDS, split_id
from store.kinds.meeting import Meeting
from store.records.names import fold
from tui.cli.call import Call
from tui.i18n import in_each

if TYPE_CHECKING:
    from store.kinds.base import Record

#: Words that take something back.
NO = ("no", "none", "无", "否")


def is_of(word: str, kind: str) -> bool:
    """The word is the id of a record of that kind."""
    place = split_id(word.upper().replace("－", "-"))
    return place is not None and place[0] is KINDS[kind]


def meeting_of(call: Call, words: list[str], *states: str) -> str:
    """The meeting that the first of the words names, which is taken away; else the one that is likely meant."""
    if words and is_of(words[0], "meeting"):
        return call.named(words.pop(0), "meeting")
    return likely(call, *states)


def named_or_likely(call: Call, *states: str) -> str:
    """The same where nothing but the meeting may be named, by its title too."""
    words = call.take(1, 2)[1:]
    return call.named(words[0], "meeting") if words else likely(call, *states)


def likely(call: Call, *states: str) -> str:
    """The one that runs, else the next one: one's own before those of others. Raises `Refused` where there is none."""
    found = coming(call, *states)
    if not found:
        raise Refused("There is no such meeting; name one", "nothing-named")
    return found[0].id


def coming(call: Call, *states: str) -> list[Meeting]:
    """Those in these states, in that order."""
    records = call.workspace.records
    me = records.person_of(call.workspace.who)

    def order(meeting: Meeting) -> tuple[bool, bool, str, str, int]:
        people = (meeting.facilitator, meeting.note_taker, *meeting.present)
        mine = me is not None and (me.id in people or me.department in meeting.departments or not meeting.departments)
        number = int(meeting.id.partition("-")[2])
        return (not mine, meeting.state != "running", str(meeting.on or "9"), meeting.time, number)

    return sorted((each for each in records.all(Meeting) if each.state in states), key=order)


def department_of(call: Call, words: list[str]) -> str:
    """The department that is named, else one's own."""
    if words:
        return call.named(words.pop(0), "department")
    me = call.workspace.records.person_of(call.workspace.who)
    if me is None or me.department is None:
        raise WrongWords("Say for which department: {usage}", usage=call.verb.written)
    return me.department


def choice_of(field: Field, word: str) -> str:
    """The value of a choice that a word means, by its label in whatever language too."""
    for each in field.choices:
        if fold(word) in (each.value, *map(fold, in_each(each.label))):
            return each.value
    raise WrongWords('"{value}" is not one of: {choices}', value=word, choices=field.listed)


def someone(call: Call, option: str) -> str:
    """The person that an option names, by id where they are among the people, else as they are called."""
    text = call.given(option)
    if text is None:
        return ""
    try:
        return call.named(text, "person")
    except (WrongWords, Refused):
        return text


def saved(call: Call, *records: "Record") -> None:
    """With ``--json`` what was changed."""
    call.changed_out([each.id for each in records])
