"""The choice between exact counts and rounded ones; exact unless somebody chooses otherwise."""

from __future__ import annotations

from caseworker.aggregates.rounding import BASES, EXACT
from ui.language import _, text
from ui.widgets.segments import Segments


def rounding_choice(name: str) -> Segments:
    """Return segments whose value is the base to round to, in plain digits."""
    offered = [(str(base), _("To {base}", base=text().number(base))) for base in BASES]
    return Segments(
        [(str(EXACT.base), _("Exact")), *offered],
        name=name,
        label=_("How exact"),
        value=str(EXACT.base),
        equal=0,
    )
