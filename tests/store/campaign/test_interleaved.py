"""Any order of two people's commands, undos and merges: the documents are what the journal says, undo undoes."""

import shutil
import tempfile
from typing import Any

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from store import commands
from store.commands import undo
from store.engine.ledger import Ledger
from store.engine.state import Tables
from store.errors import ConcordError
from store.kinds.base import STAMPS
from store.kinds.workspace import found
from store.workspace import Workspace, open_workspace

WHO = st.sampled_from(("ana", "bo"))
TEXT = st.sampled_from(("", "one", "two", "三", "four five"))
TAGS = st.lists(st.sampled_from(("a", "b", "c")), unique=True, max_size=3)
FIELDS = st.fixed_dictionaries(
    {}, optional={"title": TEXT.filter(bool), "note": TEXT, "tags": TAGS, "priority": st.sampled_from(("high", "low"))}
)


class Interleaved(RuleBasedStateMachine):
    """Two sessions on one workspace; each edits from what it saw last."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp()
        shutil.rmtree(self.folder)
        Ledger.create(self.folder, "Two")
        self.sessions: dict[str, Workspace] = {}
        self.bases: dict[tuple[str, str], Any] = {}

    @initialize()
    def begin(self) -> None:
        with open_workspace(self.folder, "ana") as workspace:
            workspace.do(found, "Two", "UTC", "en", "ana", "Ana", "All")
            workspace.do(commands.add, "person", {"name": "Bo", "login": "bo", "role": "admin"})
        self.sessions = {who: open_workspace(self.folder, who) for who in ("ana", "bo")}

    def teardown(self) -> None:
        for workspace in self.sessions.values():
            workspace.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def pick(self, who: str, nth: int) -> str | None:
        numbers = self.sessions[who].ledger.numbers("action")
        return f"A-{numbers[nth % len(numbers)]}" if numbers else None

    @rule(who=WHO, title=TEXT.filter(bool))
    def add(self, who: str, title: str) -> None:
        made = self.sessions[who].do(commands.add, "action", {"title": title})
        assert made.id

    @rule(who=WHO, nth=st.integers(0, 5))
    def look(self, who: str, nth: int) -> None:
        id = self.pick(who, nth)
        if id:
            self.bases[who, id] = self.sessions[who].records.find(id)

    @rule(who=WHO, nth=st.integers(0, 5), values=FIELDS)
    def edit(self, who: str, nth: int, values: dict[str, Any]) -> None:
        id = self.pick(who, nth)
        if id is None:
            return
        try:
            self.sessions[who].do(commands.edit, id, values, base=self.bases.get((who, id)))
        except ConcordError as refused:
            assert refused.code in ("conflict", "not-found"), refused  # noqa: PT017

    @rule(who=WHO, nth=st.integers(0, 5))
    def done(self, who: str, nth: int) -> None:
        id = self.pick(who, nth)
        if id is not None:
            try:
                self.sessions[who].do(commands.done, id)
            except ConcordError as refused:
                assert refused.code in ("refused", "not-found"), refused  # noqa: PT017

    @rule(who=WHO, values=FIELDS)
    def undo_of_do_is_nothing(self, who: str, values: dict[str, Any]) -> None:
        workspace = self.sessions[who]
        id = self.pick(who, 0)
        workspace.ledger.catch_up()
        before, seq = self.documents(workspace), workspace.ledger.seq
        if id is None or workspace.records.find(id) is None:
            return
        workspace.do(commands.edit, id, values)
        if workspace.ledger.seq == seq:
            return
        entry = undo.latest(workspace.ledger, own=workspace.ledger.own)
        assert entry is not None
        assert entry.seq == workspace.ledger.seq
        undo.take_back(workspace, entry)
        assert self.documents(workspace) == before

    @rule(who=WHO, again=st.booleans(), partly=st.booleans())
    def take_back(self, who: str, again: bool, partly: bool) -> None:
        workspace = self.sessions[who]
        entry = undo.latest(workspace.ledger, own=workspace.ledger.own, again=again)
        if entry is None:
            return
        try:
            undo.take_back(workspace, entry, again=again, partly=partly)
        except ConcordError as refused:
            assert refused.code in ("overtaken", "still-referenced", "invalid"), refused  # noqa: PT017

    @rule(who=WHO)
    def checkpoint(self, who: str) -> None:
        self.sessions[who].ledger.checkpoint()

    def documents(self, workspace: Workspace) -> dict[tuple[str, int], dict[str, Any]]:
        found: dict[tuple[str, int], dict[str, Any]] = {}
        for table in workspace.ledger.tables():
            for number, raw in workspace.ledger.items(table):
                document = msgspec.json.decode(raw)
                found[table, number] = {name: value for name, value in document.items() if name not in STAMPS}
        return found

    @invariant()
    def both_see_what_the_journal_says(self) -> None:
        if not self.sessions:
            return
        replayed = Tables(reuse_numbers=False)
        ledgers = [workspace.ledger for workspace in self.sessions.values()]
        for ledger in ledgers:
            ledger.catch_up()
        for entry in ledgers[0].entries():
            replayed.apply(entry.changes)
        wanted = {table: dict(documents.items()) for table, documents in replayed.tables.items() if documents}
        for ledger in ledgers:
            seen = {table: {n: bytes(raw) for n, raw in ledger.items(table)} for table in ledger.tables()}
            assert {table: found for table, found in seen.items() if found} == wanted


Interleaved.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, suppress_health_check=[HealthCheck.too_slow]
)
TestInterleaved = Interleaved.TestCase
