"""Who may say when a series of meetings comes, and that it ends: others have put it in their calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.fields.rights import Claim, Right
from store.kinds.ending import standing
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.series import Series


def steers(claim: Claim, series: Series) -> bool:
    """Whoever made the series, takes turns in it, or is a coordinator."""
    me = claim.me
    mine = me is not None and me.id in (*series.facilitators, *series.note_takers)
    return claim.above or mine or series.made_by == claim.who


def _own(claim: Claim, before: Series | None, _after: Series) -> bool:
    return before is None or steers(claim, before)


def _phases(claim: Claim, before: Series | None, _after: Series) -> bool:
    return claim.importing if before is None else steers(claim, before)


def _ended(claim: Claim, before: Series | None, after: Series) -> bool:
    if before is None:
        return claim.importing
    if not (steers(claim, before) or _with_its_goal(claim, before)):
        return False
    return after.ended is None or claim.importing or after.ended <= claim.today


def _with_its_goal(claim: Claim, before: Series) -> bool:
    """Whoever closes its goal in the same commit, which not everybody may, says what becomes of it."""
    was, now = (records.find(before.goal or "") for records in (claim.records, claim.after))
    return was is not None and now is not None and standing(was) == "open" != standing(now)


WHEN = Right(Words("whoever made the series or takes turns in it says when it comes, or a coordinator"), _own)
TURNS = Right(Words("whoever made the series or takes turns in it says who takes turns, or a coordinator"), _own)
PHASES = Right(Words("written when a series is changed from a day on"), _phases)
ENDED = Right(Words("whoever made the series or takes turns in it ends it, or a coordinator"), _ended)
