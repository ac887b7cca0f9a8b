"""A referral as it is being written down, without Qt: what a draft keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace

from caseworker.model.ids import ProviderId, ServiceId
from caseworker.model.referral import DataItem, Priority
from caseworker.referral.gate import LEAST
from caseworker.referral.life_cycle import Wish
from ui.consent.state import TalkState
from ui.reception.consent_draft import BasisState

AT_FIRST = (DataItem.FIRST_NAME, DataItem.LANGUAGES)
"""What is ticked to begin with, where the record has it; the need always goes along."""


@dataclass(frozen=True, kw_only=True)
class ReferralDraft:
    """Everything on the screen of a referral that has not gone."""

    need: str = ""
    priority: Priority = Priority.NORMAL
    items: tuple[DataItem, ...] = AT_FIRST
    restrictions: str = ""
    accompanied: bool = False
    talk: TalkState | None = None
    basis: BasisState | None = None
    """Another basis than a yes, once it is agreed."""

    def wish(self, provider_id: ProviderId, service_id: ServiceId | None) -> Wish:
        """Return what is asked for as the domain takes it."""
        return Wish(
            provider_id=provider_id,
            service_id=service_id,
            need=self.need.strip(),
            priority=self.priority,
            data_items=(*self.items, DataItem.NEED),
            restrictions=self.restrictions.strip(),
            accompanied=self.accompanied,
        )

    def with_least(self) -> ReferralDraft:
        """Return the state with nothing ticked that needs an agreement."""
        return replace(self, items=tuple(item for item in self.items if item in LEAST))


def state_of(wish: Wish) -> ReferralDraft:
    """Return the state of a referral that was kept for later."""
    return ReferralDraft(
        need=wish.need,
        priority=wish.priority,
        items=tuple(item for item in wish.data_items if item is not DataItem.NEED),
        restrictions=wish.restrictions,
        accompanied=wish.accompanied,
    )
