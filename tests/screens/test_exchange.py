"""The exchange on screen: two real stores, a folder as stick, one window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from uuid_utils.compat import uuid7

from caseworker.model.case import Case
from caseworker.model.consent import Basis, Consent, Disclosure, Purpose, Withdrawal
from caseworker.model.ids import CaseId, ConsentId, PersonId, ReferralId, UserId, WithdrawalId
from caseworker.model.person import Person, SafeContact
from caseworker.model.review import (
    ApprovalState,
    Closure,
    ClosureReason,
    Transfer,
    TransferKind,
    TransferState,
)
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from caseworker.steps import closure, transfer
from caseworker.sync.enrolment import Request
from caseworker.sync.exchanging import exchange_and_follow_up
from caseworker.sync.folder_carrier import FolderCarrier
from caseworker.sync.joining import STICK
from db.store.creation import join_store
from db.store.office import StoreOffice
from db.store.opening import unlock
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles
from tests.store.laptop import FAST, PASSPHRASE, colleague
from ui.outside import Outside
from ui.today.safe_contact_sheet import show_safe_contact
from ui.window.navigation import Place


class Elsewhere:
    """The other laptop of the centre, without a window."""

    def __init__(self, here: AtWork, folder: Path, stick: Path) -> None:
        self.stick = stick
        bo = here.office.keys.add(colleague(), PASSPHRASE)
        here.office.space.align()
        invitation = here.office.space.invite(bo)
        made = join_store(folder, invitation, "Bo Li", PASSPHRASE, derivation=FAST)
        here.office.space.admit(Request.from_bytes(made.office.space.signed_request()))
        self.office: StoreOffice = made.office
        self.exchange(here.office)
        self.exchange()
        self.office.close()
        self.office = unlock(folder, "Bo Li", PASSPHRASE)

    def exchange(self, office: StoreOffice | None = None) -> None:
        one = office or self.office
        carrier = FolderCarrier(self.stick, one.store.identity.space)
        exchange_and_follow_up(one, carrier, STICK)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path, stick: Path) -> Iterator[AtWork]:
    made = AtWork(qtbot, tmp_path, outside=Outside(files=ChosenFiles(goes_to=stick)))
    yield made
    made.close()


@pytest.fixture
def other(work: AtWork, tmp_path: Path, stick: Path) -> Iterator[Elsewhere]:
    work.office.space.found()
    made = Elsewhere(work, tmp_path / "other", stick)
    yield made
    made.office.close()


def selam_of(work: AtWork) -> UUID:
    work.selam()
    return work.office.ask(lambda reads: reads.matching(Person)[0].id)


def call(key: UUID, name: str) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        unit.get(Person, key).called = name

    return act


def safe_when(key: UUID, when: str) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        unit.get(SafeContact, key).when = when

    return act


def test_a_laptop_that_works_alone_says_so(work: AtWork) -> None:
    work.press("sync-pill")
    assert work.sees("It works alone")
    assert not work.widget("exchange-stick").isEnabled()


def test_one_button_and_an_honest_report(work: AtWork, other: Elsewhere, stick: Path) -> None:
    selam_of(work)
    work.go(Place.SYNC)
    assert work.sees("One change waits")
    folder = FolderCarrier(stick, work.office.store.identity.space).folder
    (folder / f"{'ab' * 32}.batch").write_bytes(b"%PDF-1.7\n")
    work.press("exchange-stick")
    work.qtbot.waitUntil(lambda: work.sees("The exchange is done"), timeout=20_000)
    assert work.sees("Nothing waits on this laptop")
    assert work.sees("It is no file of this program")
    other.exchange()
    assert other.office.ask(lambda reads: reads.count(Person)) == 1


def test_two_versions_stand_side_by_side_until_somebody_decides(
    work: AtWork, other: Elsewhere
) -> None:
    selam = selam_of(work)
    other.exchange(work.office)
    other.exchange()
    work.does(call(selam, "Selu"))
    other.office.perform(call(selam, "Selamina"))
    other.exchange()
    work.go(Place.SYNC)
    work.press("exchange-stick")
    work.qtbot.waitUntil(lambda: work.sees("Written differently on two laptops"), timeout=20_000)
    assert work.sees("One entry is written differently on two laptops")
    assert work.sees("Selu")
    assert work.sees("Bo Li")
    kept = next(
        name
        for name in ("conflict-0-0-keep", "conflict-0-1-keep")
        if "Selamina" in work.widget(name).accessibleName()
    )
    work.widget(kept).setFocus()
    work.press_key(Qt.Key.Key_Space)
    work.qtbot.waitUntil(lambda: work.sees("Decided"), timeout=20_000)
    assert not work.sees("Written differently on two laptops")
    other.exchange(work.office)
    other.exchange()
    assert other.office.ask(lambda reads: reads.get(Person, selam)).called == "Selamina"
    assert other.office.ask(lambda reads: reads.conflicts()) == []


def test_a_stick_that_is_gone_is_said_and_is_no_fault(
    work: AtWork, other: Elsewhere, stick: Path
) -> None:
    stick.rename(stick.with_name("pulled out"))
    work.go(Place.SYNC)
    work.press("exchange-stick")
    work.qtbot.waitUntil(lambda: work.sees("There is no way to the others"), timeout=20_000)
    assert work.sees("Everything is saved on this laptop")
    stick.with_name("pulled out").rename(stick)


def test_where_neither_is_true_somebody_writes_it_and_a_name_is_never_joined(
    work: AtWork, other: Elsewhere
) -> None:
    selam = selam_of(work)
    other.exchange(work.office)
    other.exchange()
    work.does(call(selam, "Selu"))
    other.office.perform(call(selam, "Selamina"))
    other.exchange()
    other.exchange(work.office)
    work.go(Place.SYNC)
    assert not work.find("conflict-0-together")
    work.press("conflict-0-third-write")
    work.press("conflict-0-third-keep")
    assert work.office.ask(lambda reads: len(reads.conflicts())) == 1
    work.write("conflict-0-third-words", "Mama Selam")
    work.go(Place.TODAY)
    work.go(Place.SYNC)
    work.press("conflict-0-third-write")
    work.press("conflict-0-third-keep")
    work.qtbot.waitUntil(lambda: work.sees("Decided"), timeout=20_000)
    other.exchange(work.office)
    other.exchange()
    for office in (work.office, other.office):
        assert office.ask(lambda reads: reads.get(Person, selam)).called == "Mama Selam"
        assert office.ask(lambda reads: reads.conflicts()) == []


def test_both_versions_of_a_safe_way_stand_wherever_somebody_is_about_to_call(
    work: AtWork, other: Elsewhere
) -> None:
    case_id = work.selam()
    other.exchange(work.office)
    other.exchange()
    way = work.office.ask(lambda reads: reads.matching(SafeContact)[0].id)
    work.does(safe_when(way, "Mornings"))
    other.office.perform(safe_when(way, "Never before 18:00"))
    other.exchange()
    work.go(Place.TODAY)
    assert not work.find("decide-differing")
    work.go(Place.SYNC)
    work.press("exchange-stick")
    work.go(Place.TODAY)
    work.qtbot.waitUntil(lambda: bool(work.find("decide-differing")), timeout=20_000)
    work.go(Place.REPORTS, part="queue")
    assert work.find("decide-differing"), "a supervisor sees it beside the queue too"
    both = ("“Mornings” (Amina Karim)", "“Never before 18:00” (Bo Li)")
    show_safe_contact(work.session, case_id, "Selam")
    assert all(work.sees(version) for version in both)
    work.press_key(Qt.Key.Key_Escape)
    person = work.office.ask(lambda reads: reads.get(Case, case_id).person_id)
    work.go(Place.PERSON, person)
    assert all(work.sees(version) for version in both)
    work.press("decide-differing")
    work.press("conflict-0-together")
    work.qtbot.waitUntil(lambda: work.sees("Decided"), timeout=20_000)
    kept = work.office.ask(lambda reads: reads.get(SafeContact, way)).when
    assert kept == "Mornings\nNever before 18:00"


def case_to_close(work: AtWork, prepared_by: UserId) -> CaseId:
    """Somebody prepared the end of a case and asks for approval."""
    person = selam_of(work)

    def act(unit: UnitOfWork) -> CaseId:
        case = Case(
            id=CaseId(unit.new_id()),
            number="C-1",
            person_id=PersonId(person),
            opened_at=unit.now(),
            opened_by=prepared_by,
            assigned_to=prepared_by,
        )
        unit.add(case)
        unit.add(
            Closure(
                id=unit.new_id(),
                case_id=case.id,
                reason=ClosureReason.SUPPORT_ENDED,
                prepared_at=unit.now(),
                prepared_by=prepared_by,
                approval=ApprovalState.ASKED,
            )
        )
        return case.id

    return work.does(act)


def explain(case_id: CaseId, words: str) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        found = closure.current(unit, case_id)
        assert found is not None
        found.explanation = words

    return act


def test_an_approval_of_an_older_version_says_so_and_waits_on_today(
    work: AtWork, other: Elsewhere
) -> None:
    case_id = case_to_close(work, other.office.actor.user_id)
    other.exchange(work.office)
    other.exchange()
    work.does(lambda unit: closure.approve(unit, case_id))
    other.office.perform(explain(case_id, "She asked for two more weeks"))
    work.go(Place.TODAY)
    assert not work.sees("Approved on an older version"), "nothing has arrived yet"
    other.exchange()
    other.exchange(work.office)
    work.go(Place.TODAY)
    assert work.sees("Approved on an older version: look at the closure")
    work.press(f"decision-{case_id}")
    assert work.sees("Another laptop changed the closure at the same time")
    work.press("approve-closure-again")
    work.settle()
    assert not work.find("closure-older")
    work.go(Place.TODAY)
    assert not work.sees("Approved on an older version")


def handed_over(work: AtWork, by: UserId) -> CaseId:
    """A colleague offers a case to whoever works here."""
    person, actor = selam_of(work), work.office.actor.user_id

    def act(unit: UnitOfWork) -> CaseId:
        case = Case(
            id=CaseId(unit.new_id()),
            number="C-2",
            person_id=PersonId(person),
            opened_at=unit.now(),
            opened_by=by,
            assigned_to=by,
        )
        unit.add(case)
        unit.add(
            Transfer(
                id=unit.new_id(),
                case_id=case.id,
                kind=TransferKind.COLLEAGUE,
                receiving_user=actor,
                done_so_far="Papers",
                still_to_do="The lawyer",
                state=TransferState.OFFERED,
                prepared_at=unit.now(),
                prepared_by=by,
            )
        )
        return case.id

    return work.does(act)


def test_a_handover_that_was_changed_meanwhile_is_read_again(
    work: AtWork, other: Elsewhere
) -> None:
    case_id = handed_over(work, other.office.actor.user_id)
    other.exchange(work.office)
    other.exchange()
    work.does(lambda unit: transfer.answer(unit, case_id, accepted=True))

    def change(unit: UnitOfWork) -> None:
        found = transfer.current(unit, case_id)
        assert found is not None
        found.still_to_do = "The lawyer, and the doctor on Friday"

    other.office.perform(change)
    other.exchange()
    other.exchange(work.office)
    work.go(Place.TODAY)
    work.press(f"decision-{case_id}")
    assert work.sees("Accepted on an older version")
    work.press("accept-transfer-again")
    work.settle()
    assert not work.find("transfer-older")


def test_a_withdrawal_that_arrives_calls_back_what_went_out(work: AtWork, other: Elsewhere) -> None:
    person, actor = PersonId(selam_of(work)), work.office.actor.user_id
    referral = ReferralId(uuid7())

    def went_out(unit: UnitOfWork) -> None:
        consent = Consent(
            id=ConsentId(unit.new_id()),
            person_id=person,
            purpose=Purpose.REFERRAL,
            answer=Answer.YES,
            asked_at=unit.now(),
            asked_by=actor,
        )
        unit.add(consent)
        unit.add(
            Case(
                id=CaseId(unit.new_id()),
                number="C-3",
                person_id=person,
                opened_at=unit.now(),
                opened_by=actor,
                assigned_to=actor,
            )
        )
        unit.add(
            Disclosure(
                id=unit.new_id(),
                person_id=person,
                recipient="The clinic",
                basis=Basis.CONSENT,
                consent_id=consent.id,
                referral_id=referral,
                medium="paper",
                disclosed_at=unit.now(),
                disclosed_by=actor,
            )
        )

    work.does(went_out)
    other.exchange(work.office)
    other.exchange()
    other.office.perform(
        lambda unit: unit.add(
            Withdrawal(
                id=WithdrawalId(unit.new_id()),
                person_id=person,
                purpose=Purpose.REFERRAL,
                everything=True,
                withdrawn_at=unit.now(),
                taken_by=unit.actor.user_id,
            )
        )
    )
    other.exchange()
    other.exchange(work.office)
    work.go(Place.TODAY)
    assert work.sees("A yes ended after this went out: tell the provider")
    assert work.find(f"decision-{referral}")


def ended_and_warning(work: AtWork, other: Elsewhere) -> UUID:
    """The other laptop is ended; before it hears of it, somebody there wrote of a danger."""
    person = selam_of(work)
    other.exchange(work.office)
    other.exchange()
    (lost,) = work.office.space.laptops()[1:]
    work.office.space.revoke(lost.device)

    def warn(unit: UnitOfWork) -> None:
        unit.get(Person, person).avoid = "The man at the harbour gate"

    other.office.perform(warn)
    folder = FolderCarrier(other.stick, other.office.store.identity.space)
    here = other.office.exchange
    here.pack()
    for batch in list(folder.lacking(here.to_carry())):
        content = here.content_of(batch)
        assert content is not None
        folder.put(batch, content)
    other.exchange(work.office)
    return person


def test_a_warning_from_an_ended_laptop_does_not_lie_unread(work: AtWork, other: Elsewhere) -> None:
    person = ended_and_warning(work, other)
    work.go(Place.TODAY)
    assert work.sees("One change about somebody's safety does not count: read it")
    work.press("read-held-back")
    assert work.sees("The man at the harbour gate")
    assert work.sees("Bo Li")
    work.press("let-count-0")
    work.qtbot.waitUntil(lambda: not work.find("held-back-0"), timeout=10_000)
    found = work.office.ask(lambda reads: reads.get(Person, person))
    assert found.avoid == "The man at the harbour gate"


def test_a_warning_that_somebody_has_read_is_left_out(work: AtWork, other: Elsewhere) -> None:
    person = ended_and_warning(work, other)
    work.go(Place.SYNC)
    work.press("leave-out-0")
    work.qtbot.waitUntil(lambda: not work.find("held-back-0"), timeout=10_000)
    assert work.office.ask(lambda reads: reads.get(Person, person)).avoid == ""
    work.go(Place.TODAY)
    assert not work.find("read-held-back")
