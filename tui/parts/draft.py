"""What was typed into a form and not saved yet: kept in the person's own folder, offered again by the same form."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.kinds import KINDS, split_id
from store.words import Words
from tui.parts.line_editor import Typing

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.parts.form_field import FieldAnswer


class Draft:
    """``key`` names what the form is for, such as ``edit A-142``; without one nothing is kept.

    Nor is what may be said without saying by whom: it would lie in the folder of whoever said it.
    """

    def __init__(self, desk: "Desk", key: str) -> None:
        self._desk = desk
        self._key = "" if _may_be_unsigned(key) else key
        self._kept: dict[str, str] | None = None
        self._shut: dict[str, str] = {}
        self._told = False

    def restore(self, answers: "Sequence[FieldAnswer]") -> bool:
        """Put what was typed last time into the fields; whether there was anything. What is closed by now waits."""
        typed = self._desk.personal.draft(self._key) if self._key else {}
        for answer in answers:
            text = typed.get(answer.field.name)
            if text is None:
                continue
            if answer.closed is not None:
                self._shut[answer.field.name] = text
                continue
            if answer.field.type == "flag":
                answer.value = text == "True"
            elif answer.turned:
                answer.value = text if any(choice.value == text for choice in answer.field.choices) else answer.value
            else:
                answer.line = Typing(text, lines=answer.line.lines)
        self._kept = typed
        return any(answer.touched for answer in answers)

    def keep(self, answers: "Sequence[FieldAnswer]") -> None:
        """Keep what is typed now, where that is new; that it cannot be kept is said once."""
        if not self._key:
            return
        typed = self._shut | {
            answer.field.name: str(answer.value) if answer.turned else answer.line.text
            for answer in answers
            if answer.touched
        }
        if typed != self._kept:
            self._kept = typed
            reason = self._desk.personal.keep_draft(self._key, typed)
            if reason is not None and typed and not self._told:
                self._told = True
                self._desk.say(
                    Words(
                        "No draft of this can be kept ({reason}). Save before you leave; see `concord doctor`",
                        reason=reason,
                    )
                )

    def forget(self) -> None:
        """It was saved, or is not wanted."""
        if self._key:
            self._kept = self._shut
            self._desk.personal.keep_draft(self._key, self._shut)


def _may_be_unsigned(key: str) -> bool:
    """Whether that is for a record of which nobody may learn who wrote it, now or in another retrospective."""
    _verb, _blank, named = key.partition(" ")
    name = named.partition(" ")[0]
    place = split_id(name)
    kind = KINDS.get(name) if place is None else place[0]
    return kind is not None and kind.anonymous is not None
