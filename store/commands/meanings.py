"""What a department means by a word of the dictionary."""

from collections.abc import Mapping

from store import commands
from store.fields.clean_text import clean
from store.kinds.department import Department
from store.kinds.term import Term
from store.records import Changes


def set_meaning(changes: Changes, term_id: str, department: str, meaning: str) -> Term:
    """That department means this by it; "" takes out what it meant."""
    return set_meanings(changes, term_id, {department: meaning})


def set_meanings(changes: Changes, term_id: str, said: Mapping[str, str]) -> Term:
    """The same of several departments at once."""
    term, meanings = (
        changes.one(Term, term_id),
        {changes.one(Department, id).id: clean(text) for id, text in said.items()},
    )
    meanings = {id: text for id, text in {**term.meanings, **meanings}.items() if text}
    commands.edit(changes, term_id, {"meanings": meanings})
    return changes.one(Term, term_id)
