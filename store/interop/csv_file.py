"""Records of one kind as CSV for a spreadsheet: a row each, a column each field, and each that an import kept."""

import codecs
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from store.commands import kind_called
from store.fields import Field
from store.interop import files
from store.interop.column_names import InEach, folded
from store.interop.csv_text import guard
from store.interop.reference_names import ReferenceNames
from store.kinds.base import STAMPS, Kind, Record
from store.records import Records
from store.words import Words


class Style(NamedTuple):
    """How a table is written: ``said`` gives headers and choices in somebody's language, ``excel`` suits Excel."""

    said: Callable[[Words], str] | None = None
    #: With a mark of its encoding and lines that end as Windows ends them.
    excel: bool = False


PLAIN = Style()


def _english(words: Words) -> list[str]:
    return [str(words)]


def write(records: Records, kind: str, target: files.Target, style: Style = PLAIN, in_each: InEach = _english) -> None:
    """Write the records of that kind to a stream of bytes or a file; raises `WrongWords`, `Failed`.

    There is a ``'`` before cells that a spreadsheet would take for a formula; our own import takes it away. What
    ``in_each`` language means a field is no column of an import.
    """
    lines = _lines(records, kind_called(kind), style, in_each)
    end = b"\r\n" if style.excel else b"\n"
    files.write(target, _marked(style, (line + end for line in lines)))


def _marked(style: Style, lines: Iterator[bytes]) -> Iterator[bytes]:
    if style.excel:
        yield codecs.BOM_UTF8
    yield from lines


def _lines(records: Records, kind: Kind, style: Style, in_each: InEach) -> Iterator[bytes]:
    stamps = [name for name in STAMPS if name != "id"]
    fields = [field for name, field in kind.fields.items() if name not in STAMPS]
    fields += [kind.fields[name] for name in stamps if name in kind.fields]
    kept = _kept_columns(records, kind, in_each)
    names = ReferenceNames(records)
    yield csv_line(["id", *_headers(fields, style), *map(guard, kept)])
    for record in records.of_kind(kind.name):
        own = {name: value for name, value in record.extra.items() if name in kept and isinstance(value, str)}
        rest = {name: value for name, value in record.extra.items() if name not in own}
        record = msgspec.structs.replace(record, extra=rest) if own else record
        cells = [_cell(names, field, record, style) for field in fields]
        yield csv_line([record.id, *cells, *(guard(own.get(name, "")) for name in kept)])


def _headers(fields: list[Field], style: Style) -> list[str]:
    """The names of the fields, or what they are called; a name stands where two are called the same."""
    if style.said is None:
        return [field.name for field in fields]
    called = [style.said(field.label) for field in fields]
    return [word if called.count(word) == 1 else field.name for word, field in zip(called, fields, strict=True)]


def _kept_columns(records: Records, kind: Kind, in_each: InEach) -> list[str]:
    """The columns that imports kept with the records, as far as none of them means a field."""
    taken = {folded(name) for name in ("id", *kind.fields)}
    taken |= {folded(said) for field in kind.fields.values() for said in in_each(field.label)}
    taken |= {folded(said) for label in (kind.label, kind.plural) for said in in_each(Words(label))}
    found: dict[str, str] = {}
    for record in records.of_kind(kind.name):
        for name, value in record.extra.items():
            if isinstance(value, str) and name.strip() and folded(name) not in taken:
                found.setdefault(folded(name), name)
    return list(found.values())


def _cell(names: ReferenceNames, field: Field, record: Record, style: Style) -> str:
    text = names.text(field, record)
    if style.said is not None and field.type == "choice" and text:
        label = field.label_of(text)
        text = style.said(label) if isinstance(label, Words) else label
    if style.said is not None and field.type == "rule" and text:
        from store.fields.recurrence.saying import said  # late: few records have a rule

        words = said(getattr(record, field.name))
        text = style.said(words) if isinstance(words, Words) else words
    if text and field.type != "number":
        text = guard(text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def csv_line(cells: list[str]) -> bytes:
    """The cells as a line of CSV, without its end."""
    return ",".join([_quoted(cell) for cell in cells]).encode("utf-8", "replace")


def _quoted(cell: str) -> str:
    if '"' in cell or "," in cell or "\n" in cell or cell[:1] in (" ", "\t") or cell[-1:] == " ":
        return '"' + cell.replace('"', '""') + '"'
    return cell
