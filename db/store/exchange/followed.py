"""Whether other laptops would follow what this one is about to do.

Erasures, closings and joinings are proven where they arrive. An honest program asks the same
question first: otherwise a record would be gone here and stay everywhere else, for good.
"""

from __future__ import annotations

from sqlalchemy import Connection

from caseworker.errors import NotFollowed
from caseworker.sync.acceptance import Reason
from caseworker.sync.membership import Members
from db.store.exchange.judging import Judge
from db.store.journal.kept_commits import whole_commits

PROVEN_LATER = frozenset({Reason.NOT_AGREED, Reason.NOT_PROVEN})
"""What two people have to stand behind, or somebody in a role for it."""


def require_followed(connection: Connection, members: Members, first: int, last: int) -> None:
    """Let the commits from position *first* to *last*, which were just written, pass.

    Raises:
        NotFollowed: the log that is here does not prove them, as after a role came with the list
            of staff and before an administrator's laptop has signed it.
    """
    wholes = list(whole_commits(connection, first, last).values())
    reasons, _ = Judge(connection, members).new(wholes)
    if PROVEN_LATER & set(reasons.values()):
        raise NotFollowed
