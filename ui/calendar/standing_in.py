"""For whom one stands in, and who stands in for oneself, above the week."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from caseworker.supervision.absence import Away, end
from ui import words
from ui.language import _
from ui.screen import Screen
from ui.theme.tokens import Tone
from ui.widgets.button import secondary
from ui.widgets.notice import Notice


def standing_in(screen: Screen, away: Sequence[Away]) -> list[QWidget]:
    """Return a line for each of *away* that whoever looks goes into, or stands in for."""
    me = screen.desk.actor.user_id
    return [
        _own(screen, one) if one.user_id == me else _for_another(one)
        for one in away
        if me in (one.user_id, one.covered_by_id)
    ]


def _own(screen: Screen, one: Away) -> Notice:
    back = secondary(_("Back again"), name=f"back-{one.id}", small=True)
    back.clicked.connect(lambda: screen.desk.write(screen, lambda work: end(work, one.id)))
    return Notice(
        Tone.QUIET,
        "calendar-blank",
        _("{name} stands in for you", name=one.covered_by),
        _days(one),
        (back,),
    )


def _for_another(one: Away) -> Notice:
    return Notice(
        Tone.CHOSEN,
        "users",
        _("You stand in for {name}", name=one.name),
        words.joined(_days(one), _("What is planned there stands here too, day by day.")),
    )


def _days(one: Away) -> str:
    return words.span(one.first_day, one.last_day)
