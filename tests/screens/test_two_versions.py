"""What two laptops wrote differently, on screen until somebody decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from uuid_utils.compat import uuid7

from caseworker.directory.entries import ProviderEntry, ServiceEntry, add_provider, add_service
from caseworker.model.arrival import Arrival
from caseworker.model.assessment import SafetyPlan
from caseworker.model.case import Case
from caseworker.model.directory import OpeningHours, ProviderKind, Service, ServiceArea
from caseworker.model.ids import ServiceId
from caseworker.model.person import Person, SafeContact
from caseworker.model.referral import Referral
from caseworker.model.review import Closure, FollowUp
from caseworker.people.deciding import act_for
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate, arrive
from caseworker.sync.conflicts import Conflict
from db.store.registry import kinds, registered
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles
from tests.screens.elsewhere import Elsewhere, selam_of
from ui.language import speak
from ui.outside import Outside
from ui.sync.field_names import KINDS
from ui.sync.value_words import field_words
from ui.today.safe_contact_sheet import show_safe_contact
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path, stick: Path) -> Iterator[AtWork]:
    made = AtWork(qtbot, tmp_path, outside=Outside(files=ChosenFiles(goes_to=stick)))
    yield made
    made.close()


def call(key: UUID, name: str) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        unit.get(Person, key).called = name

    return act


def safe_when(key: UUID, when: str) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        unit.get(SafeContact, key).when = when

    return act


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


def test_what_was_decided_wrongly_is_seen_again_and_decided_anew(
    work: AtWork, other: Elsewhere
) -> None:
    selam = selam_of(work)
    other.exchange(work.office)
    other.exchange()
    work.does(call(selam, "Selu"))
    other.office.perform(call(selam, "Selamina"))
    other.exchange()
    other.exchange(work.office)

    def keep(name: str) -> None:
        found = next(
            button
            for button in ("conflict-0-0-keep", "conflict-0-1-keep")
            if name in work.widget(button).accessibleName()
        )
        work.press(found)
        work.qtbot.waitUntil(
            lambda: work.office.ask(lambda reads: reads.get(Person, selam)).called == name,
            timeout=20_000,
        )

    work.go(Place.SYNC)
    keep("Selamina")
    for name in ("Selu", "Selamina"):
        work.qtbot.waitUntil(lambda: work.sees("Decided lately"), timeout=20_000)
        work.press("decided-0-again")
        keep(name)
    assert work.office.ask(lambda reads: reads.conflicts()) == []
    # Written since by somebody who knew: nothing is left to be decided anew.
    work.does(call(selam, "Mama Selam"))
    work.go(Place.TODAY)
    work.go(Place.SYNC)
    assert not work.sees("Decided lately")


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


def advice(unit: UnitOfWork) -> ServiceId:
    provider = add_provider(
        unit, ProviderEntry(name="Legal aid", kind=ProviderKind.ORGANISATION, phone="555 0100")
    )
    return add_service(
        unit, provider.id, ServiceEntry(name="Advice on papers", area=ServiceArea.LEGAL)
    ).id


def changed(key: ServiceId, cost: str, opens: str, woman: str) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        service = unit.get(Service, key)
        service.cost, service.women_staff = cost, woman
        service.hours = (OpeningHours(0, opens, "17:00"),)

    return act


def test_what_is_harmless_is_decided_in_one_go_and_the_rest_one_by_one(
    work: AtWork, other: Elsewhere
) -> None:
    key = work.office.perform(advice)[0]
    other.exchange(work.office)
    other.exchange()
    work.does(changed(key, "5", "08:00", "Mondays"))
    other.office.perform(changed(key, "7", "09:30", "Tuesdays"))
    other.exchange()
    other.exchange(work.office)
    work.go(Place.SYNC)
    assert work.sees("2 of them are about the directory")
    work.press("look-at-harmless")
    for words in ("What it costs, where it is not free", "Advice on papers", "09:30"):
        assert work.sees(words)
    work.press("harmless-act")
    work.qtbot.waitUntil(lambda: work.sees("Decided"), timeout=20_000)
    left = work.office.ask(lambda reads: reads.conflicts())
    assert [each.field for each in left] == ["women_staff"], "what women rely on is looked at"
    service = work.office.ask(lambda reads: reads.get(Service, key))
    assert (service.cost, service.hours[0].opens) == ("7", "09:30")
    other.exchange(work.office)
    other.exchange()
    assert other.office.ask(lambda reads: reads.get(Service, key)).cost == "7"


def married(key: UUID, code: str, *spoken: str) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        person = unit.get(Person, key)
        person.marital_status, person.languages = code, spoken

    return act


def test_answers_of_forms_are_said_as_the_form_asks_them(work: AtWork, other: Elsewhere) -> None:
    selam = selam_of(work)
    other.exchange(work.office)
    other.exchange()
    work.does(married(selam, "single", "ti", "am"))
    other.office.perform(married(selam, "widowed", "ti", "ar"))
    other.exchange()
    other.exchange(work.office)
    work.go(Place.SYNC)
    for words in ("Married or alone", "Single", "Widowed", "Languages", "Tigrinya, Arabic"):
        assert work.sees(words), work.words()


def test_what_differs_about_one_arrival_stands_together_and_opens_it(
    work: AtWork, other: Elsewhere
) -> None:
    seen = AtTheGate(described_as="Woman with a child", people=2, children=1)
    number = work.does(lambda unit: arrive(unit, seen)).number
    other.exchange(work.office)
    other.exchange()

    def helped(words: str, people: int) -> Callable[[UnitOfWork], None]:
        def act(unit: UnitOfWork) -> None:
            (arrival,) = unit.matching(Arrival, number=number)
            arrival.urgent_help, arrival.people = words, people

        return act

    work.does(helped("Blankets", 3))
    other.office.perform(helped("The nurse sees them", 4))
    other.exchange()
    other.exchange(work.office)
    work.go(Place.SYNC)
    for words in (f"{number} · Woman with a child", "2 answers differ", "What was done?"):
        assert work.sees(words), work.words()
    assert work.sees("How many people arrive together?")
    assert not work.find("differing-1"), "one entry, one card"
    work.press("open-differing-0")
    assert work.sees("Woman with a child")
    assert not work.find("differing-0")


def test_every_entry_that_somebody_decides_about_has_a_name() -> None:
    decided = [kind for kind in kinds() if act_for(kind, "") is not None]
    assert len(decided) > 50
    assert {kind.__name__ for kind in decided if kind not in KINDS} == set()
    speak("en")
    careful = [(kind, field) for kind in decided for field in registered(kind).protective]
    assert (SafeContact, "when") in careful
    asked = [
        (Arrival, "bed"), (Referral, "need"), (FollowUp, "outcome"), (SafetyPlan, "agreed"),
        (Closure, "approval"),
    ]  # fmt: skip
    for kind, field in careful + asked:
        conflict = Conflict(kind=kind, entity=uuid7(), field=field, protective=False, versions=())
        assert field_words(conflict) != "Another entry of this record", (kind, field)
