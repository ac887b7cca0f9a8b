"""The talk in which somebody says yes or no: its lines, and everything around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseworker.model.consent import (
    Capacity,
    Consent,
    Evidence,
    KindOfConsent,
    Purpose,
    Setting,
)
from caseworker.model.ids import ProviderId, RelationshipId, UserId
from caseworker.model.values import Answer


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One line of the talk: a purpose, a recipient, what goes along, and the answer."""

    purpose: Purpose
    purpose_text: str = ""
    provider_id: ProviderId | None = None
    recipient: str = ""
    data_items: tuple[str, ...] = ()
    answer: Answer = Answer.NOT_ASKED
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class YesToRecording:
    """Her yes to being recorded, said aloud and written down before anything was (R-050)."""

    certified_by: UserId
    certified_at: datetime


@dataclass(frozen=True, kw_only=True)
class Talk:
    """The room, what was judged about deciding today, whose word it is, and what shows it."""

    setting: Setting = Setting()
    capacity: Capacity = Capacity()
    kind: KindOfConsent = KindOfConsent.CONSENT
    guardian_id: RelationshipId | None = None
    guardian_involvement: str = ""
    evidence: Evidence | None = None
    recording: YesToRecording | None = None

    @classmethod
    def of(cls, consent: Consent) -> Talk:
        """Return the talk in which *consent* was given."""
        return cls(
            setting=consent.setting,
            capacity=consent.capacity,
            kind=consent.kind,
            guardian_id=consent.guardian_id,
            guardian_involvement=consent.guardian_involvement,
            evidence=consent.evidence,
        )
