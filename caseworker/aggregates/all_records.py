"""Figures are made where all records are: an outreach laptop would count wrongly, and few."""

from __future__ import annotations

from caseworker.findings import Findings, pass_gate, stops
from caseworker.ports import Reads
from caseworker.text import N_

AT_THE_OFFICE = N_("Figures are made at the office")
WHY = N_(
    "This laptop goes outside and carries some records only. What it counts would"
    " be wrong, and small counts could tell who it is."
)


def all_records_findings(reads: Reads) -> Findings:
    """Return what keeps this laptop from making figures."""
    if reads.has_all_records:
        return ()
    return (stops("some-records", AT_THE_OFFICE, WHY, "R-449", "R-451"),)


def need_all_records(reads: Reads) -> None:
    """Let figures be made here.

    Raises:
        GateClosed: this laptop carries some records only.
    """
    pass_gate(all_records_findings(reads))
