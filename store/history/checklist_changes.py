"""What was done to a checklist, in a sentence: lines ticked, put on it, taken off, said otherwise, moved."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from store.history.wording import Told, cut
from store.words import Words

#: So many lines are told by their words.
FEW = 3

Item = Mapping[str, Any]


class _Changes(NamedTuple):
    """What became of the lines; ``told`` where that is all that there is to tell."""

    came: Sequence[Item]
    went: Sequence[Item]
    reworded: Sequence[tuple[Item, Item]]
    ticked: Sequence[Item]
    unticked: Sequence[Item]
    told: bool


def checklist_said(_told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words | None:
    """The sentence where one thing was done, and to the checklist alone; None where there was more."""
    if {*new, *old} != {"checklist"}:
        return None
    found = _found(old.get("checklist"), new.get("checklist"))
    if not found.told:
        return None
    if not any(found[:5]):
        return Words("{who} put the checklist of {name} in another order")
    kinds = [place for place, items in enumerate(found[:5]) if items]
    if len(kinds) > 1 or len(found.reworded) > 1:
        return None
    if found.reworded:
        before, after = map(_quoted, found.reworded[0])
        return Words("{who} changed the checklist of {name}: {before} > {after}", before=before, after=after)
    if found.came:
        return Words("{who} put {items} on the checklist of {name}", items=_called(found.came))
    if found.went:
        return Words("{who} took {items} off the checklist of {name}", items=_called(found.went))
    if found.ticked:
        return Words("{who} ticked {items} of {name}", items=_called(found.ticked))
    return Words("{who} took the tick off {items} of {name}", items=_called(found.unticked))


def _found(old: Any, new: Any) -> _Changes:
    before, after = _by_id(old), _by_id(new)
    if before is None or after is None:
        return _Changes((), (), (), (), (), told=False)
    both = [(before[id], item) for id, item in after.items() if before.get(id, item) != item]
    same = [(was, now) for was, now in both if was["text"] == now["text"] and was.get("done") != now.get("done")]
    reworded = [(was, now) for was, now in both if was["text"] != now["text"]]
    return _Changes(
        [item for id, item in after.items() if id not in before],
        [item for id, item in before.items() if id not in after],
        reworded,
        [now for _was, now in same if now.get("done")],
        [now for _was, now in same if not now.get("done")],
        told=len(same) + len(reworded) == len(both)
        and all(was.get("done") == now.get("done") for was, now in reworded),
    )


def _by_id(items: Any) -> dict[str, Item] | None:
    """None where a later version has stored something else."""
    try:
        return {str(item["id"]): {"text": "", **item} for item in items or ()}
    except (TypeError, KeyError):
        return None


def _called(items: Sequence[Item]) -> list[object]:
    """The first of them by their words, the rest counted."""
    said: list[object] = [_quoted(item) for item in items[:FEW]]
    return [*said, Words("{n} more", n=len(items) - FEW)] if len(items) > FEW else said


def _quoted(item: Item) -> Words:
    return Words('"{text}"', text=cut(str(item["text"])))
