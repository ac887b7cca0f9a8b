"""A referral as it is being written down, without Qt: what a draft keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from caseworker.model.ids import ObjectiveId, ProviderId, ServiceId
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
    objective_id: UUID | None = None
    """The goal of the plan that it serves."""
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
            objective_id=ObjectiveId(self.objective_id) if self.objective_id else None,
            need=self.need.strip(),
            priority=self.priority,
            data_items=(*self.items, DataItem.NEED),
            restrictions=self.restrictions.strip(),
            accompanied=self.accompanied,
        )

    def continuing(self, kept: ReferralDraft | None) -> ReferralDraft:
        """Return what was *kept* of an earlier start; the goal just come from goes before."""
        if kept is None:
            return self
        return replace(
            kept,
            need=kept.need or self.need,
            objective_id=self.objective_id or kept.objective_id,
        )

    def with_least(self) -> ReferralDraft:
        """Return the state with nothing ticked that needs an agreement."""
        return replace(self, items=tuple(item for item in self.items if item in LEAST))


def state_of(wish: Wish) -> ReferralDraft:
    """Return the state of a referral that was kept for later."""
    return ReferralDraft(
        need=wish.need,
        objective_id=wish.objective_id,
        priority=wish.priority,
        items=tuple(item for item in wish.data_items if item is not DataItem.NEED),
        restrictions=wish.restrictions,
        accompanied=wish.accompanied,
    )
