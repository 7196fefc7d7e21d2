"""Workbooks as spreadsheets write them, as small as they can be."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
#: The second format of cells is that of a day.
_STYLES = (
    f'{_HEAD}<styleSheet {_MAIN}><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    "</styleSheet>"
)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], merged: Sequence[str] = ()) -> bytes:
    """A workbook with these sheets; the first has these cells merged."""
    out = io.BytesIO()
    names = list(enumerate(sheets, 1))
    with zipfile.ZipFile(out, "w") as file:
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n, _ in names
        )
        file.writestr(
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{parts}</Types>',
        )
        file.writestr("_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")]))
        listed = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in names)
        file.writestr(
            "xl/workbook.xml", f'{_HEAD}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
        )
        of_book = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n, _ in names]
        file.writestr("xl/_rels/workbook.xml.rels", _relations([*of_book, ("rId0", "styles", "styles.xml")]))
        file.writestr("xl/styles.xml", _STYLES)
        for n, name in names:
            rows = "".join(_row(at, row) for at, row in enumerate(sheets[name], 1))
            cells = "".join(f'<mergeCell ref="{each}"/>' for each in merged if n == 1)
            merges = f"<mergeCells>{cells}</mergeCells>" if cells else ""
            file.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f"{_HEAD}<worksheet {_MAIN}><sheetData>{rows}</sheetData>{merges}</worksheet>",
            )
    return out.getvalue()


def _relations(each: Sequence[tuple[str, str, str]]) -> str:
    found = "".join(f'<Relationship Id="{id}" Type="{_OFFICE}/{sort}" Target="{target}"/>' for id, sort, target in each)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _row(number: int, cells: Sequence[object]) -> str:
    found = "".join(_cell(f"{'ABCDEFGHIJ'[at]}{number}", cell) for at, cell in enumerate(cells) if cell is not None)
    return f'<row r="{number}">{found}</row>'


def _cell(place: str, value: object) -> str:
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
