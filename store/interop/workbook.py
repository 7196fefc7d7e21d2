"""Workbooks of spreadsheets (xlsx, xls, ods) as rows of text: a sheet, its merged cells each with what stands in them.

They are read by python-calamine, which comes with the extra ``xlsx``.
"""

import io
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from store.errors import Failed, WrongWords
from store.words import Words

#: What such files begin with: a zip archive, or the container of the older ones.
_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
#: A sheet has at most so many cells: what it says of its size is looked at before it is read.
_CELLS_LIMIT = 5_000_000
#: So many bytes may be in it once it is unpacked.
_SIZE_LIMIT = 1 << 29


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a workbook and no text."""
    return data.startswith(_BEGINNINGS)


def read(data: bytes, sheet: str | None) -> tuple[list[int], list[list[str]], list[Words]]:
    """The numbers of the rows of a sheet, the first where none is named, their cells, and what has to be said of it.

    Raises `WrongWords` for what is no workbook and for a sheet that is not there, `Failed` without the extra.
    """
    try:
        import python_calamine as calamine  # late: an extra, and only for workbooks
    except ImportError:
        raise Failed(
            "Reading workbooks wants the extra xlsx: pip install '.[xlsx]' in Concord's source. "
            "Or save it as “CSV UTF-8”"
        ) from None
    _refuse_what_unfolds(data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = list(book.sheet_names)
        if not names or (sheet is not None and sheet not in names):
            raise WrongWords('There is no sheet "{name}". There are: {sheets}', name=sheet or "", sheets=names)
        chosen = sheet or names[0]
        found = book.get_sheet_by_name(chosen)
        if found.total_height * found.total_width > _CELLS_LIMIT:
            raise WrongWords("The sheet has more than {n} cells. Import it in parts", n=_CELLS_LIMIT)
        rows = [[_text(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
        merged = cast("list[Any]", getattr(found, "merged_cell_ranges", None) or [])
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise WrongWords("This is no workbook that can be read: {reason}", reason=str(error)[:200]) from None
    for first, last in merged:
        _fill(rows, first, last)
    remarks: list[Words] = []
    if len(names) > 1 and sheet is None:
        remarks.append(Words('The sheet "{name}" is read; there are also: {sheets}', name=chosen, sheets=names[1:]))
    return list(range(1, len(rows) + 1)), rows, remarks


def _refuse_what_unfolds(data: bytes) -> None:
    """A small archive may hold more than there is room for."""
    import zipfile  # late: only for workbooks

    if not data.startswith(_BEGINNINGS[0]):
        return
    try:
        size = sum(each.file_size for each in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise WrongWords("This is no workbook that can be read: {reason}", reason=str(error)[:200]) from None
    if size > _SIZE_LIMIT:
        raise WrongWords("The file is larger than {n} MiB. Import it in parts", n=_SIZE_LIMIT >> 20)


def _fill(rows: list[list[str]], first: tuple[int, int], last: tuple[int, int]) -> None:
    """What merged cells show stands in each of them, downwards; across, in the first of a row."""
    text = rows[first[0]][first[1]] if first[0] < len(rows) and first[1] < len(rows[first[0]]) else ""
    for row in rows[first[0] : last[0] + 1]:
        if first[1] < len(row):
            row[first[1]] = text


def _text(cell: object) -> str:
    """A cell as somebody would have typed it."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "yes" if cell else "no"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(round(cell, 12))
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
        case date():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case _:
            return str(cell)
