"""A case goes to another centre: gate, contents, acceptance, answer, and what never happens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.consent.asking import keep_answers
from caseworker.consent.gate import OtherBasis
from caseworker.consent.standing import standing, standing_no
from caseworker.consent.talk import Asked
from caseworker.consent.withdrawal import Scope, to_recall, withdraw
from caseworker.errors import GateClosed, InvalidValue, NotAllowed, NothingToUndo
from caseworker.handover import receiving, sending
from caseworker.handover.body import AnswerBody, HandoverBody, moment_text, read_body
from caseworker.handover.card import read_card
from caseworker.handover.cards import opener, own_card
from caseworker.handover.handover_file import read_file, seal
from caseworker.handover.looking import take_answers
from caseworker.handover.sending import Going
from caseworker.model.assessment import Assessment, Factor, SafetyPlan
from caseworker.model.audit import FormAnswer
from caseworker.model.case import Case, CaseNote, CaseStatus
from caseworker.model.consent import Attachment, Basis, BasisUse, Consent, Disclosure, Purpose
from caseworker.model.handover import (
    AnsweredHandover,
    OutsideColleague,
    SentHandover,
)
from caseworker.model.person import Person, Relationship, SafeContact
from caseworker.model.review import FollowUp, Transfer, TransferState
from caseworker.model.staff import Role
from caseworker.model.values import Answer
from caseworker.rights.whole_record import whole_record
from tests.handover import centres
from tests.handover.centres import (
    CANARIES,
    PNG,
    Two,
    accepts,
    answer_of,
    ready,
    record,
    sent,
    takes_answer,
)
from tests.scene import AMINA, GOOD_TALK, JOSEPHINE, Scene, codes


@pytest.mark.requirement("R-244")
def test_accepted_there_it_goes_on_there_and_ends_here(two: Two) -> None:
    case_id = ready(two)
    file = sent(two, case_id)
    assert two.here.the_case(case_id).status is CaseStatus.OPEN
    there = accepts(two.there, file)
    case = two.there.the_case(there)
    assert (case.status, case.assigned_to) == (CaseStatus.OPEN, AMINA.user_id)
    takes_answer(two.here, answer_of(two.there, file))
    assert two.here.the_case(case_id).status is CaseStatus.TRANSFERRED
    (moved,) = two.here.ask(lambda reads: reads.matching(Transfer))
    assert moved.state is TransferState.ACCEPTED
    with pytest.raises(NothingToUndo):
        takes_answer(two.here, answer_of(two.there, file))


@pytest.mark.requirement("R-244")
def test_what_keeps_her_safe_comes_along(two: Two) -> None:
    file = sent(two, ready(two))
    there = accepts(two.there, file)
    person = two.there.the_person(two.there.the_case(there).person_id)
    assert person.avoid == "the man with the grey car"
    kinds = (SafeContact, SafetyPlan, Relationship, FollowUp)
    found = {kind: two.there.ask(lambda reads, kind=kind: reads.matching(kind)) for kind in kinds}
    assert found[SafeContact][0].note == "never in the evening"
    assert found[SafetyPlan][0].to_take_along == "a bag behind the door"
    assert [each.relative_name for each in found[Relationship]] == ["uncle Berhane"]
    assert found[FollowUp][0].assigned_to == AMINA.user_id
    (shown,) = two.there.ask(lambda reads: reads.matching(Attachment))
    assert two.there.ask(lambda reads: reads.content(shown.id)) == PNG


def test_what_was_answered_comes_along_and_special_forms_stay(two: Two) -> None:
    case_id = ready(two)
    look, factor = two.here.do(lambda work: centres.assessed(work, case_id))
    there = accepts(two.there, sent(two, case_id))
    (assessed,) = two.there.ask(lambda reads: reads.matching(Assessment, case_id=there))
    (row,) = two.there.ask(lambda reads: reads.matching(Factor, assessment_id=assessed.id))
    assert (look, factor) != (assessed.id, row.id)
    told = two.there.ask(lambda reads: reads.matching(FormAnswer))
    assert {(each.subject, each.path, each.value) for each in told} == {
        (assessed.id, f"/assessment/factor[{row.id}]/why", "since the flood"),
        (there, "/identification/came", "by themselves"),
    }


def test_it_says_where_it_came_from(two: Two) -> None:
    case_id = ready(two)
    there = accepts(two.there, sent(two, case_id))
    (came,) = centres.received(two.there)
    assert (came.centre, came.case_id) == ("Harbour Gate centre", there)
    assert came.their_number == two.here.the_case(case_id).number
    assert came.still_to_do == "A room by the 30th."
    assert two.there.the_case(there).number != ""
    staff = {each.id: each for each in two.there.ask(lambda r: r.matching(OutsideColleague))}
    assert {each.code for each in staff.values()} == {"02", "07"}
    wrote = staff[two.there.the_person(centres.only_person(two.there)).registered_by]
    assert (wrote.code, wrote.centre) == ("02", "Harbour Gate centre")


def test_ids_are_new_so_that_nobody_joins_the_records_of_two_centres(two: Two) -> None:
    accepts(two.there, sent(two, ready(two)))
    for kind in (Person, Case, Consent, SafeContact, Attachment):
        of_both = [
            {each.id for each in place.ask(lambda reads, kind=kind: reads.matching(kind))}
            for place in (two.here, two.there)
        ]
        assert not of_both[0] & of_both[1], kind


def test_the_file_holds_no_word_of_the_record(two: Two) -> None:
    case_id = ready(two, items=("record", "plan", "needs", "notes"))
    (good, _staff, _other) = two.here.do(lambda work: centres.notes(work, case_id))
    gone = two.here.do(lambda work: sending.send(work, case_id, Going(notes=(good,))))
    packed = read_body(two.there.ask(opener).open(read_file(gone.file))).to_bytes()
    for canary in CANARIES:
        assert canary.encode() in packed, canary
        assert canary.encode() not in gone.file
    number = two.here.the_case(case_id).number
    assert number.encode() not in gone.file
    assert b"Northbank" not in gone.file


@pytest.mark.requirement("R-245")
def test_to_a_partner_nothing_goes_without_a_yes(two: Two) -> None:
    case_id = record(two.here)
    two.here.do(lambda work: centres.plan(work, case_id, two.card_there))
    assert "no-consent" in codes(two.here.ask(lambda r: sending.findings(r, case_id, Going())))
    with pytest.raises(GateClosed):
        sent(two, case_id)
    assert not two.here.ask(lambda reads: reads.matching(SentHandover))


@pytest.mark.requirement("R-245")
def test_a_yes_covers_what_it_names_and_no_notes_beside(two: Two) -> None:
    case_id = ready(two)
    (good, _staff, _other) = two.here.do(lambda work: centres.notes(work, case_id))
    with pytest.raises(GateClosed) as closed:
        sent(two, case_id, Going(notes=(good,)))
    assert codes(closed.value.findings) == {"beyond-consent"}
    two.here.do(lambda w: centres.agrees(w, case_id, ("record", "plan", "needs", "notes")))
    there = accepts(two.there, sent(two, case_id, Going(notes=(good,))))
    (note,) = two.there.ask(lambda reads: reads.matching(CaseNote))
    assert (note.said, note.case_id) == ("she sleeps badly", there)


def test_notes_for_staff_and_about_others_never_go(two: Two) -> None:
    case_id = ready(two, items=("record", "plan", "needs", "notes"))
    (_good, *never) = two.here.do(lambda work: centres.notes(work, case_id))
    for note in never:
        with pytest.raises(InvalidValue):
            sent(two, case_id, Going(notes=(note,)))


@pytest.mark.requirement("R-245")
def test_a_yes_taken_back_before_it_goes_stops_it(two: Two) -> None:
    case_id = ready(two)
    person_id = two.here.the_case(case_id).person_id
    scope = Scope(purpose=Purpose.TRANSFER, recipient="Northbank centre")
    two.here.do(lambda work: withdraw(work, person_id, scope))
    with pytest.raises(GateClosed):
        sent(two, case_id)


def test_a_yes_taken_back_afterwards_prepares_a_notice(two: Two) -> None:
    case_id = ready(two)
    sent(two, case_id)
    person_id = two.here.the_case(case_id).person_id
    scope = Scope(purpose=Purpose.TRANSFER, recipient="Northbank centre")
    assert not two.here.ask(lambda reads: to_recall(reads, person_id))
    two.here.do(lambda work: withdraw(work, person_id, scope))
    (told,) = two.here.ask(lambda reads: to_recall(reads, person_id))
    assert (told.recipient, told.medium) == ("Northbank centre", "sealed file")


def test_another_basis_opens_the_gate_and_is_looked_at_afterwards(two: Two) -> None:
    case_id = record(two.here)
    two.here.do(lambda work: centres.plan(work, case_id, two.card_there))
    danger = OtherBasis(
        basis=Basis.VITAL_INTERESTS, reason="He waits at the gate.", person_told=True
    )
    file = sent(two, case_id, Going(other_basis=danger))
    assert two.here.ask(lambda reads: reads.count(BasisUse)) == 1
    accepts(two.there, file)
    assert centres.received(two.there)[0].basis == Basis.VITAL_INTERESTS.value
    (use,) = two.there.ask(lambda reads: reads.matching(BasisUse))
    assert (use.basis, use.reason) == (Basis.VITAL_INTERESTS, "He waits at the gate.")
    assert use.person_id == centres.only_person(two.there)


@pytest.mark.requirement("R-244")
def test_in_ones_own_organisation_it_needs_the_plan_and_no_no() -> None:
    two = Two.met(ours=True)
    case_id = record(two.here)
    two.here.do(lambda work: centres.plan(work, case_id, two.card_there, ours=True))
    person_id = two.here.the_case(case_id).person_id
    no = Asked(purpose=Purpose.TRANSFER, recipient="Northbank centre", answer=Answer.NO)
    two.here.do(lambda work: keep_answers(work, (no,), GOOD_TALK, person_id=person_id))
    found = two.here.ask(lambda reads: sending.findings(reads, case_id, Going()))
    assert codes(found) == {"said-no-to-centre"}
    two.here.later(minutes=1)
    two.here.do(lambda work: centres.agrees(work, case_id))
    accepts(two.there, sent(two, case_id))
    (told,) = two.here.ask(lambda reads: reads.matching(Disclosure))
    assert told.recipient == "Northbank centre"


def test_a_yes_to_a_partner_counts_for_nothing_here_beyond_what_it_named(two: Two) -> None:
    case_id = ready(two)
    there = two.there
    accepts(there, sent(two, case_id))
    person_id, today = centres.only_person(there), there.moment.date()
    assert not there.ask(lambda r: standing(r, person_id, Purpose.RECORD, today=today))
    at_them = there.ask(
        lambda r: standing(
            r, person_id, Purpose.RECORD, recipient="Harbour Gate centre", today=today
        )
    )
    assert len(at_them) == 1
    named = there.ask(
        lambda r: standing(
            r, person_id, Purpose.TRANSFER, recipient="Northbank centre", today=today
        )
    )
    assert len(named) == 1


def test_a_yes_within_one_organisation_stays_a_yes() -> None:
    two = Two.met(ours=True)
    case_id = record(two.here)
    two.here.do(lambda work: centres.plan(work, case_id, two.card_there, ours=True))
    accepts(two.there, sent(two, case_id))
    person_id, today = centres.only_person(two.there), two.there.moment.date()
    assert two.there.ask(lambda r: standing(r, person_id, Purpose.RECORD, today=today))


def test_a_no_stays_a_no_everywhere(two: Two) -> None:
    case_id = ready(two)
    person_id = two.here.the_case(case_id).person_id
    no = Asked(purpose=Purpose.FIGURES, answer=Answer.NO)
    two.here.do(lambda work: keep_answers(work, (no,), GOOD_TALK, person_id=person_id))
    accepts(two.there, sent(two, case_id))
    here = centres.only_person(two.there)
    assert two.there.ask(lambda reads: standing_no(reads, here, Purpose.FIGURES)) is not None


def test_declined_it_comes_back_with_the_reason(two: Two) -> None:
    case_id = ready(two)
    file = sent(two, case_id)
    opened = centres.handed_over(two.there, file)
    assert isinstance(opened.body, HandoverBody)
    body = opened.body
    with pytest.raises(InvalidValue):
        two.there.do(lambda work: receiving.decline(work, body, opened.card_id, " "))
    two.there.do(lambda work: receiving.decline(work, body, opened.card_id, "No room this month"))
    assert two.there.ask(lambda reads: reads.count(Person)) == 0
    takes_answer(two.here, answer_of(two.there, file))
    (moved,) = two.here.ask(lambda reads: reads.matching(Transfer))
    assert (moved.state, moved.answer) == (TransferState.DECLINED, "No room this month")
    assert two.here.the_case(case_id).status is CaseStatus.OPEN
    two.here.do(lambda work: centres.plan(work, case_id, two.card_there))
    assert sent(two, case_id)


def test_the_same_file_twice_is_one_handover(two: Two) -> None:
    file = sent(two, ready(two))
    accepts(two.there, file)
    with pytest.raises(GateClosed) as closed:
        accepts(two.there, file)
    assert codes(closed.value.findings) == {"answered-before"}
    assert two.there.ask(lambda reads: reads.count(Person)) == 1


def test_what_was_taken_over_elsewhere_and_has_come_in_part_is_not_taken_again(two: Two) -> None:
    file = sent(two, ready(two))
    accepts(two.there, file)
    # The word that it was answered is still on its way; the record has come.
    two.there.do(lambda work: work.erase(*work.matching(AnsweredHandover)))
    with pytest.raises(GateClosed):
        accepts(two.there, file)


@pytest.mark.requirement("R-442")
def test_a_file_kept_for_years_brings_nobody_back(two: Two) -> None:
    file = sent(two, ready(two))
    accepts(two.there, file)
    person_id = centres.only_person(two.there)
    two.there.do(lambda work: work.erase(*whole_record(work, person_id).entities))
    assert not centres.received(two.there)
    with pytest.raises(GateClosed):
        accepts(two.there, file)
    assert two.there.ask(lambda reads: reads.count(Person)) == 0


def test_what_did_not_leave_is_taken_back_and_may_go_again(two: Two) -> None:
    case_id = ready(two)
    first = sent(two, case_id)
    with pytest.raises(NotAllowed):
        sent(two, case_id)
    two.here.do(lambda work: centres.plan(work, case_id, two.card_there))
    with pytest.raises(NotAllowed):
        sent(two, case_id)
    two.here.do(lambda work: sending.take_back(work, case_id))
    (told,) = two.here.ask(lambda reads: reads.matching(Disclosure))
    assert told.did_not_go_at is not None
    second = sent(two, case_id)
    # The first turned up after all, and is declined: what waits for its answer still waits.
    opened = centres.handed_over(two.there, first)
    two.there.do(lambda work: receiving.decline(work, opened.body, opened.card_id, "Twice"))  # type: ignore[arg-type]
    takes_answer(two.here, answer_of(two.there, first))
    assert two.here.ask(lambda reads: sending.waiting(reads, case_id)) is not None
    accepts(two.there, second)
    takes_answer(two.here, answer_of(two.there, second))
    assert two.here.the_case(case_id).status is CaseStatus.TRANSFERRED


def test_what_was_thought_lost_and_was_taken_over_ends_here_too(two: Two) -> None:
    case_id = ready(two)
    file = sent(two, case_id)
    two.here.do(lambda work: sending.take_back(work, case_id))
    accepts(two.there, file)
    takes_answer(two.here, answer_of(two.there, file))
    assert two.here.the_case(case_id).status is CaseStatus.TRANSFERRED
    (told,) = two.here.ask(lambda reads: reads.matching(Disclosure))
    assert told.did_not_go_at is None, "it did go, whatever somebody believed"


def test_taken_over_twice_is_told_and_ends_nothing_by_itself(two: Two) -> None:
    case_id = ready(two)
    first = sent(two, case_id)
    two.here.do(lambda work: sending.take_back(work, case_id))
    sent(two, case_id)
    accepts(two.there, first)
    opened = centres.handed_over(two.here, answer_of(two.there, first))
    taken = two.here.do(lambda work: take_answers(work, [opened]))
    assert [(each.accepted, each.ended) for each in taken.answers] == [(True, False)]
    assert two.here.the_case(case_id).status is CaseStatus.OPEN


def test_an_answer_counts_only_from_where_it_went(two: Two) -> None:
    file = sent(two, ready(two))
    other = centres.named(Scene(JOSEPHINE), "A third centre")
    centres.knows(two.here, centres.card_of(other))
    centres.knows(other, centres.card_of(two.here))
    handover = centres.handed_over(two.there, file).body.handover
    body = AnswerBody(handover=handover, written_at=moment_text(other.moment), accepted=True)
    own = other.ask(own_card)
    assert own is not None
    receiver = read_card(centres.card_of(two.here))
    forged = seal(body.to_bytes(), read_card(own.card), own.signing_key, receiver)
    with pytest.raises(NotAllowed):
        takes_answer(two.here, forged)


def test_a_case_and_its_answer_look_alike(two: Two) -> None:
    file = sent(two, ready(two))
    accepts(two.there, file)
    assert len(answer_of(two.there, file)) == len(file)


@pytest.mark.parametrize("who", [AMINA, replace(JOSEPHINE, roles=frozenset({Role.ADMINISTRATOR}))])
def test_only_supervisors_receive(two: Two, who: object) -> None:
    file = sent(two, ready(two))
    two.there.as_(who)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        accepts(two.there, file)


def test_a_restricted_record_stays_with_few(two: Two) -> None:
    case_id = ready(two)
    person_id = two.here.the_case(case_id).person_id
    two.here.do(lambda work: setattr(work.get(Person, person_id), "restricted", True))
    accepts(two.there, sent(two, case_id))
    here = centres.only_person(two.there)
    assert two.there.the_person(here).restricted


# What somebody with the key of a centre could write.
