"""The exchange by the hub goes by itself, whenever there is a network; nothing is to be pressed."""

from __future__ import annotations

import random
from dataclasses import replace
from threading import Event

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from caseworker.errors import (
    CarrierAway,
    CarrierBehindProxy,
    CarrierFull,
    CarrierNotTheHub,
    CarrierRefuses,
    CarrierStopped,
    KnownError,
)
from caseworker.model.values import HubPlace
from caseworker.ports import Changes, Office
from caseworker.sync.exchanging import Report
from caseworker.sync.hub_exchange import exchange_or_ask
from caseworker.sync.pace import Pace, by_chance
from ui.desk import Desk
from ui.preferences import Looks, Preferences
from ui.sync.moment import Moment
from ui.sync.network import Costs, Network, Reach

_AFTER: dict[type[KnownError], Moment] = {
    CarrierAway: Moment.AWAY,
    CarrierNotTheHub: Moment.LOGIN_FIRST,
    CarrierBehindProxy: Moment.PROXY,
    CarrierRefuses: Moment.REFUSED,
    CarrierFull: Moment.FULL,
    CarrierStopped: Moment.RESTING,
}


class AutomaticExchange(QObject):
    """Belongs to the window of whoever works; stops within a moment when she locks."""

    told = Signal()
    """`moment` changed."""
    _greeted = Signal()
    """The hub has answered; told from beside the window."""
    ended = Signal()
    """An administrator has ended this laptop."""

    def __init__(
        self, desk: Desk, network: Network, looks: Looks | None, pace: Pace | None = None
    ) -> None:
        super().__init__(desk)
        self._desk, self._network, self._looks = desk, network, looks
        self._pace = pace or Pace()
        self._here = Preferences() if looks is None else looks.preferences
        self._place: HubPlace | None = None
        self._watching = False
        self._failures = 0
        self.running = False
        """Whether the hub is being asked."""
        self._stop = Event()
        self._written_meanwhile = False
        self.moment = Moment.NO_HUB
        self.report: Report | None = None
        """What the last one did."""
        self.error: KnownError | None = None
        """Why the last one did not come to its end."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        self._greeted.connect(self._show_under_way, Qt.ConnectionType.QueuedConnection)
        desk.changed.connect(self._look)
        self.look_for_hub()

    @property
    def place(self) -> HubPlace | None:
        """Where the hub is; None where there is none."""
        return self._place

    @property
    def is_paused(self) -> bool:
        """Whether somebody paused it on this laptop."""
        return self._choices.exchange_paused

    @property
    def spares(self) -> bool:
        """Whether attachments wait while the network is paid by volume."""
        return self._choices.spare_paid_networks

    @property
    def costs(self) -> Costs:
        """Whether the network is paid by volume, as the system tells."""
        return self._network.costs()

    def look_for_hub(self) -> None:
        """Take up the hub that the centre has set; nothing is asked of a network without one."""
        place = self._desk.hub.place
        if place == self._place:
            return
        self._place, self._failures = place, 0
        if place is not None and not self._watching:
            self._watching = True
            self._network.watch(self._network_changed)
        self._settle(self._resting())
        self._plan(self._pace.at_first)

    def pause(self) -> None:
        """Stop, now and until somebody lets it go on; remembered on this laptop."""
        self._remember(replace(self._choices, exchange_paused=True))
        self._timer.stop()
        self._stop.set()
        self._settle(self._resting())

    def go_on(self) -> None:
        """Let it go by itself again, beginning now."""
        self._remember(replace(self._choices, exchange_paused=False))
        self._settle(self._resting())
        self.soon()

    def spare(self, *, paid_networks: bool) -> None:
        """Let attachments wait while the network is paid by volume, or not; remembered."""
        self._remember(replace(self._choices, spare_paid_networks=paid_networks))
        self.soon()

    def soon(self) -> None:
        """Begin in a moment: something happened that others wait for."""
        self._failures = 0
        self._plan(self._pace.at_first)

    def leave(self) -> None:
        """Begin nothing more and tell nobody: the window goes."""
        self._timer.stop()
        self._stop.set()
        self.blockSignals(True)
        # Let go of here, in the thread of the window: the collector may run in any.
        self.setParent(None)
        self.deleteLater()

    @property
    def _choices(self) -> Preferences:
        return self._here if self._looks is None else self._looks.preferences

    def _remember(self, wanted: Preferences) -> None:
        self._here = wanted
        if self._looks is not None:
            self._looks.change(wanted)

    def _resting(self) -> Moment:
        if self._place is None:
            return Moment.NO_HUB
        if self.is_paused:
            return Moment.PAUSED
        return {Reach.AWAY: Moment.AWAY, Reach.LOGIN_FIRST: Moment.LOGIN_FIRST}.get(
            self._network.reach(), Moment.RESTING
        )

    def _look(self, _changes: Changes) -> None:
        self.look_for_hub()
        if self.running:
            self._written_meanwhile = True
        elif self._place is not None and self._desk.space.status().waiting:
            self._plan(max(self._pace.after_writing, self._pause_due()), only_sooner=True)

    def _pause_due(self) -> float:
        return self._pace.after(self._failures) if self._failures else 0.0

    def _network_changed(self) -> None:
        if self.running or self.moment in (Moment.NO_HUB, Moment.PAUSED, Moment.ENDED):
            return
        self._settle(self._resting())
        if self.moment is not Moment.AWAY:
            self.soon()

    def _plan(self, seconds: float, *, only_sooner: bool = False) -> None:
        if self._place is None or self.is_paused or self.running or self.moment is Moment.ENDED:
            return
        wait = round(1000 * by_chance(seconds, random.random()))  # noqa: S311  no secret
        if only_sooner and self._timer.isActive() and self._timer.remainingTime() <= wait:
            return
        self._timer.start(wait)

    def _begin(self) -> None:
        place = self._place
        if place is None or self.running or self._desk.leaving:
            return
        self.running, self._written_meanwhile = True, False
        self._stop.clear()
        attachments = not (self.spares and self._network.costs() is Costs.YES)

        def exchange(office: Office) -> Report | None:
            return exchange_or_ask(
                office,
                place,
                wants_stop=self._wants_stop,
                attachments=attachments,
                greeted=self._greeted.emit,
            )

        self._desk.by_network(self, exchange, self._done, self._failed)

    def _show_under_way(self) -> None:
        if self.running:
            self._settle(Moment.UNDER_WAY)

    def _wants_stop(self) -> bool:
        return self._stop.is_set() or self._desk.leaving

    def _done(self, report: Report | None) -> None:
        self.running, self._failures, self.report, self.error = False, 0, report, None
        if report is None:
            self._settle(Moment.ASKING)
            self._plan(self._pace.after_failing)
            return
        if report.revoked:
            self._settle(Moment.ENDED)
            self.ended.emit()
            return
        self._desk.tell(report.changes)
        self._settle(self._resting())
        self._plan(self._pace.after_writing if self._written_meanwhile else self._pace.usual)

    def _failed(self, error: KnownError) -> None:
        self.running = False
        moment = self._resting()
        if moment is not Moment.PAUSED:
            # Nothing of it is a fault of hers: it is said where she looks, and tried again.
            moment = _AFTER.get(type(error), Moment.TROUBLE)
        self.error = error
        if not isinstance(error, CarrierStopped):
            self._failures += 1
        # What came before it broke off is here.
        self._desk.tell(Changes())
        self._settle(moment)
        self._plan(self._pace.after(self._failures))

    def _settle(self, moment: Moment) -> None:
        if moment is not self.moment:
            self.moment = moment
            self.told.emit()
