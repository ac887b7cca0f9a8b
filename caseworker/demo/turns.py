"""Chapter: what is not usual. Doubt, help before consent, a no, incidents, rights."""

from __future__ import annotations

from caseworker.answers import Answers
from caseworker.centre.incidents import Noticed, end_incident, note_incident, send_to_focal_point
from caseworker.consent.gate import OtherBasis
from caseworker.consent.other_basis import review_basis
from caseworker.demo import casework
from caseworker.demo.casework import case_of, person_of
from caseworker.demo.receiving import CRITERIA
from caseworker.demo.staff import AMINA, DANIEL, JOSEPHINE, LUCIA
from caseworker.demo.story import Story
from caseworker.model.arrival import UrgentNeed
from caseworker.model.case import ProtectionFlag, ProtocolKind, Step
from caseworker.model.consent import Basis, BasisUse
from caseworker.model.incident import IncidentKind
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Sex, Tie
from caseworker.model.rights import Asker, Outcome, RequestKind
from caseworker.model.values import Risk, RiskLevel
from caseworker.notes.protocols import mark_acts, open_protocol
from caseworker.people import ties
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate, arrive, check_in
from caseworker.reception.refusal import refuse
from caseworker.reception.registration import Facts, Registration, register
from caseworker.reception.screening import screen
from caseworker.rights.answering import Decision, answer
from caseworker.rights.wishes import take_request
from caseworker.steps import assessment, progress

NUMBERS = 3
"""How many numbers this chapter gives at the desk."""


def tell(story: Story) -> None:
    """Tell what is not usual."""
    _child_alone(story)
    _without_a_word(story)
    story.tell(DANIEL, story.at(3, "15:20"), _says_no)
    story.tell(AMINA, story.at(10, "12:00"), casework.opened(story, "samir", None))
    story.tell(JOSEPHINE, story.at(2, "18:40"), lambda work: _gone(story, work))
    _incidents(story)
    _rights(story)


def _child_alone(story: Story) -> None:
    """Idris, 13, and a man who says that he is his uncle."""
    story.tell(AMINA, story.at(7, "10:05"), lambda work: _received_alone(story, work))
    story.tell(AMINA, story.at(7, "10:50"), casework.opened(story, "idris", AMINA))
    story.tell(AMINA, story.at(7, "11:30"), lambda work: _protected(story, work))
    story.tell(AMINA, story.at(6, "10:00"), casework.finished(story, "idris", Step.IDENTIFICATION))
    story.tell(AMINA, story.at(5, "10:00"), lambda work: _best_for_him(story, work))
    story.tell(JOSEPHINE, story.at(6, "16:00"), lambda work: _reviewed(story, work, "idris"))


def _received_alone(story: Story, work: UnitOfWork) -> None:
    seen = AtTheGate(
        described_as="Boy, about 13, with a man",
        people=1,
        children=1,
        language="ar",
        urgent_needs=frozenset({UrgentNeed.CHILD_ALONE}),
        someone_stays=True,
    )
    arrival = arrive(work, seen)
    check_in(work, arrival.id, bed="Room 2, bed 1", kit=("hygiene", "clothes"))
    screening = screen(work, arrival.id, criteria_met=CRITERIA[1:])
    basis = OtherBasis(
        basis=Basis.BEST_INTERESTS_OF_CHILD,
        reason="A child without a verified guardian; the man’s words change.",
        person_told=True,
    )
    facts = Facts(
        given_name="Idris",
        family_name="Adam",
        date_of_birth=PartialDate(f"{story.now.year - 13:04d}~"),
        age_disputed=True,
        sex=Sex.MALE,
        nationalities=("SD",),
        languages=("ar",),
    )
    registration = Registration(screening_id=screening.id, facts=facts, other_basis=basis)
    story.ids["idris"] = register(work, registration).id
    tie = ties.claim(
        work,
        ties.Claim(
            person_id=person_of(story, "idris"),
            tie=Tie.UNCLE_OR_AUNT,
            relative_name="Haroun A.",
            doubt="Does not know the name of the boy’s mother.",
            may_be_abuser=True,
        ),
    )
    story.ids["claim idris"] = tie.id


def _protected(story: Story, work: UnitOfWork) -> None:
    ties.name_responsible_adult(
        work, person_of(story, "idris"), "Josephine Okafor", authority_notified=True
    )
    flags = frozenset({ProtectionFlag.CHILD_AT_RISK})
    assessment.set_protection_flags(work, case_of(story, "idris"), flags)


def _best_for_him(story: Story, work: UnitOfWork) -> None:
    case_id = case_of(story, "idris")
    looked = {
        "best_interests.childs_views": "I want to sleep here, not with him, and go to school.",
        "best_interests.family": "Mother at home, he has her number. The uncle is not verified.",
        "best_interests.safety": "Does not speak while the man is near.",
        "best_interests.care": "Room 2, with the night team.",
        "best_interests.recommendation": "Stays apart from the man until the tie is checked.",
        "best_interests.responsible_adult": "Staff 02",
        "best_interests.authority_notified": "Child protection office, on the first day",
        "best_interests.determination_needed": "yes",
    }
    answers = Answers(form="best_interests", version="1", bound=looked)
    assessment.keep_best_interests(work, case_id, answers)
    assessment.judge_risk(work, case_id, Risk(RiskLevel.HIGH, "Alone; an adult claims him."))


def _without_a_word(story: Story) -> None:
    """A woman who is unconscious: help first, consent later."""
    story.tell(DANIEL, story.at(1, "19:25"), lambda work: _helped_first(story, work))


def _helped_first(story: Story, work: UnitOfWork) -> None:
    seen = AtTheGate(
        described_as="Woman, about 35, not awake",
        urgent_needs=frozenset({UrgentNeed.MEDICAL, UrgentNeed.DANGER_NOW}),
        urgent_help="Ambulance called, first aid given",
        someone_stays=True,
    )
    arrival = arrive(work, seen)
    check_in(work, arrival.id)
    screening = screen(work, arrival.id, criteria_met=CRITERIA[:1])
    basis = OtherBasis(
        basis=Basis.VITAL_INTERESTS,
        reason="Not awake; the hospital needs to know what was seen.",
        why_not_told="She is not awake.",
    )
    facts = Facts(called="Woman with the blue scarf", sex=Sex.FEMALE)
    registration = Registration(screening_id=screening.id, facts=facts, other_basis=basis)
    story.ids["blue scarf"] = register(work, registration).id


def _says_no(work: UnitOfWork) -> None:
    arrival = arrive(work, AtTheGate(described_as="Man, about 30", language="fr"))
    check_in(work, arrival.id, bed="Room 3, bed 2", kit=("hygiene", "blanket"))
    screening = screen(work, arrival.id, criteria_met=CRITERIA[1:])
    refuse(work, screening.id, "wants no record")


def _reviewed(story: Story, work: UnitOfWork, key: str) -> None:
    for use in work.matching(BasisUse, person_id=person_of(story, key)):
        review_basis(work, use.id, "Right. The child protection office knows.")


def _gone(story: Story, work: UnitOfWork) -> None:
    run = open_protocol(work, case_of(story, "samir"), ProtocolKind.DEPARTURE_WITHOUT_NOTICE)
    mark_acts(work, run.id, ("safe-way", "bed"))
    progress.start(work, case_of(story, "samir"), Step.IDENTIFICATION)


def _incidents(story: Story) -> None:
    def quarrel(work: UnitOfWork) -> None:
        noticed = Noticed(
            kind=IncidentKind.CONFLICT,
            steps_done=("guards", "management", "plan", "no-force", "first-aid"),
            hurt=False,
        )
        story.ids["quarrel"] = note_incident(work, noticed).id

    def fall(work: UnitOfWork) -> None:
        noticed = Noticed(
            kind=IncidentKind.HEALTH,
            person_id=person_of(story, "halyna"),
            steps_done=("management", "first-aid"),
            hurt=True,
            help_wanted="Wants her daughter with her.",
        )
        note_incident(work, noticed)

    story.tell(DANIEL, story.at(20, "18:10"), quarrel)
    story.tell(
        JOSEPHINE,
        story.at(18, "09:30"),
        lambda work: end_incident(work, story.ids["quarrel"], "Talked, with the mediator."),
    )
    story.tell(DANIEL, story.at(1, "16:50"), fall)
    story.tell(
        DANIEL,
        story.at(9, "12:00"),
        lambda work: send_to_focal_point(work, "Harbour ombuds office"),
    )


def _rights(story: Story) -> None:
    story.tell(
        LUCIA,
        story.at(4, "11:00"),
        lambda work: take_request(
            work,
            person_of(story, "moussa"),
            RequestKind.ACCESS,
            in_her_words="I want to see what is written about me.",
        ),
    )
    story.tell(
        DANIEL,
        story.at(2, "09:20"),
        lambda work: take_request(
            work,
            person_of(story, "mina"),
            RequestKind.ACCESS,
            asked_by=Asker.PARENT,
            asked_by_other="A man on the telephone who says he is her father",
        ),
    )
    story.tell(LUCIA, story.at(6, "15:10"), lambda work: _asks_to_be_forgotten(story, work))
    story.tell(LUCIA, story.at(1, "11:30"), lambda work: _granted(story, work))


def _asks_to_be_forgotten(story: Story, work: UnitOfWork) -> None:
    wish = take_request(
        work,
        person_of(story, "grace"),
        RequestKind.ERASURE,
        in_her_words="I live with my cousin now. I do not want my story to lie here.",
    )
    story.ids["wish to be forgotten"] = wish.id


def _granted(story: Story, work: UnitOfWork) -> None:
    decision = Decision(
        outcome=Outcome.GRANTED, verified="Josephine knows her. Asked alone, and says it again."
    )
    answer(work, story.ids["wish to be forgotten"], decision)
