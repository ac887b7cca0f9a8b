"""A colleague helps a laptop that went back, in French and in Arabic, with small and large text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.sync.exchanging import exchange_and_follow_up
from tests.screens.at_work import AtWork
from tests.screens.conftest import Dress
from tests.screens.test_access import cut_off
from tests.sync.stores import Desk, world
from tests.sync.test_old_image import Alone
from ui.desk import Desk as Working
from ui.window.navigation import Place
from ui.work_session import WorkSession

TITLES = {
    "fr": "L’ordinateur {code} est revenu à un jour plus ancien",
    "ar": "عاد الحاسوب {code} إلى يوم أقدم",
}


class AtHand(AtWork):
    """The window on a laptop that is there already."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot = qtbot
        self.office = desk.office
        self.session = WorkSession(Working(desk.office))
        self.window = self.session.window
        self.acts = 0
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Alone]:
    with world(tmp_path) as centre:
        yield Alone(centre)


@pytest.mark.requirement("R-432")
@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_the_notice_says_whom_to_ask_and_one_press_helps(
    alone: Alone, qtbot: QtBot, dress: Dress, language: str, text_scale: float
) -> None:
    centre, amina, bo = alone.centre, alone.amina, alone.bo
    centre.round(amina, bo)
    dress(text_scale=text_scale, language=language)
    work = AtHand(qtbot, bo)
    try:
        work.go(Place.SYNC)
        notice = work.widget("went-back")
        assert work.sees(TITLES[language].format(code=amina.code))
        assert work.sees("Amina Diallo")
        assert cut_off(notice) == []
        work.press(f"help-{amina.code}")
        assert not work.find("went-back")
        carrier = centre.carrier(bo)
        exchange_and_follow_up(bo.office, carrier, "stick")
        for desk in (amina, bo, amina):
            exchange_and_follow_up(desk.office, carrier, "stick")
        assert amina.names() == bo.names() == ["Selam", "Tesfay"]
    finally:
        work.session.close()
