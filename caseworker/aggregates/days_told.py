"""What the days of publications tell: who can be in both, and what lies on one line with what.

Readers go by the days that are stated, and a wrong clock brings nobody into two periods at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseworker.aggregates.days import Days
from caseworker.aggregates.days_denied import denied
from caseworker.aggregates.timeline import Told, timelines


def days_of_all(new: Told, earlier: Sequence[Told]) -> Days:
    """Return what the days of *new* and of the *earlier* publications tell, in their order."""
    lines, left_out = timelines(new, earlier)
    return Days({it.digest: denied(new.scope, it.scope) for it in earlier}, lines, left_out)
