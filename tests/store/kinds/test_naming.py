"""What a record is called: with a code or login, with a name only, by id and title; in one place for everybody."""

import ast

from store.kinds.action import Action
from store.kinds.base import Record
from store.kinds.department import Department
from store.kinds.naming import called, in_full, short_name, title_of, with_title
from store.kinds.person import Person
from tests.for_each import for_each
from tests.shape.templates import name_of, sources


@for_each(
    "record, words",
    [
        (Department(id="DP-1", name="Finance", code="FIN"), ("FIN", "FIN", "FIN", "FIN Finance")),
        (Department(id="DP-2", name="Quality"), ("DP-2", "Quality", "Quality", "DP-2 Quality")),
        (Person(id="PN-1", name="Ana Ruiz", login="ana"), ("ana", "ana", "ana", "ana Ana Ruiz")),
        (Person(id="PN-2", name="Bo Lee"), ("PN-2", "Bo Lee", "Bo Lee", "PN-2 Bo Lee")),
        (Action(id="A-3", title="Feed\nmore"), ("A-3", "A-3", "A-3 Feed", "A-3 Feed")),
    ],
)
def test_the_ways_of_calling(record: Record, words: tuple[str, ...]):
    assert (called(record), short_name(record), with_title(record), in_full(record)) == words
    assert with_title(record, lambda title: title[:2]) == words[2].replace("Feed", "Fe")
    assert title_of(record) == str(getattr(record, "title", "") or getattr(record, "name", "")).partition("\n")[0]


def is_a_way_of_calling(node: ast.AST) -> bool:
    """A code or a login, or else a name or an id."""
    if not isinstance(node, ast.BoolOp) or not isinstance(node.op, ast.Or):
        return False
    first, *others = map(_asked_for, node.values)
    return first in ("code", "login") and any(others)


def _asked_for(node: ast.expr) -> str:
    if isinstance(node, ast.Call) and name_of(node.func) == "getattr" and isinstance(node.args[1], ast.Constant):
        return str(node.args[1].value)
    return node.attr if isinstance(node, ast.Attribute) else ""


def test_what_a_record_is_called_is_written_once():
    found = [path for path, tree in sources() for node in ast.walk(tree) if is_a_way_of_calling(node)]
    assert found == ["store/kinds/naming.py", "store/search/party_names.py"]  # the latter reads what it indexed
