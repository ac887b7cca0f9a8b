"""What the values of the work are called: steps, plan, reviews, directory, referrals, incidents."""

from __future__ import annotations

from enum import Enum

from caseworker.model.assessment import Level, Polarity, ScreeningFlag, Stage
from caseworker.model.case import CaseStatus, ProtectionFlag, ProtocolKind, Step, StepState
from caseworker.model.directory import AgreementKind, ProviderKind, ServiceArea
from caseworker.model.inbound_referral import CameBy, InboundState, SaidConsent
from caseworker.model.incident import FeedbackState, IncidentKind
from caseworker.model.plan import DeliveryMode, ObjectiveState, ServiceOutcome
from caseworker.model.referral import DataItem, Priority, ReferralState
from caseworker.model.review import (
    ApprovalState,
    ClosureReason,
    FollowUpState,
    MeetingKind,
    TransferKind,
    TransferState,
)
from caseworker.model.team_meeting import Reason
from caseworker.text import N_

NAMES_OF_WORK: dict[type[Enum], dict[Enum, str]] = {
    Reason: {
        Reason.PLAN: N_("A plan to look at"),
        Reason.CLOSURE: N_("A closure to decide"),
        Reason.CLOSED_ALONE: N_("Closed by a sole worker"),
        Reason.TRANSFER: N_("A handover without an answer"),
        Reason.WITHOUT_CASEWORKER: N_("Without a caseworker"),
        Reason.LATE_FOLLOW_UP: N_("A follow-up is late"),
        Reason.LATE_REFERRAL: N_("A referral without an answer"),
    },
    Step: {
        Step.IDENTIFICATION: N_("Identification"),
        Step.ASSESSMENT: N_("Assessment"),
        Step.PLANNING: N_("Case planning"),
        Step.IMPLEMENTATION: N_("Implementation"),
        Step.REVIEW: N_("Follow-up and review"),
        Step.CLOSURE: N_("Closure"),
    },
    StepState: {
        StepState.NOT_STARTED: N_("Not started"),
        StepState.STARTED: N_("Started"),
        StepState.DONE: N_("Done"),
        StepState.OPENED_AGAIN: N_("Opened again"),
    },
    CaseStatus: {
        CaseStatus.OPEN: N_("Open"),
        CaseStatus.CLOSED: N_("Closed"),
        CaseStatus.TRANSFERRED: N_("Handed over"),
    },
    ProtectionFlag: {
        ProtectionFlag.PERSECUTION: N_("Fears persecution"),
        ProtectionFlag.TRAFFICKING: N_("Fears traffickers"),
        ProtectionFlag.VIOLENCE: N_("Fears somebody close"),
        ProtectionFlag.CHILD_AT_RISK: N_("A child is at risk"),
    },
    ProtocolKind: {
        ProtocolKind.SUICIDE_RISK: N_("Suicide risk"),
        ProtocolKind.MISSING_CHILD: N_("Missing child"),
        ProtocolKind.DEPARTURE_WITHOUT_NOTICE: N_("Left without notice"),
    },
    InboundState: {
        InboundState.RECEIVED: N_("Waits for our answer"),
        InboundState.ACCEPTED: N_("Accepted"),
        InboundState.DECLINED: N_("Declined"),
    },
    CameBy: {
        CameBy.PAPER: N_("On paper"),
        CameBy.PHONE: N_("By telephone"),
        CameBy.IN_PERSON: N_("Brought in person"),
        CameBy.EMAIL: N_("By email"),
    },
    SaidConsent: {
        SaidConsent.WRITTEN: N_("A yes in writing"),
        SaidConsent.SPOKEN: N_("A spoken yes"),
        SaidConsent.NONE: N_("No yes"),
        SaidConsent.NOT_SAID: N_("They did not say"),
    },
    Level: {
        Level.INDIVIDUAL: N_("The person"),
        Level.HOUSEHOLD: N_("Household and family"),
        Level.COMMUNITY: N_("Community"),
        Level.STRUCTURAL: N_("Law and society"),
    },
    Polarity: {
        Polarity.RISK: N_("Risk"),
        Polarity.PROTECTIVE: N_("Protects"),
    },
    Stage: {
        Stage.BEFORE: N_("Before the journey"),
        Stage.DURING: N_("On the way"),
        Stage.AFTER: N_("Here and now"),
    },
    ScreeningFlag: {
        ScreeningFlag.MEDICAL_NEED: N_("Medical need"),
        ScreeningFlag.PSYCHOLOGICAL_NEED: N_("Psychological need"),
        ScreeningFlag.CHILD_ALONE: N_("Child alone or separated"),
        ScreeningFlag.TRAFFICKING: N_("Trafficking"),
        ScreeningFlag.EXPLOITATION: N_("Exploitation"),
        ScreeningFlag.ABUSE: N_("Abuse"),
        ScreeningFlag.GENDER_VIOLENCE: N_("Gender-based violence or discrimination"),
        ScreeningFlag.INTERNATIONAL_PROTECTION: N_("International protection"),
    },
    DeliveryMode: {
        DeliveryMode.DIRECT: N_("By the centre"),
        DeliveryMode.REFERRAL: N_("By a provider"),
        DeliveryMode.BOTH: N_("Both"),
    },
    ObjectiveState: {
        ObjectiveState.OPEN: N_("Under way"),
        ObjectiveState.MET: N_("Reached"),
        ObjectiveState.PARTLY_MET: N_("Partly reached"),
        ObjectiveState.GIVEN_UP: N_("Given up"),
    },
    ServiceOutcome: {
        ServiceOutcome.GIVEN: N_("Given"),
        ServiceOutcome.UNDER_WAY: N_("Under way"),
        ServiceOutcome.UNAVAILABLE: N_("Not to be had"),
        ServiceOutcome.NOT_WANTED: N_("Not wanted"),
    },
    FollowUpState: {
        FollowUpState.PLANNED: N_("Planned"),
        FollowUpState.KEPT: N_("Kept"),
        FollowUpState.MISSED: N_("Missed"),
        FollowUpState.CANCELLED: N_("Cancelled"),
    },
    MeetingKind: {
        MeetingKind.CASE_PLANNING: N_("Case planning meeting"),
        MeetingKind.CASE_MANAGEMENT: N_("Case management meeting"),
        MeetingKind.CASE_CONFERENCE: N_("Case conference"),
    },
    ClosureReason: {
        ClosureReason.SUPPORT_ENDED: N_("Support has ended"),
        ClosureReason.CRITERIA_NO_LONGER_MET: N_("The centre can no longer help"),
        ClosureReason.CHOSE_TO_STOP: N_("Chose to stop"),
        ClosureReason.LEFT_THE_PLACE: N_("Left the place"),
        ClosureReason.DECEASED: N_("Died"),
        ClosureReason.LOST_CONTACT: N_("Contact was lost"),
        ClosureReason.FAMILY_REUNIFIED: N_("Family is together again"),
        ClosureReason.IN_CARE: N_("In family or other care"),
        ClosureReason.RETURNED: N_("Returned"),
        ClosureReason.REACHED_18: N_("Turned 18"),
    },
    ApprovalState: {
        ApprovalState.NOT_ASKED: N_("Not asked yet"),
        ApprovalState.ASKED: N_("Waits for a supervisor"),
        ApprovalState.APPROVED: N_("Agreed"),
        ApprovalState.SENT_BACK: N_("Sent back"),
        ApprovalState.PENDING_REVIEW: N_("To be reviewed afterwards"),
    },
    TransferKind: {
        TransferKind.COLLEAGUE: N_("Another caseworker"),
        TransferKind.OTHER_CENTRE: N_("Another centre"),
        TransferKind.PARTNER: N_("A partner"),
    },
    TransferState: {
        TransferState.PREPARED: N_("Prepared"),
        TransferState.OFFERED: N_("Waits for an answer"),
        TransferState.ACCEPTED: N_("Accepted"),
        TransferState.DECLINED: N_("Declined"),
    },
    ProviderKind: {
        ProviderKind.PUBLIC_SERVICE: N_("Public service"),
        ProviderKind.ORGANISATION: N_("Organisation"),
        ProviderKind.MIGRANT_ORGANISATION: N_("Migrant organisation"),
        ProviderKind.AUTHORITY: N_("Authority"),
        ProviderKind.PRIVATE: N_("Private"),
    },
    ServiceArea: {
        ServiceArea.SAFETY: N_("Safety"),
        ServiceArea.HOUSING: N_("Housing"),
        ServiceArea.HEALTH: N_("Health"),
        ServiceArea.PSYCHOSOCIAL: N_("Psychosocial support"),
        ServiceArea.LEGAL: N_("Legal advice"),
        ServiceArea.EDUCATION: N_("Education"),
        ServiceArea.TRAINING: N_("Vocational training"),
        ServiceArea.WORK: N_("Work"),
        ServiceArea.WELFARE: N_("Welfare"),
        ServiceArea.PARENTING: N_("Support for parents"),
        ServiceArea.CHILD_PROTECTION: N_("Child protection"),
        ServiceArea.FAMILY_TRACING: N_("Family tracing"),
        ServiceArea.FOOD_AND_ITEMS: N_("Food and items"),
        ServiceArea.MEDIATION: N_("Mediation"),
        ServiceArea.ORIENTATION: N_("Orientation"),
        ServiceArea.GENDER_AND_SEXUALITY: N_("Gender and sexuality"),
        ServiceArea.RETURN: N_("Return and reintegration"),
    },
    AgreementKind: {
        AgreementKind.MEMORANDUM: N_("Memorandum of understanding"),
        AgreementKind.PROCEDURES: N_("Standard operating procedures"),
        AgreementKind.DATA_SHARING: N_("Data sharing agreement"),
    },
    Priority: {
        Priority.EMERGENCY: N_("Emergency"),
        Priority.URGENT: N_("Urgent"),
        Priority.NORMAL: N_("Normal"),
    },
    ReferralState: {
        ReferralState.PREPARED: N_("Prepared"),
        ReferralState.SENT: N_("Sent"),
        ReferralState.RECEIVED: N_("Received"),
        ReferralState.ACCEPTED: N_("Accepted"),
        ReferralState.DECLINED: N_("Declined"),
        ReferralState.PROVIDED: N_("Help was given"),
        ReferralState.CANCELLED: N_("Cancelled"),
        ReferralState.RECALLED: N_("Recalled"),
    },
    DataItem: {
        DataItem.FIRST_NAME: N_("First name"),
        DataItem.FULL_NAME: N_("Full name"),
        DataItem.CASE_NUMBER: N_("Case number"),
        DataItem.AGE: N_("Age"),
        DataItem.SEX: N_("Sex"),
        DataItem.NATIONALITY: N_("Nationality"),
        DataItem.LANGUAGES: N_("Languages"),
        DataItem.PHONE: N_("Telephone"),
        DataItem.NEED: N_("What help is asked for"),
        DataItem.FAMILY: N_("Family"),
        DataItem.HEALTH: N_("Health"),
        DataItem.JOURNEY: N_("The journey"),
    },
    FeedbackState: {
        FeedbackState.RECEIVED: N_("Received"),
        FeedbackState.BEING_LOOKED_AT: N_("Being looked at"),
        FeedbackState.ANSWERED: N_("Answered"),
        FeedbackState.LEARNT_FROM: N_("Learnt from"),
    },
    IncidentKind: {
        IncidentKind.SAFETY: N_("Somebody was not safe"),
        IncidentKind.HEALTH: N_("Medical emergency"),
        IncidentKind.MISSING: N_("Somebody is missing"),
        IncidentKind.FIRE_OR_BUILDING: N_("Fire or building"),
        IncidentKind.CONFLICT: N_("Conflict"),
        IncidentKind.OTHER: N_("Something else"),
    },
}
