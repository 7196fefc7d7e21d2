"""What became of a lesson where it was met: it was used and helped, or it did not; and that one still holds."""

from store import commands
from store.errors import Refused
from store.kinds.lesson import Lesson
from store.kinds.naming import by_id
from store.records import Changes


def used(changes: Changes, lesson_id: str, record_id: str, why: str = "") -> Lesson:
    """It is used in that record, and helps there."""
    return _say(changes, lesson_id, record_id, "used_in", why)


def did_not_help(changes: Changes, lesson_id: str, record_id: str, why: str = "") -> Lesson:
    """It does not help in that record: it is no more proposed there, and elsewhere later than others."""
    return _say(changes, lesson_id, record_id, "no_help_in", why)


def unsay(changes: Changes, lesson_id: str, record_id: str) -> Lesson:
    """Nothing is said any more of what became of it in that record."""
    lesson = changes.one(Lesson, lesson_id)
    names = [name for name in ("used_in", "no_help_in") if record_id in getattr(lesson, name)]
    left = {name: tuple(each for each in getattr(lesson, name) if each != record_id) for name in names}
    commands.edit(changes, lesson_id, left)
    return changes.one(Lesson, lesson_id)


def still_holds(changes: Changes, lesson_id: str) -> Lesson:
    """Somebody says today that it holds."""
    lesson = changes.one(Lesson, lesson_id)
    if lesson.state == "retired":
        commands.reopen(changes, lesson_id)
        return changes.one(Lesson, lesson_id)
    if lesson.holds_on == changes.today:
        raise Refused("It was said today already that {id} holds", "there-already", id=lesson.id)
    changes.say("edit", id=lesson.id, fields=["holds_on"])
    return changes.change(lesson, holds_on=changes.today)


def _say(changes: Changes, lesson_id: str, record_id: str, name: str, why: str) -> Lesson:
    lesson = changes.one(Lesson, lesson_id)
    said = getattr(lesson, name)
    if record_id in said:
        raise Refused("{id}: that is said of {record} already", "there-already", id=lesson.id,
                      record=by_id(changes, record_id))  # fmt: skip
    commands.edit(changes, lesson_id, {name: (*said, record_id)}, why=why)
    return changes.one(Lesson, lesson_id)
