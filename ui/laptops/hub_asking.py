"""A laptop that waits asks at the hub, again and again, until it is let in."""

from __future__ import annotations

import random

from PySide6.QtCore import QObject, QTimer, Signal

from caseworker.errors import KnownError
from caseworker.model.values import HubPlace
from caseworker.ports import Office
from caseworker.sync.exchanging import Report
from caseworker.sync.hub_exchange import exchange_or_ask
from caseworker.sync.pace import Pace, by_chance
from ui.desk import Desk
from ui.language import _, text


class HubAsking(QObject):
    """Asks beside the window; offline is no fault."""

    heard = Signal(object, str)
    """The report of an exchange, or None, and what is to be said of the network."""

    def __init__(self, desk: Desk, place: HubPlace, owner: QObject, pace: Pace) -> None:
        super().__init__(owner)
        self._desk, self._place, self._pace = desk, place, pace
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        self._stopped = False
        self._ask()

    def stop(self) -> None:
        """Ask no more."""
        self._stopped = True
        self._timer.stop()

    def _ask(self) -> None:
        if self._desk.leaving:
            return
        self._desk.by_network(self, self._exchange, self._answered, self._failed)

    def _exchange(self, office: Office) -> Report | None:
        def leaves() -> bool:
            return self._desk.leaving

        return exchange_or_ask(office, self._place, wants_stop=leaves)

    def _answered(self, report: Report | None) -> None:
        said = _("The request lies at the hub. This laptop looks again by itself.")
        if report is not None:
            said = _("The hub lets this laptop in. The letter is still on its way.")
        self._tell(report, said)

    def _failed(self, error: KnownError) -> None:
        self._tell(None, error.say(text())[0])

    def _tell(self, report: Report | None, said: str) -> None:
        self.heard.emit(report, said)
        if not self._stopped:
            wait = by_chance(self._pace.after_failing, random.random())  # noqa: S311  no secret
            self._timer.start(round(1000 * wait))
