"""Who is Responsible, Accountable, Consulted, Informed: the letters of departments and people for a piece of work.

The form is that of the responsibility assignment matrix (PMBOK Guide, PMI): one party, one letter; one A.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from store.errors import Fault, Refused, Unlisted
from store.fields import choice
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.base import Record
    from store.records import Changes

LETTERS = ("R", "A", "C", "I")
#: The one that weighs most first: of two, a party has one.
STRENGTH = ("A", "R", "C", "I")
LETTER = choice("Letter", ("R", "responsible"), ("A", "accountable"), ("C", "consulted"), ("I", "informed"))


class Party(msgspec.Struct, frozen=True):
    """A department or a person as far as letters go. A department ``can_answer`` where it has a lead.

    ``looks_on``: they are a viewer, or their lead is; ``left``: a person who is gone.
    """

    called: str
    can_answer: bool = True
    active: bool = True
    looks_on: bool = False
    left: bool = False


# Rules


def letter_of(raci: Mapping[str, str], answers: Collection[str], helps: Collection[str]) -> str:
    """A where one of the parties ``answers`` is accountable, R where one of ``helps`` is responsible, else nothing."""
    if any(raci.get(party) == "A" for party in answers):
        return "A"
    return "R" if any(raci.get(party) == "R" for party in helps) else ""


def letters_known(raci: Mapping[str, str]) -> Iterator[Fault]:
    """Each letter is one that there is, and at most one party is accountable."""
    for id, letter in raci.items():
        if letter not in LETTERS:
            yield Unlisted(f"raci.{id}", letter, LETTER.listed)
    accountable = [id for id, letter in raci.items() if letter == "A"]
    if len(accountable) > 1:
        yield Fault(
            "raci",
            Words("{parties} are all accountable; leave exactly one A", "several-accountable", parties=accountable),
        )


def one_accountable(raci: Mapping[str, str]) -> Iterator[Fault]:
    """Letters that there are, and exactly one A."""
    yield from letters_known(raci)
    if "A" not in raci.values():
        yield Fault("raci", Words("nobody is accountable; give exactly one party an A", "nobody-accountable"))


def gaps(raci: Mapping[str, str], parties: Mapping[str, Party]) -> Iterator[Words]:
    """What the letters of a goal still lack before it can be carried out; ``parties`` has all that are named.

    Exactly one A, at least one R; the A is a person or a department with a lead; nobody with work has gone.
    """
    if "A" not in raci.values():
        yield Words("nobody is accountable (A)", "nobody-accountable")
    if "R" not in raci.values():
        yield Words("nobody is responsible for the work (R)", "nobody-responsible")
    yield from misfits(raci, parties)


def misfits(raci: Mapping[str, str], parties: Mapping[str, Party]) -> Iterator[Words]:
    """Who has a letter and cannot do what it says; that much holds for key results and milestones too."""
    for id, letter in raci.items():
        party = parties.get(id)
        if party is None:
            continue
        if letter == "A" and not party.can_answer:
            yield Words("{department} is accountable (A) and has no lead", "no-lead", department=party.called)
        if letter == "A" and party.looks_on:
            yield Words("{party} is accountable (A) and only looks on: a viewer", "viewer", party=party.called)
        if letter in ("R", "A") and party.left:
            yield Words("{party} has an {letter} and has left", "has-left", party=party.called, letter=letter)
        if letter in ("R", "A") and not party.active:
            yield Words(
                "{party} has an {letter} and is not active any more",
                "party-not-active",
                party=party.called,
                letter=letter,
            )


def with_letters(raci: Mapping[str, str], letters: Mapping[str, str], owner: str | None = None) -> dict[str, str]:
    """The letters after these are set; "" takes a party out.

    An A goes from who had it, who becomes R. Where nobody has one yet the ``owner`` gets it, if the rest names no A.
    """
    after = {id: letter for id, letter in {**raci, **letters}.items() if letter}
    if "A" in letters.values():
        for id, letter in raci.items():
            if letter == "A" and id not in letters:
                after[id] = "R"
    elif after and "A" not in after.values() and "A" not in raci.values() and owner and owner not in letters:
        after = {owner: "A", **{id: letter for id, letter in after.items() if id != owner}}
    return after


# Commands


def assign(changes: Changes, id: str, letters: Mapping[str, str]) -> Record:
    """Set letters of parties (departments, people) for a goal, a key result or a milestone; "" takes a party out.

    An A that is given goes from whoever had it, who becomes R. Raises `Refused` for a record without letters,
    `Invalid` where a goal would be left with letters and without an A.
    """
    record: Any = changes.get(id)
    if not hasattr(record, "raci"):
        raise Refused("{id} takes no RACI letters; goals, key results and milestones do", "no-letters", id=id)
    letters = {party: letter.strip().upper().replace("-", "") for party, letter in letters.items()}
    owner = record.owner if id.startswith("G-") else None
    changes.say("raci", id=record.id, parties=list(letters))
    return changes.change(record, raci=with_letters(record.raci, letters, owner))
