"""The papers of a case or a person, as a list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseworker.model.ids import CaseId, PaperId, PersonId
from caseworker.model.paper import PaperKind
from caseworker.model.partial_date import PartialDate
from caseworker.papers.filing import papers
from caseworker.ports import Reads
from caseworker.views.names import colleague


@dataclass(frozen=True)
class PaperLine:
    """One paper; `why_taken_out` says why it can no longer be opened."""

    id: PaperId
    kind: PaperKind
    dated: PartialDate | None
    staff_only: bool
    third_party: bool
    filed_at: datetime
    filed_by: str
    taken_out: bool
    why_taken_out: str


def paper_lines(
    reads: Reads, person_id: PersonId, case_id: CaseId | None = None
) -> tuple[PaperLine, ...]:
    """Return the papers, newest first; those taken out come last.

    Raises:
        NotAllowed: the role reads no cases, or the person is restricted.
    """
    lines = [
        PaperLine(
            id=paper.id,
            kind=paper.kind,
            dated=paper.dated,
            staff_only=paper.staff_only,
            third_party=paper.third_party,
            filed_at=paper.filed_at,
            filed_by=colleague(reads, paper.filed_by),
            taken_out=paper.taken_out_at is not None,
            why_taken_out=paper.why_taken_out,
        )
        for paper in papers(reads, person_id, case_id)
    ]
    return tuple(sorted(lines, key=lambda line: line.taken_out))
