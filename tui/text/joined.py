"""Words put together as the language spoken does it: lists, facts in a row, notes in brackets, labels."""

from collections.abc import Iterable

from tui.i18n import lang


def listed(names: Iterable[str]) -> str:
    """Names one after another: FIN, MKT."""
    return ("、" if lang() == "zh" else ", ").join(names)


def told(facts: Iterable[str]) -> str:
    """Facts one after another: 3 open, 1 late."""
    return ("，" if lang() == "zh" else ", ").join(facts)


def noted(text: str, note: str) -> str:
    """The text, and the note in brackets behind it where there is one."""
    if not note:
        return text
    return f"{text}（{note}）" if lang() == "zh" else f"{text} ({note})"


def labelled(label: str, text: str) -> str:
    """The label, and behind it what it says."""
    return f"{label}：{text}" if lang() == "zh" else f"{label}: {text}"
