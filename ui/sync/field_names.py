"""What kinds of entries and their fields are called, where two laptops wrote them differently.

What a form asks is said in the words of its question instead (`chosen_words`).
"""

from __future__ import annotations

from caseworker.model.arrival import Arrival, Orientation, Refusal, Screening, Stay
from caseworker.model.assessment import (
    Assessment,
    BestInterests,
    Factor,
    ProtectionScreening,
    SafetyPlan,
)
from caseworker.model.audit import FormAnswer
from caseworker.model.carried import CarriedRecord
from caseworker.model.case import Case, CaseNote, Contact, ProtocolRun, StepProgress
from caseworker.model.consent import BasisUse, Consent, Disclosure, Withdrawal
from caseworker.model.data_access import DataAccessRequest
from caseworker.model.directory import Agreement, Provider, Service
from caseworker.model.duplicate import Duplicate
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure, KeptLonger
from caseworker.model.explanation import Explanation
from caseworker.model.figures import PublishedFigures
from caseworker.model.form import FormMedium, InstalledForm
from caseworker.model.handover import (
    AnsweredHandover,
    CentreCard,
    ReceivedHandover,
    SentHandover,
)
from caseworker.model.inbound_referral import InboundReferral
from caseworker.model.incident import Feedback, Incident
from caseworker.model.indicator import CentreIndicator
from caseworker.model.paper import Paper
from caseworker.model.person import (
    Household,
    HouseholdMembership,
    IdentityDocument,
    NameVariant,
    Person,
    Relationship,
    SafeContact,
)
from caseworker.model.plan import (
    CasePlan,
    Objective,
    PlanAgreement,
    PlannedAction,
    ServiceDelivery,
)
from caseworker.model.referral import Referral
from caseworker.model.review import Closure, FollowUp, Meeting, Review, Transfer
from caseworker.model.rights import PersonRequest, RecordCopy, Restriction
from caseworker.model.staff import Centre, User
from caseworker.model.supervision import Absence, Debriefing, PlanLook, QueueNote
from caseworker.model.team_meeting import AgendaItem, TeamMeeting
from caseworker.text import N_

KINDS: dict[type[Entity], str] = {
    Absence: N_("Somebody is away"),
    AgendaItem: N_("Agenda"),
    Agreement: N_("Agreement"),
    AnsweredHandover: N_("Handover"),
    Arrival: N_("Arrival"),
    Assessment: N_("Assessment"),
    BasisUse: N_("Without a yes"),
    BestInterests: N_("Best interests of the child"),
    CarriedRecord: N_("Carried outside"),
    Case: N_("Case"),
    CaseNote: N_("Note"),
    CasePlan: N_("Case plan"),
    Centre: N_("Centre"),
    CentreCard: N_("Card of another centre"),
    CentreIndicator: N_("Indicator"),
    Closure: N_("Closure"),
    Consent: N_("Yes or no"),
    Contact: N_("Contact"),
    DataAccessRequest: N_("Data access request"),
    Debriefing: N_("Care for the team"),
    Disclosure: N_("What was passed on"),
    Duplicate: N_("Two records of one person"),
    Erasure: N_("Erasure"),
    Explanation: N_("Explanation"),
    Factor: N_("Risk or strength"),
    Feedback: N_("Feedback and complaint"),
    FollowUp: N_("Follow-up"),
    FormAnswer: N_("Form"),
    FormMedium: N_("Form"),
    Household: N_("Household"),
    HouseholdMembership: N_("Household"),
    IdentityDocument: N_("Identity document"),
    InboundReferral: N_("Referral to the centre"),
    Incident: N_("Incident"),
    InstalledForm: N_("Form"),
    KeptLonger: N_("Kept longer"),
    Meeting: N_("Meeting"),
    NameVariant: N_("Name"),
    Objective: N_("Goal"),
    Orientation: N_("Orientation"),
    Paper: N_("Paper"),
    Person: N_("Person"),
    PersonRequest: N_("Wish about the record"),
    PlanAgreement: N_("Case plan"),
    PlanLook: N_("Look at a plan"),
    PlannedAction: N_("Act of the plan"),
    ProtectionScreening: N_("Protection screening"),
    ProtocolRun: N_("Steps for safety"),
    Provider: N_("Provider"),
    PublishedFigures: N_("Figures"),
    QueueNote: N_("What waits for a decision"),
    ReceivedHandover: N_("Handover"),
    RecordCopy: N_("Copy of the record"),
    Referral: N_("Referral"),
    Refusal: N_("No to a record"),
    Relationship: N_("Family tie"),
    Restriction: N_("Who sees the record"),
    Review: N_("Review"),
    SafeContact: N_("Safe contact"),
    SafetyPlan: N_("Safety plan"),
    Screening: N_("Eligibility"),
    SentHandover: N_("Handover"),
    Service: N_("Service"),
    ServiceDelivery: N_("Help given"),
    Stay: N_("Stay"),
    StepProgress: N_("Step"),
    TeamMeeting: N_("Case review meeting"),
    Transfer: N_("Transfer of the case"),
    User: N_("Colleague"),
    Withdrawal: N_("A yes taken back"),
}
"""Every kind that somebody may decide about (`caseworker.people.deciding`)."""

FIELDS = {
    "given_name": N_("First name"),
    "family_name": N_("Family name"),
    "called": N_("How the person wants to be called"),
    "date_of_birth": N_("Date of birth"),
    "sex": N_("Sex"),
    "nationalities": N_("Nationalities"),
    "languages": N_("Languages"),
    "restricted": N_("Only named colleagues see the record"),
    "allergies": N_("Allergies"),
    "avoid": N_("People and places to avoid"),
    "suspended_destinations": N_("Where the person must not be sent"),
    "never": N_("Never use this way"),
    "channel": N_("Way to be reached"),
    "address": N_("Number or address"),
    "when": N_("When it is safe"),
    "pretext": N_("What to say who is calling"),
    "risk": N_("Risk"),
    "protection_flags": N_("What the person is protected from"),
    "assigned_to": N_("Caseworker"),
    "status": N_("State of the case"),
    "state": N_("State"),
    "bed": N_("Bed"),
    "review_on": N_("Day of the review"),
    "due_on": N_("Day"),
    "note": N_("Note"),
    "summary": N_("Summary"),
    "name": N_("Name"),
    "short_description": N_("In short"),
    "phone": N_("Telephone"),
    "email": N_("E-mail"),
    "confidential": N_("A confidential shelter"),
    "by_and_for": N_("Led by those it serves"),
    "description": N_("In short"),
    "place": N_("Place"),
    "distance_km": N_("How far from here, in km"),
    "directions": N_("How to get there"),
    "hours": N_("Open"),
    "by_appointment": N_("By appointment"),
    "women_staff": N_("When a woman is there"),
    "women_only": N_("For women only"),
    "childcare": N_("What there is for children meanwhile"),
    "papers_asked": N_("Papers asked"),
    "accepts_undocumented": N_("Helps people without papers"),
    "min_age": N_("From age"),
    "max_age": N_("Up to age"),
    "cost": N_("What it costs, where it is not free"),
    "free": N_("Free of charge"),
    "last_checked": N_("Last checked"),
    "checked_by": N_("Checked by"),
    "checked_how": N_("How it was checked"),
}
"""Fields by the name that they have in the records."""

ELSE: dict[str, str] = {
    "accepted": N_("Accepted or not"),
    "acts_done": N_("What was done"),
    "answer": N_("Answer"),
    "answer_due": N_("Answer by"),
    "answered_at": N_("Day of the answer"),
    "answered_by": N_("Who answered"),
    "approval": N_("Approval"),
    "closed_at": N_("Day of the end"),
    "comment": N_("Comment"),
    "country": N_("Country"),
    "covered_by": N_("Who stands in"),
    "decided_at": N_("Day of the decision"),
    "decided_by": N_("Decided by"),
    "decision": N_("Decision"),
    "decision_comment": N_("Comment"),
    "done_by": N_("Who does it"),
    "done_on": N_("Done on"),
    "done_until": N_("Until"),
    "due_at": N_("Day and time"),
    "ended_at": N_("Day of the end"),
    "ended_by": N_("Who ended it"),
    "ended_why": N_("Why it ended"),
    "feedback": N_("What came of it"),
    "finished_at": N_("Day of the end"),
    "first_day": N_("First day"),
    "given_by": N_("Who helped"),
    "head": N_("Head of the household"),
    "held_at": N_("Day"),
    "held_by": N_("Who held it"),
    "held_on": N_("Day"),
    "helped": N_("Whether it helped"),
    "her_feedback": N_("What the person says of it"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "last_day": N_("Last day"),
    "looked_at": N_("Day of the look"),
    "looked_by": N_("Who looked"),
    "number": N_("Number"),
    "open_to": N_("Who sees the record"),
    "outcome": N_("What came of it"),
    "present": N_("Who was there"),
    "priority": N_("Priority"),
    "purpose": N_("What for"),
    "reason": N_("Reason"),
    "receiving_user": N_("Who goes on with the work"),
    "recipient": N_("Who gets it"),
    "removed_at": N_("Day it was taken out"),
    "reopened_at": N_("Day it was opened again"),
    "reopened_why": N_("Why it was opened again"),
    "responsible_provider": N_("Who does it"),
    "responsible_user": N_("Who does it"),
    "review": N_("What the look found"),
    "reviewed_by": N_("Who looked"),
    "roles": N_("Roles"),
    "sent_at": N_("Day it went out"),
    "signed_on": N_("Signed on"),
    "since": N_("Since"),
    "state_note": N_("What is said to it"),
    "title": N_("Title"),
    "topic": N_("Topic"),
    "trainings": N_("Courses"),
    "until": N_("Until"),
    "valid_until": N_("Holds until"),
    "verified_by": N_("Who made sure"),
    "verified_how": N_("How somebody made sure"),
    "what": N_("What"),
    "why": N_("Why"),
}
"""The same, where no form asks for the field."""

ANOTHER = N_("Another entry of this record")
"""A field that nobody writes twice, as it stands."""
