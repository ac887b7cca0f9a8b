"""Which screen of the reports stands at which place."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from caseworker.model.ids import TeamMeetingId, UserId
from caseworker.supervision.quality import Gap
from ui.reports.case_list_page import GapPage, SamplePage
from ui.reports.caseload_page import CaseloadPage
from ui.reports.caseloads_page import CaseloadsPage
from ui.reports.combine_page import CombinePage
from ui.reports.figures_page import FiguresPage
from ui.reports.history_page import HistoryPage
from ui.reports.indicator_page import IndicatorPage, NewIndicatorPage
from ui.reports.indicators_page import ADDED, IndicatorsPage
from ui.reports.meeting_page import MeetingPage
from ui.reports.meetings_page import MeetingsPage
from ui.reports.month_page import MonthPage
from ui.reports.partial_page import PartialPage
from ui.reports.quality_page import QualityPage
from ui.reports.queue_page import QueuePage
from ui.reports.report_page import ReportPage
from ui.screen import Screen
from ui.shell import Shell
from ui.window.navigation import Destination


def reports_screen(shell: Shell, place: Destination) -> Screen:
    """Return the screen of the part at *place*; without one, the month.

    Where only some records are, there are no reports.
    """
    if shell.desk.space.status().outreach:
        return PartialPage(shell)
    build = _PARTS.get(place.part)
    return MonthPage(shell) if build is None else build(shell, place.subject)


def _indicator(shell: Shell, key: str) -> Screen:
    return NewIndicatorPage(shell) if key == ADDED else IndicatorPage(shell, key)


_PARTS: dict[str, Callable[[Shell, str], Screen]] = {
    "figures": FiguresPage,
    "history": lambda shell, _subject: HistoryPage(shell),
    "combine": lambda shell, _subject: CombinePage(shell),
    "report": lambda shell, _subject: ReportPage(shell),
    "queue": lambda shell, _subject: QueuePage(shell),
    "caseload": lambda shell, subject: CaseloadPage(shell, UserId(UUID(subject))),
    "caseloads": lambda shell, _subject: CaseloadsPage(shell),
    "indicators": lambda shell, _subject: IndicatorsPage(shell),
    "indicator": _indicator,
    "quality": lambda shell, _subject: QualityPage(shell),
    "gap": lambda shell, subject: GapPage(shell, Gap(subject)),
    "sample": SamplePage,
    "meetings": lambda shell, _subject: MeetingsPage(shell),
    "meeting": lambda shell, subject: MeetingPage(shell, TeamMeetingId(UUID(subject))),
}
"""The parts of the reports: what goes out, the month's report, what waits, who carries what."""
