"""How values read on the screen and the command line: choices by labels, numbers with units, health with its tones."""

from typing import Any

from store.fields.numbers import digits
from store.insight.health import BEHIND, Progress
from store.kinds import KINDS
from store.kinds.base import fields_of
from store.kinds.goal import Stance
from store.records import KIND_OF
from store.words import Words, measured
from tui.i18n import t

HEALTH_TONES = {"red": "bad", "amber": "warn", "green": "good", "none": "muted"}
#: What stands before the reasons of a goal's health.
BECAUSE = {
    "red": Words("Red because"),
    "amber": Words("Amber because"),
    "green": Words("Green because"),
    "none": Words("To know"),
}
#: The steps of a goal where there is little room.
STEPS = {
    "prepare": Words("Prepare", context="short"),
    "meet": Words("Meet", context="short"),
    "plan": Words("Plan", context="short"),
    "execute": Words("Execute", context="short"),
    "evaluate": Words("Evaluate", context="short"),
    "closed": Words("Closed", context="short"),
}
OUTCOMES = {
    "": Words("not closed"),
    "achieved": Words("achieved"),
    "partly": Words("partly"),
    "missed": Words("missed"),
    "dropped": Words("dropped"),
}
_STANCE_TONES = {"pending": "warn", "agrees": "good", "reservation": "warn", "objects": "bad"}


def stance_label(stance: str) -> tuple[str, str]:
    """What a stance is called, and its tone; a word that only a later version knows stands as it is."""
    return t(fields_of(Stance)["stance"].label_of(stance)), _STANCE_TONES.get(stance, "muted")


def value_label(record: Any, field: str) -> str:
    """The label of the value that a choice of the record has."""
    return choice_label(KIND_OF[type(record)].name, field, getattr(record, field))


def choice_label(kind: str, field: str, value: str) -> str:
    """The label of that value."""
    return t(KINDS[kind].fields[field].label_of(value))


def rule(value: str) -> str:
    """When something comes again, as people say it; what no sentence says stands as it is stored."""
    if not value:
        return ""
    from store.fields.recurrence.saying import said  # late: few records have a rule

    words = said(value)
    return t(words) if isinstance(words, Words) else words


def short_step(step: str) -> str:
    """The step of a goal in a list; a word that only a later version knows stands as it is."""
    return t(STEPS.get(step, step))


def number(value: float, unit: str = "") -> str:
    """A number in full, and its unit."""
    said = measured(digits(value), unit)
    return t(said) if isinstance(said, Words) else str(said)


def progress_tone(progress: Progress) -> str:
    """The tone of a key result: not known, behind by a lot, behind, where it should be."""
    if progress.current is None:
        return "warn"
    return "bad" if progress.behind >= BEHIND[1] else "warn" if progress.behind >= BEHIND[0] else "good"


def target_words(record: Any, unit: str) -> Words:
    """The target of a key result, or the band in which it is to stay."""
    if record.direction != "within":
        return Words("target {value}", value=number(record.target, unit))
    low, high = sorted((record.start, record.target))
    return Words("band {low} to {high}", low=number(low), high=number(high, unit))


def should_value(record: Any, progress: Progress) -> float | None:
    """The value that a key result should have by today."""
    if progress.should is None or record.direction == "within":
        return None
    value = record.start + progress.should * (record.target - record.start)
    return round(value) if abs(value) >= 10 else round(value, 1)
