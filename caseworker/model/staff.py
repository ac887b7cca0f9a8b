"""The people who work at the centre, what they may do and what they are trained for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import CentreId, UserId
from caseworker.model.values import HubPlace


class Role(StrEnum):
    """What a member of staff does. A person may have several."""

    RECEPTION = "reception"
    CASEWORKER = "caseworker"
    SUPERVISOR = "supervisor"
    DATA_PROTECTION_OFFICER = "data protection officer"
    ADMINISTRATOR = "administrator"
    """Enrols people and laptops; reads no case by default."""


class Training(StrEnum):
    """Subjects that only trained staff open (R-283, R-392 to R-394, R-400)."""

    PROTECTION_SCREENING = "protection screening"
    GENDER_BASED_VIOLENCE = "gender-based violence"
    TRAFFICKING = "trafficking"
    CHILD_PROTECTION = "child protection"
    SUICIDE_RISK = "suicide risk"
    DETENTION_VISITS = "detention visits"
    DISABILITY = "disability"
    SOGIESC = "sexual orientation and gender identity"
    HEALTH = "health"
    COUNSELLING = "counselling"
    PSYCHOLOGICAL_FIRST_AID = "psychological first aid"
    DATA_PROTECTION = "data protection"


@dataclass(eq=False, kw_only=True)
class User(Entity):
    """A member of staff. Printouts carry `staff_code`, never the name."""

    id: UserId
    name: str
    staff_code: str
    roles: frozenset[Role]
    trainings: frozenset[Training] = frozenset()
    signing_key: bytes = b""
    """Public half of her Ed25519 key; the private half lies in her slot."""
    added_at: datetime
    removed_at: datetime | None = None


@dataclass(eq=False, kw_only=True)
class Centre(Entity):
    """The centre and what it has decided for itself."""

    id: CentreId
    name: str
    country: str = ""
    """ISO 3166-1 alpha-2, or empty."""
    language: str = "en"
    eligibility_criteria: tuple[str, ...] = ()
    """Set before a programme starts (R-206)."""
    closure_needs_approval: bool = True
    plan_needs_look: bool = False
    """A supervisor looks at every plan once it is agreed; work begins meanwhile."""
    caseload_limit: int = 25
    """Open cases that one caseworker can carry well; more are seen in the supervisor's queue."""
    sole_worker: bool = False
    """One person works alone: approvals go on as "pending review"."""
    age_bands: tuple[int, ...] = (6, 12, 15, 18)
    """Where each band of childhood ends, in years: 0-5, 6-11, 12-14, 15-17."""
    answer_wishes_within: int = 30
    """Days until a wish about a record is answered (R-442)."""
    keep_closed_for: int = 5
    """Years after the work ended until somebody looks whether a record is still needed; 0 never."""
    outside_channels: tuple[str, ...] = ()
    """Where an allegation against staff can be told outside the centre (R-402)."""
    backup_days: int = 7
    """After so many days without a backup, Today reminds the administrator; 0 never."""
    hub: HubPlace | None = None
    """Where its laptops exchange when there is a network; None: by sticks only."""
