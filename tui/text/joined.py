"""Words put together as the language spoken does it: lists, facts in a row, notes in brackets, labels."""

from collections.abc import Iterable

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


def labelled(label: str, text: str) -> str:
    """The label, and behind it what it says."""
    return t("{label}: {text}", label=label, text=text)
