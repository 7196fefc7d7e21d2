"""The command line that meets a want of a gate; the same in every language."""

from typing import TYPE_CHECKING

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

    party = sayable(records, want.party) if want.party else ""
    return commands(want.reason, {"party": party, **want.words.cause.values, "id": want.id})[0]


def as_object(want: "Want", records: "Records") -> dict[str, str]:
    """A want for scripts, with what meets it."""
    party = sayable(records, want.party) if want.party else ""
    what = {"id": want.id, "reason": want.reason, "meet": want.meet, "party": party}
    return what | {"wants": t(want.words), "try": to_meet(want, records)}


def _retro(want: "Want", records: "Records") -> str:
    begun = [each.id for each in records.pointing(Retro, "goal", want.id) if each.state != "closed"]
    return f"concord edit {begun[-1]} --state closed" if begun else f"concord add retro {WORDS} --goal {want.id}"
