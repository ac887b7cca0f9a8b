"""The draft of a registration: consent first, hung on the anonymous screening."""

from __future__ import annotations

from dataclasses import dataclass, field

from caseworker.consent.gate import OtherBasis
from caseworker.model.consent import Basis
from ui.consent.state import TalkState

CONSENT_FORM = "registration-consent"
CONSENT_FILE = "registration-consent-file"
"""The file that shows it, beside the words: under the same id, and sealed in the same way."""
REGISTRATION_FORM = "registration"


@dataclass(frozen=True, kw_only=True)
class BasisState:
    """Another basis than consent, as it is being written down."""

    basis: Basis = Basis.CONSENT
    """Consent stands for "none chosen yet": it is no other basis, and the gate says so."""
    reason: str = ""
    law: str = ""
    person_told: bool = False
    why_not_told: str = ""


def other_basis(state: BasisState) -> OtherBasis:
    """Return the basis as the domain takes it."""
    return OtherBasis(**vars(state))


@dataclass(frozen=True, kw_only=True)
class ConsentDraft:
    """What the consent stage keeps; `agreed` once its answers open the record."""

    talk: TalkState = field(default_factory=TalkState)
    basis: BasisState | None = None
    agreed: bool = False
