"""Keep what somebody said yes or no to, purpose by purpose (R-431, R-432)."""

from __future__ import annotations

from dataclasses import replace

from caseworker.consent.talk import Asked, Talk, YesToRecording
from caseworker.consent.validity import talk_findings
from caseworker.consent.withdrawal import Scope, stop_in_other_records, take_back
from caseworker.findings import pass_gate
from caseworker.model.consent import (
    Consent,
    Evidence,
    FormOfConsent,
    KindOfConsent,
    Purpose,
    Withdrawal,
)
from caseworker.model.ids import ConsentId, PersonId, ScreeningId, WithdrawalId
from caseworker.model.person import Relationship
from caseworker.model.values import Answer
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork


def keep_answers(
    work: UnitOfWork,
    asked: tuple[Asked, ...],
    talk: Talk,
    *,
    person_id: PersonId | None = None,
    screening_id: ScreeningId | None = None,
) -> list[Consent]:
    """Keep each yes and no of a talk; lines not asked leave no trace.

    A no where a yes stood before is a withdrawal too, so it holds on every laptop; one where none
    stood stops what relied on a yes in another record of hers.

    Raises:
        NotAllowed: the actor's role does not cover it.
        GateClosed: a yes was not given as it must be.
    """
    require(work.actor, Act.REGISTER)
    if any(line.answer is Answer.YES for line in asked):
        pass_gate(talk_findings(talk, guardian_of(work, talk)))
    known = _withdrawals_known(work, person_id)
    # One moment for the whole talk: its lines belong together.
    now = work.now()
    kept = []
    if talk.recording is not None:
        _keep_yes_to_recording(work, talk, talk.recording, (person_id, screening_id, known))
    for line in asked:
        if line.answer is Answer.NOT_ASKED:
            continue
        consent = _consent(work, line, talk, person_id, screening_id, known)
        consent.asked_at = now
        work.add(consent)
        work.rely_on(consent)
        kept.append(consent)
        if line.answer is Answer.NO and person_id is not None:
            _withdraw_earlier_yes(work, line, person_id)
    return kept


def keep_assent(
    work: UnitOfWork,
    childs_word: Asked,
    talk: Talk,
    *,
    person_id: PersonId,
    screening_id: ScreeningId | None = None,
) -> Consent:
    """Keep what a child says beside the guardian's word; it opens nothing alone (R-437)."""
    heard = replace(talk, kind=KindOfConsent.ASSENT, guardian_id=None)
    assent = _consent(work, childs_word, heard, person_id, screening_id, ())
    work.add(assent)
    return assent


def guardian_of(reads: Reads, talk: Talk) -> Relationship | None:
    """Return the tie of the guardian who speaks in *talk*, or None."""
    return reads.find(Relationship, talk.guardian_id)


def _consent(
    work: UnitOfWork,
    line: Asked,
    talk: Talk,
    person_id: PersonId | None,
    screening_id: ScreeningId | None,
    known: tuple[WithdrawalId, ...],
) -> Consent:
    return Consent(
        id=ConsentId(work.new_id()),
        person_id=person_id,
        screening_id=screening_id,
        purpose=line.purpose,
        purpose_text=line.purpose_text,
        provider_id=line.provider_id,
        recipient=line.recipient,
        data_items=line.data_items,
        answer=line.answer,
        kind=talk.kind,
        guardian_id=talk.guardian_id,
        guardian_involvement=talk.guardian_involvement,
        setting=talk.setting,
        capacity=talk.capacity,
        evidence=talk.evidence,
        asked_at=work.now(),
        asked_by=work.actor.user_id,
        valid_until=line.valid_until,
        knows_withdrawals=known,
    )


def _keep_yes_to_recording(
    work: UnitOfWork,
    talk: Talk,
    said: YesToRecording,
    about: tuple[PersonId | None, ScreeningId | None, tuple[WithdrawalId, ...]],
) -> None:
    """Keep the yes that came before the recording: spoken, certified, and older than the rest."""
    aloud = Evidence(
        form=FormOfConsent.VERBAL,
        certified_by=said.certified_by,
        certified_at=said.certified_at,
    )
    line = Asked(purpose=Purpose.RECORDING, answer=Answer.YES)
    consent = _consent(work, line, replace(talk, evidence=aloud), *about)
    consent.asked_at = said.certified_at
    work.add(consent)
    work.rely_on(consent)


def _withdrawals_known(work: UnitOfWork, person_id: PersonId | None) -> tuple[WithdrawalId, ...]:
    if person_id is None:
        return ()
    earlier = work.matching(Withdrawal, person_id=person_id)
    work.rely_on(*earlier)
    return tuple(withdrawal.id for withdrawal in earlier)


def _withdraw_earlier_yes(work: UnitOfWork, line: Asked, person_id: PersonId) -> None:
    """Let a no end the yes before it, here and in her other records, and what relied on it."""
    earlier = work.matching(Consent, person_id=person_id, purpose=line.purpose, answer=Answer.YES)
    if earlier:
        scope = Scope(purpose=line.purpose, provider_id=line.provider_id, recipient=line.recipient)
        take_back(work, person_id, scope)
    stop_in_other_records(work, person_id)
