"""A printed list as a table for a spreadsheet (CSV, UTF-8, RFC 4180)."""

from __future__ import annotations

import csv
from io import StringIO

from caseworker.documents.blocks import Document, Grid, Heading

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ISOLATES = str.maketrans("", "", "\u2068\u2069")


def as_csv(document: Document) -> bytes:
    """Return the tables of *document* one below the other, with their headings.

    A cell that a spreadsheet would run as a formula is kept as plain text by an apostrophe.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for block in document.blocks:
        if isinstance(block, Heading):
            writer.writerow([plain_cell(block.words)])
        elif isinstance(block, Grid):
            writer.writerow([plain_cell(cell) for cell in block.header])
            writer.writerows([plain_cell(cell) for cell in row] for row in block.rows)
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    return out.getvalue().encode("utf-8-sig")


def plain_cell(cell: str) -> str:
    """Return *cell* so that no spreadsheet runs it as a formula."""
    words = cell.translate(_ISOLATES)
    return f"'{words}" if words.lstrip().startswith(_STARTS_A_FORMULA) else words
