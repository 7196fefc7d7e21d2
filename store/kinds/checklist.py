"""Checklists: lines with a tick each, read from text and written as text, and what two people made of one."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Annotated

import msgspec

from store.errors import Refused
from store.fields import flag, line
from store.fields.clean_text import clean
from store.fields.indexes import folded
from store.words import Words


class CheckItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the checklist. ``id`` stays the same while the text changes; one without is not kept yet."""

    id: str
    text: Annotated[str, line("Text", names=True)]
    done: Annotated[bool, flag("Done")] = False


Items = tuple[CheckItem, ...]

#: A line as people write it: a box before it, ticked or not, and what a pasted list has before that.
_BOXED = r"(?:[-*•]\s+)?[\[［【]\s*([xXｘＸ✓✔]?)\s*[\]］】]\s*(.*)"
_DOTTED = r"[-*•]\s+(.*)"


class Ticks(msgspec.Struct, frozen=True):
    """So many lines of so many are done."""

    done: int
    total: int

    @classmethod
    def of(cls, items: Sequence[CheckItem]) -> "Ticks":
        return cls(sum(item.done for item in items), len(items))

    def __str__(self) -> str:
        return f"{self.done}/{self.total}" if self.total else ""

    @property
    def words(self) -> Words:
        """The same in words."""
        return Words("{n} of {total}", n=self.done, total=self.total)


# As text


def _read_line(text: str) -> tuple[str, bool]:
    boxed = re.fullmatch(_BOXED, text)
    if boxed is not None:
        return boxed[2], bool(boxed[1])
    dotted = re.fullmatch(_DOTTED, text)
    return (dotted[1] if dotted else text), False


def read_lines(text: str, stands: Items = ()) -> Items:
    """A line an item, ``[x]`` before those that are done; what ``stands`` already keeps its id, said otherwise too."""
    said = [_read_line(clean(part)) for part in text.split("\n")]
    said = [(words, done) for words, done in said if words]
    left = dict(enumerate(stands))
    ids = [""] * len(said)
    for at, (words, _done) in enumerate(said):
        same = next((place for place, item in left.items() if item.text == words), None)
        if same is not None:
            ids[at] = left.pop(same).id
    for at in range(len(said)):  # where one stood that is not there any more, it is that one in other words
        if not ids[at] and at in left:
            ids[at] = left.pop(at).id
    items = tuple(CheckItem(id, words, done) for id, (words, done) in zip(ids, said, strict=True))
    return numbered(items, [item.id for item in stands])


def write_lines(items: Iterable[CheckItem]) -> str:
    """The text that `read_lines` takes back: a box before what is done, and before words that would be read as one."""
    return "\n".join(_written(item) for item in items)


def _written(item: CheckItem) -> str:
    if item.done:
        return f"[x] {item.text}"
    return item.text if _read_line(item.text) == (item.text, False) else f"[ ] {item.text}"


# Ids


def numbered(items: Iterable[CheckItem], taken: Collection[str] = ()) -> Items:
    """The items, those without an id with one that is neither ``taken`` nor another's: each a higher number."""
    found = list(items)
    last = max((int(id) for id in (*taken, *(item.id for item in found)) if id.isascii() and id.isdigit()), default=0)
    for at, item in enumerate(found):
        if not item.id:
            last += 1
            found[at] = msgspec.structs.replace(item, id=str(last))
    return tuple(found)


# What is done to one


def called(items: Items, word: str) -> CheckItem:
    """The line with that number, or those words, or that begins so as no other; raises `Refused`."""
    said = folded(word).strip()
    if said.isdigit() and 0 < int(said) <= len(items):
        return items[int(said) - 1]
    same = [item for item in items if folded(item.text) == said]
    begun = [item for item in items if said and folded(item.text).startswith(said)]
    if len(same) > 1 or (not same and len(begun) > 1):
        several = [str(items.index(item) + 1) for item in same or begun]
        raise Refused(
            '"{line}" is several lines of the checklist: {list}; say the number',
            "ambiguous",
            line=word[:40],
            list=several,
        )
    if len(same) != 1 and len(begun) != 1:
        n, word = len(items), word[:40]
        raise Refused('"{line}" is no line of the checklist, which has {n}', "not-found", line=word, n=n)
    return (same if len(same) == 1 else begun)[0]


def ticked(items: Items, ids: Collection[str], done: bool | None = None) -> Items:
    """These lines are done, or not; None turns each. Raises `Refused` where one is not there any more."""
    for id in ids:
        place_of(items, id)
    return tuple(
        msgspec.structs.replace(item, done=not item.done if done is None else done) if item.id in ids else item
        for item in items
    )


def added(items: Items, more: Iterable[CheckItem], at: int | None = None) -> Items:
    """With more lines, at the end or before the one ``at`` that place."""
    at = len(items) if at is None else at
    new = (msgspec.structs.replace(item, id="") for item in more)
    return numbered((*items[:at], *new, *items[at:]))


def without(items: Items, word: str) -> Items:
    """Without the line that is so called."""
    gone = called(items, word)
    return tuple(item for item in items if item is not gone)


def moved(items: Items, id: str, to: int) -> Items:
    """The line at that place, counted from 0, or as near as there is one."""
    item = items[place_of(items, id)]
    others = [each for each in items if each is not item]
    others.insert(max(0, min(to, len(others))), item)
    return tuple(others)


def place_of(items: Items, id: str) -> int:
    """Where the line stands, counted from 0; raises `Refused` where it does not any more."""
    for at, item in enumerate(items):
        if item.id == id:
            return at
    raise Refused("This line was taken off the checklist meanwhile", "not-found")


# What two people made of one


def merged(base: Items, theirs: Items, mine: Items) -> Items | None:
    """The list that has what both made of ``base``, None where both said the same line otherwise.

    Ticks and words of a line are two things, so is where it stands; a line that one took out is gone, whatever the
    other ticked. Who saves last says the order, if both changed it.
    """
    was, there = ({item.id: item for item in items} for items in (base, theirs))
    known = {*was, *there}
    renewed = (msgspec.structs.replace(item, id="") if item.id in there.keys() - was.keys() else item for item in mine)
    mine = numbered(renewed, known)
    here = {item.id: item for item in mine}
    found: dict[str, CheckItem] = {}
    for id in {**there, **here}:
        before, other, own = was.get(id), there.get(id), here.get(id)
        if before is None:
            new = other or own
            found |= {} if new is None else {id: new}
            continue
        if other is None or own is None:
            kept = other or own
            if kept is not None and kept.text != before.text:
                return None
            continue
        if other.text != before.text != own.text != other.text:
            return None
        text = own.text if own.text != before.text else other.text
        found[id] = CheckItem(id, text, own.done if own.done != before.done else other.done)
    order = [item.id for item in mine if item.id in was] != [item.id for item in base if item.id in here]
    return tuple(found[id] for id in _placed(*((mine, theirs) if order else (theirs, mine))) if id in found)


def _placed(lead: Items, others: Items) -> Iterator[str]:
    """The ids in the order of ``lead``, what only the others have behind what it stands behind there."""
    ids, theirs = [item.id for item in lead], {item.id for item in others}
    before = ""
    for item in others:
        if item.id not in ids:
            at = ids.index(before) + 1 if before else 0
            while at < len(ids) and ids[at] not in theirs:  # both put something there
                at += 1
            ids.insert(at, item.id)
        before = item.id
    yield from ids
