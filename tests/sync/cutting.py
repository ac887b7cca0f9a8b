"""A line to the hub that bears so many bytes and then no more, and laptops that exchange by it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from caseworker.errors import CarrierError
from caseworker.sync.exchanging import Report, exchange_and_follow_up
from caseworker.sync.hub_carrier import HubCarrier
from caseworker.sync.hub_connection import HubAddress, HubConnection
from caseworker.sync.hub_exchange import HUB
from db.store.exchange.kept_batches import Chains
from db.store.tables import series
from tests.hub.meddling import Meddle, Network
from tests.sync.stores import Desk


class Line:
    """A network between laptops and the hub; *left* is how many bytes it still bears each way."""

    def __init__(self, origin: str) -> None:
        self._network = Network(origin)
        self.there = self.back = _ENDLESS
        self._network.always = self._going("there"), self._going("back")
        self.carried = 0

    def close(self) -> None:
        self._network.close()

    def _going(self, way: str) -> Meddle:
        def meddle(piece: bytes, _before: int) -> tuple[bytes, bool]:
            left = max(getattr(self, way), 0)
            setattr(self, way, left - len(piece))
            self.carried += min(left, len(piece))
            return piece[:left], len(piece) > left

        return meddle

    def exchange(self, desk: Desk, *, there: int = 0, back: int = 0) -> Report | None:
        """Let a laptop exchange over a line that bears so many bytes, 0: all; None: it was cut."""
        self.there, self.back = there or _ENDLESS, back or _ENDLESS
        place = desk.office.hub.place
        assert place is not None
        address = HubAddress(origin=self._network.origin, key=place.key)
        side = desk.office.hub
        # Nobody waits: a line that is cut stays so until the exchange has ended.
        connection = HubConnection(address, side.space, side.key, pause=lambda _seconds: None)
        try:
            return exchange_and_follow_up(desk.office, HubCarrier(connection), HUB)
        except CarrierError:
            return None
        finally:
            connection.close()


_ENDLESS = 1 << 62


def marked(desks: Sequence[Desk]) -> list[tuple[str, str]]:
    """Return which laptop ever held which other for one that has less than it told, or parted."""
    found = []
    for desk in desks:
        with desk.office.store.reading.connect() as connection:
            names = connection.scalars(select(series.c.name))
            found += [
                (desk.name, name)
                for name in names
                if name.startswith(("went back ", "parted at ", "asked for all "))
            ]
            found += [(desk.name, f"fork {each.hex()}") for each in Chains(connection).forks()]
    return found
