"""What the record says of the person: facts, ways to be reached, people around, yes and no."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.documents import common
from caseworker.form_library.chosen_words import chosen_words
from caseworker.model.arrival import Arrival, Orientation, Screening, Stay
from caseworker.model.consent import BasisUse, Consent, Disclosure, Withdrawal
from caseworker.model.directory import Provider
from caseworker.model.duplicate import JOINED, Duplicate
from caseworker.model.erasure import KeptLonger
from caseworker.model.inbound_referral import InboundReferral
from caseworker.model.incident import Feedback, Incident
from caseworker.model.person import (
    DocumentStatus,
    Household,
    HouseholdMembership,
    IdentityDocument,
    NameVariant,
    Person,
    Relationship,
    SafeContact,
    Sex,
)
from caseworker.model.rights import PersonRequest, RecordCopy, Restriction
from caseworker.model.values import Answer
from caseworker.people.arrivals import arrivals_of
from caseworker.ports import missing, one_of
from caseworker.rights.copy.items import Gathering, HeldBack, Item, Section, joined
from caseworker.text import N_
from caseworker.words import item_name, name_of


def sections(gather: Gathering) -> list[Section]:
    """Return the sections about the person, in the order of reading."""
    private = gather.in_confidence
    return [
        gather.section(N_("The person"), _facts(gather)),
        gather.section(N_("How to be reached"), private(_ways(gather))),
        gather.section(N_("People around"), _around(gather)),
        gather.section(N_("Here"), private(_here(gather))),
        gather.section(N_("Who sent the person here"), private(_sent_here(gather))),
        gather.section(N_("Yes or no"), _said(gather)),
        gather.section(N_("Written down without a yes"), _bases(gather)),
        gather.section(N_("What went to others"), _disclosures(gather)),
        gather.section(N_("Wishes about the record"), private(_wishes(gather))),
        gather.section(
            N_("Incidents and what was said of the centre"), private(_incidents(gather))
        ),
    ]


def _facts(gather: Gathering) -> Iterator[Item]:
    person, text = gather.person, gather.text
    sex = name_of(person.sex, text) if person.sex is not Sex.NOT_ASKED else ""
    papers = person.documents is not DocumentStatus.NOT_ASKED
    wishes = person.interpreter_sex is not Sex.NOT_ASKED
    danger, yes = HeldBack.DANGER, name_of(Answer.YES, text)
    countries = [text.country_name(code) for code in (person.country_of_birth,) if code]
    for field, label, value, held in (
        ("given_name", N_("Given name"), person.given_name, None),
        ("family_name", N_("Family name"), person.family_name, None),
        ("called", N_("Wishes to be called"), person.called, None),
        ("date_of_birth", N_("Date of birth"), common.born(person.date_of_birth, text), None),
        ("sex", N_("Sex"), sex, None),
        ("gender", N_("Gender"), person.gender, danger),
        ("nationalities", N_("Nationality"), common.nationalities(person, text), None),
        ("country_of_birth", N_("Country of birth"), text.listed(countries), None),
        ("languages", N_("Languages"), common.languages(person.languages, text), None),
        ("interpreter_sex", N_("Wished interpreter"),
         name_of(person.interpreter_sex, text) if wishes else "", None),
        ("communication_needs", N_("Sight, hearing, speech, reading"),
         _chosen(gather, "communication_needs"), None),
        ("age_disputed", N_("Age is disputed"), yes if person.age_disputed else "", None),
        ("childcare_needed", N_("Needs childcare"), yes if person.childcare_needed else "", None),
        ("interpreter_needed", N_("Needs an interpreter"),
         yes if person.interpreter_needed else "", None),
        ("marital_status", N_("Marital status"), _chosen(gather, "marital_status"), None),
        ("documents", N_("Papers"), name_of(person.documents, text) if papers else "", None),
        ("reasons_for_migrating", N_("Why the journey began"),
         _chosen(gather, "reasons_for_migrating"), danger),
        ("immediate_needs", N_("Needed at once"), _chosen(gather, "immediate_needs"), None),
        ("vulnerabilities", N_("What needs special care"),
         _chosen(gather, "vulnerabilities"), danger),
        ("intends_to_stay", N_("Stay or journey on"), _chosen(gather, "intends_to_stay"), danger),
        ("allergies", N_("Allergies"), person.allergies, None),
        ("diet", N_("Food"), person.diet, None),
        ("avoid", N_("People and places to avoid"), person.avoid, danger),
        ("suspended_destinations", N_("Where return is not safe"),
         text.listed(person.suspended_destinations), danger),
        ("registered_at", N_("Registered"), common.day(person.registered_at, text), None),
    ):  # fmt: skip
        yield gather.item(person, field, label, value, held)
    for name in gather.reads.matching(NameVariant, person_id=person.id):
        said = joined(*(name.name, name.note))
        yield gather.item(name, "name", N_("Another spelling or name"), said)
    for paper in gather.reads.matching(IdentityDocument, person_id=person.id):
        said = joined(*(paper.kind, paper.number, paper.country, paper.note))
        yield gather.item(paper, "paper", N_("Paper"), said)
    yield from _other_records(gather)


def _other_records(gather: Gathering) -> Iterator[Item]:
    """Return that there is another record of the same person, whose copy is asked for with it."""
    key, joined_ones = gather.person.id, one_of("state", JOINED)
    label = N_("There is another record of the same person")
    found = [
        *gather.reads.matching(Duplicate, joined_ones, person_id=key),
        *gather.reads.matching(Duplicate, joined_ones, duplicate_id=key),
    ]
    for said in found:
        other = said.duplicate_id if said.person_id == key else said.person_id
        person = gather.reads.find(Person, other)
        since = common.day(person.registered_at, gather.text) if person is not None else ""
        yield gather.item(said, "other", label, joined(since, said.why))


def _chosen(gather: Gathering, field: str) -> str:
    """Return what was chosen at registration, in words; one's own words stay as they are."""
    return chosen_words(f"person.{field}", getattr(gather.person, field), gather.text)


def _ways(gather: Gathering) -> Iterator[Item]:
    """Return the ways; what must never be used, and the pretext, would warn a reader."""
    text = gather.text
    for way in gather.reads.matching(SafeContact, person_id=gather.person.id):
        said = joined(*(name_of(way.channel, text), way.address, way.when))
        held = HeldBack.DANGER if way.never else None
        yield gather.item(way, "way", N_("Safe way"), said, held)
        hidden = joined(*(way.pretext, way.note))
        yield gather.item(way, "pretext", N_("What to say"), hidden, HeldBack.DANGER)


def _around(gather: Gathering) -> Iterator[Item]:
    text, others = gather.text, HeldBack.OTHER_PEOPLE
    for tie in gather.reads.matching(Relationship, person_id=gather.person.id):
        said = joined(*(tie.relative_name, tie.doubt, tie.verified_how))
        label = N_("Somebody close")
        yield gather.item(tie, "tie", label, joined(name_of(tie.tie, text), said), others)
    for place in gather.reads.matching(HouseholdMembership, person_id=gather.person.id):
        household = place.household_id
        count = gather.reads.count(HouseholdMembership, household_id=household)
        shared = gather.reads.find(Household, household)
        if shared is not None:
            yield gather.item(shared, "journey", N_("The journey together"), shared.journey)
        yield gather.item(place, "size", N_("People in the household"), text.number(count))


def _here(gather: Gathering) -> Iterator[Item]:
    text, reads = gather.text, gather.reads
    for arrival in arrivals_of(reads, gather.person):
        yield gather.item(arrival, "number", N_("Number"), arrival.number)
        yield gather.item(arrival, "arrived", N_("Arrived"), common.day(arrival.arrived_at, text))
        yield gather.item(arrival, "seen", N_("As seen at the gate"), arrival.described_as)
        yield gather.item(arrival, "help", N_("Help at once"), arrival.urgent_help)
        yield from _screened(gather, arrival)
    for stay in reads.matching(Stay, person_id=gather.person.id, order_by="since"):
        since = joined(*(stay.bed, common.day(stay.since, text), common.day(stay.until, text)))
        yield gather.item(stay, "bed", N_("Bed"), since)


def _screened(gather: Gathering, arrival: Arrival) -> Iterator[Item]:
    text, reads = gather.text, gather.reads
    for screening in reads.matching(Screening, arrival_id=arrival.id, order_by="screened_at"):
        said = (name_of(screening.result, text), screening.reason, *screening.criteria_met)
        yield gather.item(screening, "result", N_("Whether the centre can help"), joined(*said))
        for talk in reads.matching(Orientation, screening_id=screening.id):
            topics = text.listed(name_of(topic, text) for topic in talk.topics)
            yield gather.item(talk, "topics", N_("What was explained"), topics)


def _said(gather: Gathering) -> Iterator[Item]:
    text, reads = gather.text, gather.reads
    for consent in reads.matching(Consent, person_id=gather.person.id, order_by="asked_at"):
        label = consent.purpose_text or name_of(consent.purpose, text)
        said = (
            name_of(consent.answer, text),
            name_of(consent.kind, text),
            consent.recipient,
            text.listed(item_name(item, text) for item in consent.data_items),
            common.day(consent.asked_at, text),
            common.said_how(consent.evidence, reads, text),
            common.code_of(reads, consent.asked_by),
        )
        yield gather.item(consent, "answer", label, joined(*said))
        involved = consent.guardian_involvement
        yield gather.item(consent, "guardian", N_("Guardian"), involved, HeldBack.OTHER_PEOPLE)
    for taken in reads.matching(Withdrawal, person_id=gather.person.id, order_by="withdrawn_at"):
        said_of = (name_of(taken.purpose, text), common.day(taken.withdrawn_at, text))
        yield gather.item(taken, "taken_back", N_("A yes taken back"), joined(*said_of))
        note = taken.pressure_note
        yield gather.item(taken, "pressure", N_("Note"), note, HeldBack.DANGER)


def _bases(gather: Gathering) -> Iterator[Item]:
    text = gather.text
    for use in gather.reads.matching(BasisUse, person_id=gather.person.id, order_by="used_at"):
        said = (name_of(use.basis, text), use.reason, use.law, common.day(use.used_at, text))
        yield gather.item(use, "basis", N_("Basis"), joined(*said))


def _disclosures(gather: Gathering) -> Iterator[Item]:
    text, reads = gather.text, gather.reads
    went = reads.matching(
        Disclosure,
        missing("did_not_go_at"),
        person_id=gather.person.id,
        order_by="disclosed_at",
    )
    for each in went:
        provider = reads.find(Provider, each.provider_id)
        hidden = provider is not None and provider.confidential
        items = text.listed(item_name(item, text) for item in each.data_items)
        said = (each.recipient, items, name_of(each.basis, text),
                common.day(each.disclosed_at, text))  # fmt: skip
        held = HeldBack.DANGER if hidden else None
        yield gather.item(each, "went", N_("Went to"), joined(*said), held)


def _sent_here(gather: Gathering) -> Iterator[Item]:
    """Return who sent the person to the centre, and what was told back."""
    text, reads = gather.text, gather.reads
    for sent in reads.matching(InboundReferral, person_id=gather.person.id):
        provider = reads.find(Provider, sent.provider_id)
        who = provider.name if provider else sent.referred_by
        said = (who, common.day(sent.received_at, text), sent.need, sent.consent_words)
        hidden = provider is not None and provider.confidential
        held = HeldBack.DANGER if hidden else None
        yield gather.item(sent, "sent", N_("Sent here by"), joined(*said), held)
        yield gather.item(sent, "reach", N_("Safe way"), sent.how_to_reach, HeldBack.DANGER)
        yield gather.item(sent, "told", N_("Told back"), sent.feedback, held)


def _wishes(gather: Gathering) -> Iterator[Item]:
    text = gather.text
    for wish in gather.reads.matching(PersonRequest, person_id=gather.person.id):
        held = HeldBack.OTHER_PEOPLE if wish.asked_by_other else None
        outcome = name_of(wish.outcome, text) if wish.outcome else ""
        said = (common.day(wish.asked_at, text), wish.in_her_words, outcome, wish.reason)
        yield gather.item(wish, "wish", name_of(wish.kind, text), joined(*said), held)
        yield gather.item(wish, "verified", N_("Note"), wish.verified, HeldBack.STAFF_ONLY)
    for copy in gather.reads.matching(RecordCopy, person_id=gather.person.id):
        given = common.day(copy.given_at, text)
        yield gather.item(copy, "given", N_("A copy was given"), given)
    for few in gather.reads.matching(Restriction, person_id=gather.person.id):
        since = joined(common.day(few.made_at, text), few.reason)
        label = N_("Few see the record")
        yield gather.item(few, "few", label, since, HeldBack.STAFF_ONLY)
    for longer in gather.reads.matching(KeptLonger, person_id=gather.person.id):
        until = joined(common.day(longer.until, text), longer.reason, longer.law)
        yield gather.item(longer, "until", N_("Kept until"), until)


def _incidents(gather: Gathering) -> Iterator[Item]:
    text, others = gather.text, HeldBack.OTHER_PEOPLE
    for incident in gather.reads.matching(Incident, person_id=gather.person.id):
        what = joined(*(name_of(incident.kind, text), common.day(incident.noticed_at, text)))
        yield gather.item(incident, "incident", N_("Incident"), what, HeldBack.DANGER)
        yield gather.item(incident, "account", N_("What happened"), incident.account, others)
        wanted = incident.help_wanted
        yield gather.item(incident, "help", N_("Help asked for"), wanted, HeldBack.DANGER)
    for told in gather.reads.matching(Feedback, person_id=gather.person.id):
        yield gather.item(told, "words", N_("Said of the centre"), told.words)
        yield gather.item(told, "answer", N_("The answer"), told.answer)
