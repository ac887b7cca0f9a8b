"""What another centre may send: strangers, nonsense, what is cut, and what nobody would write."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest

from caseworker.errors import InvalidValue
from caseworker.handover import sending
from caseworker.handover.body import HandoverBody
from caseworker.handover.card import read_card
from caseworker.handover.cards import own_card, put_aside
from caseworker.handover.handover_file import Refused, seal
from caseworker.handover.sending import Going
from caseworker.model.audit import FormAnswer
from caseworker.model.case import CaseNote
from caseworker.model.handover import (
    CentreCard,
    ReceivedHandover,
    SentHandover,
)
from caseworker.model.ids import CaseId, NoteId
from caseworker.model.person import Person, SafeContact
from caseworker.model.staff import Role, User
from caseworker.sync.plain_entity import PlainEntity
from db.store.registry import registered
from tests.handover import centres
from tests.handover.centres import (
    Two,
    accepts,
    ready,
    record,
    sent,
)
from tests.scene import AMINA, JOSEPHINE, Scene, codes


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
