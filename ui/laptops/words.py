"""What is said of a laptop that belongs, or did."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from caseworker.sync.space import Laptop, LaptopState
from ui.language import _, text


def said_of(laptop: Laptop, zone: tzinfo | None) -> tuple[str, str, list[str]]:
    """Return the state of *laptop*, when it was heard of, in *zone*, and what is wrong with it."""
    warnings = []
    if laptop.forked:
        warnings.append(_("It went back to an old copy, or its keys were copied. Look at it."))
    if laptop.incomplete:
        warnings.append(_("Something it sent did not come. Exchange with it again."))
    return _state(laptop.state), _heard(laptop, zone), warnings


def _state(state: LaptopState) -> str:
    return {
        LaptopState.THIS: _("This laptop"),
        LaptopState.MEMBER: _("Belongs to the centre"),
        LaptopState.SUSPENDED: _("Set aside: two administrators say different things"),
        LaptopState.REVOKED: _("Ended"),
    }[state]


def _heard(laptop: Laptop, zone: tzinfo | None) -> str:
    if laptop.state is LaptopState.THIS:
        return ""
    if laptop.heard_at is None:
        return _("Nothing came from it yet")
    at = datetime.fromtimestamp(laptop.heard_at / 1000, UTC).astimezone(zone)
    return _("It last wrote on {moment}", moment=text().moment(at))
