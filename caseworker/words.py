"""What the values of the domain are called, marked for translation, in one place.

Interface and documents say them through `name_of`; stored values never change with the language.
"""

from __future__ import annotations

from enum import Enum

from caseworker.model.arrival import ArrivalState, Eligibility, OrientationTopic, UrgentNeed
from caseworker.model.consent import (
    Basis,
    CanDecide,
    FormOfConsent,
    KindOfConsent,
    Purpose,
)
from caseworker.model.data_access import Risk, Wanted
from caseworker.model.duplicate import DuplicateState
from caseworker.model.erasure import ErasureCause, RecordPart
from caseworker.model.indicator import DataClass, Unit
from caseworker.model.paper import PaperKind
from caseworker.model.person import Channel, DocumentStatus, Sex, Tie
from caseworker.model.referral import DataItem
from caseworker.model.rights import Asker, Outcome, RequestKind
from caseworker.model.staff import Role, Training
from caseworker.model.values import Answer, DeliveryModel, RiskLevel, Term
from caseworker.people.duplicates.signs import Sign
from caseworker.text import N_, Text
from caseworker.words_of_work import NAMES_OF_WORK

_NAMES: dict[type[Enum], dict[Enum, str]] = {
    # By class first: members of different enums may be the same string, hence the same key.
    Role: {
        Role.RECEPTION: N_("Reception"),
        Role.CASEWORKER: N_("Caseworker"),
        Role.SUPERVISOR: N_("Supervisor"),
        Role.DATA_PROTECTION_OFFICER: N_("Data protection officer"),
        Role.ADMINISTRATOR: N_("Administrator"),
    },
    Training: {
        Training.PROTECTION_SCREENING: N_("Protection screening"),
        Training.GENDER_BASED_VIOLENCE: N_("Gender-based violence"),
        Training.TRAFFICKING: N_("Trafficking"),
        Training.CHILD_PROTECTION: N_("Child protection"),
        Training.SUICIDE_RISK: N_("Suicide risk"),
        Training.DETENTION_VISITS: N_("Visits in detention"),
        Training.DISABILITY: N_("Disability and inclusion"),
        Training.SOGIESC: N_("Sexual orientation and gender identity"),
        Training.HEALTH: N_("Health"),
        Training.COUNSELLING: N_("Counselling"),
        Training.PSYCHOLOGICAL_FIRST_AID: N_("Psychological first aid"),
        Training.DATA_PROTECTION: N_("Data protection"),
    },
    Sign: {
        Sign.SAME_NAME: N_("The same name"),
        Sign.NAME_ALIKE: N_("A name that sounds alike"),
        Sign.SAME_BIRTH: N_("The same day of birth"),
        Sign.SAME_AGE: N_("About the same age"),
        Sign.SAME_PHONE: N_("The same telephone"),
    },
    DuplicateState: {
        DuplicateState.ASKED: N_("Waits for a decision"),
        DuplicateState.ONE_PERSON: N_("One person"),
        DuplicateState.ONE_PERSON_UNSEEN: N_("One person, not looked at yet"),
        DuplicateState.TWO_PEOPLE: N_("Two people"),
        DuplicateState.PARTED: N_("Two people again"),
    },
    Answer: {
        Answer.YES: N_("Yes"),
        Answer.NO: N_("No"),
        Answer.NOT_ASKED: N_("Not asked"),
        Answer.PREFERS_NOT_TO_SAY: N_("Prefers not to say"),
    },
    RiskLevel: {
        RiskLevel.LOW: N_("Low"),
        RiskLevel.MEDIUM: N_("Medium"),
        RiskLevel.HIGH: N_("High"),
        RiskLevel.NOT_JUDGED: N_("Not judged"),
    },
    DeliveryModel: {
        DeliveryModel.INDIVIDUAL: N_("One to one"),
        DeliveryModel.COMMUNITY: N_("With the community"),
        DeliveryModel.OUTREACH: N_("Outreach"),
        DeliveryModel.REMOTE: N_("At a distance"),
    },
    Term: {
        Term.SHORT: N_("Short term"),
        Term.MEDIUM: N_("Medium term"),
        Term.LONG: N_("Long term"),
    },
    UrgentNeed: {
        UrgentNeed.MEDICAL: N_("Medical help"),
        UrgentNeed.DANGER_NOW: N_("In danger now"),
        UrgentNeed.SELF_HARM: N_("May harm themselves"),
        UrgentNeed.CHILD_ALONE: N_("A child alone"),
        UrgentNeed.FOOD_OR_WATER: N_("Food or water"),
        UrgentNeed.CARE_FOR_BABY: N_("Care for a baby"),
    },
    ArrivalState: {
        ArrivalState.WAITING: N_("Waiting"),
        ArrivalState.CHECKED_IN: N_("Checked in"),
        ArrivalState.REGISTERED: N_("Registered"),
        ArrivalState.HELPED_WITHOUT_RECORD: N_("Helped without a record"),
        ArrivalState.LEFT: N_("Left"),
    },
    Eligibility: {
        Eligibility.ELIGIBLE: N_("The centre can help"),
        Eligibility.NOT_ELIGIBLE: N_("Another place can help better"),
        Eligibility.UNCLEAR: N_("Not clear yet"),
    },
    OrientationTopic: {
        OrientationTopic.FREE_OF_CHARGE: N_("Help is free and goes by need"),
        OrientationTopic.VOLUNTARY: N_("Everything is voluntary; stop at any time"),
        OrientationTopic.FACILITY: N_("What there is here, and where"),
        OrientationTopic.HOUSE_RULES: N_("The rules of the house"),
        OrientationTopic.FEEDBACK: N_("How to say what is wrong, also without a name"),
        OrientationTopic.LIMITS_OF_CONFIDENTIALITY: N_("What cannot stay secret"),
        OrientationTopic.USE_OF_DATA: N_("What is written down, who sees it, and why"),
        OrientationTopic.REPORTING_STAFF: N_("How to report staff, outside this centre"),
    },
    Sex: {
        Sex.FEMALE: N_("Female"),
        Sex.MALE: N_("Male"),
        Sex.OTHER: N_("Other"),
        Sex.NOT_ASKED: N_("Not asked"),
        Sex.PREFERS_NOT_TO_SAY: N_("Prefers not to say"),
    },
    DocumentStatus: {
        DocumentStatus.SOME: N_("Some"),
        DocumentStatus.NONE: N_("None"),
        DocumentStatus.NOT_ASKED: N_("Not asked"),
        DocumentStatus.PREFERS_NOT_TO_SAY: N_("Prefers not to say"),
    },
    Tie: {
        Tie.MOTHER: N_("Mother"),
        Tie.FATHER: N_("Father"),
        Tie.CHILD: N_("Child"),
        Tie.SIBLING: N_("Brother or sister"),
        Tie.SPOUSE: N_("Husband or wife"),
        Tie.UNCLE_OR_AUNT: N_("Uncle or aunt"),
        Tie.GRANDPARENT: N_("Grandparent"),
        Tie.OTHER_RELATIVE: N_("Other relative"),
        Tie.GUARDIAN: N_("Guardian"),
        Tie.CAREGIVER: N_("Caregiver"),
        Tie.RESPONSIBLE_ADULT: N_("Responsible adult"),
        Tie.UNRELATED: N_("Not related"),
    },
    Channel: {
        Channel.IN_PERSON: N_("In person"),
        Channel.PHONE: N_("Telephone"),
        Channel.MESSAGE: N_("Message"),
        Channel.EMAIL: N_("E-mail"),
        Channel.THROUGH_SOMEONE: N_("Through somebody"),
    },
    Basis: {
        Basis.CONSENT: N_("Consent"),
        Basis.VITAL_INTERESTS: N_("Life is in danger"),
        Basis.BEST_INTERESTS_OF_CHILD: N_("Best interests of a child"),
        Basis.LEGAL_DUTY: N_("Legal duty"),
    },
    Purpose: {
        Purpose.RECORD: N_("Keep a record of our work together"),
        Purpose.REFERRAL: N_("Ask a provider for help"),
        Purpose.TRANSFER: N_("Hand over to a partner"),
        Purpose.INTERVIEW_NOTES: N_("Take notes in an interview"),
        Purpose.RECORDING: N_("Record sound or picture"),
        Purpose.PHOTO: N_("Use a photo in leaflets"),
        Purpose.FIGURES: N_("Count in figures without names"),
        Purpose.CONTACT_FAMILY: N_("Contact family"),
        Purpose.CONTACT_AUTHORITIES: N_("Contact authorities of the country of origin"),
        Purpose.CONTACT_POLICE: N_("Contact the police"),
        Purpose.OTHER: N_("Another purpose"),
    },
    FormOfConsent: {
        FormOfConsent.SIGNATURE: N_("Signs"),
        FormOfConsent.THUMBPRINT: N_("Thumbprint"),
        FormOfConsent.ON_PAPER: N_("On paper"),
        FormOfConsent.VERBAL: N_("Says it aloud"),
        FormOfConsent.AUDIO: N_("Sound recording"),
        FormOfConsent.VIDEO: N_("Video recording"),
    },
    PaperKind: {
        PaperKind.IDENTITY_DOCUMENT: N_("Identity document"),
        PaperKind.LETTER: N_("Letter"),
        PaperKind.COURT_PAPER: N_("Paper of a court or office"),
        PaperKind.CERTIFICATE: N_("Certificate"),
        PaperKind.HEALTH: N_("Paper about health"),
        PaperKind.OTHER: N_("Another paper"),
    },
    KindOfConsent: {
        KindOfConsent.CONSENT: N_("Consent"),
        KindOfConsent.ASSENT: N_("Assent"),
        KindOfConsent.GUARDIAN: N_("Guardian's consent"),
    },
    CanDecide: {
        CanDecide.YES: N_("Yes"),
        CanDecide.WITH_SUPPORT: N_("With support"),
        CanDecide.ANOTHER_DAY: N_("Another day"),
        CanDecide.NOT_LOOKED_AT: N_("Not looked at"),
    },
    RequestKind: {
        RequestKind.STOP_SERVICES: N_("Stop services"),
        RequestKind.OBJECTION: N_("Object to a use of data"),
        RequestKind.ERASURE: N_("Erase the record"),
        RequestKind.ACCESS: N_("Get a copy"),
        RequestKind.CORRECTION: N_("Correct something"),
    },
    RecordPart: {
        RecordPart.IDENTITY: N_("Who the person is"),
        RecordPart.PEOPLE_AROUND: N_("People around"),
        RecordPart.WAYS: N_("How to be reached"),
        RecordPart.ARRIVAL: N_("Arrival and stay"),
        RecordPart.ANSWERS: N_("Yes or no"),
        RecordPart.SHARED: N_("Referrals, and what went to others"),
        RecordPart.WORK: N_("The case, notes and plans"),
        RecordPart.FORMS: N_("Answers of forms"),
        RecordPart.HEALTH: N_("Answers of forms about health"),
        RecordPart.PAPERS: N_("Papers, pictures and sound"),
        RecordPart.INCIDENTS: N_("Incidents and what was said of the centre"),
        RecordPart.WISHES: N_("Wishes about the record"),
        RecordPart.USE: N_("Who used the record"),
    },
    ErasureCause: {
        ErasureCause.WISH: N_("The person asked"),
        ErasureCause.TIME_IS_OVER: N_("The time to keep it is over"),
    },
    Asker: {
        Asker.PERSON: N_("The person"),
        Asker.GUARDIAN: N_("Guardian"),
        Asker.PARENT: N_("A parent"),
        Asker.SOMEBODY_ELSE: N_("Somebody else"),
    },
    DataClass: {
        DataClass.PUBLIC: N_("Class 1: may be public, once protected"),
        DataClass.SENSITIVE: N_("Class 3: not public; goes out on a data access request only"),
    },
    Unit: {
        Unit.PEOPLE: N_("People"),
        Unit.HOUSEHOLDS: N_("Households"),
        Unit.CASES: N_("Cases"),
        Unit.TIMES: N_("Times"),
        Unit.NIGHTS: N_("Nights"),
        Unit.DAYS: N_("Days"),
        Unit.PERCENT: N_("Percent"),
    },
    Wanted: {
        Wanted.PROTECTION_FIGURES: N_("Figures about protection"),
        Wanted.PEOPLE: N_("Names, a list, or records"),
    },
    Risk: {
        Risk.REPRISAL: N_("Reprisal"),
        Risk.EXCLUSION: N_("Exclusion"),
        Risk.EXPLOITATION: N_("Exploitation"),
        Risk.DISCRIMINATION: N_("Discrimination"),
    },
    Outcome: {
        Outcome.GRANTED: N_("Granted"),
        Outcome.PARTLY: N_("Partly"),
        Outcome.REFUSED: N_("Refused"),
    },
    **NAMES_OF_WORK,
}


def name_of(value: Enum, text: Text) -> str:
    """Return what *value* is called in the language of *text*."""
    return text(_NAMES[type(value)][value])


def item_name(item: str, text: Text) -> str:
    """Return what a data item that was agreed is called; words of one's own stay as they are."""
    known = {each.value: each for each in DataItem}
    return name_of(known[item], text) if item in known else text(_HANDED_OVER.get(item, item))


_HANDED_OVER = {
    "record": N_("The record"),
    "plan": N_("The plan"),
    "needs": N_("The needs"),
    "notes": N_("Chosen notes"),
    "how it went on": N_("How it went on"),
}


def source_name(value: Enum) -> str:
    """Return the English words for *value*, to be translated where they are shown."""
    return _NAMES[type(value)][value]
