"""Typed ids. Every id is a UUIDv7, given when the thing is made."""

from __future__ import annotations

from typing import NewType
from uuid import UUID

ArrivalId = NewType("ArrivalId", UUID)
AssessmentId = NewType("AssessmentId", UUID)
AttachmentId = NewType("AttachmentId", UUID)
CardId = NewType("CardId", UUID)
CaseId = NewType("CaseId", UUID)
CentreId = NewType("CentreId", UUID)
ConsentId = NewType("ConsentId", UUID)
DeviceId = NewType("DeviceId", UUID)
DuplicateId = NewType("DuplicateId", UUID)
FilledFormId = NewType("FilledFormId", UUID)
FollowUpId = NewType("FollowUpId", UUID)
HandoverId = NewType("HandoverId", UUID)
HouseholdId = NewType("HouseholdId", UUID)
InboundReferralId = NewType("InboundReferralId", UUID)
InstalledFormId = NewType("InstalledFormId", UUID)
NoteId = NewType("NoteId", UUID)
ObjectiveId = NewType("ObjectiveId", UUID)
PaperId = NewType("PaperId", UUID)
PersonId = NewType("PersonId", UUID)
PlanId = NewType("PlanId", UUID)
ProviderId = NewType("ProviderId", UUID)
ReferralId = NewType("ReferralId", UUID)
RelationshipId = NewType("RelationshipId", UUID)
ScreeningId = NewType("ScreeningId", UUID)
ServiceId = NewType("ServiceId", UUID)
TeamMeetingId = NewType("TeamMeetingId", UUID)
UserId = NewType("UserId", UUID)
WithdrawalId = NewType("WithdrawalId", UUID)
