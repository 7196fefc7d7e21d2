"""The command line that meets a want of a gate; the same in every language."""

from typing import TYPE_CHECKING

from store.kinds.meeting import Meeting
from store.kinds.retro import Retro
from store.records.names import sayable
from tui.i18n import t
from tui.text.remedies import WORDS, commands

if TYPE_CHECKING:
    from store.kinds.gates import Want
    from store.records import Records


def to_meet(want: "Want", records: "Records") -> str:
    """What meets something that a gate wants."""
    if want.reason == "wants-retro":
        return _retro(want, records)
    if want.reason == "wants-meeting":
        return _meeting(want, records)

    party = sayable(records, want.party) if want.party else ""
    return commands(want.reason, {"party": party, **want.words.cause.values, "id": want.id})[0]


def as_object(want: "Want", records: "Records") -> dict[str, str]:
    """A want for scripts, with what meets it."""
    party = sayable(records, want.party) if want.party else ""
    what = {"id": want.id, "reason": want.reason, "meet": want.meet, "party": party}
    return what | {"wants": t(want.words), "try": to_meet(want, records)}


def _retro(want: "Want", records: "Records") -> str:
    begun = [each.id for each in records.pointing(Retro, "goal", want.id) if each.state != "closed"]
    return f"concord retro close {begun[-1]}" if begun else f"concord add retro {WORDS} --goal {want.id}"


def _meeting(want: "Want", records: "Records") -> str:
    planned = [each for each in records.pointing(Meeting, "goal", want.id) if each.state not in ("closed", "cancelled")]
    if not planned:
        return f"concord add meeting {WORDS} --goal {want.id}"
    return f"concord meeting {'close' if planned[0].state == 'running' else 'start'} {planned[0].id}"
