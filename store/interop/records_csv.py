"""Importing records of any kind from a table: what a file would make of a workspace, and the making of it.

What is there already is passed over, so that the same file again changes nothing. A file that Concord exported comes
back as it was, but for ids, stamps, and what only acts bring about.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from store import commands
from store.errors import ConcordError, Fault, Invalid, Refused
from store.fields import Field
from store.interop.column_names import ColumnNames, InEach
from store.interop.column_values import ColumnValues, Ways
from store.interop.row_references import MadeParty, RowReferences
from store.interop.row_values import RowValues
from store.interop.table_file import FileTable
from store.kinds import KINDS
from store.kinds.base import STAMPS, Kind, Record
from store.records import Changes, Records
from store.words import Words
from store.workspace.many_new import FEW, MANY
from store.workspace.review import Reviewer
from store.workspace.roles import Holder

#: How many names a refusal lists in its sentence; its details have all.
NAMED = 20


class ImportedRows(msgspec.Struct):
    """What an import made: the records by their lines, those that were there already, parties that nobody knew."""

    added: list[tuple[int, Record]]
    there: list[tuple[int, str]]
    parties: list[MadeParty]
    remarks: list[Words]


def column_names(kind: Kind, in_each: InEach, mapped: Mapping[str, str] | None = None) -> ColumnNames:
    """The columns that a table of this kind may have."""
    labels = {field.name: [field.label] for field in importable(kind)}
    labels[kind.naming.name] += [Words(kind.label), Words(kind.plural)]
    stamps = {name: [kind.fields[name].label] for name in _stamps(kind)}
    named = [f"{called}{name}" for called in in_each(Words(kind.label)) for name in ("名称", "name")]
    return ColumnNames({**labels, **stamps, "id": [Words("id")]}, in_each, mapped, {kind.naming.name: named})


def _stamps(kind: Kind) -> list[str]:
    """The fields that say when, and who it was: Concord keeps them itself."""
    return [name for name, field in kind.fields.items() if name in STAMPS or field.type == "moment"]


def importable(kind: Kind) -> list[Field]:
    """The fields that a table may bring, the one that names the record first."""
    return [field for field in kind.in_order if field.name not in STAMPS and field.type != "moment"]


class ImportRows:
    """The command for `Workspace.do` that adds a record for each row, all or none; it may run again.

    Raises `FaultyTable` with all that is wrong, and what `commands.add` raises. With ``every`` the rules are asked
    about each record at once, so that all that they refuse is among the faults.
    """

    def __init__(
        self,
        kind: Kind,
        table: FileTable,
        names: ColumnNames,
        in_each: InEach,
        *,
        ways: Ways = Ways(),  # noqa: B008 (it is never changed)
        strict: bool = False,
    ) -> None:
        self.every = False
        self._kind, self._table, self._in_each, self._ways, self._strict = kind, table, in_each, ways, strict
        self._columns = names.find(table.header, table.header_line, table.faults)
        #: Whether Concord exported it: then what is there that only acts bring is passed over.
        self.exported = {"id", "made_by", "made_at"} <= set(self._columns.fields)
        stamps = [self._columns.fields.pop(name) for name in _stamps(kind) if name in self._columns.fields]
        self._columns.further += [] if self.exported else stamps
        self._remarks = list(table.remarks)
        if kind.naming.name not in self._columns.fields:
            words = Words(
                "there is no column {name}: it names the record",
                "unknown-column",
                name=kind.naming.label,
                column=Words("COLUMN", context="place"),
                takes=kind.naming.name,
            )
            table.faults.add(table.header_line, "", words)
        if not table.lines and not self.exported:
            table.faults.add(table.header_line, "", Words("there are no rows below the header"))
        further = [table.header[at] for at in sorted(self._columns.further)]
        if further:
            self._remarks.append(
                Words(
                    "{n} further columns are kept: {names}",
                    one="One further column is kept: {names}",
                    n=len(further),
                    names=further,
                )
            )
        self._faults = [*table.faults.found]
        self._faulty = set(table.faults.rows)

    def __call__(self, changes: Changes) -> ImportedRows:
        """Read the rows by what is there now, and add them."""
        faults, kind = self._table.faults, self._kind
        faults.found, faults.rows = [*self._faults], set(self._faulty)
        if kind.naming.name not in self._columns.fields:
            faults.refuse()
        references = RowReferences(changes, kind, strict=self._strict)
        columns = ColumnValues(changes, kind, self._table, references, self._in_each, self._ways)
        rows = RowValues(changes, kind, self._table, self._columns, references, columns, exported=self.exported)
        drafts = rows.drafts()
        if references.unknown:
            raise unknown_parties(references.unknown)
        faults.refuse()
        said: dict[str, Any] = {"format": "csv", "kind": kind.name, "n": len(drafts)}
        said |= {"with_past": True} if self.exported else {}
        added: list[tuple[int, Record]] = []
        for line, record in changes.transaction.telling("add", drafts):
            try:
                added.append((line, commands.add_draft(changes, kind, record)))
            except ConcordError as error:
                self._fault(line, error)
        rows.fill()
        faults.refuse()
        changes.say("import", **said)
        if self.every:
            self._ask_the_rules(changes, added)
        return ImportedRows(added, rows.there, references.made, [*self._remarks, *columns.remarks, *rows.remarks])

    def _ask_the_rules(self, changes: Changes, added: Sequence[tuple[int, Record]]) -> None:
        """Whatever the review would refuse of each record, instead of the first alone."""
        transaction = changes.transaction
        who, now = transaction.who, transaction.now
        reviewer = Reviewer(transaction, Holder(Records(transaction.committed), transaction))
        documents = [
            (number := int(record.id.partition("-")[2]), bytes(transaction.raw(self._kind.name, number) or b""))
            for _line, record in added
        ]
        if len(added) >= FEW and all(
            reviewer.takes_new(self._kind, documents[at : at + MANY]) for at in range(0, len(added), MANY)
        ):
            return
        for (line, _record), document in zip(added, documents, strict=True):
            gone = len(reviewer.gone)
            try:
                reviewer.look_at(self._kind, document[0], None, document[1])
            except ConcordError as error:
                self._fault(line, error)
            for words in reviewer.gone[gone:]:
                self._table.faults.add(line, "", words)
        transaction.who, transaction.now = who, now  # the review asks who it is once more
        self._table.faults.refuse()

    def _fault(self, line: int, error: ConcordError) -> None:
        """What a rule refuses, in the column of its field."""
        found = (
            error.faults if isinstance(error, Invalid) else [Fault(str(error.details.get("field", "")), error.words)]
        )
        for fault in found:
            at = self._columns.fields.get(fault.field)
            self._table.faults.add(line, fault.field if at is None else self._table.header[at], fault.words)


def unknown_parties(unknown: Mapping[str, Sequence[str]]) -> Refused:
    """The refusal of departments and people that nobody knows here, by kind; its details have all."""
    names = [name for of_kind in unknown.values() for name in of_kind]
    return Refused(
        "These departments and people are not known here: {names}. Add them first, or let the import make them",
        "unknown-names",
        names=[*names[:NAMED], *["…"] * (len(names) > NAMED)],
        details={kind.name: list(unknown.get(kind.name, ())) for kind in KINDS.values() if kind.short_names},
    )
