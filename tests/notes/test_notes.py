"""Notes only after a yes; contacts never by a way that harms; protocols to the end."""

from __future__ import annotations

import pytest

from caseworker.consent.gate import OtherBasis
from caseworker.consent.talk import Talk
from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.errors import GateClosed, InvalidValue, NotAllowed
from caseworker.model.case import ProtocolKind
from caseworker.model.consent import Basis, Purpose
from caseworker.model.person import Channel, SafeContact
from caseworker.notes.contacts import Reached, Way, log_contact, safe_ways, set_safe_ways
from caseworker.notes.protocols import (
    PROTOCOLS,
    end_protocol,
    findings,
    mark_acts,
    open_protocol,
    under_way,
)
from caseworker.notes.writing import Words, notes, write
from caseworker.reception.registration import Facts, Registration, register
from tests.scene import DANIEL, Scene, codes


@pytest.mark.requirement("R-050")
def test_notes_open_with_a_yes_and_close_with_its_withdrawal(scene: Scene) -> None:
    person = scene.registered()
    case_id = scene.case(person)
    scene.do(lambda work: write(work, case_id, Words(observed="tired")).id)
    scene.do(lambda work: withdraw(work, person, Scope(purpose=Purpose.RECORD)).id)
    with pytest.raises(GateClosed):
        scene.do(lambda work: write(work, case_id, Words(observed="tired")))


def test_notes_on_another_basis(scene: Scene) -> None:
    basis = OtherBasis(basis=Basis.VITAL_INTERESTS, reason="unconscious")
    registration = Registration(
        screening_id=scene.screened(), facts=Facts(), talk=Talk(), other_basis=basis
    )
    person = scene.do(lambda work: register(work, registration).id)
    case_id = scene.case(person)
    scene.do(lambda work: write(work, case_id, Words(observed="breathing")).id)


def test_a_correction_keeps_the_first_words(scene: Scene) -> None:
    case_id = scene.case()
    first = scene.do(lambda work: write(work, case_id, Words(said="two brothers")).id)
    scene.do(lambda work: write(work, case_id, Words(said="three brothers"), corrects=first).id)
    kept = scene.ask(lambda reads: [note.said for note in notes(reads, case_id)])
    assert set(kept) == {"two brothers", "three brothers"}


def test_an_empty_note_and_a_reader_without_the_role(scene: Scene) -> None:
    case_id = scene.case()
    with pytest.raises(InvalidValue):
        scene.do(lambda work: write(work, case_id, Words(said="  ")))
    with pytest.raises(NotAllowed):
        scene.as_(DANIEL).ask(lambda reads: notes(reads, case_id))


def test_never_means_never(scene: Scene) -> None:
    person = scene.registered()
    case_id = scene.case(person)
    ways = (Way(channel=Channel.PHONE, never=True), Way(channel=Channel.MESSAGE, address="07"))
    scene.do(lambda work: set_safe_ways(work, person, ways))
    call = Reached(channel=Channel.PHONE, with_whom="Selam", about="school")
    with pytest.raises(GateClosed) as closed:
        scene.do(lambda work: log_contact(work, case_id, call))
    assert codes(closed.value.findings) == {"never-this-way"}
    text = Reached(channel=Channel.MESSAGE, with_whom="Selam", about="school")
    scene.do(lambda work: log_contact(work, case_id, text).id)


def test_a_way_no_longer_named_is_closed(scene: Scene) -> None:
    person = scene.registered()
    both = (Way(channel=Channel.PHONE, address="07"), Way(channel=Channel.MESSAGE, address="08"))
    scene.do(lambda work: set_safe_ways(work, person, both))
    scene.do(lambda work: set_safe_ways(work, person, both[:1]))
    kept = scene.ask(lambda reads: [(way.channel, way.never) for way in safe_ways(reads, person)])
    assert kept == [(Channel.MESSAGE, True), (Channel.PHONE, False)]
    assert scene.ask(lambda reads: reads.count(SafeContact)) == 2


@pytest.mark.parametrize("kind", list(ProtocolKind))
def test_a_protocol_counts_down_and_ends_with_its_outcome(scene: Scene, kind: ProtocolKind) -> None:
    case_id = scene.case()
    run = scene.do(lambda work: open_protocol(work, case_id, kind).id)
    assert scene.do(lambda work: open_protocol(work, case_id, kind).id) == run
    assert codes(scene.ask(lambda reads: findings(reads, case_id))) == {"protocol-open"}
    done = tuple(act.code for act in PROTOCOLS[kind])
    scene.do(lambda work: mark_acts(work, run, done))
    assert scene.ask(lambda reads: findings(reads, case_id)) == ()
    with pytest.raises(NotAllowed):
        scene.do(lambda work: end_protocol(work, run, " "))
    scene.do(lambda work: end_protocol(work, run, "safe"))
    assert scene.ask(lambda reads: under_way(reads, case_id)) == []
