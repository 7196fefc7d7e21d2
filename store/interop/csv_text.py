"""CSV as spreadsheets write it, read strictly: bytes to rows that know their line.

A file is read whole or refused whole, with the line, the column and what to do. Commas, semicolons and tabs are told
apart by the header; a byte order mark is fine, any encoding but UTF-8 is not guessed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from store.errors import WrongWords

#: A file for import is at most this long, in bytes.
SIZE_LIMIT = 32 * 1024 * 1024
#: A line of it is at most this long, in bytes; a row in quotes may span many lines.
LINE_LIMIT = 1024 * 1024
#: A file has at most this many rows below its header: what one commit can hold.
ROW_LIMIT = 100_000

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_FORMULA = re.compile("'*[=+\\-@\t\r]")
_GUARDED = re.compile("'+[=+\\-@\t\r]")
_MARKS = (b"\xff\xfe", b"\xfe\xff")  # the byte order marks of UTF-16


class CsvRow(msgspec.Struct, frozen=True, gc=False):
    """One row: the line that it begins in, and its cells by the names in the header."""

    line: int
    cells: dict[str, str]


def guard(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula: with a ``'`` before it where it begins like one."""
    return "'" + cell if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell as it was before `guard`."""
    return cell[1:] if _GUARDED.match(cell) else cell


def rows(data: bytes, required: Sequence[str], optional: Sequence[str] = ()) -> Iterator[CsvRow]:
    """The rows below the header, which names the columns in any order and any case.

    Blank rows are passed over. Raises `WrongWords` at the first thing that is wrong.
    """
    import csv  # late: only for files that are CSV

    if len(data) > SIZE_LIMIT:
        raise WrongWords("The file is larger than {n} MiB. Import it in parts", n=SIZE_LIMIT // (1024 * 1024))
    if data.startswith(_MARKS):
        raise WrongWords("The file is in UTF-16, not in UTF-8. Save it again as “CSV UTF-8”")
    data = data.removeprefix(b"\xef\xbb\xbf")
    first = next(_lines(data), "")
    if not first.strip():
        raise WrongWords("The file is empty. Its first line has to be {header}", header=",".join(required))
    reader = csv.reader(_lines(data), delimiter=_delimiter(first), strict=True)
    header: list[str] | None = None
    line = 1
    count = 0
    try:
        for cells in reader:
            if header is None:
                header = _header(cells, required, optional)
            elif any(cell.strip() for cell in cells):
                count += 1
                if count > ROW_LIMIT:
                    raise WrongWords("The file has more than {n} rows. Import it in parts", n=ROW_LIMIT)
                yield _row(line, header, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise _malformed(str(error), line, reader.line_num) from None


def _lines(data: bytes) -> Iterator[str]:
    """The lines with their ends, decoded one by one, so that a huge file is never there twice."""
    for number, match in enumerate(_LINE.finditer(data), 1):
        if match.end() - match.start() > LINE_LIMIT:
            raise WrongWords("Line {line} is longer than {n} bytes. Is this a CSV file?", line=number, n=LINE_LIMIT)
        raw = match.group()
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise WrongWords(
                "Line {line}, byte {byte}: this is not UTF-8. Save the file again as “CSV UTF-8”",
                line=number,
                byte=error.start + 1,
            ) from None
        if "\0" in text:
            raise WrongWords(
                "Line {line}, character {at}: there is a NUL, so this is not a text file. Export it again as CSV",
                line=number,
                at=text.index("\0") + 1,
            )
        yield text


def _delimiter(header: str) -> str:
    """What parts the cells: whichever of the three the header has most of, the comma where it is even."""
    return max(",;\t", key=header.count)


def _header(cells: Iterable[str], required: Sequence[str], optional: Sequence[str]) -> list[str]:
    header = [unguard(cell).strip().casefold() for cell in cells]
    while header and not header[-1]:
        header.pop()
    wanted = [*required, *optional]
    unknown = [name[:40] or "''" for name in header if name not in wanted]
    if unknown:
        raise WrongWords(
            "Line 1: unknown column {names}. The columns are {header}",
            names=unknown[:5],
            header=",".join(wanted),
        )
    missing = [name for name in required if name not in header]
    if missing:
        raise WrongWords(
            "Line 1: there is no column {names}. The columns are {header}",
            names=missing,
            header=",".join(wanted),
        )
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise WrongWords("Line 1: the column {names} is there twice. Keep one of them", names=twice)
    return header


def _row(line: int, header: list[str], cells: list[str]) -> CsvRow:
    if len(cells) != len(header):
        if len(cells) > len(header) and not any(cell.strip() for cell in cells[len(header) :]):
            cells = cells[: len(header)]
        else:
            raise WrongWords(
                "Line {line}: {n} cells where the header has {wanted}. Put text that holds the separator in quotes",
                one="Line {line}: {n} cell where the header has {wanted}. Put text that holds the separator in quotes",
                line=line,
                n=len(cells),
                wanted=len(header),
            )
    return CsvRow(line, {name: unguard(cell) for name, cell in zip(header, cells, strict=True)})


def _malformed(said: str, line: int, reached: int) -> WrongWords:
    """The reader's complaint in words that say where and what to do."""
    if "unexpected end of data" in said:
        return WrongWords("Line {line}: a quote is opened and never closed. Close it, or double it", line=line)
    if "field limit" in said:
        return WrongWords("Line {line}: a cell is too long. Is a quote missing?", line=line)
    return WrongWords('Line {line}: a quote stands within a cell in quotes. Write it twice: ""', line=reached)
