"""Where the requests of new laptops are read, answered and refused: a stick, or the hub."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from caseworker.errors import KnownError
from caseworker.model.values import HubPlace
from caseworker.ports import Office
from caseworker.sync.enrolment import Request
from caseworker.sync.enrolment_files import drop_request
from caseworker.sync.exchanging import Report
from caseworker.sync.hub_exchange import exchange_by_hub, refuse_at_hub, requests_at_hub
from caseworker.sync.joining import let_in, waiting_requests
from ui.desk import Desk
from ui.language import _

Failed = Callable[[KnownError], None]


class AskingWay(Protocol):
    """One place where laptops ask. What is long is done beside the window."""

    nobody: tuple[str, str]
    """What is said where no laptop asks there: a heading and a sentence."""
    let_in_next: str
    """What is to be done when one was let in."""
    refused_next: str
    """What is to be done when one was not."""

    def look(self, owner: QObject, then: Callable[[list[Request]], None], failed: Failed) -> None:
        """Give the requests there of laptops that are not in the log yet."""
        ...

    def let_in(
        self,
        owner: QObject,
        request: Request,
        then: Callable[[Report], None],
        failed: Failed,
        *,
        outreach: bool,
    ) -> None:
        """Sign that the laptop belongs, and bring it there what it lacks.

        An *outreach* laptop is given the cases of whoever unlocks it and no others.
        """
        ...

    def refuse(self, owner: QObject, request: Request, then: Callable[[None], None]) -> None:
        """Take the request away."""
        ...


class ByStick:
    """The stick or folder at *place*."""

    def __init__(self, desk: Desk, place: Path) -> None:
        self._desk, self._place = desk, place
        self.nobody = (
            _("No laptop asks on this stick"),
            _("Set up the new laptop with the invitation first, then bring its stick here."),
        )
        self.let_in_next = _("Take the stick back to it and press “Read the stick” there.")
        self.refused_next = _(
            "The request is gone from the stick. Somebody may have changed it on the way: begin"
            " again with another stick, and do not let it out of your hands."
        )

    def look(self, owner: QObject, then: Callable[[list[Request]], None], failed: Failed) -> None:
        """Read the requests on the stick."""
        space, place = self._desk.space, self._place
        self._desk.work(owner, lambda: list(waiting_requests(space, place)), then, failed)

    def let_in(
        self,
        owner: QObject,
        request: Request,
        then: Callable[[Report], None],
        failed: Failed,
        *,
        outreach: bool,
    ) -> None:
        """Write letter and batches to the stick."""
        space, here, place = self._desk.space, self._desk.exchange, self._place
        self._desk.work(
            owner, lambda: let_in(space, here, request, place, outreach=outreach), then, failed
        )

    def refuse(self, owner: QObject, request: Request, then: Callable[[None], None]) -> None:
        """Take the request from the stick."""
        self._desk.work(owner, lambda: drop_request(self._place, request), then)


class ByHub:
    """The hub of the centre."""

    def __init__(self, desk: Desk, place: HubPlace) -> None:
        self._desk, self._place = desk, place
        self.nobody = (
            _("No laptop asks at the hub"),
            _("Set up the new laptop with the invitation first; it asks by itself."),
        )
        self.let_in_next = _("It hears of it by itself, within a minute. Then unlock it there.")
        self.refused_next = _(
            "The request is gone from the hub. Somebody else may have asked in its place: begin"
            " again, and read the numbers to each other by voice."
        )

    def look(self, owner: QObject, then: Callable[[list[Request]], None], failed: Failed) -> None:
        """Read the requests at the hub."""
        self._desk.by_network(
            owner, lambda office: requests_at_hub(office, self._place), then, failed
        )

    def let_in(
        self,
        owner: QObject,
        request: Request,
        then: Callable[[Report], None],
        failed: Failed,
        *,
        outreach: bool,
    ) -> None:
        """Bring pass, letter and batches to the hub."""

        def admit(office: Office) -> Report:
            office.space.admit(request, outreach=outreach)
            leaves = lambda: self._desk.leaving  # noqa: E731
            return exchange_by_hub(office, self._place, wants_stop=leaves)

        self._desk.by_network(owner, admit, then, failed)

    def refuse(self, owner: QObject, request: Request, then: Callable[[None], None]) -> None:
        """Take the request from the hub."""
        self._desk.by_network(
            owner, lambda office: refuse_at_hub(office, self._place, request), then
        )
