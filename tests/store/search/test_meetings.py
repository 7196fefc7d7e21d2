"""Meetings are found by when they are, by their series, and by what was noted in them."""

from datetime import date, timedelta

import pytest

from store.commands import add, agenda, edit
from store.commands import meeting_course as course
from store.insight.overview import Overview
from store.search import Asker, Index
from store.workspace import Workspace
from tui.i18n import in_each, t
from tui.text.health_words import doing


@pytest.fixture
def weekly(organisation: Workspace) -> Workspace:
    """SE-1 with M-1 (closed) and M-2; M-3 stands alone, M-4 is cancelled."""
    do, today = organisation.do, organisation.today
    do(add, "series", {"title": "Weekly"})
    for days in (0, 7):
        do(add, "meeting", {"title": "Weekly", "series": "SE-1", "on": today + timedelta(days)})
    do(add, "meeting", {"title": "Alone", "on": today + timedelta(3)})
    do(add, "meeting", {"title": "Not at all"})
    do(course.cancel, "M-4", "fair")
    do(add, "agenda-item", {"title": "Dock?", "meeting": "M-1"})
    do(add, "agenda-item", {"title": "Lockers", "series": "SE-1"})
    do(course.begin, "M-1")
    do(agenda.note, "AI-1", "Two towns want rent")
    do(course.close, "M-1", {}, "M-2")
    return organisation


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("is:next", ["M-2", "M-3"]),
        ("状态:下次", ["M-2", "M-3"]),
        ("is:past", ["M-1"]),
        ("type:meeting -is:past is:open", ["M-2", "M-3"]),
        ("series:SE-1 type:meeting", ["M-1", "M-2"]),
        ("系列会议:weekly type:agenda-item", ["AI-2"]),
        ("-series:1 type:meeting", ["M-3", "M-4"]),
        ("series:nothing", []),
        ("towns want rent", ["AI-1"]),
    ],
)
def test_meetings_are_found(weekly: Workspace, query: str, found: list[str]):
    overview = Overview(weekly.ledger, weekly.today)
    asker = Asker("ana", date(2026, 11, 23), say=t, each=in_each, computed=doing(lambda: overview))
    assert sorted(hit.id for hit in Index(weekly.ledger).build().search(query, asker=asker)) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type:meeting owner:me due:today", ["M-1"]),
        ("type:meeting owner:me due:today..+3d", ["M-1", "M-3"]),
        ("类型:会议 负责人:我 到期:今天", ["M-1"]),
        ("type:meeting owner:bo", ["M-2"]),
        ("type:meeting is:mine is:open", ["M-2", "M-3"]),
    ],
)
def test_meetings_are_found_by_who_leads_them_and_by_their_day(weekly: Workspace, query: str, found: list[str]):
    weekly.do(course.lead, "M-2", "PN-2")
    weekly.do(edit, "M-2", {"note_taker": "PN-1"})
    asker = Asker("ana", weekly.today, say=t, each=in_each)
    assert sorted(hit.id for hit in Index(weekly.ledger).build().search(query, asker=asker)) == found
