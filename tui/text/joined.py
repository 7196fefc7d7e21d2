"""Words put together as the language spoken does it: lists, facts in a row, notes in brackets, labels."""

from collections.abc import Iterable
from functools import reduce

from store import words
from store.words import FACTS, NAMES, SENTENCES, with_note
from tui.i18n import t


def listed(names: Iterable[str]) -> str:
    """Names one after another: FIN, MKT."""
    return t(NAMES).join(names)


def told(facts: Iterable[str]) -> str:
    """Facts one after another: 3 open, 1 late."""
    return t(FACTS).join(facts)


def apart(sentences: Iterable[str]) -> str:
    """Sentences one after another, which may hold commas."""
    return t(SENTENCES).join(sentences)


def noted(text: str, note: str) -> str:
    """The text, and the note in brackets behind it where there is one."""
    return t(with_note(text, note)) if note else text


def said_by(text: str) -> str:
    """What somebody said, or a decision (`D-4: We wait`)."""
    said = words.cited(text)
    return t(said) if isinstance(said, words.Words) else text


def percent(share: float) -> str:
    """A share of all: 66 %; less than one by its first decimal, so that something is never called nothing."""
    return t(words.percent(f"{share:.0f}" if not 0 < abs(share) < 1 else f"{share:.1g}"))


def ranged(first: str, last: str) -> str:
    """From the one to the other: today - 11 Dec."""
    return t("{first} - {last}", first=first, last=last)


def turned(before: str, after: str) -> str:
    """What became what: 4 Jan > 11 Jan."""
    return t("{before} > {after}", before=before, after=after)


def chained(names: Iterable[str]) -> str:
    """From the one to the next: Bo > Ana; "" where there is none."""
    return reduce(turned, found) if (found := list(names)) else ""


def labelled(label: str, text: str) -> str:
    """The label, and behind it what it says."""
    return t("{label}: {text}", label=label, text=text)
