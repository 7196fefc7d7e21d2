"""What a verb is: how it is written, what it does, and what its words may be."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import msgspec

from store.words import Words
from tui.cli.arguments import Option
from tui.served import Touch
from tui.text.places import placed

if TYPE_CHECKING:
    from tui.cli.call import Call

#: Other places, such as `GOAL|DECISION`, or what gives the words, each with what it says.
Fits = str | Callable[[], Mapping[str, Words]]


class Verb(msgspec.Struct, frozen=True):
    """A verb: how it is written, what it does, examples, the function that does it, and its options.

    The function gives an exit code where that may be another one than 0.
    """

    usage: str
    says: Words
    examples: tuple[str, ...]
    run: "Callable[[Call], int | None]"
    options: tuple[Option, ...] = ()
    #: Any field of a record's kind is an option too.
    takes_fields: bool = False
    #: What `-` stands for among its words: text from standard input, a file that is read, or what it says itself. With
    #: the latter two its words may be names of files.
    dash: Literal["text", "file", "own"] = "text"
    #: What fits in places of its usage whose names do not say it.
    fits: Mapping[str, Fits] = MappingProxyType({})
    #: What it touches; what does not say it is not for whoever is served (`tui.served`).
    touches: frozenset[Touch] | None = None

    @property
    def written(self) -> str:
        """How it is written, in the reader's language."""
        return f"concord {placed(self.usage)}"
