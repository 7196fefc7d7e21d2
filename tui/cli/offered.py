"""What of the command line is for whoever is served: all else is not there for them, neither to do nor to read of."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from store.errors import Forbidden
from tui import served
from tui.cli.arguments import Option
from tui.cli.verbs import LISTED, VERBS, load

if TYPE_CHECKING:
    from tui.cli.call import Call
    from tui.cli.verb import Verb


def verbs() -> tuple[str, ...]:
    """The verbs that people here are told of."""
    if served.session() is None:
        return LISTED
    return tuple(name for name in LISTED if served.allows(load(name).touches))


def options(found: Iterable[Option]) -> list[Option]:
    """Those of these options that may be given here."""
    return [option for option in found if served.allows(option.touches)]


def commands(lines: Iterable[str]) -> list[str]:
    """Those of these commands that may be given here."""
    return [line for line in lines if served.session() is None or _may_be_given(line.split())]


def _may_be_given(words: list[str]) -> bool:
    verb = load(words[1]) if len(words) > 1 and words[1] in VERBS else None
    return verb is not None and served.allows(verb.touches) and not _gone(verb).intersection(words)


def _gone(verb: "Verb") -> set[str]:
    """Options of the verb that may not be given, as they are written."""
    return {f"--{option.name}" for option in verb.options if not served.allows(option.touches)}


def usage(verb: "Verb") -> str:
    """How the verb is written here, without what stands in brackets for an option that may not be given."""
    gone = "|".join(_gone(verb))
    return re.sub(rf" \[({gone})\b[^\]]*\]", "", verb.written) if gone else verb.written


def examples(verb: "Verb", found: Iterable[str]) -> list[str]:
    """Those of the examples that name nothing that may not be given."""
    return [line for line in found if not _gone(verb).intersection(line.split())]


def refuse_others(call: "Call", known: Iterable[Option]) -> None:
    """Raise `Forbidden` where the verb, or one of its options that is given, touches more than may be touched here."""
    if not served.allows(call.verb.touches):
        raise Forbidden('"{name}" is not served here; --help lists what is', "served", name=call.name)
    for option in known:
        if option.name in call.options and not served.allows(option.touches):
            raise Forbidden("--{name} is not served here; --help lists what is", "served", name=option.name)
