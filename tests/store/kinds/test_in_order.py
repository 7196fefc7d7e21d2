"""What people are asked of a record, and in which order: as its kind declares it, for the form and the command line."""

from store.kinds import KINDS
from tests.for_each import for_each

BEGINS = {
    "goal": ["title", "owner", "due", "departments", "why"],
    "key-result": ["title", "owner", "goal", "department", "start", "target"],
    "milestone": ["title", "owner", "due", "goal", "department"],
    "action": ["title", "owner", "due", "goal", "department", "priority"],
    "request": ["title", "department", "need_by", "goal", "why"],
    "series": ["title", "repeats", "time", "length", "place", "departments"],
    "meeting": ["title", "on", "time", "length", "place", "departments"],
    "agenda-item": ["title", "sort", "presents", "minutes", "meeting", "series", "goal"],
    "retro": ["title", "facilitator", "on", "goal", "departments"],
    "team": ["name", "goal", "start", "end"],
    "metric": ["title", "department", "owner", "unit", "direction", "target", "low", "high", "stale_after"],
    "training": ["title", "departments", "on", "minutes", "holder"],
    "pulse": ["title", "about", "period", "departments", "until"],
}
LATER = {
    "department": ["active"],
    "goal": ["step", "outcome"],
    "action": ["state"],
    "decision": ["proposed", "evidence_links", "despite", "answers", "result", "result_note"],
    "series": ["zone", "facilitator_next", "note_taker_next", "opens"],
    "meeting": ["zone", "state", "quorum", "quorum_of"],
    "agenda-item": ["evidence_links", "state"],
    "retro": ["state", "follows", "change"],
    "card": ["group"],
    "feedback": ["answered", "clear", "kept", "early", "helped", "said"],
    "lesson": ["used_in", "no_help_in", "state", "reason"],
    "metric": ["state", "reason"],
    "update": ["evidence_links", "owner"],
    "training": ["state", "took_part", "reason"],
    "pulse": ["follows", "state"],
}


@for_each("kind", KINDS)
def test_it_begins_with_its_name_and_what_is_asked_and_ends_with_what_nobody_can_say_yet(kind: str):
    fields = KINDS[kind].in_order
    names = [field.name for field in fields]
    assert names[: len(BEGINS.get(kind, ()))] == BEGINS.get(kind, [])
    assert fields[0].names
    assert [field.name for field in fields if field.later] == LATER.get(kind, [])
    assert sorted(names) == sorted(KINDS[kind].fields)
    asked_at_once = [field.asked and not field.later for field in fields]
    assert asked_at_once == sorted(asked_at_once, reverse=True)


@for_each("kind", KINDS)
def test_what_is_asked_first_is_asked_of_a_new_one(kind: str):
    fields = KINDS[kind].fields
    assert [name for name in KINDS[kind].asks if not fields[name].asked or fields[name].later] == []
