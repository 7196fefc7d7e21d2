"""The kinds of record, in the order in which people meet them. A new kind is registered here.

What a goal's gates want and what follows from an action stand in kinds above them; they join here.
"""

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence

import msgspec

from store.fields import Field
from store.kinds import (
    action,
    agenda_item,
    allocation,
    blocker,
    card,
    check_in,
    comment,
    decision,
    department,
    ending,
    feedback,
    following,
    gates,
    key_result,
    kudos,
    lesson,
    meeting_ending,
    metric,
    milestone,
    parties,
    person,
    pulse,
    pulse_answer,
    reading_day,
    request,
    request_action,
    resource,
    retro,
    retro_format,
    series_changes,
    standup,
    standup_round,
    team,
    term,
    training,
    update,
    workspace,
)
from store.kinds.base import Kind
from store.words import Words

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        workspace.KIND,
        parties.held_to(department.KIND, parties.leads),
        parties.held_to(person.KIND, parties.becomes),
        team.KIND,
        parties.held_to(gates.KIND, parties.answers),
        parties.held_to(key_result.KIND, parties.answers),
        check_in.KIND,
        msgspec.structs.replace(metric.KIND, faults=following.metric_faults),
        parties.held_to(milestone.KIND, parties.answers),
        msgspec.structs.replace(action.KIND, follow=request_action.action_changed),
        request.KIND,
        blocker.KIND,
        update.KIND,
        decision.KIND,
        msgspec.structs.replace(resource.KIND, follow=allocation.less_to_give),
        allocation.KIND,
        standup.KIND,
        standup_round.KIND,
        series_changes.KIND,
        meeting_ending.KIND,
        agenda_item.KIND,
        retro_format.KIND,
        retro.KIND,
        card.KIND,
        feedback.KIND,
        lesson.KIND,
        term.KIND,
        kudos.KIND,
        training.KIND,
        pulse.KIND,
        comment.KIND,
    )
}

ending.know(KINDS.values())

#: What nobody reads: stored and checked as every kind is, and unknown to whatever lists, shows, finds, tells, exports.
SEALED: dict[str, Kind] = {pulse_answer.KIND.name: pulse_answer.KIND}
#: What is kept in documents of their own for its sake, and told, found and listed as a part of another record.
PARTS: dict[str, Kind] = {reading_day.KIND.name: reading_day.KIND}
#: All that anybody reads, and all that is stored.
READ: Mapping[str, Kind] = {**KINDS, **PARTS}
STORED: Mapping[str, Kind] = ChainMap(KINDS, SEALED, PARTS)

#: The letters of an id, to its kind: ``"G"`` is a goal's.
PREFIXES: dict[str, Kind] = {kind.prefix: kind for kind in KINDS.values()}


def columns() -> dict[str, tuple[str, ...]]:
    """The fields of each kind that a checkpoint keeps side by side; not for start-up, it reads the declarations."""
    return {kind.name: kind.columns for kind in READ.values()}


def split_id(id: str) -> tuple[Kind, int] | None:
    """The kind and the number that an id such as `G-12` names; None when it is not written exactly like one."""
    prefix, dash, number = id.partition("-")
    kind = PREFIXES.get(prefix)
    if kind is None or not dash or not number.isascii() or not number.isdigit() or len(number) > 15 or number[0] == "0":
        return None
    return kind, int(number)


def words_of_keys(field: Field) -> Field:
    """The choice of whose words the keys of a map are."""
    kind, _, name = field.keys.partition(".")
    return KINDS[kind].fields[name]


#: Labels are literals where the kinds are declared; here they are only looked up.
_said: Callable[[str], Words] = Words


def kinds_words(names: Sequence[str]) -> Words:
    """The kinds of these names as words for a sentence: "Department or Person"; any kind where there are none."""
    if not names:
        return Words("record")
    words = _said(KINDS[names[0]].label)
    for name in names[1:]:
        words = Words("{first} or {second}", first=words, second=_said(KINDS[name].label))
    return words
