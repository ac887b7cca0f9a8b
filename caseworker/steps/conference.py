"""Case conferences: partners at the table hear only what the person said yes to (R-236).

A yes is to one recipient and stands for nobody else at the table (R-260). Whoever was there cannot
be made to forget it: a conference without a yes to each partner is kept as it was, and what is
missing is said until the person is asked, or until another basis is written down, at which a
supervisor looks within a day. Who heard of it, and on what it stood, is kept like anything else
that leaves (R-441): where a yes ends, somebody tells them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from caseworker.consent.gate import OtherBasis
from caseworker.consent.other_basis import use_other_basis
from caseworker.consent.standing import same_recipient, standing, standing_no
from caseworker.findings import Findings, gap
from caseworker.model.case import Case
from caseworker.model.consent import Basis, BasisUse, Consent, Disclosure, Purpose
from caseworker.model.directory import Provider
from caseworker.model.ids import CaseId, ConsentId, PersonId, ProviderId
from caseworker.model.review import Meeting, MeetingKind
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.text import N_, isolate

SHARING = (Purpose.REFERRAL, Purpose.TRANSFER)
"""A yes to these lets a partner know about somebody."""
MEDIUM = "case conference"
ANSWER = "meeting.partners"
"""The answer of the review that tells who sat there."""


def partners_in(said: str) -> tuple[str, ...]:
    """Return the partners that somebody wrote down, one on each line, each once."""
    named = (line.strip() for line in said.splitlines())
    return tuple(dict.fromkeys(name for name in named if name))


def name_partners(work: UnitOfWork, meeting_id: UUID, said: str) -> Meeting:
    """Write down afterwards which partners sat at a conference, one on each line of *said*.

    Raises:
        NotAllowed: the role does not cover it.
    """
    require(work.actor, Act.WORK_ON_CASE)
    meeting = work.get(Meeting, meeting_id)
    meeting.partners = partners_in(said)
    now = yes_to_each(work, meeting.case_id, meeting.partners, work.now().date())
    meeting.consents = tuple(dict.fromkeys((*meeting.consents, *now)))
    note_who_heard(work, meeting)
    return meeting


def note_who_heard(work: UnitOfWork, meeting: Meeting) -> None:
    """Keep what each partner at a conference heard as passed on, once it is known on what it stood.

    A name that was put right was not there after all.
    """
    noted = work.matching(Disclosure, missing("did_not_go_at"), meeting_id=meeting.id)
    for each in noted:
        if each.recipient not in meeting.partners:
            each.did_not_go_at = work.now()
    heard = {each.recipient for each in noted}
    for partner in meeting.partners:
        if partner not in heard:
            _note(work, meeting, partner)


def _note(work: UnitOfWork, meeting: Meeting, partner: str) -> None:
    providers = _providers(work)
    consents = (work.find(Consent, key) for key in meeting.consents)
    yes = next((each for each in consents if each and _is_to(each, partner, providers)), None)
    other = work.matching(BasisUse, meeting_id=meeting.id, order_by="used_at")
    if yes is None and not other:
        return
    if yes is not None:
        work.rely_on(yes)
    work.add(
        Disclosure(
            id=work.new_id(),
            person_id=work.get(Case, meeting.case_id).person_id,
            case_id=meeting.case_id,
            meeting_id=meeting.id,
            recipient=partner,
            provider_id=_recipients(partner, providers)[0],
            basis=other[-1].basis if yes is None else Basis.CONSENT,
            consent_id=None if yes is None else yes.id,
            medium=MEDIUM,
            disclosed_at=meeting.held_at,
            disclosed_by=meeting.led_by,
        )
    )


def yes_to_each(
    reads: Reads, case_id: CaseId, partners: Iterable[str], today: date
) -> tuple[ConsentId, ...]:
    """Return the yes to each of *partners* that stands *today*; to whom there is none is left out.

    A partner is the entry of the directory that is called so, or a recipient in the same words.
    """
    person = reads.get(Case, case_id).person_id
    providers = _providers(reads)
    found = (_yes_to(reads, person, partner, providers, today) for partner in partners)
    return tuple(each.id for each in found if each is not None)


def stand_on_other_basis(work: UnitOfWork, meeting_id: UUID, other: OtherBasis) -> BasisUse:
    """Keep on which other basis than a yes partners heard about somebody at a conference.

    Raises:
        NotAllowed: the role does not cover it.
        GateClosed: the reason, or the law of a legal duty, is missing.
    """
    require(work.actor, Act.WORK_ON_CASE)
    meeting = work.get(Meeting, meeting_id)
    person = work.get(Case, meeting.case_id).person_id
    used = use_other_basis(
        work, other, person_id=person, case_id=meeting.case_id, meeting_id=meeting_id
    )
    note_who_heard(work, meeting)
    return used


def last_conference(reads: Reads, case_id: CaseId) -> Meeting | None:
    """Return the last conference about a case, or None."""
    held = reads.matching(Meeting, case_id=case_id, order_by=("-held_at", "-id"))
    return next((each for each in held if each.kind is MeetingKind.CASE_CONFERENCE), None)


def conference_findings(reads: Reads, case_id: CaseId) -> Findings:
    """Return what is missing where partners sat together about somebody."""
    conference = last_conference(reads, case_id)
    if conference is None or reads.count(BasisUse, meeting_id=conference.id):
        return ()
    if not conference.partners:
        what, why = (
            N_("Which partners sat there is missing"),
            N_("A yes is to one partner and stands for no other. Without their names nobody can"
               " tell whether each had one."),
        )  # fmt: skip
        return (gap("conference-without-partners", what, why, "R-236", answer=ANSWER),)
    without = _without_a_yes(reads, conference)
    refused = [each for each in without if _said_no(reads, conference, each)]
    asked_of_nobody = [each for each in without if each not in refused]
    found = []
    if refused:
        what, why = (
            N_("The person had said no to a partner who was there: {partners}"),
            N_("Tell the person who heard what, where that is safe, and write down on what other"
               " basis it was. Tell them nothing more."),
        )  # fmt: skip
        found.append(
            gap("conference-after-no", what, why, "R-236", "R-260", answer=ANSWER,
                partners=_named(refused))
        )  # fmt: skip
    if asked_of_nobody:
        what, why = (
            N_("Partners met about it without a yes to each of them: {partners}"),
            N_("Ask the person, or write down the other basis: a supervisor looks at it afterwards."
               " Until then, tell them nothing more."),
        )  # fmt: skip
        found.append(
            gap("conference-without-yes", what, why, "R-236", "R-260", answer=ANSWER,
                partners=_named(asked_of_nobody))
        )  # fmt: skip
    return tuple(found)


def _without_a_yes(reads: Reads, conference: Meeting) -> list[str]:
    """Return the partners for whom no yes stood on the day, and none stands now."""
    person = reads.get(Case, conference.case_id).person_id
    providers = _providers(reads)
    then = [each for key in conference.consents if (each := reads.find(Consent, key)) is not None]
    today = reads.now().date()
    return [
        partner
        for partner in conference.partners
        if not any(_is_to(consent, partner, providers) for consent in then)
        and _yes_to(reads, person, partner, providers, today) is None
    ]


def _yes_to(
    reads: Reads,
    person: PersonId,
    partner: str,
    providers: Sequence[Provider],
    today: date,
) -> Consent | None:
    for provider_id in _recipients(partner, providers):
        for purpose in SHARING:
            yes = standing(
                reads, person, purpose, provider_id=provider_id, recipient=partner, today=today
            )
            if yes:
                return yes[0]
    return None


def _said_no(reads: Reads, conference: Meeting, partner: str) -> bool:
    """Return whether her last word on sharing with *partner* is a no."""
    person = reads.get(Case, conference.case_id).person_id
    return any(
        standing_no(reads, person, purpose, provider_id=provider_id, recipient=partner) is not None
        for provider_id in _recipients(partner, _providers(reads))
        for purpose in SHARING
    )


def _is_to(consent: Consent, partner: str, providers: Sequence[Provider]) -> bool:
    return any(same_recipient(consent, key, partner) for key in _recipients(partner, providers))


def _recipients(partner: str, providers: Sequence[Provider]) -> list[ProviderId | None]:
    """Return the entries of the directory that are called so, and None: the words themselves."""
    called = partner.strip().casefold()
    return [*(each.id for each in providers if each.name.strip().casefold() == called), None]


def _providers(reads: Reads) -> list[Provider]:
    return reads.matching(Provider)


def _named(partners: Iterable[str]) -> str:
    return ", ".join(isolate(each) for each in partners)
