"""What fits in a place of a verb's usage, in the value of an option, in that of a field."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from store.fields import Field
from store.kinds import KINDS
from store.kinds.raci import LETTERS
from store.words import Words
from tui.cli.completing import records
from tui.cli.completing.answer import FILE, FOLDER, Answer, in_both
from tui.cli.completing.usage import Place
from tui.i18n import LANGUAGES, t

if TYPE_CHECKING:
    from store.workspace import Workspace
    from tui.cli.completing.asked import Asked

#: Opens the workspace that is meant when it is first wanted.
Opens = Callable[[], "Workspace"]


class Fitting:
    """What fits at the cursor."""

    def __init__(self, asked: "Asked", open: Opens) -> None:
        self.asked = asked
        self._open = open
        self._places: dict[str, Callable[[str], Iterator[Answer]]] = {
            "KIND": self._kinds,
            "WHO": self._parties,
            "PARTY": self._parties,
            "INTO": self._parties,
            "LOGIN": self._people,
            "D": self._departments,
            "B": lambda typed: records.named(self._open(), ("blocker",), typed),
            "ITEM": lambda typed: records.named(self._open(), ("agenda-item",), typed),
            "ID": lambda typed: records.named(self._open(), (), typed),
            "FILE": lambda _typed: iter((FILE,)),
            "LOG": lambda _typed: iter((FILE,)),
            "DIR": lambda _typed: iter((FOLDER,)),
            "LANG": lambda _typed: map(Answer, LANGUAGES),
            "LETTER": lambda _typed: map(Answer, LETTERS),
            "DAY": self._days,
            "WHEN": self._days,
            "HOW": self._rest,
            "VERB": self._verbs,
            "WORDS": self._narrowing,
        }

    def in_place(self, place: Place, typed: str) -> Iterator[Answer]:
        """What may be typed there."""
        yield from map(Answer, place.words())
        for name in place.may_be:
            if not name.isupper():
                continue
            party, pair, item = name.partition("=")
            if pair:
                yield from self._pair(party, item, typed)
            else:
                yield from self._called(name, typed)

    def _called(self, name: str, typed: str) -> Iterator[Answer]:
        fits = self.asked.verb.fits.get(name) if self.asked.verb else None
        if callable(fits):
            for word, says in fits().items():
                yield from in_both(word, t(says))
        elif fits is not None:
            yield from records.named(self._open(), fits, typed)
        elif name in self._places:
            yield from self._places[name](typed)
        elif name.lower() in KINDS:
            yield from records.named(self._open(), (name.lower(),), typed)

    def _pair(self, name: str, item: str, typed: str) -> Iterator[Answer]:
        """A pair: what stands before its sign, or behind it."""
        before, sign, behind = typed.partition("=")
        if sign:
            yield from (each._replace(word=f"{before}={each.word}") for each in self._called(item, behind))
        else:
            yield from (each._replace(word=f"{each.word}=") for each in self._called(name, before))

    def in_option(self, name: str, typed: str) -> Iterator[Answer]:
        """What may be the value of that option."""
        option = self.asked.options.get(name)
        if option is None:
            field = self.asked.field(name)
            yield from () if field is None else self._in_field(field, typed)
        elif option.choice:
            kind, of, *without = option.choice
            yield from self._choices(KINDS[kind].fields[of], without)
        else:
            place = self.asked.usage.values.get(name)
            if place is None or not place.words():
                place = Place((option.value.split(",")[0],))
            yield from self.in_place(place, typed)

    def _in_field(self, field: Field, typed: str) -> Iterator[Answer]:
        if field.type == "choice":
            yield from self._choices(field)
        elif field.type == "map" and field.kinds:
            yield from (each._replace(word=f"{each.word}=") for each in records.named(self._open(), field.kinds, typed))
        elif field.is_reference:
            yield from records.named(self._open(), field.kinds, typed)
        elif field.type == "day":
            yield from self._days(typed)
        elif field.type == "flag":
            yield from self._words(Words("yes"), Words("no"))

    @staticmethod
    def _choices(field: Field, without: list[str] | None = None) -> Iterator[Answer]:
        for each in field.choices:
            if each.value and each.value not in (without or ()):
                yield from in_both(each.value, t(each.label))

    @staticmethod
    def _words(*words: Words) -> Iterator[Answer]:
        for each in words:
            yield from in_both(each.template, t(each))

    def _kinds(self, _typed: str) -> Iterator[Answer]:
        for kind in KINDS.values():
            yield from in_both(kind.name, t(kind.label))

    def _parties(self, typed: str) -> Iterator[Answer]:
        return records.parties(self._open(), typed)

    def _people(self, typed: str) -> Iterator[Answer]:
        return records.named(self._open(), ("person",), typed)

    def _departments(self, typed: str) -> Iterator[Answer]:
        return records.named(self._open(), ("department",), typed)

    def _days(self, _typed: str) -> Iterator[Answer]:
        yield from self._words(Words("today"), Words("tomorrow"), Words("fri"))
        yield from (Answer("+1d", t("a day later")), Answer("+1w", t("a week later")))

    def _rest(self, typed: str) -> Iterator[Answer]:
        """What becomes of the rest; the records to which it may be moved."""
        moved, sign, to = typed.partition(":")
        if sign:
            yield from (each._replace(word=f"{moved}:{each.word}") for each in records.named(self._open(), (), to))
        else:
            yield from map(Answer, ("done", "drop", "move:"))

    @staticmethod
    def _verbs(_typed: str) -> Iterator[Answer]:
        from tui.cli.verbs import LISTED  # late: few ask for help so

        return map(Answer, LISTED)

    def _narrowing(self, typed: str) -> Iterator[Answer]:
        """Words that narrow a list, and what may stand behind their colons."""
        from store.search.query import CALLED, STATES  # late: few narrow

        name, colon, behind = typed.partition(":")
        kinds = {"dept": ("department",), "owner": ("person",), "goal": ("goal",), "series": ("series",)}
        if not colon:
            yield from (Answer(each.code, t(each.label)) for each in CALLED.values())
        elif name == "is":
            yield from (Answer(f"is:{state}") for state in dict.fromkeys(STATES.values()))
        elif name in kinds:
            found = records.named(self._open(), kinds[name], behind)
            yield from (each._replace(word=f"{name}:{each.word}") for each in found)
