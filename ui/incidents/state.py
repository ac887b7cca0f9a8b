"""An incident as it is being noted, without Qt: what a draft keeps."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseworker.centre.incidents import Noticed
from caseworker.model.ids import UserId
from caseworker.model.incident import IncidentKind

INCIDENT_FORM = "incident"


@dataclass(frozen=True, kw_only=True)
class IncidentDraft:
    """Everything on the screen. There is no room for an account, but for trained people."""

    kind: IncidentKind = IncidentKind.SAFETY
    steps_done: tuple[str, ...] = ()
    hurt: str = "not asked"
    help_wanted: str = ""
    may_contact: tuple[str, ...] = ()
    adviser: UUID | None = None
    account: str = ""

    def noticed(self) -> Noticed:
        """Return what is noted, as the domain takes it."""
        return Noticed(
            kind=self.kind,
            steps_done=self.steps_done,
            hurt={"yes": True, "no": False}.get(self.hurt),
            help_wanted=self.help_wanted.strip(),
            may_contact=self.may_contact,
            advice_asked_from=UserId(self.adviser) if self.adviser else None,
        )
