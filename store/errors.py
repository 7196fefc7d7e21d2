"""The one tree of errors. Each carries its sentence as `Words` and the exit code of the command line."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Self

from store.words import Name, Words, with_note

if TYPE_CHECKING:
    from store.fields import Field

#: What fields are called, by their names.
Fields = Mapping[str, "Field"]


def field_name(path: str, fields: Fields) -> Name | str:
    """What the field is called in which something is wrong."""
    field = fields.get(path.partition(".")[0])
    return path if field is None else field.called_at(path)


class ConcordError(Exception):
    """Something that a person has to be told: what is wrong, where, and what to do.

    ``details`` are plain JSON values for scripts; ``code`` names the kind of error for them, ``reason`` (one of
    `store.reasons`) what is the matter.
    """

    code: ClassVar[str] = "failed"
    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        template: str,
        reason: str = "",
        /,
        *,
        one: str | None = None,
        details: Mapping[str, object] | None = None,
        **values: object,
    ) -> None:
        self.words = Words(template, reason, one=one).filled(**values)
        self.details: dict[str, object] = dict(details or {})
        super().__init__(template)

    @classmethod
    def of(cls, words: Words) -> Self:
        """The error that these words say."""
        error = cls(words.template)
        error.words = words
        return error

    @property
    def reason(self) -> str:
        """The reason code of its sentence, or what its kind means."""
        return self.words.reason or self.code

    def __str__(self) -> str:
        return str(self.words)


class Failed(ConcordError):
    """The thing could not be done: no such workspace, no room on the disk, a file that cannot be read."""


class NotFound(ConcordError):
    """No record has that id or name."""

    code = "not-found"


class ReadOnly(ConcordError):
    """The workspace can be read but not written: permissions, a foreign file system, a newer format, damage."""

    code = "read-only"


class OutcomeUnknown(ConcordError):
    """A write failed in a way that leaves open whether it arrived; opening again settles it by the operation id.

    ``gives`` is what the command that was to be written returns if it did, and nothing else (None, or in a tuple).
    """

    code = "outcome-unknown"
    gives: tuple[object] | None = None


class WrongWords(ConcordError):
    """Input that cannot be understood: an unknown option, a date that is none, a word that names no department."""

    code = "wrong-words"
    exit_code = 2


class Busy(ConcordError):
    """Somebody else holds the lock for longer than one was willing to wait."""

    code = "busy"
    exit_code = 3


class Refused(ConcordError):
    """A rule says no; nothing was written."""

    code = "refused"
    exit_code = 4


class Forbidden(Refused):
    """Whoever gives the command may not do that; `store.workspace.roles` says who may."""

    code = "forbidden"


class Gone(Refused):
    """Something new would be given to somebody who has left, or to a department that is not active any more.

    Whoever says so in so many words (`Transaction.anyway`) gives it to them all the same.
    """

    code = "gone"

    def __init__(self, found: Sequence[Words]) -> None:
        first, more = found[0], len(found) - 1
        super().__init__("{first}", first=first if not more else Words("{first}; {n} more", first=first, n=more))


class LeftOpen(Refused):
    """What ends leaves something open (title by id), and nobody has said what becomes of it."""

    def __init__(self, id: str, left: Mapping[str, str]) -> None:
        named: list[object] = [with_note(each, title) for each, title in [*left.items()][:100]]
        super().__init__(
            "{id} would leave open: {list}. Say what becomes of each: it is done, dropped, or moved to something that "
            "goes on",
            "leaves-open",
            id=id,
            list=[*named, *["…"] * (len(left) > 100)],
            details={"open": [{"id": each, "title": title} for each, title in left.items()]},
        )
        self.left = dict(left)


class PutBack(Refused):
    """What was seen was taken back, or an older copy was put in its place: nothing was saved, look again."""

    code = "put-back"


class Fault:
    """One field that is wrong: ``field`` is its path (``due``, ``stances.FIN``), ``words`` says what and how."""

    __slots__ = ("field", "words")

    def __init__(self, field: str, words: Words) -> None:
        self.field = field
        self.words = words

    @property
    def reason(self) -> str:
        """The reason code."""
        return self.words.reason or Invalid.code

    def __repr__(self) -> str:
        return f"Fault({self.field!r}, {str(self.words)!r})"


class Unlisted(Fault):
    """A word that is not one of those there are. Where it stands already, a later version has written it."""

    __slots__ = ()

    def __init__(self, field: str, value: str, choices: Sequence[str | Name]) -> None:
        known = [*filter(None, choices)]
        super().__init__(field, Words('"{value}" is not one of: {choices}', "not-listed", value=value, choices=known))


class Lack(Fault):
    """Refused in what is new; it may stand in what is older than the rule, and `check` lists it apart from damage."""

    __slots__ = ()


class Invalid(Refused):
    """A record would break its invariants; ``faults`` says which of its ``fields`` and why."""

    code = "invalid"

    def __init__(self, name: str | Words, faults: Sequence[Fault], fields: Fields | None = None) -> None:
        self.fields = fields or {}
        super().__init__(
            "{name}: {faults}",
            name=name,
            faults=[
                Words("{field}: {value}", field=field_name(fault.field, self.fields), value=fault.words)
                for fault in faults
            ],
            details={"faults": [{"field": f.field, "reason": f.reason, "message": str(f.words)} for f in faults]},
        )
        self.faults = list(faults)


class StillReferenced(Refused):
    """A record that others point to cannot be deleted; ``referrers`` are their ids."""

    code = "still-referenced"

    def __init__(self, id: str, referrers: Sequence[str]) -> None:
        super().__init__(
            "{id} cannot be deleted: {list} point to it. Change or delete those first",
            id=id,
            list=[*referrers[:20], *["…"] * (len(referrers) > 20)],
            details={"id": id, "referrers": list(referrers)},
        )
        self.referrers = list(referrers)


class Stale(Refused):
    """Somebody changed the same fields meanwhile. ``mine``, ``theirs`` and ``base`` map field names to values."""

    code = "conflict"

    def __init__(
        self,
        id: str,
        mine: Mapping[str, object],
        theirs: Mapping[str, object],
        base: Mapping[str, object],
        fields: Fields | None = None,
    ) -> None:
        self.fields = fields or {}
        super().__init__(
            "{id} was changed by somebody else meanwhile ({fields}). Look at it again, then repeat the change",
            id=id,
            fields=[field_name(name, self.fields) for name in theirs],
            details={"id": id, "mine": dict(mine), "theirs": dict(theirs), "base": dict(base)},
        )
        self.mine, self.theirs, self.base = dict(mine), dict(theirs), dict(base)


class Damaged(ConcordError):
    """Stored bytes do not verify. Nothing is cut away; `concord check` names what is affected."""

    code = "damaged"
    exit_code = 5
