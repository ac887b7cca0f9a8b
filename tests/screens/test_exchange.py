"""The exchange on screen: two real stores, a folder as stick, one window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot
from uuid_utils.compat import uuid7

from caseworker.model.case import Case
from caseworker.model.consent import Basis, Consent, Disclosure, Purpose, Withdrawal
from caseworker.model.ids import CaseId, ConsentId, PersonId, ReferralId, UserId, WithdrawalId
from caseworker.model.person import Person
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
from caseworker.sync.folder_carrier import FolderCarrier
from db.store.journal import folding
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles
from tests.screens.elsewhere import Elsewhere, selam_of
from tests.sync.test_state_sums import the_oldest
from ui.outside import Outside
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path, stick: Path) -> Iterator[AtWork]:
    made = AtWork(qtbot, tmp_path, outside=Outside(files=ChosenFiles(goes_to=stick)))
    yield made
    made.close()


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


def test_a_stick_that_is_gone_is_said_and_is_no_fault(
    work: AtWork, other: Elsewhere, stick: Path
) -> None:
    stick.rename(stick.with_name("pulled out"))
    work.go(Place.SYNC)
    work.press("exchange-stick")
    work.qtbot.waitUntil(lambda: work.sees("There is no way to the others"), timeout=20_000)
    assert work.sees("Everything is saved on this laptop")
    stick.with_name("pulled out").rename(stick)


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
    work.press("open-held-back-0")
    assert work.sees("Selam")
    work.go(Place.SYNC)
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


def test_two_laptops_that_show_the_same_differently_are_told_and_put_right(
    work: AtWork, other: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    selam = selam_of(work)
    other.exchange(work.office)
    other.exchange()
    work.does(rename(selam, "Salam"))
    other.office.perform(rename(selam, "Selamawit"))
    other.exchange()
    with monkeypatch.context() as altered:
        altered.setattr(folding, "_chosen", the_oldest)
        other.exchange(work.office)
    for office in (other.office, work.office) * 2:
        other.exchange(office)
    work.go(Place.SYNC)
    assert work.sees("Two laptops show the same changes differently")
    assert work.sees("Nothing is lost")
    work.press("work-out-again")
    work.qtbot.waitUntil(lambda: work.sees("1 entry was not as it was written"), timeout=20_000)
    other.exchange(work.office)
    work.office.perform(rename(selam, "Selam"))
    for office in (work.office, other.office) * 2:
        other.exchange(office)
    work.go(Place.TODAY)
    work.go(Place.SYNC)
    assert not work.sees("Two laptops show the same changes differently")


def rename(person: UUID, given_name: str) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        unit.get(Person, person).given_name = given_name

    return act
