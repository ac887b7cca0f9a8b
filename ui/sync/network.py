"""What the system tells of the network: is there one, and does it cost. Often it knows neither."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkInformation


class Reach(StrEnum):
    """Whether there is a network."""

    THERE = "there"
    AWAY = "away"
    LOGIN_FIRST = "login first"
    """It asks for a page to be filled in before it lets anything through."""
    UNKNOWN = "unknown"


class Costs(StrEnum):
    """Whether the network is paid by volume."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Network(Protocol):
    """The network as the system knows it. It is a hint: only the hub's answer is the truth."""

    def reach(self) -> Reach:
        """Return whether there is a network."""
        ...

    def costs(self) -> Costs:
        """Return whether it is paid by volume."""
        ...

    def watch(self, changed: Callable[[], None]) -> None:
        """Call *changed*, a method of a Qt object, whenever one of them may have changed."""
        ...


class SystemNetwork:
    """Asks Qt, which asks the system; loaded when it is first needed."""

    def __init__(self) -> None:
        self._asked = False

    def reach(self) -> Reach:
        """Return whether there is a network."""
        known = self._known()
        if known is None:
            return Reach.UNKNOWN
        if known.isBehindCaptivePortal():
            return Reach.LOGIN_FIRST
        reached = known.reachability()
        if reached is reached.Unknown:
            return Reach.UNKNOWN
        # A hub may stand in the same building: the way to the world is not asked for.
        return Reach.AWAY if reached is reached.Disconnected else Reach.THERE

    def costs(self) -> Costs:
        """Return whether it is paid by volume."""
        known = self._known()
        if known is None or not known.supports(known.Feature.Metered):
            return Costs.UNKNOWN
        return Costs.YES if known.isMetered() else Costs.NO

    def watch(self, changed: Callable[[], None]) -> None:
        """Call *changed* whenever the system tells of a change."""
        known = self._known()
        if known is not None:
            known.reachabilityChanged.connect(changed)
            known.isBehindCaptivePortalChanged.connect(changed)
            known.isMeteredChanged.connect(changed)
            known.transportMediumChanged.connect(changed)

    def _known(self) -> QNetworkInformation | None:
        from PySide6.QtNetwork import QNetworkInformation  # noqa: PLC0415  only where a hub is set

        if not self._asked:
            self._asked = True
            QNetworkInformation.loadDefaultBackend()
        known: QNetworkInformation | None = QNetworkInformation.instance()
        return known
