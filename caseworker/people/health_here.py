"""Whether what is written about health is on this laptop, for acts that need the whole record."""

from __future__ import annotations

from caseworker.findings import Findings, stops
from caseworker.ports import Reads
from caseworker.text import N_


def health_findings(reads: Reads) -> Findings:
    """Return what keeps an act about the whole of a record from this laptop (R-311)."""
    if reads.has_health:
        return ()
    what, why = (
        N_("What is written about health lies on other laptops"),
        N_("Here that part would be left out. Do it on a laptop that has it: the page of the"
           " person says which."),
    )  # fmt: skip
    return (stops("health-elsewhere", what, why, "R-311"),)
