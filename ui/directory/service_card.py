"""One service in the ranked list."""

from __future__ import annotations

from datetime import date

from caseworker.directory.matching import Fit, Wanted
from ui.directory.marks import checked, how_far, marks, where
from ui.language import _, text
from ui.theme.tokens import Tone
from ui.widgets.chip import Chip
from ui.widgets.fact import FitMark
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.pick_card import NumberedCard, heading


class ServiceCard(NumberedCard):
    """Its place in the order, its name, what fits and what does not."""

    def __init__(self, place: int, fit: Fit, wanted: Wanted, today: date) -> None:
        super().__init__(text().number(place), fit.provider, name=f"service-{place}")
        self.fit = fit
        old = checked(fit, today)
        chips = [Chip(old, Tone.WARN, "clock")] if old else []
        said = marks(fit, wanted)
        self.setAccessibleDescription(". ".join([where(fit), old, *(mark.words for mark in said)]))
        self.setAccessibleName(_("{place}. {name}", place=place, name=fit.provider))
        shown = [FitMark(mark.words, fits=mark.fits) for mark in said]
        self.add(
            heading(fit.provider, how_far(fit), *chips),
            small(where(fit), lines=1, wrap=False),
            Flow(*shown, gap=14, line_gap=2),
        )
