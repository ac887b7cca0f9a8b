"""What lies on a stick, and what any centre may write: taken in, or refused in words."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.errors import InvalidValue
from caseworker.handover import cards, folder, looking, sending
from caseworker.handover.body import HandoverBody
from caseworker.handover.card import read_card
from caseworker.handover.cards import CardState, Compared
from caseworker.handover.folder import write_card, write_handover
from caseworker.handover.handover_file import Refused
from caseworker.handover.looking import look_at, take_answers
from caseworker.handover.receiving import open_file
from caseworker.handover.sending import Going
from caseworker.handover.unpacking import unpack
from caseworker.model.handover import CentreCard, OwnCard
from caseworker.model.ids import CaseId
from caseworker.model.review import FollowUp, FollowUpState, Transfer
from caseworker.model.staff import Centre
from caseworker.ports import UnitOfWork
from caseworker.supervision.queue import Waits, queue
from caseworker.sync.plain_entity import PlainEntity
from tests.handover import centres
from tests.handover.centres import Two, accepts, answer_of, takes_answer
from tests.scene import JOSEPHINE, Scene


def sent(two: Two) -> tuple[CaseId, sending.Gone]:
    screening = two.here.screened()
    case_id = two.here.do(lambda work: centres.a_record(work, screening))
    two.here.do(lambda work: centres.plan(work, case_id, two.card_there, ours=True))
    return case_id, two.here.do(lambda work: sending.send(work, case_id, Going()))


@pytest.fixture
def two() -> Two:
    return Two.met(ours=True)


def test_a_stick_says_what_lies_on_it(two: Two, tmp_path: Path) -> None:
    _case, gone = sent(two)
    third = centres.named(Scene(JOSEPHINE), "A third centre")
    card = centres.card_of(third)
    write_handover(tmp_path, gone.file_id, gone.file)
    write_handover(tmp_path, bytes(16), gone.file[:-9])
    write_handover(tmp_path, bytes(15), b"%PDF-1.7\n")
    write_card(tmp_path, read_card(card), card)
    write_card(tmp_path, read_card(card), card)
    (tmp_path / "a photograph.handover").mkdir()

    there = two.there.ask(lambda reads: look_at(reads, tmp_path))
    assert [each.centre for each in there.handovers] == ["Harbour Gate centre"]
    assert [each.name for each in there.cards] == ["A third centre"]
    assert there.refused == {"bad-body-hash": 1, "not-a-handover": 1}

    here = two.here.ask(lambda reads: look_at(reads, tmp_path))
    assert not here.handovers, "what this centre wrote is not for this centre"
    elsewhere = third.ask(lambda reads: look_at(reads, tmp_path))
    assert elsewhere.refused["unknown-sender"] == 1
    assert look_at_nothing(two, tmp_path / "no such folder")


def test_a_stick_with_a_thousand_files_is_read_whole(two: Two, tmp_path: Path) -> None:
    _case, gone = sent(two)
    card = centres.card_of(centres.named(Scene(JOSEPHINE), "A third centre"))
    for number in range(1_000):
        # By name they come before what is looked for.
        (tmp_path / f"{number:032x}.handover").write_bytes(b"of another program")
        (tmp_path / f"{number:032x}.card").write_bytes(b"of another program")
    (tmp_path / "z.handover").write_bytes(gone.file)
    (tmp_path / "z.card").write_bytes(card)
    found = two.there.ask(lambda reads: look_at(reads, tmp_path))
    assert [each.centre for each in found.handovers] == ["Harbour Gate centre"]
    assert [each.name for each in found.cards] == ["A third centre"]
    assert sum(found.refused.values()) == 2_000
    assert found.left == 0


@pytest.mark.parametrize(("name", "most"), [("MOST_FILES", 2), ("MOST_BYTES", 2_000)])
def test_what_is_too_much_for_one_look_is_counted(
    two: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    monkeypatch.setattr(folder, name, most)
    for number in range(3):
        (tmp_path / f"{number}.handover").write_bytes(b"x" * 1_500)
    (tmp_path / "z.handover").write_bytes(b"x" * 100)
    found = two.there.ask(lambda reads: look_at(reads, tmp_path))
    # The smallest first: large ones keep nobody's from being read.
    assert sum(found.refused.values()) + found.left == 4
    assert found.left == 2
    assert next(iter(folder.handovers_at(tmp_path))) == b"x" * 100


def test_what_one_centre_packs_into_small_files_does_not_fill_the_memory(
    two: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A centre that we know may be hostile; what others sent is read all the same."""
    _case, gone = sent(two)
    size = two.there.ask(lambda reads: open_file(reads, gone.file)).size
    monkeypatch.setattr(looking, "MOST_OPENED", 2 * size)
    third = centres.named(Scene(JOSEPHINE), "A third centre")
    card = centres.knows(third, centres.card_of(two.there), ours=True)
    centres.knows(two.there, centres.card_of(third), ours=True)
    screening = third.screened()
    case_id = third.do(lambda work: centres.a_record(work, screening))
    third.do(lambda work: centres.plan(work, case_id, card, ours=True))
    other = third.do(lambda work: sending.send(work, case_id, Going()))
    for number in range(5):
        write_handover(tmp_path, bytes([number] * 16), gone.file)
    write_handover(tmp_path, bytes([9] * 16), other.file)
    found = two.there.ask(lambda reads: look_at(reads, tmp_path))
    assert found.left == 3
    assert {each.centre for each in found.handovers} == {"Harbour Gate centre", "A third centre"}


def look_at_nothing(two: Two, place: Path) -> bool:
    found = two.there.ask(lambda reads: look_at(reads, place))
    return not (found.handovers or found.cards or found.answers or found.refused)


def test_answers_are_kept_once_and_unknown_ones_are_told(two: Two, tmp_path: Path) -> None:
    case_id, gone = sent(two)
    accepts(two.there, gone.file)
    for _ in range(2):
        # Sealed anew each time it is written, and one answer all the same.
        answer = answer_of(two.there, gone.file)
        write_handover(tmp_path, answer[40:56], answer)
    found = two.here.ask(lambda reads: look_at(reads, tmp_path))
    taken = two.here.do(lambda work: take_answers(work, found.answers))
    assert [(each.case_id, each.accepted) for each in taken.answers] == [(case_id, True)]
    assert two.here.do(lambda work: take_answers(work, found.answers)).answers == ()

    other_laptop = centres.named(Scene(JOSEPHINE), "Harbour Gate centre")
    own, known = two.here.ask(lambda r: (r.matching(OwnCard), r.matching(CentreCard)))

    def has_the_cards(work: UnitOfWork) -> None:
        for each in (*own, *known):
            work.add(replace(each))

    other_laptop.do(has_the_cards)
    found = other_laptop.ask(lambda reads: look_at(reads, tmp_path))
    assert other_laptop.do(lambda work: take_answers(work, found.answers)).unknown == 1


def test_what_was_planned_here_ends_with_the_answer(two: Two) -> None:
    case_id, gone = sent(two)
    accepts(two.there, gone.file)
    takes_answer(two.here, answer_of(two.there, gone.file))
    (look,) = two.here.ask(lambda reads: reads.matching(FollowUp, case_id=case_id))
    assert look.state is FollowUpState.CANCELLED
    (goes_on,) = two.there.ask(lambda reads: reads.matching(FollowUp))
    assert goes_on.state is FollowUpState.PLANNED


def test_a_supervisor_is_told_where_no_answer_comes(two: Two) -> None:
    case_id, _gone = sent(two)

    def waits() -> bool:
        found = two.here.ask(lambda reads: queue(reads, two.here.moment))
        return case_id in {each.subject for each in found if each.kind is Waits.TRANSFER}

    two.here.later(days=13)
    assert not waits()
    two.here.later(days=2)
    assert waits()


def test_two_cards_made_at_two_laptops_are_told(two: Two) -> None:
    assert not two.here.ask(cards.made_twice)
    (own,) = two.here.ask(lambda reads: reads.matching(OwnCard))
    two.here.do(lambda work: work.add(replace(own, id=work.new_id())))
    assert two.here.ask(cards.made_twice)
    two.here.do(lambda work: cards.make_card(work, ""))
    assert not two.here.ask(cards.made_twice)


def test_a_card_put_aside_at_one_laptop_is_used_at_none(two: Two) -> None:
    """Compared at one laptop and put aside at another: the careful one is right."""
    (card,) = two.here.ask(lambda reads: reads.matching(CentreCard))

    def elsewhere(work: UnitOfWork) -> None:
        work.add(replace(card, id=work.new_id(), compared_at=None, put_aside_at=work.now()))

    two.here.do(elsewhere)
    assert two.here.ask(lambda reads: cards.usable_card(reads, card.card_id)) is None
    again = Compared(whom="Miriam, once more", ours=True)
    two.here.do(lambda work: cards.compare(work, work.get(CentreCard, card.id), again))
    state = two.here.ask(lambda reads: cards.state_of(reads, card))
    assert state is CardState.COMPARED


def test_a_name_of_several_lines_becomes_one(two: Two) -> None:
    (centre,) = two.here.ask(lambda reads: reads.matching(Centre))
    odd = "Harbour\n\u202eGate"
    two.here.do(lambda work: setattr(work.get(Centre, centre.id), "name", odd))
    made = two.here.do(lambda work: cards.make_card(work, ""))
    assert read_card(made.card).name == "HarbourGate"
    with pytest.raises(InvalidValue):
        two.here.do(lambda work: cards.make_card(work, "two\nlines"))
    with pytest.raises(InvalidValue):
        two.here.do(lambda work: cards.bring(work, made.card))


PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats() | st.text(max_size=8)
    | st.binary(max_size=16),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner,
                                                                max_size=3),
    max_leaves=4,
)  # fmt: skip


@pytest.fixture(scope="module")
def opened() -> tuple[Two, HandoverBody]:
    two = Two.met(ours=True)
    _case, gone = sent(two)
    body = centres.handed_over(two.there, gone.file).body
    assert isinstance(body, HandoverBody)
    return two, body


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_whatever_a_centre_writes_is_taken_in_or_refused_whole(
    opened: tuple[Two, HandoverBody], data: st.DataObject
) -> None:
    two, body = opened
    place = data.draw(st.integers(0, len(body.entities) - 1))
    entity = body.entities[place]
    number = data.draw(st.sampled_from(sorted(entity.fields)) | st.integers(1, 60))
    spoilt = PlainEntity(
        data.draw(st.just(entity.kind) | st.integers(1, 90)),
        entity.id,
        {**entity.fields, number: data.draw(PLAIN)},
    )
    entities = (*body.entities[:place], spoilt, *body.entities[place + 1 :])
    card = centres.card_entity(two.there)
    with suppress(Refused):
        told = two.there.ask(lambda reads: unpack(reads, replace(body, entities=entities), card))
        for each in (told.person, told.case, *told.entities):
            assert two.there.ask(lambda reads, each=each: reads.plain(each)).id == each.id


def test_the_plan_is_not_a_transfer_of_this_centre(two: Two) -> None:
    _case, gone = sent(two)
    accepts(two.there, gone.file)
    assert two.there.ask(lambda reads: reads.count(Transfer)) == 0
