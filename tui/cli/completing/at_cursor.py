"""What is asked at the cursor: the words before it as the command would read them, the one that is being typed."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from store.errors import WrongWords
from tui.cli.arguments import Option, half_width
from tui.cli.call import COMMON, Verb
from tui.cli.completing.usage import VerbUsage, usage_of
from tui.cli.verbs import VERBS, load

if TYPE_CHECKING:
    from store.fields import Field
    from store.kinds.base import Kind


class AtCursor:
    """The words of a command up to the cursor; nothing of it is refused.

    ``name`` is the verb, "" as long as none is named; ``words`` are those behind it that are no options; ``given`` are
    the options with their values. ``typed`` is the word at the cursor; where it is the value of an option, that option
    is named by ``option``, and ``before`` is what stands in front of the value in the same word, such as ``--due=``.
    """

    def __init__(self, argv: Sequence[str]) -> None:
        self.name = ""
        self.words: list[str] = []
        self.given: dict[str, str] = {}
        self.option: str | None = None
        self.before = ""
        self.typed = half_width(argv[-1]) if argv else ""
        #: A word that begins with a dash is an option.
        self.takes_options = True
        left = [half_width(word) for word in reversed(argv[:-1])]
        while left:
            self._take(left.pop(), left)
        if self.option is None and self.takes_options and self.typed.startswith("--") and "=" in self.typed:
            name, _, self.typed = self.typed[2:].partition("=")
            self.option, self.before = self._called(name), f"--{name}="

    def _take(self, word: str, left: list[str]) -> None:
        if word == "--" and self.takes_options:
            self.takes_options = False
        elif self.takes_options and word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            name = self._called(name)
            if not equals and self._wants_value(name):
                if not left:
                    self.option = name
                    return
                value = left.pop()
            self.given[name] = value
        elif not self.name:
            self.name = word
        else:
            self.words.append(word)

    def _called(self, name: str) -> str:
        """An option by its name, whatever language it is written in."""
        if name.isascii():
            return name
        from tui.cli.kind_words import labelled  # late: few options are written in Chinese
        from tui.cli.option_words import option_called

        field = labelled(self.fields, name)
        return field.name if field else option_called(name, self.options) or name

    def _wants_value(self, name: str) -> bool:
        option = self.options.get(name)
        return bool(option.value) if option else name not in ("h", "help")

    @property
    def verb(self) -> Verb | None:
        """The verb, where there is one of that name."""
        return load(self.name) if self.name and self.name in VERBS else None

    @property
    def options(self) -> dict[str, Option]:
        """Those of the verb, and those that every verb takes."""
        return {option.name: option for option in (self.verb.options if self.verb else ())} | COMMON

    @cached_property
    def usage(self) -> VerbUsage:
        """How the verb is written."""
        return usage_of(self.verb) if self.verb else VerbUsage([], {})

    @property
    def kind(self) -> "Kind | None":
        """The kind of the record that is added or changed, the first word says which."""
        if not self.words:
            return None
        from store.kinds import split_id  # late: only where there are fields
        from tui.cli.kind_words import kind_of  # late: as above

        place = split_id(self.words[0].upper())
        try:
            return place[0] if place else kind_of(self.words[0])
        except WrongWords:
            return None

    @property
    def fields(self) -> "list[Field]":
        """The fields that are options too."""
        if self.verb is None or not self.verb.takes_fields or "FIELD" not in self.verb.usage or self.kind is None:
            return []
        from tui.cli.kind_words import settable  # late: only where there are fields

        return settable(self.kind)

    def field(self, name: str) -> "Field | None":
        """The field that an option sets."""
        return next((each for each in self.fields if each.name == name.replace("-", "_")), None)

    @property
    def last(self) -> str:
        """Of a list with commas, and of a pair with its sign, the part at the cursor."""
        return re.split(r"[,，、;；]", self.typed)[-1]
