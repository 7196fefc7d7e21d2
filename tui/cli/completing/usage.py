"""How a verb is written, taken apart: what may stand at which place, and what the value of an option is called."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.cli.call import Verb

#: Of what may stand there, the words themselves; the others are names of places.
_WORD = re.compile(r"[a-z][a-z-]*")


class UsagePlace(NamedTuple):
    """Where a word stands: what it may be, such as ``GOAL`` and ``DECISION``, or ``json`` and ``csv``.

    ``again`` if others of it may follow.
    """

    may_be: tuple[str, ...]
    again: bool = False

    def words(self) -> list[str]:
        """Those that are typed as they stand."""
        return [each for each in self.may_be if _WORD.fullmatch(each)]

    def takes(self, word: str) -> bool:
        """Whether that word may stand there: anything may where somebody says what."""
        return word in self.may_be or len(self.words()) < len(self.may_be)


class VerbUsage(NamedTuple):
    """The ways to write a verb, each a row of places, and the values of options as they stand in them."""

    ways: list[list[UsagePlace]]
    values: dict[str, UsagePlace]

    def behind(self, words: Sequence[str]) -> list[UsagePlace]:
        """The places of the word that comes behind these."""
        found: list[UsagePlace] = []
        for way in self.ways:
            if way and way[-1].again:
                way = way + [way[-1]] * len(words)
            if len(way) > len(words) and all(place.takes(word) for place, word in zip(way, words, strict=False)):
                found.append(way[len(words)])
        return list(dict.fromkeys(found))


def usage_of(verb: Verb) -> VerbUsage:
    """The usage of a verb, from the line that its help shows."""
    parts = re.findall(r"[\[\]]|[^\s\[\]]+", re.sub(r"\[,[^\]]*\]", ",...", verb.usage))
    switches = {option.name for option in verb.options if not option.value}
    found = VerbUsage([], {})
    for written in _ways(iter(parts)):
        way = _way(written[written[:1] == parts[:1] :], switches, found.values)
        if way not in found.ways:
            found.ways.append(way)
    return found


def _ways(parts: Iterator[str]) -> list[list[str]]:
    """Every way to write it, up to the bracket that closes, with all that may be left out."""
    done: list[list[str]] = []
    ways: list[list[str]] = [[]]
    for part in parts:
        if part == "]":
            break
        if part == "|":
            done, ways = [*done, *ways], [[]]
        elif part == "[":
            inner = _ways(parts)
            ways = [[*way, *more] for way in ways for more in inner]
        else:
            ways = [[*way, part] for way in ways]
    return [*done, *ways]


def _way(written: list[str], switches: set[str], values: dict[str, UsagePlace]) -> list[UsagePlace]:
    """The places of one way; the values of its options are added to those that are known."""
    way: list[UsagePlace] = []
    options: list[str] = []
    behind_option = False
    for part in written:
        if part.startswith("--"):
            options = [each.removeprefix("--") for each in part.split("|")]
            options, behind_option = [each for each in options if each not in switches], True
        elif part == "...":
            if not behind_option and way:
                way[-1] = way[-1]._replace(again=True)
        elif options:
            values.update(dict.fromkeys(options, _place(part)))
            options = []
        else:
            way.append(_place(part))
            behind_option = False
    return way


def _place(part: str) -> UsagePlace:
    bare = part.removesuffix("...").split(",")[0]
    return UsagePlace(tuple(filter(None, bare.split("|"))), again=part.endswith("...") and "," not in part)
