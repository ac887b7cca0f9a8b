"""Answer tables as files: an XLSX workbook, or CSV files in a ZIP, made in memory alone.

The library that reads spreadsheets for us writes each sheet to a temporary file in plain sight,
so the workbook is written here: cells with their values inside, and nothing else.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO, StringIO
from xml.sax.saxutils import escape, quoteattr

from caseworker.documents.table_file import plain_cell
from caseworker.form_library.answer_tables import AnswerTable, Cell

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest a ZIP can say: files of the same answers are the same."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LONGEST = 32_000
"""Letters that fit into one cell."""


def as_workbook(tables: Sequence[AnswerTable]) -> bytes:
    """Return *tables* as one XLSX workbook, a sheet each."""
    numbers = range(1, len(tables) + 1)
    parts = {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _relations({1: ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _book(tables),
        "xl/_rels/workbook.xml.rels": _relations(
            {number: ("worksheet", f"worksheets/sheet{number}.xml") for number in numbers}
        ),
    }
    parts |= {
        f"xl/worksheets/sheet{number}.xml": _sheet(table)
        for number, table in zip(numbers, tables, strict=True)
    }
    return zipped({name: part.encode() for name, part in parts.items()})


def as_csv_files(tables: Sequence[AnswerTable]) -> bytes:
    """Return *tables* as CSV files (UTF-8, semicolons as KoBo writes them) in one ZIP."""
    return zipped({f"{table.name}.csv": _csv(table) for table in tables})


def zipped(files: dict[str, bytes]) -> bytes:
    """Return *files* by name as a ZIP."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


def clean(words: str) -> str:
    """Return *words* without the signs that neither XML nor a spreadsheet can hold."""
    return _FORBIDDEN.sub("", words)


def _csv(table: AnswerTable) -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([plain_cell(clean(cell)) for cell in table.header])
    for row in table.rows:
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: Cell) -> Cell:
    return plain_cell(clean(cell)) if isinstance(cell, str) else cell


def _sheet(table: AnswerTable) -> str:
    rows: list[Sequence[Cell]] = [table.header, *table.rows]
    written = "".join(
        f'<row r="{number}">{"".join(_cell(cell) for cell in row)}</row>'
        for number, row in enumerate(rows, start=1)
    )
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{written}</sheetData></worksheet>'


def _cell(cell: Cell) -> str:
    value = _safe(cell)
    if isinstance(value, str):
        words = escape(value[:_LONGEST])
        return f'<c t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def _book(tables: Sequence[AnswerTable]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(clean(table.name))} sheetId="{number}" r:id="r{number}"/>'
        for number, table in enumerate(tables, start=1)
    )
    names = f'xmlns="{_MAIN}" xmlns:r="{_LINKS}"'
    return f"{_HEAD}<workbook {names}><sheets>{sheets}</sheets></workbook>"


def _relations(targets: dict[int, tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _content_types(numbers: range) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml"'
        f' ContentType="{_TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f"{sheets}</Types>"
    )
