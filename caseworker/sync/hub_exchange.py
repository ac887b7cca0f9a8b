"""The exchange by the hub: first who may come in, then what waits (docs/formats/hub-api.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from caseworker.centre.hub import set_hub
from caseworker.errors import CarrierRefuses, NotNamed
from caseworker.model.values import HubPlace
from caseworker.ports import Office
from caseworker.sync.enrolment import NotReadable, Request
from caseworker.sync.exchanging import Report, Tell, exchange_and_follow_up
from caseworker.sync.hub_carrier import HubCarrier
from caseworker.sync.hub_connection import HubAddress, HubConnection
from caseworker.sync.hub_invitation import HubInvitation, code_digest, proof
from caseworker.sync.hub_side import HubSide
from caseworker.sync.hub_signing import digest

T = TypeVar("T")

HUB = "hub"
"""How the store remembers an exchange by the hub."""
_TOLD = "hub told"
"""What was last told to the hub of who may come in."""
_COMPARED = "hub compared"
"""When the passes of the hub were last compared with the log."""
_COMPARE_EVERY = 24 * 3_600_000

WantsStop = Callable[[], bool]


def _goes_on() -> bool:
    return False


@contextmanager
def way_to(
    side: HubSide, place: HubPlace, wants_stop: WantsStop = _goes_on
) -> Iterator[HubCarrier]:
    """Give the way of this laptop to the hub at *place*."""
    address = HubAddress(origin=place.address, key=place.key)
    connection = HubConnection(address, side.space, side.key, wants_stop=wants_stop)
    try:
        yield HubCarrier(connection)
    finally:
        connection.close()


def connect(office: Office, invitation: HubInvitation) -> HubPlace:
    """Open the space of the centre at a hub, let its laptops in, and set it for the centre.

    Raises:
        NotAllowed: the actor is no administrator.
        NotNamed: the code of the root has not named her.
        CarrierRefuses: the code is wrong, or was used for another centre.
        CarrierError: the hub could not be reached; nothing is set.
    """
    side = office.hub
    if not side.signs_passes:
        raise NotNamed
    shown = proof(code_digest(invitation.code), side.space)
    place = HubPlace(invitation.address, invitation.key, shown)
    side.compare(())
    with way_to(side, place) as carrier:
        # Somebody sits before it: that the hub is away is told in a second, not in half a minute.
        carrier.greet()
        carrier.open_with(side.roots, shown)
        _tell(office, place, carrier)
        # Whether it lets this laptop in shows only by asking.
        carrier.page()
    office.perform(lambda work: set_hub(work, place))
    return place


def exchange_by_hub(
    office: Office,
    place: HubPlace,
    *,
    tell: Tell = lambda _done, _all: None,
    wants_stop: WantsStop = _goes_on,
    attachments: bool = True,
    greeted: Callable[[], None] = lambda: None,
) -> Report:
    """Exchange with the hub at *place*; it is told again what it has forgotten.

    Without *attachments* only what was written travels: a network may be paid by volume. *greeted*
    is called once the hub has answered.

    Raises:
        CarrierRefuses: it does not let this laptop in: not yet, or no longer.
        CarrierError: it failed; what was done until then is kept on both sides.
    """
    with way_to(office.hub, place, wants_stop) as carrier:
        carrier.greet()
        greeted()
        report = _let_in(
            office,
            place,
            carrier,
            lambda: exchange_and_follow_up(
                office, carrier, HUB, tell=tell, wants_stop=wants_stop, attachments=attachments
            ),
        )
    if report.untaken:
        # It may have forgotten whose batches they are: the next exchange tells it first.
        office.exchange.remember_cursor(_TOLD, "")
    return report


def exchange_or_ask(
    office: Office,
    place: HubPlace,
    *,
    wants_stop: WantsStop = _goes_on,
    attachments: bool = True,
    greeted: Callable[[], None] = lambda: None,
) -> Report | None:
    """Exchange; where this laptop was not let in yet, leave its request there and return None.

    Raises:
        CarrierRefuses: it belongs, and the hub does not let it in: it was ended.
        CarrierError: as `exchange_by_hub`.
    """
    try:
        return exchange_by_hub(
            office, place, wants_stop=wants_stop, attachments=attachments, greeted=greeted
        )
    except CarrierRefuses:
        if office.space.status().joined:
            raise
        ask_at_hub(office, place, wants_stop)
        return None


def ask_at_hub(office: Office, place: HubPlace, wants_stop: WantsStop = _goes_on) -> None:
    """Leave the request of this laptop at the hub, in the place of the one that lies there.

    Raises:
        CarrierError: it does not lie there.
    """
    with way_to(office.hub, place, wants_stop) as carrier:
        space = office.space
        carrier.ask_to_join(space.request().signing_key, space.signed_request())


def requests_at_hub(office: Office, place: HubPlace) -> list[Request]:
    """Return the requests at the hub of laptops that are not in the log yet.

    Raises:
        CarrierError: the hub could not be asked.
    """
    with way_to(office.hub, place) as carrier:
        written = _let_in(office, place, carrier, carrier.requests)
    known = {laptop.device.bytes for laptop in office.space.laptops()}
    found = []
    for each in written:
        try:
            request = Request.from_bytes(each)
        except NotReadable:
            continue
        if request.space == office.hub.space and request.device not in known:
            found.append(request)
    return found


def refuse_at_hub(office: Office, place: HubPlace, request: Request) -> None:
    """Take a request whose numbers differ from the hub.

    Raises:
        CarrierError: it still lies there.
    """
    with way_to(office.hub, place) as carrier:
        carrier.drop_request(request.signing_key)


def _let_in(office: Office, place: HubPlace, carrier: HubCarrier, act: Callable[[], T]) -> T:
    """Bring what the hub has not heard of who may come in, then *act* there."""
    if office.exchange.cursor(_TOLD) != _fingerprint(office.hub, place):
        _open_and_tell(office, place, carrier)

    def compared() -> T:
        _compare(office, place, carrier)
        return act()

    try:
        return compared()
    except CarrierRefuses:
        # It may have gone back to a backup that knows neither space nor passes.
        _open_and_tell(office, place, carrier)
        return compared()


def _compare(office: Office, place: HubPlace, carrier: HubCarrier) -> None:
    """See once a day whether the hub lets in those, and only those, who belong.

    Whoever may sign nothing keeps the passes, to bring them again where the hub forgets them.
    """
    last, now = office.exchange.cursor(_COMPARED), _now(office)
    if last and now - int(last) < _COMPARE_EVERY:
        return
    entries, passes = carrier.who()
    office.hub.compare(passes)
    here = office.hub.words()
    forgotten = {*here.entries, *here.passes} - {*entries, *passes}
    if forgotten or office.exchange.cursor(_TOLD) != _fingerprint(office.hub, place):
        _tell(office, place, carrier)
    office.exchange.remember_cursor(_COMPARED, str(now))


def _open_and_tell(office: Office, place: HubPlace, carrier: HubCarrier) -> None:
    if place.proof:
        carrier.open_with(office.hub.roots, place.proof)
    _tell(office, place, carrier)


def _tell(office: Office, place: HubPlace, carrier: HubCarrier) -> None:
    words = office.hub.words()
    carrier.bring(words.entries, words.passes)
    office.exchange.remember_cursor(_TOLD, _fingerprint(office.hub, place))


def _fingerprint(side: HubSide, place: HubPlace) -> str:
    words = side.words()
    known = sorted([*words.entries, *words.passes])
    return digest(place.key + b"".join(signed + by for signed, by in known)).hex()


def _now(office: Office) -> int:
    return int(office.ask(lambda reads: reads.now()).timestamp() * 1000)
