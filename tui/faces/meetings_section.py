"""The meetings around a record: what is held now or comes next first, then those that were held, the latest first."""

from collections.abc import Iterable

from store.kinds.meeting import Meeting
from store.kinds.meeting_rights import HERE
from tui.faces.page import Page
from tui.i18n import t

#: So many are listed.
MOST = 4


def is_open(meeting: Meeting) -> bool:
    """It is still to be held, or held now."""
    return meeting.state in HERE


def meetings_of(page: Page, meetings: Iterable[Meeting], without: str = "") -> None:
    """A section of them."""
    found = sorted(meetings, key=lambda each: (str(each.on), each.time))
    ahead = [each.id for each in found if is_open(each)]
    held = [each.id for each in reversed(found) if not is_open(each)]
    page.listing(t("Meetings"), [*ahead, *held], t("{n} ahead", n=len(ahead)) if ahead else "", MOST, without=without)
