"""Ask for a yes to one provider and these items, where a referral needs it (R-260)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from caseworker.centre.settings import the_centre
from caseworker.consent import age
from caseworker.consent.asking import keep_assent
from caseworker.consent.children import child_findings
from caseworker.consent.talk import Asked, Talk
from caseworker.findings import Findings, pass_gate
from caseworker.model.case import Case, ProtectionFlag
from caseworker.model.consent import Consent, KindOfConsent, Purpose
from caseworker.model.directory import Provider, ProviderKind
from caseworker.model.ids import CaseId, PersonId, ProviderId, RelationshipId
from caseworker.model.person import Person, Relationship
from caseworker.model.referral import DataItem
from caseworker.model.values import Answer
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.reception.registration import Guardian, ask_later


@dataclass(frozen=True, kw_only=True)
class Said:
    """What came out of a talk about a referral."""

    asked: tuple[Asked, ...]
    talk: Talk = field(default_factory=Talk)
    guardian: Guardian | None = None
    assent: Answer = Answer.NOT_ASKED
    """What the child says, where the age band asks for it (R-437)."""


def to_ask(
    reads: Reads, case_id: CaseId, provider_id: ProviderId, items: tuple[DataItem, ...]
) -> tuple[Asked, ...]:
    """Return the lines to ask: sharing these items; for an authority, contact with it as well.

    Contact with an authority is a question of its own while a protection flag is open.
    """
    provider = reads.get(Provider, provider_id)
    sharing = Asked(
        purpose=Purpose.REFERRAL,
        provider_id=provider_id,
        recipient=provider.name,
        data_items=tuple(item.value for item in items),
    )
    if provider.kind is ProviderKind.AUTHORITY and _flags(reads, case_id):
        contact = Asked(
            purpose=Purpose.CONTACT_AUTHORITIES, provider_id=provider_id, recipient=provider.name
        )
        return sharing, contact
    return (sharing,)


def asking_findings(reads: Reads, case_id: CaseId, said: Said) -> Findings:
    """Return what an age asks for: a guardian's word, and the child's own (R-437, R-438)."""
    case = reads.get(Case, case_id)
    if not any(line.answer is Answer.YES for line in said.asked):
        return ()
    person = reads.get(Person, case.person_id)
    needed = age.needed(person, the_centre(reads), reads.now().date())
    return child_findings(needed, said.talk, said.assent)


def keep_said(work: UnitOfWork, case_id: CaseId, said: Said) -> list[Consent]:
    """Keep what was said about a referral.

    Raises:
        NotAllowed: the role does not refer.
        GateClosed: a yes was not given as it must be, or a child's guardian is missing.
    """
    require(work.actor, Act.REFER)
    pass_gate(asking_findings(work, case_id, said))
    person_id = work.get(Case, case_id).person_id
    talk = said.talk
    if said.guardian is not None:
        guardian = _known(work, person_id, said.guardian)
        if guardian is None:
            guardian = _tie(work, person_id, said.guardian)
            work.add(guardian)
        talk = replace(talk, kind=KindOfConsent.GUARDIAN, guardian_id=guardian.id)
    if said.assent in {Answer.YES, Answer.NO}:
        childs_word = replace(said.asked[0], answer=said.assent)
        keep_assent(work, childs_word, talk, person_id=person_id)
    return ask_later(work, person_id, said.asked, talk)


def _flags(reads: Reads, case_id: CaseId) -> frozenset[ProtectionFlag]:
    return reads.get(Case, case_id).protection_flags


def _known(reads: Reads, child: PersonId, named: Guardian) -> Relationship | None:
    """Return the tie as it was kept before, where nothing new is said about it."""
    if named.verified_how or named.doubt or named.may_be_abuser:
        return None
    ties = reads.matching(Relationship, person_id=child, tie=named.tie)
    return next((tie for tie in ties if _same(tie, named)), None)


def _same(tie: Relationship, named: Guardian) -> bool:
    if named.relative_id is not None:
        return tie.relative_id == named.relative_id
    return tie.relative_name.strip().casefold() == named.relative_name.strip().casefold()


def _tie(work: UnitOfWork, child: PersonId, named: Guardian) -> Relationship:
    verified = bool(named.verified_how.strip())
    return Relationship(
        id=RelationshipId(work.new_id()),
        person_id=child,
        relative_id=named.relative_id,
        relative_name=named.relative_name,
        tie=named.tie,
        claimed_at=work.now(),
        verified_at=work.now() if verified else None,
        verified_by=work.actor.user_id if verified else None,
        verified_how=named.verified_how,
        doubt=named.doubt,
        may_be_abuser=named.may_be_abuser,
    )
