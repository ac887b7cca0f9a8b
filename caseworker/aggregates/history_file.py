"""The list of what went out, as a workbook: who got which figures, when, and on what request."""

from __future__ import annotations

import json

from caseworker.aggregates import words
from caseworker.aggregates.going_out import history
from caseworker.aggregates.populations import Facet, Population
from caseworker.aggregates.rounding import EXACT
from caseworker.documents.common import code_of
from caseworker.form_library.answer_tables import AnswerTable, Cell
from caseworker.form_library.table_files import as_workbook
from caseworker.model.data_access import DataAccessRequest
from caseworker.model.figures import PublishedFigures
from caseworker.ports import Reads
from caseworker.text import Text


def history_workbook(reads: Reads, text: Text) -> bytes:
    """Return the list, the newest first; it holds no count.

    Raises:
        NotAllowed: only supervisors publish figures.
    """
    header = [
        text("Went out"),
        text("Who is counted"),
        text("First day"),
        text("Last day"),
        text("By what"),
        text("Who got it"),
        text("What for"),
        text("Hidden counts"),
        text("Rounded to"),
        text("Approved by"),
        text("On which request"),
        text("Takes the place of"),
    ]
    sent = history(reads)
    days = {each.id: each.published_at for each in sent}
    rows = [_row(reads, each, days.get(each.corrects) if each.corrects else None, text)
            for each in sent]  # fmt: skip
    return as_workbook([AnswerTable(text("What went out before"), header, rows)])


def _row(reads: Reads, sent: PublishedFigures, corrects: object, text: Text) -> list[Cell]:
    request = reads.find(DataAccessRequest, sent.request_id)
    document = json.loads(sent.document)
    return [
        sent.published_at.isoformat(timespec="minutes"),
        text(words.POPULATIONS[Population(sent.population)]),
        sent.first_day.isoformat(),
        sent.last_day.isoformat(),
        text.listed(text(words.FACETS[Facet(name)]) for name in sent.facets),
        sent.recipient,
        sent.purpose,
        len(document["hidden"]),
        "" if sent.rounded_to == EXACT.base else sent.rounded_to,
        code_of(reads, sent.published_by),
        request.number if request else "",
        str(corrects or ""),
    ]
