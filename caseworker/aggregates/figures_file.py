"""Protected figures as a file: a workbook with its statement, or tidy lines with HXL tags."""

from __future__ import annotations

import csv
from enum import StrEnum
from io import StringIO

from caseworker.aggregates.going_out import Prepared
from caseworker.aggregates.layout import laid_out, tidy
from caseworker.aggregates.populations import FLAGS, NEEDS, Facet
from caseworker.aggregates.statement import statement
from caseworker.documents.table_file import plain_cell
from caseworker.form_library.answer_tables import AnswerTable, Cell
from caseworker.form_library.table_files import as_workbook
from caseworker.text import N_, Text


class Format(StrEnum):
    """A kind of file, by its ending; a paper is shown first."""

    WORKBOOK = "xlsx"
    TIDY = "csv"
    PAPER = "pdf"
    PICTURE = "png"
    CONTRIBUTION = "json"


FORMATS: dict[Format, str] = {
    Format.WORKBOOK: N_("Spreadsheet"),
    Format.TIDY: N_("Lines for programs, with HXL"),
    Format.PAPER: N_("Paper"),
    Format.PICTURE: N_("Picture"),
    Format.CONTRIBUTION: N_("To be added up with other centres"),
}

HXL: dict[Facet, str] = {
    Facet.AGE: "#group+age",
    Facet.SEX: "#group+sex",
    Facet.NATIONALITY: "#country+code+nationality",
    Facet.MONTH: "#meta+month",
    Facet.RISK: "#severity+risk",
    Facet.REASON: "#cause+closure",
    Facet.ANSWER: "#status+referral",
    Facet.STAGE: "#status+casework",
    Facet.DAYS_LATE: "#indicator+days_late",
    **{facet: f"#indicator+{facet.value}" for facet in (*FLAGS, *NEEDS)},
}
COUNT_TAG = "#affected+num"
ROUNDED_TAG = "#affected+num+rounded"
HIDDEN_TAG = "#meta+hidden"


def written(prepared: Prepared, chosen: Format, text: Text) -> bytes:
    """Return *prepared* as a file of the *chosen* kind, its words in one language.

    A paper is made by `caseworker.documents.figures`, what is added up by `combining`, a picture
    from its chart.
    """
    if chosen is Format.TIDY:
        return _tidy(prepared)
    return as_workbook(
        [
            as_table(prepared, text("Figures"), text),
            AnswerTable(
                text("Statement"),
                [text("Statement")],
                [[sentence] for sentence in statement([prepared], text)],
            ),
        ]
    )


def as_table(prepared: Prepared, name: str, text: Text) -> AnswerTable:
    """Return the table as it is read, with counts that a spreadsheet can add up."""
    layout = laid_out(prepared, text)
    rows: list[list[Cell]] = [
        [*line.names, *(value.say(text) if value.hidden else value.count or 0
                        for value in line.values)]
        for line in layout.lines
    ]  # fmt: skip
    return AnswerTable(name, list(layout.header), rows)


def _tidy(prepared: Prepared) -> bytes:
    """Return a line for each cell: values as the store keeps them, broader before finer."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    name, tag = "count", COUNT_TAG
    if not prepared.rounding.is_exact:
        base, most = prepared.rounding.base, prepared.rounding.most
        name, tag = f"count rounded to {base}, off by up to {most}", ROUNDED_TAG
    writer.writerow([*(facet.value for facet in prepared.facets), name, "hidden"])
    writer.writerow([*(HXL[facet] for facet in prepared.facets), tag, HIDDEN_TAG])
    for named, count in tidy(prepared):
        hidden = count is None
        shown = "" if count is None else str(count)
        writer.writerow([*(plain_cell(each) for each in named), shown, "yes" if hidden else ""])
    return out.getvalue().encode("utf-8-sig")
