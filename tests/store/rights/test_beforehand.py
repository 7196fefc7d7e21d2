"""What a form says when it opens is what its saving would say: every kind, every field, every role."""

from pathlib import Path
from typing import Any

import pytest

from store.commands import dry_run
from store.engine.ledger import Ledger
from store.errors import ConcordError, Forbidden, Refused
from store.fields import Field
from store.kinds import KINDS
from store.kinds.base import Kind
from store.kinds.workspace import found
from store.workspace import Workspace, open_workspace
from tests.store.rights import doors
from tests.store.rights.test_who_may import Sessions, sessions
from tests.store.rights.world import WHO, fresh, theirs, value

__all__ = ["sessions"]
#: Opened by no form, or by one of its own.
NO_FORM = ("workspace",)


def asked(kind: Kind) -> list[Field]:
    return [field for field in kind.fields.values() if field.asked]


def refusal(door: doors.Door, workspace: Workspace, kind: Kind, values: dict[str, Any]) -> Refused | None:
    try:
        door(workspace, kind, theirs(kind), values)
    except Refused as error:
        return error
    return None


def said(workspace: Workspace, kind: Kind, *, new: bool) -> tuple[dry_run.Askable, ConcordError | None]:
    try:
        if new:
            return dry_run.adding(workspace, kind.name, asked(kind), **fresh(kind, workspace)), None
        return dry_run.editing(workspace, workspace.records.get(theirs(kind)), asked(kind)), None
    except ConcordError as error:
        return dry_run.Askable(asked(kind), {}), error


def is_said(field: Field, given: Any, closed: dict[str, Any]) -> bool:
    """The field is closed, or that word of it, or who may name which stands under it."""
    word = next((each.closed for each in field.choices if each.value == given), None)
    return field.name in closed or word is not None or field.hint == field.held_to.rule.template


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.name not in NO_FORM], ids=lambda k: k.name)
@pytest.mark.parametrize("new", [True, False], ids=["add", "edit"])
def test_what_nobody_lets_one_save_is_said_before_it_is_typed_and_nothing_else_is(
    sessions: Sessions, kind: Kind, who: str, new: bool
):
    workspace = sessions[who]
    seq = workspace.ledger.seq
    form, whole = said(workspace, kind, new=new)
    door = doors.add if new else doors.edit
    for field in form.fields:
        given = value(kind, field, workspace)
        if given is None:
            continue
        refused = refusal(door, workspace, kind, {**(fresh(kind, workspace) if new else {}), field.name: given})
        if isinstance(refused, Forbidden):
            assert whole is not None or is_said(field, given, form.closed), (field.name, refused)
        elif refused is None:
            assert whole is None, (field.name, str(whole))
            assert field.name not in form.closed, (field.name, str(form.closed[field.name]))
    assert workspace.ledger.seq == seq


def test_whoever_may_nothing_hears_what_to_do(sessions: Sessions):
    kind = KINDS["action"]
    for who, word in (("nobody", "you may join"), ("viewer", "wants the role Member")):
        for new in (True, False):
            assert word in str(said(sessions[who], kind, new=new)[1])


def test_what_the_only_admin_cannot_give_away_is_said(tmp_path: Path):
    """The rule is about all people, and not about the field."""
    Ledger.create(tmp_path / "w", "Nordwind")
    with open_workspace(str(tmp_path / "w"), "root") as root:
        root.do(found, "Nordwind", "UTC", "en", "root", "Root", "Marketing")
        form = dry_run.editing(root, root.records.get("PN-1"), asked(KINDS["person"]))
        assert "without an admin" in str(form.closed["role"])
        assert list(form.closed) == ["role", "left_on"]
