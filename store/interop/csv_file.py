"""Records of one kind as CSV for a spreadsheet: a row each, a column each field."""

from collections.abc import Iterator

from store.commands import kind_called
from store.fields import Field
from store.interop import files
from store.interop.csv_text import guard
from store.interop.reference_names import ReferenceNames
from store.kinds.base import STAMPS, Record
from store.records import Records


def write(records: Records, kind: str, target: files.Target) -> None:
    """Write the records of that kind to a stream of bytes or a file; raises `WrongWords`, `Failed`.

    There is a ``'`` before cells that a spreadsheet would take for a formula; our own import takes it away.
    """
    files.write(target, _lines(records, kind))


def _lines(records: Records, kind_name: str) -> Iterator[bytes]:
    kind = kind_called(kind_name)
    stamps = [name for name in STAMPS if name != "id"]
    fields = [field for name, field in kind.fields.items() if name not in STAMPS]
    fields += [kind.fields[name] for name in stamps if name in kind.fields]
    names = ReferenceNames(records)
    yield _line(["id", *(field.name for field in fields)])
    for record in records.of_kind(kind_name):
        yield _line([record.id, *(_cell(names, field, record) for field in fields)])


def _cell(names: ReferenceNames, field: Field, record: Record) -> str:
    text = names.text(field, record)
    if text and field.type != "number":
        text = guard(text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line(cells: list[str]) -> bytes:
    return (",".join([_quoted(cell) for cell in cells]) + "\n").encode("utf-8", "replace")


def _quoted(cell: str) -> str:
    if '"' in cell or "," in cell or "\n" in cell or cell[:1] in (" ", "\t") or cell[-1:] == " ":
        return '"' + cell.replace('"', '""') + '"'
    return cell
