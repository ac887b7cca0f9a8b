"""The pages of a laptop without health say so, before a paper or an erasure would leave it out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.sync.stores import agree_to, decided_by, world
from tests.sync.test_health import Ward
from tests.sync.test_health_elsewhere import officers, wish_for_a_copy
from ui.desk import Desk
from ui.widgets.button import Button
from ui.window.navigation import Destination, Place
from ui.work_session import WorkSession


class Screens:
    """The window of one real laptop among others."""

    def __init__(self, qtbot: QtBot, session: WorkSession) -> None:
        self._qtbot, self.session = qtbot, session
        qtbot.addWidget(session.window)
        session.window.resize(1366, 768)
        session.window.show()

    def go(self, place: Place, subject: object, part: str = "") -> set[str]:
        """Go somewhere; return all words that stand there."""
        self.session.go(Destination(place, str(subject), part))
        self._qtbot.waitUntil(lambda: self.session.desk.idle, timeout=10_000)
        for _round in range(3):
            QApplication.processEvents()
        shown = [each for each in self.session.page.findChildren(QWidget) if each.isVisible()]
        return {str(each.property("text") or "") for each in shown}

    def button(self, name: str) -> Button:
        (found,) = self.session.page.findChildren(Button, name)
        return found


@pytest.mark.requirement("R-311")
def test_a_laptop_without_health_says_where_it_is_and_stops_what_would_leave_it_out(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with world(tmp_path) as centre:
        ward = Ward(centre)
        hodan = officers(ward)
        request = wish_for_a_copy(hodan, ward.selam)
        erasure = decided_by(hodan, ward.selam)
        centre.round(hodan, ward.amina)
        ward.amina.act(agree_to(erasure))
        centre.round(ward.amina, hodan)
        screens = Screens(qtbot, WorkSession(Desk(hodan.office)))
        elsewhere = "What is written about health lies on other laptops"
        (other,) = (
            each.code for each in hodan.office.space.lies_on(ward.selam) if each.holds_health
        )
        said = screens.go(Place.PERSON, ward.selam)
        assert any(other in words for words in said if "about health: only on" in words)
        assert elsewhere in screens.go(Place.RIGHTS, request, "copy")
        for name in ("show-copy", "copy-given"):
            assert not screens.button(name).isEnabled()
            assert screens.button(name).reason
        assert elsewhere in screens.go(Place.RIGHTS, erasure, "erasure")
        screens.session.close()
