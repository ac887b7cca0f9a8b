"""A case goes to another centre: gate, contents, acceptance, answer, and what never happens."""

from __future__ import annotations

import itertools
from collections.abc import Callable
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
from caseworker.handover.cards import opener, own_card, put_aside
from caseworker.handover.handover_file import Refused, read_file, seal
from caseworker.handover.looking import take_answers
from caseworker.handover.sending import Going
from caseworker.model.assessment import Assessment, Factor, SafetyPlan
from caseworker.model.audit import FormAnswer
from caseworker.model.case import Case, CaseNote, CaseStatus
from caseworker.model.consent import Attachment, Basis, BasisUse, Consent, Disclosure, Purpose
from caseworker.model.handover import (
    AnsweredHandover,
    CentreCard,
    OutsideColleague,
    ReceivedHandover,
    SentHandover,
)
from caseworker.model.ids import CaseId, NoteId
from caseworker.model.person import Person, Relationship, SafeContact
from caseworker.model.review import FollowUp, Transfer, TransferState
from caseworker.model.staff import Role, User
from caseworker.model.values import Answer
from caseworker.rights.whole_record import whole_record
from caseworker.sync.plain_entity import PlainEntity
from db.store.registry import registered
from tests.handover import centres
from tests.handover.centres import CANARIES, PNG, Two, accepts, answer_of, takes_answer
from tests.scene import AMINA, GOOD_TALK, JOSEPHINE, Scene, codes


@pytest.fixture
def two() -> Two:
    return Two.met()


def record(scene: Scene) -> CaseId:
    screening = scene.screened()
    return scene.do(lambda work: centres.a_record(work, screening))


def ready(two: Two, *, items: tuple[str, ...] = ("record", "plan", "needs")) -> CaseId:
    case_id = record(two.here)
    two.here.do(lambda work: centres.plan(work, case_id, two.card_there))
    two.here.do(lambda work: centres.agrees(work, case_id, items))
    return case_id


def sent(two: Two, case_id: CaseId, going: Going | None = None) -> bytes:
    return two.here.do(lambda work: sending.send(work, case_id, going or Going())).file


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


def hostile(two: Two, change: Callable[[HandoverBody], HandoverBody]) -> bytes:
    """Return a handover that the first centre signed, after *change*."""
    file = sent(two, ready(two))
    body = centres.handed_over(two.there, file).body
    assert isinstance(body, HandoverBody)
    own = two.here.ask(own_card)
    assert own is not None
    receiver = read_card(centres.card_of(two.there))
    return seal(change(body).to_bytes(), read_card(own.card), own.signing_key, receiver)


def with_entity(*more: PlainEntity) -> Callable[[HandoverBody], HandoverBody]:
    return lambda body: replace(body, entities=(*body.entities, *more))


def test_no_staff_and_no_settings_come_in(two: Two) -> None:
    thief = User(id=AMINA.user_id, name="A thief", staff_code="00",
                 roles=frozenset({Role.SUPERVISOR}), added_at=two.here.moment)  # fmt: skip
    plain = two.here.ask(lambda reads: reads.plain(thief))
    accepts(two.there, hostile(two, with_entity(plain)))
    assert "A thief" not in {
        each.name for each in two.there.ask(lambda reads: reads.matching(User))
    }


def test_no_answers_of_special_forms_come_in(two: Two) -> None:
    def sneaked(body: HandoverBody) -> HandoverBody:
        answer = FormAnswer(
            id=JOSEPHINE.user_id, form="threats", form_version="1", subject=body.case, path="/a",
            value="who is feared", answered_at=two.here.moment, answered_by=AMINA.user_id,
        )  # fmt: skip
        return with_entity(two.here.ask(lambda reads: reads.plain(answer)))(body)

    accepts(two.there, hostile(two, sneaked))
    assert two.there.ask(lambda reads: reads.count(FormAnswer)) == 0


def test_notes_for_staff_are_left_out_by_the_receiver_too(two: Two) -> None:
    def sneaked(body: HandoverBody) -> HandoverBody:
        note = CaseNote(
            id=NoteId(JOSEPHINE.user_id),
            case_id=CaseId(body.case),
            staff_only=True,
            written_at=two.here.moment,
            written_by=AMINA.user_id,
        )
        return with_entity(two.here.ask(lambda reads: reads.plain(note)))(body)

    accepts(two.there, hostile(two, sneaked))
    assert two.there.ask(lambda reads: reads.count(CaseNote)) == 0


def spoilt(field: str | int, value: object) -> Callable[[HandoverBody], HandoverBody]:
    number = registered(Person).fields[field] if isinstance(field, str) else field

    def change(body: HandoverBody) -> HandoverBody:
        first, *rest = body.entities
        told = PlainEntity(first.kind, first.id, {**first.fields, number: value})
        return replace(body, entities=(told, *rest))

    return change


def with_author_of_her_id(body: HandoverBody) -> HandoverBody:
    return spoilt("registered_by", body.person.bytes)(body)


def with_file_of_her_id(body: HandoverBody) -> HandoverBody:
    return replace(body, files=(body.files[0]._replace(attachment=body.person),))


def with_contact_of_a_case(body: HandoverBody) -> HandoverBody:
    """Let a way of contact hang on the case, so that it goes with nobody's erasure."""
    kind = registered(SafeContact)
    field = {kind.fields["person_id"]: body.case.bytes}
    changed = [
        PlainEntity(each.kind, each.id, {**each.fields, **field})
        if each.kind == kind.number
        else each
        for each in body.entities
    ]
    return replace(body, entities=tuple(changed))


@pytest.mark.parametrize(
    "change",
    [
        with_author_of_her_id,
        with_file_of_her_id,
        with_contact_of_a_case,
        lambda body: replace(body, files=(*body.files, *body.files)),
        spoilt("given_name", 7),
        spoilt("given_name", b"bytes"),
        spoilt("date_of_birth", {"edtf": "yesterday"}),
        spoilt("date_of_birth", ["no", "map"]),
        spoilt("sex", "no such choice"),
        spoilt("languages", [1]),
        spoilt("registered_at", "never"),
        spoilt("registered_by", b"short"),
        spoilt("restricted", 1),
        lambda body: replace(body, entities=body.entities[1:]),
        lambda body: replace(body, entities=(*body.entities, body.entities[0])),
        lambda body: replace(body, entities=tuple(reversed(body.entities))),
        lambda body: replace(body, person=body.case),
        lambda body: replace(body, written_at="some day"),
        lambda body: replace(body, written_at="0001-01-01T00:00:00.000000Z"),
        spoilt("registered_at", "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_what_no_version_would_write_is_refused_whole(
    two: Two, change: Callable[[HandoverBody], HandoverBody]
) -> None:
    with pytest.raises(Refused) as refused:
        accepts(two.there, hostile(two, change))
    assert refused.value.result == "bad-body"
    assert two.there.ask(lambda reads: reads.count(Person)) == 0


def test_what_is_too_long_for_a_file_is_said_before_it_goes(two: Two) -> None:
    case_id = ready(two)
    person_id = two.here.the_case(case_id).person_id
    two.here.do(lambda work: setattr(work.get(Person, person_id), "avoid", "x" * 70_000))
    with pytest.raises(InvalidValue):
        sent(two, case_id)
    assert not two.here.ask(lambda reads: reads.matching(SentHandover))


def test_nobody_fills_a_record_with_what_nobody_reads(two: Two) -> None:
    fill = hostile(two, lambda body: replace(body, further={77: bytes(300_000)}))
    accepts(two.there, fill)
    (came,) = two.there.ask(lambda reads: reads.matching(ReceivedHandover))
    assert came.not_understood == b""


def test_what_a_newer_version_wrote_is_kept_beside(two: Two) -> None:
    def newer(body: HandoverBody) -> HandoverBody:
        told = with_entity(PlainEntity(9_999, JOSEPHINE.user_id, {1: "newer kind"}))(body)
        return replace(spoilt(999, "newer field")(told), further={77: "newer key"})

    file = hostile(two, newer)
    accepts(two.there, file)
    (came,) = two.there.ask(lambda reads: reads.matching(ReceivedHandover))
    for words in (b"newer kind", b"newer field", b"newer key"):
        assert words in came.not_understood


def test_a_file_cut_anywhere_is_refused(two: Two) -> None:
    file = sent(two, ready(two))
    for end in itertools.chain(range(0, 400, 7), range(400, len(file), 997)):
        with pytest.raises(Refused):
            centres.handed_over(two.there, file[:end])


def test_nobody_else_opens_it(two: Two) -> None:
    file = sent(two, ready(two))
    with pytest.raises(Refused) as refused:
        centres.handed_over(two.here, file)
    assert refused.value.result == "unknown-sender"
    third = centres.named(Scene(JOSEPHINE), "A third centre")
    centres.card_of(third)
    centres.knows(third, centres.card_of(two.here))
    with pytest.raises(Refused) as refused:
        centres.handed_over(third, file)
    assert refused.value.result == "sealed-for-others"


def test_who_was_put_aside_is_a_stranger(two: Two) -> None:
    file = sent(two, ready(two))
    entity = centres.card_entity(two.there)
    two.there.do(lambda work: put_aside(work, work.get(CentreCard, entity.id)))
    with pytest.raises(Refused) as refused:
        centres.handed_over(two.there, file)
    assert refused.value.result == "unknown-sender"


def test_without_a_compared_card_nothing_goes(two: Two) -> None:
    case_id = record(two.here)

    two.here.do(lambda work: centres.plan(work, case_id, two.card_there))
    card = centres.card_entity(two.here)
    two.here.do(lambda work: put_aside(work, work.get(CentreCard, card.id)))
    found = two.here.ask(lambda reads: sending.findings(reads, case_id, Going()))
    assert "card-not-compared" in codes(found)
