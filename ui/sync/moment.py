"""How the exchange by the hub stands right now."""

from __future__ import annotations

from enum import StrEnum


class Moment(StrEnum):
    """How the exchange by the hub stands right now."""

    NO_HUB = "no hub"
    PAUSED = "paused"
    RESTING = "resting"
    """It went well, or was not tried yet; it goes on by itself."""
    UNDER_WAY = "under way"
    ASKING = "asking"
    """This laptop was restored, and its request to be let in again lies at the hub."""
    AWAY = "away"
    LOGIN_FIRST = "login first"
    PROXY = "proxy"
    """A proxy of the network lets nothing of this program through."""
    REFUSED = "refused"
    FULL = "full"
    TROUBLE = "trouble"
    """Something on this laptop is in the way: its disk is full, its store is in use."""
    ENDED = "ended"
    """This laptop belongs no longer; its keys are to be destroyed."""
