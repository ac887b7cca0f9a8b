"""Persons, their names, papers, households and ties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import ArrivalId, HouseholdId, PersonId, RelationshipId, UserId
from caseworker.model.partial_date import PartialDate


class Sex(StrEnum):
    """Sex as she states it (R-212); gender is asked apart (R-213)."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    NOT_ASKED = "not asked"
    PREFERS_NOT_TO_SAY = "prefers not to say"


class DocumentStatus(StrEnum):
    """Which papers she has (R-010, R-335)."""

    SOME = "some"
    NONE = "none"
    NOT_ASKED = "not asked"
    PREFERS_NOT_TO_SAY = "prefers not to say"


@dataclass(eq=False, kw_only=True)
class Person(Entity):
    """A person with a record. Registered only after consent or on another named basis (R-207)."""

    id: PersonId
    arrival_id: ArrivalId | None = None
    earlier_arrivals: tuple[ArrivalId, ...] = ()
    """Those with which she came before; what was written at the gate is hers too."""
    given_name: str = ""
    family_name: str = ""
    called: str = ""
    """How she wishes to be called."""
    date_of_birth: PartialDate | None = None
    age_disputed: bool = False
    """A disputed age counts as a child's."""
    sex: Sex = Sex.NOT_ASKED
    gender: str = ""
    nationalities: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes; "XX" for stateless, more than one where it is so (R-009)."""
    country_of_birth: str = ""
    languages: tuple[str, ...] = ()
    """ISO 639 codes, the one she prefers first (R-281)."""
    interpreter_needed: bool = False
    interpreter_sex: Sex = Sex.NOT_ASKED
    """Whom she wishes as interpreter or adviser (R-171, R-176)."""
    communication_needs: str = ""
    """Sight, hearing, speech, reading (R-271, R-281)."""
    marital_status: str = ""
    documents: DocumentStatus = DocumentStatus.NOT_ASKED
    reasons_for_migrating: tuple[str, ...] = ()
    immediate_needs: tuple[str, ...] = ()
    vulnerabilities: tuple[str, ...] = ()
    """Several at once, never derived from a profile (R-192, R-428)."""
    childcare_needed: bool = False
    intends_to_stay: str = ""
    """Stay, transit or open (R-178)."""
    allergies: str = ""
    diet: str = ""
    avoid: str = ""
    """People and places to avoid."""
    suspended_destinations: tuple[str, ...] = ()
    """Where return is not safe (R-342)."""
    restricted: bool = False
    """Hidden from Ctrl+K, lists, recent items, title bars and duplicate hints."""
    registered_at: datetime
    registered_by: UserId

    @property
    def full_name(self) -> str:
        """Every part of the name, as given."""
        return " ".join(part for part in (self.given_name, self.family_name) if part)

    @property
    def short_name(self) -> str:
        """First name and initial, as lists show it: "Selam T."."""
        first = self.called or self.given_name
        initial = f"{self.family_name[:1]}." if self.family_name else ""
        return " ".join(part for part in (first, initial) if part)


@dataclass(eq=False, kw_only=True)
class NameVariant(Entity):
    """Another spelling or script of a name, or another name she goes by."""

    person_id: PersonId
    name: str
    script: str = ""
    """ISO 15924 code, or empty."""
    note: str = ""


@dataclass(eq=False, kw_only=True)
class IdentityDocument(Entity):
    """A paper she carries or says she has (R-010)."""

    person_id: PersonId
    kind: str
    number: str = ""
    country: str = ""
    valid_until: PartialDate | None = None
    note: str = ""


@dataclass(eq=False, kw_only=True)
class Household(Entity):
    """People who arrived or live together. Only facts of the journey are shared (R-169)."""

    id: HouseholdId
    formed_at: datetime
    journey: str = ""
    country_of_origin: str = ""
    languages: tuple[str, ...] = ()


@dataclass(eq=False, kw_only=True)
class HouseholdMembership(Entity):
    """A person in a household. Each adult keeps her own record, contact and consent (R-169)."""

    household_id: HouseholdId
    person_id: PersonId
    head: bool = False
    since: datetime
    until: datetime | None = None


class Tie(StrEnum):
    """What someone is to a person."""

    MOTHER = "mother"
    FATHER = "father"
    CHILD = "child"
    SIBLING = "sibling"
    SPOUSE = "spouse"
    UNCLE_OR_AUNT = "uncle or aunt"
    GRANDPARENT = "grandparent"
    OTHER_RELATIVE = "other relative"
    GUARDIAN = "guardian"
    CAREGIVER = "caregiver"
    RESPONSIBLE_ADULT = "responsible adult"
    """Named by the centre while a child has no guardian."""
    UNRELATED = "unrelated"


@dataclass(eq=False, kw_only=True)
class Relationship(Entity):
    """What `relative` is to `person`: claimed until somebody has verified it.

    An unverified adult neither consents for a child nor is housed with the child.
    """

    id: RelationshipId
    person_id: PersonId
    relative_id: PersonId | None = None
    relative_name: str = ""
    tie: Tie
    claimed_at: datetime
    verified_at: datetime | None = None
    verified_by: UserId | None = None
    verified_how: str = ""
    doubt: str = ""
    """Why the claim is doubted; while it stands, the claim opens nothing."""
    may_be_abuser: bool = False
    """Takes the path where the caregiver may be the one who harms."""
    authority_notified_at: datetime | None = None


class Channel(StrEnum):
    """How somebody can be reached."""

    IN_PERSON = "in person"
    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"
    THROUGH_SOMEONE = "through someone"


@dataclass(eq=False, kw_only=True)
class SafeContact(Entity):
    """How she can be reached without harm; shown at every act of contact."""

    person_id: PersonId
    channel: Channel
    address: str = ""
    when: str = ""
    pretext: str = ""
    """What to say if somebody else answers."""
    never: bool = False
    """Never use this way."""
    note: str = ""
