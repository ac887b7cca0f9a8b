"""A supervisor's month end, as hands do it: what waits, one table that leaves, the report."""

from __future__ import annotations

from collections.abc import Callable

from caseworker.aggregates.periods import Period
from ui.rehearsal.driver import Driver
from ui.window.navigation import Destination, Place


def end_month(hand: Driver, keep: Callable[[str], None]) -> None:
    """Look at the month and the queue, prepare figures, and send the report; *keep* each sight.

    Figures are counted beside the window, which may take longer than a click.
    """
    hand.session.go(Destination(Place.REPORTS))
    hand.wait(lambda: hand.shown("caseload"))
    keep("The month")
    hand.click("review-queue")
    keep("What waits for her")
    hand.session.go(Destination(Place.REPORTS, part="figures"))
    hand.wait(hand.find("send-figures").isEnabled)
    keep("What may go out")
    hand.session.go(Destination(Place.REPORTS, part="report"))
    hand.click(f"report-month-{Period.THIS_MONTH.value}")
    hand.wait(hand.find("send-report").isEnabled)
    hand.type("stood-out", "More families than in October.")
    hand.type("needed", "Beds for them before the cold.")
    hand.click("send-report")
    hand.type("report-recipient", "Ministry")
    keep("Before the report leaves")
    hand.click("report-sheet-act")
    hand.wait(lambda: hand.shown("document-page-1"))
    keep("The monthly report")
