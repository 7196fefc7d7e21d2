"""CSV as spreadsheets write it, read strictly: bytes to rows that know their line.

Commas, semicolons, tabs and bars are told apart by what they make of the header, or by a line ``sep=;`` before it.
"""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from store.errors import WrongWords
from store.interop import table_encoding
from store.interop.table_faults import TableFaults
from store.words import Words

#: A file for import is at most this long, in bytes.
SIZE_LIMIT = 32 * 1024 * 1024
#: A line of it is at most this long, in characters; a row in quotes may span many lines.
LINE_LIMIT = 1024 * 1024
#: A table has at most this many rows below its header: what one commit can hold.
ROW_LIMIT = 100_000
#: The header is looked for in so many rows.
HEADER_WITHIN = 40

_FORMULA = re.compile("'*[=+\\-@\t\r]")
_GUARDED = re.compile("'+[=+\\-@\t\r]")
#: What may part cells, and how a file says so itself.
_SEPARATORS = ",;\t|"
_SAYS = re.compile('"?sep=(.)"?[,;\t|]*[\r\n]*', re.IGNORECASE)
#: The separator is told by so many lines, and so many characters of each.
_SAMPLE, _BEGINNING = 40, 64 * 1024


def guard(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula: with a ``'`` before it where it begins like one."""
    return "'" + cell if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell as it was before `guard`."""
    return cell[1:] if _GUARDED.match(cell) else cell


def read(
    data: bytes, known: Callable[[Sequence[str]], int], encoding: str | None, faults: TableFaults
) -> tuple[list[int], list[list[str]], list[Words]]:
    """The lines in which rows begin, the rows, and what has to be said of it; ``known`` counts names of columns.

    Raises `WrongWords` where it is no text, or larger than a table. What ends too soon is among the ``faults``.
    """
    import csv  # late: only for files that are CSV

    found = table_encoding.decode(data, encoding)
    remarks = [] if found.is_plain or encoding else [Words("The file is read as {encoding}", encoding=found.encoding)]
    text = found.text.removeprefix("\ufeff")
    _refuse_what_is_no_text(text)
    if not text.strip():
        raise WrongWords("The file is empty")
    source, line = io.StringIO(text, newline=""), 1
    says = _SAYS.fullmatch(next(source))
    if says is None:
        source.seek(0)
    else:
        line = 2
    separator = says[1] if says else _separator(text, known)
    lines: list[int] = []
    rows: list[list[str]] = []
    reader = csv.reader(source, delimiter=separator, strict=True)
    before = line - 1
    try:
        for cells in reader:
            if len(rows) < HEADER_WITHIN or any(map(str.strip, cells)):
                lines.append(line)
                rows.append(cells)
            if len(rows) > ROW_LIMIT + HEADER_WITHIN:
                raise too_many()
            line = reader.line_num + before + 1
    except csv.Error as error:
        faults.add(*_malformed(str(error), line, reader.line_num + before))
    return lines or [1], rows or [[]], remarks


def too_many() -> WrongWords:
    """More rows than a table has."""
    return WrongWords("The file has more than {n} rows. Import it in parts", n=ROW_LIMIT)


def _refuse_what_is_no_text(text: str) -> None:
    if "\0" in text:
        before = text[: text.index("\0")]
        line = before.count("\n") or before.count("\r")
        raise WrongWords(
            "Line {line}, character {at}: there is a NUL, so this is not a text file. Export it again as CSV",
            line=line + 1,
            at=len(before) - max(before.rfind("\n"), before.rfind("\r")),
        )
    if max(map(len, io.StringIO(text, newline=""))) > LINE_LIMIT if text else False:
        number = next(n for n, each in enumerate(io.StringIO(text, newline=""), 1) if len(each) > LINE_LIMIT)
        raise WrongWords("Line {line} is longer than {n} characters. Is this a CSV file?", line=number, n=LINE_LIMIT)


def _separator(text: str, known: Callable[[Sequence[str]], int]) -> str:
    """What parts the cells: whichever makes the most known columns of a line, then the most cells of the first one."""
    import csv  # late: only for files that are CSV

    sample = [line[:_BEGINNING] for line in islice(io.StringIO(text, newline=""), _SAMPLE)]

    def made(separator: str) -> tuple[int, int]:
        rows = _leniently(csv.reader(sample, delimiter=separator))
        wide = next((len(row) for row in rows if any(map(str.strip, row))), 0)
        return max((known(row) for row in rows), default=0), wide

    return max(_SEPARATORS, key=made)


def _leniently(reader: Iterable[list[str]]) -> list[list[str]]:
    import csv  # late: only for files that are CSV

    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error:
        return rows
    return rows


def _malformed(said: str, line: int, reached: int) -> tuple[int, str, Words]:
    """The reader's complaint in words that say where and what to do."""
    if "unexpected end of data" in said:
        return line, "", Words("a quote is opened and never closed. Close it, or double it")
    if "field limit" in said:
        return line, "", Words("a cell is too long. Is a quote missing?")
    return reached, "", Words('a quote stands within a cell in quotes. Write it twice: ""')
