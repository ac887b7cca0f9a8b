"""Two and three laptops with real stores: they join, exchange by a stick, and hold one truth."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, rmtree
from uuid import UUID

import pytest

from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.errors import NotFound
from caseworker.model.consent import Consent, Purpose, Withdrawal
from caseworker.model.ids import CaseId, ConsentId, PersonId, ProviderId, ReferralId
from caseworker.model.person import Person
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.staff import Role
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from caseworker.sync.acceptance import Reason
from caseworker.sync.batch_file import read_file
from caseworker.sync.conflicts import Conflict
from caseworker.sync.exchanging import exchange_and_follow_up
from caseworker.sync.space import LaptopState
from db.store.exchange.kept_batches import to_carry, without_content
from db.store.verify import verify
from tests.sync.stores import (
    Desk,
    World,
    add_person,
    decided_by,
    erase_as_agreed,
    everything_in,
    rename,
    staff,
)


def one_conflict(desk: Desk) -> Conflict:
    (conflict,) = desk.office.ask(lambda reads: reads.conflicts())
    return conflict


def test_a_second_laptop_joins_and_has_everything(centre: World) -> None:
    amina = centre.founded()
    amina.act(add_person("Selam"))
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    assert bo.names() == ["Selam"]
    assert staff(bo) == staff(amina) == ["Amina Diallo", "Bo Li"]
    assert verify(bo.office).problems == ()
    assert verify(amina.office).problems == ()


def test_what_is_written_apart_comes_together(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    amina.act(add_person("Selam"))
    bo.act(add_person("Tesfay"))
    centre.round(amina, bo, amina)
    assert amina.names() == bo.names() == ["Selam", "Tesfay"]


def test_two_edits_of_one_field_stand_against_each_other_until_somebody_decides(
    centre: World,
) -> None:
    amina = centre.founded()
    selam = amina.act(add_person("Selam"))
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    amina.act(rename(selam, "Salam"))
    bo.act(rename(selam, "Selamawit"))
    centre.round(amina, bo, amina)
    assert amina.person(selam).given_name == bo.person(selam).given_name
    assert amina.office.space.status().conflicts == 1
    assert bo.office.space.status().conflicts == 1
    conflict = one_conflict(bo)
    assert (conflict.field, conflict.protective) == ("given_name", False)
    assert {each.value for each in conflict.versions} == {"Salam", "Selamawit"}
    assert {each.by for each in conflict.versions} == {amina.actor, bo.actor}
    # The value that is shown already is a decision too, once somebody takes it.
    shown = bo.person(selam).given_name
    bo.act(lambda unit: unit.settle(unit.get(Person, selam), "given_name", shown))
    centre.round(bo, amina)
    assert amina.person(selam).given_name == shown
    assert amina.office.space.status().conflicts == 0
    assert bo.office.space.status().conflicts == 0
    for desk in (amina, bo):
        assert verify(desk.office).problems == ()


def test_while_a_conflict_stands_the_safer_value_holds(centre: World) -> None:
    amina = centre.founded()
    selam = amina.act(add_person("Selam"))
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")

    def mark(unit: UnitOfWork) -> None:
        unit.get(Person, selam).restricted = True
        unit.get(Person, selam).allergies = "penicillin"

    def unmark(unit: UnitOfWork) -> None:
        unit.get(Person, selam).restricted = False
        unit.get(Person, selam).allergies = "nuts"

    amina.act(mark)
    centre.round(amina, bo)
    amina.act(lambda unit: setattr(unit.get(Person, selam), "allergies", "latex"))
    bo.act(unmark)
    centre.round(amina, bo, amina)
    for desk in (amina, bo):
        assert desk.person(selam).restricted is False
        assert desk.person(selam).allergies == "latex\nnuts"
        assert one_conflict(desk).protective


def test_a_restriction_that_only_one_has_seen_lifted_stays(centre: World) -> None:
    amina = centre.founded()
    selam = amina.act(add_person("Selam"))
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    amina.act(lambda unit: setattr(unit.get(Person, selam), "restricted", True))
    # Set and taken back: its last word is no, and it had not seen the other's yes.
    bo.act(lambda unit: setattr(unit.get(Person, selam), "restricted", True))
    bo.act(lambda unit: setattr(unit.get(Person, selam), "restricted", False))
    centre.round(amina, bo, amina)
    assert amina.person(selam).restricted
    assert bo.person(selam).restricted
    assert [each.value for each in one_conflict(bo).versions if each.governs] == [True]


def test_a_lost_laptop_writes_no_more(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    bo.act(add_person("before the loss"))
    centre.round(bo, amina)
    amina.office.space.revoke(UUID(bytes=bo.office.store.identity.device_id))
    amina.act(add_person("after the loss"))
    bo.act(add_person("written by a thief"))
    centre.round(bo, amina)
    assert amina.names() == ["after the loss", "before the loss"]
    assert amina.office.space.status().quarantined > 0
    # It is told, and what was written since is closed to it.
    report = bo.exchange(centre.stick)
    assert report.revoked
    assert "after the loss" not in bo.names()


def test_of_a_lost_laptop_what_it_wrote_before_is_taken_however_late_it_comes(
    centre: World,
) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    hodan = centre.join(amina, centre.enrol(amina, "Hodan", "03"), "Hodan", "third")
    centre.round(amina, bo, hodan)

    def sealed_by_bo() -> dict[Path, bytes]:
        known = set(centre.stick.rglob("*.batch"))
        bo.office.exchange.pack()
        carrier = centre.carrier(bo)
        for batch in list(carrier.lacking(bo.office.exchange.to_carry())):
            carrier.put(batch, bo.office.exchange.content_of(batch) or b"")
        return {each: each.read_bytes() for each in {*centre.stick.rglob("*.batch")} - known}

    bo.act(add_person("before the loss"))
    before = sealed_by_bo()
    centre.round(amina)
    amina.office.space.revoke(UUID(bytes=bo.office.store.identity.device_id))
    centre.round(amina)
    for path in before:
        path.unlink()
    centre.round(hodan)
    assert hodan.names() == []
    bo.act(add_person("written by a thief"))
    after = sealed_by_bo()
    assert after
    # Hodan knows that it was ended; what was sealed on both sides of that comes to her at once.
    for path, content in before.items():
        path.write_bytes(content)
    report = hodan.exchange(centre.stick)
    assert hodan.names() == ["before the loss"]
    assert report.quarantined.keys() == {Reason.REVOKED}


def test_a_restored_laptop_is_a_new_one_and_waits_to_be_let_in(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    bo.act(add_person("Selam"))
    image = centre.folder / "image"
    bo.lock()
    copytree(bo.folder, image)
    bo.unlock()
    bo.act(add_person("Tesfay"))
    centre.round(bo, amina)
    bo.lock()
    rmtree(bo.folder)
    copytree(image, bo.folder)
    # The disk went back as a whole: nothing here can tell, and it goes on writing.
    bo.unlock()
    bo.act(add_person("Hiwot"))
    first, second = centre.round(bo, amina)
    assert bo.names() == amina.names() == ["Hiwot", "Selam", "Tesfay"]
    assert [each.forked for each in amina.office.space.laptops() if each.code == bo.code] == [True]
    assert not first.refused
    assert not second.refused


def test_a_newcomer_is_given_what_all_others_let_go(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    amina.act(add_person("Selam"))
    centre.round(amina, bo, amina, bo, amina)
    kept = amina.office.write(without_content)
    assert kept
    # Nothing is left on the stick either.
    rmtree(centre.stick)
    centre.stick.mkdir()
    hodan = centre.join(amina, centre.enrol(amina, "Hodan Ali", "03"), "Hodan Ali", "third")
    assert hodan.names() == ["Selam"]
    assert verify(hodan.office).problems == ()
    assert not [each for each in hodan.office.space.laptops() if each.incomplete]


@pytest.mark.requirement("R-442")
def test_an_erasure_reaches_every_laptop_and_leaves_no_byte(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li", role=Role.SUPERVISOR), "Bo Li", "second")
    gone = amina.act(add_person("Elamawit"))
    amina.act(add_person("Selam"))
    centre.round(amina, bo)
    assert bo.names() == ["Elamawit", "Selam"]
    assert b"elamawit" in everything_in(amina).lower()
    erasure = decided_by(amina, gone, agreed_by=bo)
    centre.round(bo, amina)
    amina.act(erase_as_agreed(gone, erasure))
    # Not in the batches either that nobody has told to have.
    assert amina.office.write(to_carry)
    assert b"elamawit" not in everything_in(amina).lower()
    # Edited meanwhile by somebody who did not know: she does not come back.
    bo.act(rename(gone, "Elamawit T."))
    centre.round(amina, bo, amina, bo)
    for desk in (amina, bo):
        assert desk.names() == ["Selam"]
        assert verify(desk.office).problems == ()
        assert b"elamawit" not in everything_in(desk).lower()


def test_what_a_laptop_told_to_have_stays_told_whatever_comes_first(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    centre.round(amina, bo, amina)
    here, there = amina.office.exchange, bo.office.exchange
    told: list[bytes] = []
    for name in ("Selam", "Tesfay", "Hiwot"):
        amina.act(add_person(name))
        here.pack()
        for batch in here.here() - there.here():
            there.take_in(here.content_of(batch) or b"")
        before = {*there.here()}
        there.pack()
        told += [there.content_of(batch) or b"" for batch in there.here() - before]
    newest_first = sorted(told, key=lambda each: read_file(each).header.number, reverse=True)
    for content in newest_first:
        assert here.take_in(content).result == "ok"
    (other,) = [each for each in amina.office.space.laptops() if each.state is not LaptopState.THIS]
    assert other.lacks == 0


def test_attachments_follow_piece_by_piece(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    content = bytes(range(256)) * 3_000
    attachment = amina.act(lambda unit: unit.attach(content, "image/png"))
    amina.exchange(centre.stick)
    chunks = sorted(centre.carrier(amina).folder.glob("*.chunk"))
    assert len(chunks) == 3
    chunks[0].write_bytes(b"torn")
    chunks[1].unlink()
    bo.exchange(centre.stick)
    with pytest.raises(NotFound):
        bo.office.ask(lambda reads: reads.content(attachment))
    # The next round brings what was torn or lost.
    centre.round(amina, bo)
    assert bo.office.ask(lambda reads: reads.content(attachment)) == content
    assert content[:64] not in b"".join(path.read_bytes() for path in chunks if path.exists())


def test_a_newcomer_has_the_attachments_that_were_there(centre: World) -> None:
    amina = centre.founded()
    attachment = amina.act(lambda unit: unit.attach(b"a scan", "image/png"))
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    assert bo.office.ask(lambda reads: reads.content(attachment)) == b"a scan"
    assert verify(bo.office).problems == ()


@pytest.mark.requirement("R-432")
@pytest.mark.parametrize("sent", [False, True])
def test_a_yes_taken_back_at_one_laptop_stops_a_referral_made_at_another(
    centre: World, sent: bool
) -> None:
    amina = centre.founded()
    selam = amina.act(add_person("Selam"))
    consent = amina.act(lambda unit: say_yes(unit, selam))
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    referral = bo.act(lambda unit: refer(unit, selam, consent, sent=sent))
    amina.act(lambda unit: withdraw(unit, PersonId(selam), Scope(purpose=Purpose.REFERRAL)))
    # Neither knew of the other; each hears of it by the stick.
    for desk in (amina, bo, amina, bo):
        exchange_and_follow_up(desk.office, centre.carrier(desk), "stick")
    stopped = ReferralState.RECALLED if sent else ReferralState.CANCELLED
    for desk in (amina, bo):
        kept = desk.office.ask(lambda reads: reads.get(Referral, referral))
        assert kept.state is stopped
        assert desk.office.ask(lambda reads: reads.conflicts()) == []
    # She may say yes again, knowing that she had taken it back.
    again = amina.act(lambda unit: say_yes(unit, selam))
    later = amina.act(lambda unit: refer(unit, selam, again, sent=True))
    for desk in (amina, bo):
        exchange_and_follow_up(desk.office, centre.carrier(desk), "stick")
    assert bo.office.ask(lambda reads: reads.get(Referral, later)).state is ReferralState.SENT


def say_yes(unit: UnitOfWork, person: UUID) -> UUID:
    known = [each.id for each in unit.matching(Withdrawal, person_id=person)]
    consent = Consent(
        id=ConsentId(unit.new_id()),
        person_id=PersonId(person),
        purpose=Purpose.REFERRAL,
        answer=Answer.YES,
        asked_at=unit.now(),
        asked_by=unit.actor.user_id,
        knows_withdrawals=tuple(known),
    )
    unit.add(consent)
    return consent.id


def refer(unit: UnitOfWork, person: UUID, consent: UUID, *, sent: bool) -> UUID:
    made = Referral(
        id=ReferralId(unit.new_id()),
        case_id=CaseId(unit.new_id()),
        person_id=PersonId(person),
        provider_id=ProviderId(unit.new_id()),
        need="a doctor",
        consent_id=ConsentId(consent),
        state=ReferralState.SENT if sent else ReferralState.PREPARED,
        prepared_at=unit.now(),
        prepared_by=unit.actor.user_id,
    )
    unit.rely_on(unit.get(Consent, consent))
    unit.add(made)
    return made.id
