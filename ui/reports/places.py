"""Which screen of the reports stands at which place."""

from __future__ import annotations

from uuid import UUID

from caseworker.model.ids import UserId
from ui.reports.caseload_page import CaseloadPage
from ui.reports.caseloads_page import CaseloadsPage
from ui.reports.figures_page import FiguresPage
from ui.reports.month_page import MonthPage
from ui.reports.partial_page import PartialPage
from ui.reports.queue_page import QueuePage
from ui.reports.report_page import ReportPage
from ui.screen import Screen
from ui.shell import Shell
from ui.window.navigation import Destination


def reports_screen(shell: Shell, place: Destination) -> Screen:
    """Return the month, what waits, caseloads, one of them, figures or the report that go out."""
    if shell.desk.space.status().outreach:
        return PartialPage(shell)
    if place.part == "figures":
        return FiguresPage(shell)
    if place.part == "report":
        return ReportPage(shell)
    if place.part == "queue":
        return QueuePage(shell)
    if place.part == "caseload":
        return CaseloadPage(shell, UserId(UUID(place.subject)))
    if place.part == "caseloads":
        return CaseloadsPage(shell)
    return MonthPage(shell)
