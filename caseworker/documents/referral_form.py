"""The referral form (IASC fields, R-259), and the neutral slip a person can carry (R-396)."""

from __future__ import annotations

from caseworker.centre.settings import the_centre
from caseworker.documents import common
from caseworker.documents.blocks import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Signature,
    Space,
)
from caseworker.documents.data_principles import BINDS_PARTNERS
from caseworker.errors import NotAllowed
from caseworker.findings import pass_gate
from caseworker.model.case import Case
from caseworker.model.directory import Provider, Service
from caseworker.model.ids import ProviderId, ReferralId, ServiceId
from caseworker.model.person import Channel, Person, SafeContact
from caseworker.model.referral import DataItem, Referral, ReferralState
from caseworker.permissions import Act
from caseworker.ports import Reads
from caseworker.referral.gate import passing_on_findings
from caseworker.text import Text, isolate
from caseworker.words import name_of

_GOES_OUT = frozenset(
    {ReferralState.SENT, ReferralState.RECEIVED, ReferralState.ACCEPTED, ReferralState.PROVIDED}
)


def referral_form(reads: Reads, referral_id: ReferralId, text: Text) -> Document:
    """Return the form for the provider, with the items agreed and nothing else.

    Raises:
        NotAllowed: the referral has not passed its gate, or was recalled.
        GateClosed: the yes that it went out on has not arrived on this laptop.
    """
    referral = reads.get(Referral, referral_id)
    if referral.state not in _GOES_OUT:
        raise NotAllowed(act=Act.REFER.value)
    pass_gate(passing_on_findings(reads, referral))
    provider = reads.get(Provider, referral.provider_id)
    service = reads.find(Service, referral.service_id)
    blocks: list[Block] = [
        Facts((
            Fact(text("Priority"), name_of(referral.priority, text)),
            Fact(text("Date"), common.day(referral.sent_at, text)),
            Fact(text("From"), the_centre(reads).name),
            Fact(text("Contact"), common.code_of(reads, referral.prepared_by)),
            Fact(text("To"), provider.name),
            Fact(text("Service"), service.name if service and not provider.confidential else ""),
        )),
        Heading(text("Who comes")),
        Facts(person_facts(reads, referral, text)),
        Heading(text("What help is asked for")),
        Paragraph(referral.need if DataItem.NEED in referral.data_items else ""),
    ]  # fmt: skip
    if referral.restrictions:
        blocks += [Heading(text("Please do not")), Paragraph(referral.restrictions)]
    blocks += [
        Heading(text("Basis")),
        Paragraph(_basis(referral, text)),
        Paragraph(text(BINDS_PARTNERS)),
        Heading(text("Your answer")),
        Facts((Fact(text("Received on")), Fact(text("Accepted, or why not")),
               Fact(text("First appointment")), Fact(text("Answer wished by"),
               common.day(referral.answer_due, text)))),
        Space(2),
        Signature(text("Name and signature of the receiver"), text("Date")),
    ]  # fmt: skip
    return Document(
        language=text.language,
        title=text("Referral"),
        subtitle=text("Three copies: for the person, the receiver, and the centre"),
        who_may_see=text(common.FOR_THE_RECEIVER),
        blocks=tuple(blocks),
    )


def person_facts(reads: Reads, referral: Referral, text: Text) -> tuple[Fact, ...]:
    """Return the facts of the person that go along: exactly the items agreed."""
    person = reads.get(Person, referral.person_id)
    case = reads.get(Case, referral.case_id)
    today = reads.now().date()
    values = {
        DataItem.FIRST_NAME: isolate(person.called or person.given_name),
        DataItem.FULL_NAME: common.named(person),
        DataItem.CASE_NUMBER: isolate(case.number),
        DataItem.AGE: common.age(person, today, text),
        DataItem.SEX: name_of(person.sex, text),
        DataItem.NATIONALITY: common.nationalities(person, text),
        DataItem.LANGUAGES: common.languages(person.languages, text),
        DataItem.PHONE: _safe_phone(reads, person),
    }
    return tuple(
        Fact(name_of(item, text), values[item]) for item in referral.data_items if item in values
    )


def contact_slip(
    reads: Reads, provider_id: ProviderId, service_id: ServiceId | None, text: Text
) -> Document:
    """Return a small neutral paper: where to go and when. No centre, no reason, no name."""
    provider = reads.get(Provider, provider_id)
    service = reads.find(Service, service_id)
    if provider.confidential:
        facts: tuple[Fact, ...] = (Fact(text("Telephone"), isolate(provider.phone)),)
    else:
        facts = tuple(
            fact
            for fact in (
                Fact(text("Where"), (service.place if service else "") or provider.address),
                Fact(text("Telephone"), isolate(provider.phone) if provider.phone else ""),
                Fact(text("How to get there"), service.directions if service else ""),
                Fact(text("Papers to take along"), service.papers_asked if service else ""),
            )
            if fact.value
        )
    return Document(
        language=text.language,
        title=text("Appointment") if provider.confidential else provider.name,
        who_may_see="",
        slip=True,
        blocks=(Facts(facts, columns=1), Space(2)),
    )


def _safe_phone(reads: Reads, person: Person) -> str:
    ways = reads.matching(SafeContact, person_id=person.id, channel=Channel.PHONE)
    return next((isolate(way.address) for way in ways if not way.never), "")


def _basis(referral: Referral, text: Text) -> str:
    if referral.consent_id is not None:
        return text("The person said yes to sharing this with you, and can take it back.")
    return text(
        "Shared on another basis than consent: {basis}.", basis=name_of(referral.basis, text)
    )
