"""What the operator of a hub has to look at: a small branch of the tree in `caseworker.errors`."""

from __future__ import annotations

from caseworker.errors import KnownError
from caseworker.text import N_


class HubError(KnownError):
    """The hub cannot begin; its operator has to look."""

    safe = N_("Nothing that the hub keeps was changed.")


class HubNotInstalled(HubError):
    """The parts that only a hub needs are not installed here."""

    code = "hub-not-installed"
    happened = N_("This installation comes without the hub.")
    next_step = N_("Install it from requirements/hub.txt, or use the container.")


class HubDatabaseUnknown(HubError):
    """The address of the database cannot be used for this."""

    code = "hub-database-unknown"
    happened = N_("The hub cannot use this address of a database.")
    next_step = N_(
        "Write it as postgresql://user@host/name, without a password: that belongs into the file"
        " .pgpass. PostgreSQL is backed up with its own tools."
    )


class HubStorageAway(HubError):
    """The database does not answer."""

    code = "hub-storage-away"
    happened = N_("The database of the hub does not answer.")
    next_step = N_("Look whether it runs and has room, then start the hub again.")
