"""The kinds of record, in the order in which people meet them. A new kind is registered here."""

from collections.abc import Callable, Sequence

from store.kinds import (
    action,
    blocker,
    card,
    check_in,
    comment,
    department,
    goal,
    key_result,
    person,
    retro,
    workspace,
)
from store.kinds.base import Kind
from store.words import Words

KINDS: dict[str, Kind] = {
    module.KIND.name: module.KIND
    for module in (
        workspace,
        department,
        person,
        goal,
        key_result,
        check_in,
        action,
        blocker,
        retro,
        card,
        comment,
    )
}

#: The letters of an id, to its kind: ``"G"`` is a goal's.
PREFIXES: dict[str, Kind] = {kind.prefix: kind for kind in KINDS.values()}


def split_id(id: str) -> tuple[Kind, int] | None:
    """The kind and the number that an id such as `G-12` names; None when it is not written exactly like one."""
    prefix, dash, number = id.partition("-")
    kind = PREFIXES.get(prefix)
    if kind is None or not dash or not number.isascii() or not number.isdigit() or len(number) > 15 or number[0] == "0":
        return None
    return kind, int(number)


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
