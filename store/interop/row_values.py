"""The rows of a table as drafts of records: their values, the ids that they will have, which of them are there."""

from collections.abc import Iterator
from typing import Any

import msgspec

from store import commands
from store.errors import Invalid
from store.fields import Field
from store.fields.rights import FREE
from store.interop import cell_words
from store.interop.column_names import FoundColumns
from store.interop.column_values import BLANK, ColumnValues
from store.interop.row_references import FORMER, RowReferences
from store.interop.rows_there import RowsThere
from store.interop.table_file import FileTable
from store.kinds.base import Kind, Record
from store.records import Changes
from store.records.fitting import fit
from store.records.names import fold
from store.words import Words
from store.workspace.roles import held_fields

#: What a cell gives of these is looked at when the record is made of it; of others it is what the field holds.
_FITTED = ("map", "rows", "extra", "checklist", "tags")


class RowValues:
    """``there`` are the rows, by their lines, whose records are there already, ``remarks`` what has to be said."""

    def __init__(
        self,
        changes: Changes,
        kind: Kind,
        table: FileTable,
        columns: FoundColumns,
        references: RowReferences,
        values: ColumnValues,
        *,
        exported: bool,
    ) -> None:
        self.there: list[tuple[int, str]] = []
        self.remarks: list[Words] = []
        self._changes, self._kind, self._table, self._columns = changes, kind, table, columns
        self._references, self._values, self._exported = references, values, exported
        self._read: dict[str, list[Any]] = {}
        #: The fields by which rows refer to each other.
        self._own: list[Field] = []
        self._fills: list[tuple[str, dict[str, Any]]] = []
        #: By field, how many rows bring what only acts bring about.
        self._passed_over: dict[str, int] = {}

    def drafts(self) -> list[tuple[int, Record]]:
        """The records to add with their lines; what is wrong is among the faults of the table."""
        fields = [self._kind.fields[name] for name in self._columns.fields if name in self._kind.fields]
        own = self._kind.name
        names = self._kind.naming.type == "line"  # else rows are told apart by all that they say
        self._own = [
            field for field in fields if field.is_reference and (own in field.kinds or (names and not field.kinds))
        ]
        for field in fields:
            if field not in self._own:
                self._read_column(field)
        new = self._number(fields)
        for field in self._own:
            self._read_column(field)
        self._give_others()
        found = list(self._drafted(new))
        if self._passed_over:
            label = self._kind.fields
            said = [Words("{field} ({n})", field=label[name].label, n=n) for name, n in self._passed_over.items()]
            self.remarks.append(
                Words("Not brought in, since only what is done in Concord brings it about: {fields}", fields=said)
            )
        return found

    def _read_column(self, field: Field) -> None:
        before = self._values.unread
        leniently = self._is_of_acts(field.name)
        values = self._values.of(field, self._columns.fields[field.name], leniently=leniently)
        if self._values.unread > before:
            self._passed_over[field.name] = self._values.unread - before
        if self._exported and field.type in ("line", "text"):
            values = ["" if value is BLANK else value for value in values]
        self._read[field.name] = values

    def _is_of_acts(self, name: str) -> bool:
        """What people are not asked for was brought about by acts, and may refer to what comes later."""
        field = self._kind.fields.get(name)
        return self._exported and field is not None and not field.asked and field.held_to is not FREE

    def _number(self, fields: list[Field]) -> list[int]:
        """The rows that are new, once it is known which ids all of them have in the end."""
        table, kind = self._table, self._kind
        self._want_names()
        there = RowsThere(self._changes, kind, fields)
        ids, naming = self._ids(), self._read[kind.naming.name]
        columns = [naming, *(self._read[field.name] for field in kind.short_names if field.name in self._read)]
        named = there.named(columns)
        new: list[int] = []
        at = self._changes.transaction.highest(kind.name)
        called: dict[str, set[str]] = {}
        faulty = self._table.faults.rows
        for n in range(len(naming)):
            if n in faulty:
                continue
            found = there.take(ids[n], self._values_of(n)) if n in named else None
            if found is None:
                new.append(n)
            else:
                self.there.append((table.lines[n], found.id))
                self._fills += [(found.id, fills)] if (fills := there.fills(found, self._values_of(n))) else []
            if not ids[n] and not self._own:
                continue
            id = kind.id(at + len(new)) if found is None else found.id
            if ids[n]:
                self._references.in_file[fold(ids[n])] = id
            for word in (column[n] for column in columns) if self._own else ():
                if isinstance(word, str) and word:
                    called.setdefault(fold(word), set()).add(id)
        for word, meant in called.items():
            if len(meant) == 1:
                self._references.in_file.setdefault(word, *meant)
        return new

    def _values_of(self, n: int) -> dict[str, Any]:
        return {name: column[n] for name, column in self._read.items() if column[n] is not BLANK}

    def _want_names(self) -> None:
        """Every row has what its record is called."""
        table = self._table
        at = self._columns.fields[self._kind.naming.name]
        for n, cell in enumerate(table.columns[at]):
            if not cell.strip():
                table.faults.add(table.lines[n], table.header[at], Words("the cell is empty", "needed"))
                table.faults.rows.add(n)

    def _ids(self) -> list[str]:
        at = self._columns.fields.get("id")
        if at is None:
            return [""] * len(self._table.lines)
        return ["" if cell_words.is_nothing(cell.strip()) else cell.strip() for cell in self._table.columns[at]]

    def _give_others(self) -> None:
        """Who stands behind the first in a field that takes one contributes."""
        others = self._values.others
        if not others:
            return
        column = self._read.setdefault("contributors", [BLANK] * len(self._table.lines))
        for n, ids in others.items():
            column[n] = tuple(dict.fromkeys((*(() if column[n] is BLANK else column[n]), *ids)))
        self.remarks.append(
            Words(
                "{n} rows name several people for one: the first has it, the others contribute",
                one="One row names several people for one: the first has it, the others contribute",
                n=len(others),
            )
        )

    def _drafted(self, new: list[int]) -> Iterator[tuple[int, Record]]:
        changes, kind, table = self._changes, self._kind, self._table
        ids = self._ids()
        at = changes.transaction.highest(kind.name)
        fitted = ["extra", *(name for name in self._read if kind.fields[name].type in _FITTED)]
        further = [(table.header[c], table.columns[c]) for c in sorted(self._columns.further)]
        claim = msgspec.structs.replace(changes.claim, importing=True, with_past=True)
        held = held_fields(kind.record) if self._exported else ()
        for count, n in enumerate(changes.transaction.telling("read", new)):
            if n in table.faults.rows:
                continue
            values = self._values_of(n)
            extra = {name: cells[n].strip() for name, cells in further if cells[n] and not cells[n].isspace()}
            if ids[n] and ids[n] != kind.id(at + count + 1):
                extra[FORMER] = ids[n]
            if extra:
                values["extra"] = {**values.get("extra", {}), **extra}
            record = self._draft(n, values, fitted)
            if record is not None:
                yield table.lines[n], self._as_allowed(claim, held, record) if held else record

    def _draft(self, n: int, values: dict[str, Any], fitted: list[str]) -> Record | None:
        """The record of a row; None where it does not fit, which is among the faults then."""
        try:
            looked_at = {name: values[name] for name in fitted if name in values}
            return self._kind.record(**(values | fit(self._kind, looked_at, "") if looked_at else values))
        except Invalid as error:
            misfits = {fault.field for fault in error.faults}
            if all(map(self._is_of_acts, misfits)):
                for name in misfits:
                    self._passed_over[name] = self._passed_over.get(name, 0) + 1
                return self._draft(n, {name: value for name, value in values.items() if name not in misfits}, fitted)
            for fault in error.faults:
                column = self._columns.fields.get(fault.field)
                header = fault.field if column is None else self._table.header[column]
                self._table.faults.add(self._table.lines[n], header, fault.words)
        return None

    def _as_allowed(self, claim: Any, held: Any, record: Record) -> Record:
        """The record without what whoever imports may not bring about; what acts bring first, others rest on it."""
        fields = self._kind.fields
        for name, default, right in sorted(held, key=lambda each: fields[each[0]].asked):
            if getattr(record, name) != default and not right.allows(claim, None, record):
                self._passed_over[name] = self._passed_over.get(name, 0) + 1
                record = record if fields[name].names else msgspec.structs.replace(record, **{name: default})
        return record

    def fill(self) -> None:
        """Give what an earlier import only named what the file says of it."""
        for id, values in self._fills:
            commands.edit(self._changes, id, values)
