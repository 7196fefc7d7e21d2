"""A table as somebody made it: a header, the rows below it by their lines, and what has to be said of how it was read.

A file is read whole or refused whole. What stands before the header is passed over; the header is the line that names
the most columns that are known.
"""

import os
from collections.abc import Callable, Sequence

import msgspec

from store.errors import WrongWords
from store.interop import csv_text, files, workbook
from store.interop.table_faults import TableFaults
from store.words import Words

#: A table has at most so many columns, each of which is looked for among the names that are known.
_COLUMN_LIMIT = 2_000

#: How many of these cells name a column that is known.
Known = Callable[[Sequence[str]], int]


class FileTable(msgspec.Struct):
    """``columns`` has the cells of each column from top to bottom, ``lines`` the line in which each row begins."""

    header: list[str]
    header_line: int
    lines: list[int]
    columns: list[list[str]]
    #: How it was read, where that is not plain.
    remarks: list[Words]
    #: What is wrong with rows as such, and those rows.
    faults: TableFaults


def read(
    source: bytes | str | os.PathLike[str],
    known: Known,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    needed: Sequence[Known] = (),
) -> FileTable:
    """The table in a file, given as its path or its bytes; raises `WrongWords`, `Failed` where it cannot be read.

    ``needed`` tell which columns a row has to reach when it is shorter than the header.
    """
    data = source if isinstance(source, bytes) else files.read(source, csv_text.SIZE_LIMIT)
    if len(data) > csv_text.SIZE_LIMIT:
        raise WrongWords("The file is larger than {n} MiB. Import it in parts", n=csv_text.SIZE_LIMIT // (1024 * 1024))
    faults = TableFaults()
    if workbook.is_workbook(data):
        lines, rows, remarks = workbook.read(data, sheet)
    else:
        if sheet is not None:
            raise WrongWords("Only a workbook has sheets, and this is a text file")
        lines, rows, remarks = csv_text.read(data, known, encoding, faults)
    at = _header_at(rows, known)
    header = _header(rows[at], lines[at])
    before = [lines[n] for n in range(at) if any(map(str.strip, rows[n]))]
    if before:
        remarks.append(
            Words(
                "The header is line {line}; {n} lines before it are passed over",
                one="The header is line {line}; the line before it is passed over",
                line=lines[at],
                n=len(before),
            )
        )
    kept = [n for n in range(at + 1, len(rows)) if any(rows[n]) and any(map(str.strip, rows[n]))]
    if len(kept) > csv_text.ROW_LIMIT:
        raise csv_text.too_many()
    table = FileTable(header, lines[at], [], [], remarks, faults)
    whole = [(lines[n], cells) for n in kept if (cells := _as_wide(table, lines[n], rows[n], needed)) is not None]
    table.lines = [line for line, _cells in whole]
    columns = zip(*(cells for _line, cells in whole), strict=True)
    table.columns = [_unguarded(list(column)) for column in columns] or [[] for _name in header]
    table = _without_empty(table)
    faults.header = table.header
    return table


def _header(row: Sequence[str], line: int) -> list[str]:
    """The names of the columns. Raises `WrongWords` where those are too many."""
    header = [_name(cell) for cell in row]
    while header and not header[-1]:
        header.pop()
    if len(header) > _COLUMN_LIMIT:
        raise WrongWords(
            "Line {line}: more than {n} columns. Leave out what is not imported", line=line, n=_COLUMN_LIMIT
        )
    return header


def _name(cell: str) -> str:
    return " ".join(csv_text.unguard(cell).split())


def _unguarded(column: list[str]) -> list[str]:
    if not any(cell[:1] == "'" for cell in column):
        return column
    return [csv_text.unguard(cell) for cell in column]


def _header_at(rows: Sequence[Sequence[str]], known: Known) -> int:
    """The first of the rows that name the most known columns; where none names any, the first with something in it."""
    looked = rows[: csv_text.HEADER_WITHIN]
    found = [known([_name(cell) for cell in row[:_COLUMN_LIMIT]]) for row in looked]
    most = max(found, default=0)
    if most:
        return found.index(most)
    return next((n for n, row in enumerate(looked) if any(map(str.strip, row))), 0)


def _as_wide(table: FileTable, line: int, cells: list[str], needed: Sequence[Known]) -> list[str] | None:
    """The cells of a row, as many as the header has names: what is empty at its end may be missing or more.

    None, and a fault, where that is not told.
    """
    wanted = len(table.header)
    if len(cells) == wanted:
        return cells
    if len(cells) > wanted and not any(cell.strip() for cell in cells[wanted:]):
        return cells[:wanted]
    if len(cells) < wanted and needed and all(each(table.header[: len(cells)]) for each in needed):
        table.remarks.append(
            Words("Line {line} has {n} of {wanted} cells; the others are empty", line=line, n=len(cells), wanted=wanted)
        )
        return cells + [""] * (wanted - len(cells))
    table.faults.add(
        line,
        "",
        Words(
            "{n} cells where the header has {wanted}. Put text that holds the separator in quotes",
            one="{n} cell where the header has {wanted}. Put text that holds the separator in quotes",
            n=len(cells),
            wanted=wanted,
        ),
    )
    return None


def _without_empty(table: FileTable) -> FileTable:
    """The table without columns that have neither a name nor anything in them; others get a name."""
    kept = [n for n, name in enumerate(table.header) if name or any(map(str.strip, table.columns[n]))]
    table.header = [table.header[n] or f"column {n + 1}" for n in kept]
    table.columns = [table.columns[n] for n in kept]
    return table


def fill_down(table: FileTable) -> None:
    """Of each row, the empty cells before its first filled one get what stands above them, as in merged cells."""
    above = [""] * len(table.columns)
    for n in range(len(table.lines)):
        for at, column in enumerate(table.columns):
            if column[n].strip():
                break
            column[n] = above[at]
        above = [column[n] for column in table.columns]
