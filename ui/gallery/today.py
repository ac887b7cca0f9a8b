"""The caseworker’s day, invented."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.theme.tokens import Tone
from ui.widgets.button import ghost, primary, quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.columns import TwoColumns
from ui.widgets.label import strong
from ui.widgets.page import Page
from ui.widgets.row_list import OpenRow, Row, RowList
from ui.widgets.section import Section


def today() -> QWidget:
    """Return the caseworker's day."""
    page = Page(
        "Good morning, Amina",
        "Wednesday 18 November · your day ends with 16:00, Farid N.",
        secondary("New arrival", name="new-arrival", icon="plus"),
        name="today",
    )
    columns = TwoColumns(spacing=20)
    columns.main.addWidget(Section("Arrivals waiting", _arrivals(), count="3"))
    week = ghost("Whole week", name="whole-week", small=True)
    columns.main.addWidget(Section("Follow-ups due", _follow_ups(), count="4", acts=[week]))
    columns.side.addWidget(Section("Referrals without answer", _referrals(), count="2"))
    columns.side.addWidget(Section("For you to look at", _to_look_at(), count="3"))
    page.add(columns)
    return page


def _arrivals() -> RowList:
    rows = RowList()
    nurse = Chip("Nurse sees them first", Tone.WARN, "first-aid-kit")
    stays = Chip("Someone stays with him", Tone.WARN, "users")
    rows.add(
        Row(
            "Woman, about 30, and two children",
            "Waiting 25 minutes · Tigrinya",
            lead="A41",
            detail_chips=[nurse],
            acts=[primary("Check in", name="check-in-a41", small=True)],
        ),
        Row(
            "Man, about 40",
            "Waiting 20 minutes · French",
            lead="A42",
            acts=[secondary("Check in", name="check-in-a42", small=True)],
        ),
        Row(
            "Boy, says he is 16",
            "Waiting 5 minutes · Dari",
            lead="A43",
            detail_chips=[stays],
            acts=[secondary("Check in", name="check-in-a43", small=True)],
        ),
    )
    return rows


def _follow_ups() -> RowList:
    rows = RowList()
    late = Chip("1 day late", Tone.WARN, "clock")
    for hour, who, what in (
        ("09:00", "Yusuf A.", "Visit to the housing office together"),
        ("10:30", "Selam T.", "Look at the plan again, room 2, interpreter booked"),
        ("14:00", "Mariam D.", "Call about the school place"),
        ("16:00", "Farid N.", "Home visit, with Josephine"),
    ):
        contact = quiet("Safe contact", name=f"contact-{hour}", icon="phone", small=True)
        chips = [late] if who == "Yusuf A." else []
        lead = strong(hour, wrap=False)
        rows.add(Row(who, what, lead=lead, chips=chips, acts=[contact]))
    return rows


def _referrals() -> RowList:
    rows = RowList()
    rows.add(
        OpenRow(
            "Port Maren legal aid",
            "Binta S. · sent 9 days ago",
            name="referral-1",
            icon="paper-plane-tilt",
            after=[Chip("2 days late", Tone.WARN, "clock")],
        ),
        OpenRow(
            "Open Door school",
            "Mariam D. · sent 4 days ago",
            name="referral-2",
            icon="paper-plane-tilt",
        ),
    )
    return rows


def _to_look_at() -> RowList:
    rows = RowList()
    for index, (icon, what, more) in enumerate(
        (
            ("clipboard-text", "Plan to review: Yusuf A.", "Agreed to look again by 20 November"),
            ("check-square", "Approval asked: close a case", "Hodan W. · asked by Daniel M."),
            (
                "git-merge",
                "Two people changed the same record",
                "Both versions are safe. Choose together.",
            ),
        )
    ):
        rows.add(OpenRow(what, more, name=f"look-{index}", icon=icon))
    return rows
