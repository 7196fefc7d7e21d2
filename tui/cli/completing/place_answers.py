"""What fits in a place of a verb's usage, in the value of an option, in that of a field."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from store.fields import Field
from store.kinds import KINDS
from store.kinds.raci import LETTERS
from store.words import Words
from tui.cli.completing import record_answers
from tui.cli.completing.shell_answer import FILE, FOLDER, ShellAnswer, in_both
from tui.cli.completing.usage import UsagePlace
from tui.i18n import LANGUAGES, t

if TYPE_CHECKING:
    from store.workspace import Workspace
    from tui.cli.completing.at_cursor import AtCursor

#: Opens the workspace that is meant when it is first wanted.
Opens = Callable[[], "Workspace"]


class PlaceAnswers:
    """What fits at the cursor."""

    def __init__(self, asked: "AtCursor", open: Opens) -> None:
        self.asked = asked
        self._open = open
        self._places: dict[str, Callable[[str], Iterator[ShellAnswer]]] = {
            "KIND": self._kinds,
            "WHO": self._parties,
            "PARTY": self._parties,
            "INTO": self._parties,
            "LOGIN": lambda typed: self._called(("PERSON",), typed),
            "D": lambda typed: self._called(("DEPARTMENT",), typed),
            "B": lambda typed: self._called(("BLOCKER",), typed),
            "ITEM": lambda typed: self._called(("AGENDA-ITEM",), typed),
            "ID": lambda typed: record_answers.named(self._open(), (), typed),
            "FILE": lambda _typed: iter((FILE,)),
            "LOG": lambda _typed: iter((FILE,)),
            "DIR": lambda _typed: iter((FOLDER,)),
            "FROM": lambda _typed: iter((FOLDER,)),
            "TO": lambda _typed: iter((FOLDER,)),
            "LANG": lambda _typed: map(ShellAnswer, LANGUAGES),
            "LETTER": lambda _typed: map(ShellAnswer, LETTERS),
            "DAY": self._days,
            "WHEN": self._days,
            "HOW": self._rest,
            "VERB": self._verbs,
            "WORDS": self._narrowing,
        }

    def in_place(self, place: UsagePlace, typed: str) -> Iterator[ShellAnswer]:
        """What may be typed there."""
        yield from map(ShellAnswer, place.words())
        yield from self._called([each for each in place.may_be if each.isupper()], typed)

    def _called(self, names: Iterable[str], typed: str) -> Iterator[ShellAnswer]:
        """What may be typed in places of these names; of all the kinds among them together."""
        kinds: list[str] = []
        for name in names:
            fits = self.asked.verb.fits.get(name) if self.asked.verb else None
            if "=" in name:
                before, _sign, behind = name.partition("=")
                yield from self._pair(before, behind, typed)
            elif callable(fits):
                for word, says in fits().items():
                    yield from in_both(word, t(says))
            elif fits is not None:
                kinds += [kind for kind in fits.lower().split("|") if kind in KINDS]
            elif name in self._places:
                yield from self._places[name](typed)
            elif name.lower() in KINDS:
                kinds.append(name.lower())
        if kinds:
            yield from record_answers.named(self._open(), kinds, typed)

    def _pair(self, name: str, item: str, typed: str) -> Iterator[ShellAnswer]:
        """A pair: what stands before its sign, or behind it."""
        before, sign, behind = typed.partition("=")
        if sign:
            yield from (each._replace(word=f"{before}={each.word}") for each in self._called((item,), behind))
        else:
            yield from (each._replace(word=f"{each.word}=") for each in self._called((name,), before))

    def in_option(self, name: str, typed: str) -> Iterator[ShellAnswer]:
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
                place = UsagePlace((option.value.split(",")[0],))
            yield from self.in_place(place, typed)

    def _in_field(self, field: Field, typed: str) -> Iterator[ShellAnswer]:
        if field.type == "choice":
            yield from self._choices(field)
        elif field.type == "map" and field.kinds:
            yield from (
                each._replace(word=f"{each.word}=") for each in record_answers.named(self._open(), field.kinds, typed)
            )
        elif field.is_reference:
            yield from record_answers.named(self._open(), field.kinds, typed)
        elif field.type == "day":
            yield from self._days(typed)
        elif field.type == "flag":
            yield from self._words(Words("yes"), Words("no"))

    @staticmethod
    def _choices(field: Field, without: list[str] | None = None) -> Iterator[ShellAnswer]:
        for each in field.choices:
            if each.value and each.value not in (without or ()):
                yield from in_both(each.value, t(each.label))

    @staticmethod
    def _words(*words: Words) -> Iterator[ShellAnswer]:
        for each in words:
            yield from in_both(each.template, t(each))

    def _kinds(self, _typed: str) -> Iterator[ShellAnswer]:
        for kind in KINDS.values():
            yield from in_both(kind.name, t(kind.label))

    def _parties(self, typed: str) -> Iterator[ShellAnswer]:
        return record_answers.parties(self._open(), typed)

    def _days(self, _typed: str) -> Iterator[ShellAnswer]:
        yield from self._words(Words("today"), Words("tomorrow"), Words("fri"))
        yield from (ShellAnswer("+1d", t("a day later")), ShellAnswer("+1w", t("a week later")))

    def _rest(self, typed: str) -> Iterator[ShellAnswer]:
        """What becomes of the rest; the records to which it may be moved."""
        moved, sign, to = typed.partition(":")
        if sign:
            yield from (
                each._replace(word=f"{moved}:{each.word}") for each in record_answers.named(self._open(), (), to)
            )
        else:
            of, equals, _how = typed.rpartition("=")
            yield from (ShellAnswer(f"{of}{equals}{word}") for word in ("done", "drop", "move:"))

    @staticmethod
    def _verbs(_typed: str) -> Iterator[ShellAnswer]:
        from tui.cli.verbs import LISTED  # late: few ask for help so

        return map(ShellAnswer, LISTED)

    def _narrowing(self, typed: str) -> Iterator[ShellAnswer]:
        """Words that narrow a list, and what may stand behind their colons."""
        from store.search.query import CALLED, STATES  # late: few narrow

        name, colon, behind = typed.partition(":")
        places = {"dept": "D", "owner": "LOGIN", "goal": "GOAL", "series": "SERIES"}
        if not colon:
            yield from (ShellAnswer(each.code, t(each.label)) for each in CALLED.values())
        elif name == "is":
            yield from (ShellAnswer(f"is:{state}") for state in dict.fromkeys(STATES.values()))
        elif name in places:
            yield from (each._replace(word=f"{name}:{each.word}") for each in self._called((places[name],), behind))
