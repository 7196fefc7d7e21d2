"""Four departments and their people at one workspace, each at their own terminal: who gives which command."""

from typing import Any

import pytest

from store.engine import identity
from store.workspace import open_workspace
from tests.tui.cli.conftest import Concord, Ran

#: Code, login of the lead.
DEPARTMENTS = (("MKT", "ana"), ("OPS", "bo"), ("FIN", "li"), ("LOG", "per"))


class Office:
    """``office("li", "agree", "G-1")`` is what li types; it has to end with ``code``, in the language spoken here."""

    def __init__(self, concord: Concord, patch: pytest.MonkeyPatch, folder: str, language: str = "en") -> None:
        self._concord = concord
        self._patch = patch
        self.folder = folder
        self.language = language
        self._me = identity.os_user()
        patch.setenv("CONCORD_WORKSPACE", folder)

    def found(self) -> "Office":
        """The workspace with its departments and people."""
        self("", "init", self.folder, "--name", "Nordwind")
        self("", "add", "department", "Board", "--code", "GF")
        self("", "add", "person", "Eva", "--login", "eva", "--department", "GF")
        self("", "edit", "GF", "--lead", "eva")
        for code, lead in DEPARTMENTS:
            self("", "add", "department", code.title(), "--code", code, "--parent", "GF")
            self("", "add", "person", lead.title(), "--login", lead, "--department", code)
            self("", "edit", code, "--lead", lead)
        self("", "add", "person", "Tom", "--login", "tom", "--department", "LOG")
        self("", "add", "person", "Vi", "--login", "vi", "--department", "MKT", "--role", "viewer")
        return self

    def __call__(self, who: str, *words: str, code: int | None = 0) -> Ran:
        """The command of ``who``, "" for the admin; without a ``code``, whatever comes of it."""
        self._patch.setattr(identity, "os_user", lambda: who or self._me)
        ran = self._concord(*words, "--lang", self.language)
        assert code in (None, ran.code), (who, words, ran)
        return ran

    def get(self, id: str) -> dict[str, Any]:
        """The record as scripts read it."""
        return self("", "show", id, "--json").objects[0]

    @property
    def seq(self) -> int:
        """How many changes the journal holds."""
        with open_workspace(self.folder) as workspace:
            return workspace.ledger.seq
