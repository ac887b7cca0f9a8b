"""One contract: what holds for the store holds for its in-memory twin, and the other way round."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from caseworker import keys, ports
from caseworker.errors import Bug, InvalidValue, NotAllowed, NotFound, WrongPassphrase
from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case, CaseNote, ProtectionFlag
from caseworker.model.consent import Attachment
from caseworker.model.ids import AttachmentId, CaseId, NoteId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.model.staff import Role, User
from caseworker.model.values import Risk, RiskLevel
from caseworker.ports import (
    Office,
    UnitOfWork,
    before,
    is_not,
    missing,
    none_of,
    one_of,
    present,
    since,
)
from tests.store.contract import MOMENT, STORE, TWIN, case, office_of, person


@pytest.fixture(params=[STORE, TWIN])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    opened = office_of(request.param, tmp_path)
    yield opened
    opened.close()


def numbers(
    office: Office, *conditions: ports.Condition, order_by: str = "number", **equal: Any
) -> list[str]:
    return office.ask(
        lambda reads: [
            each.number for each in reads.matching(Case, *conditions, order_by=order_by, **equal)
        ]
    )


def test_every_kind_of_value_comes_back_equal(office: Office) -> None:
    def act(unit: UnitOfWork) -> tuple[uuid.UUID, uuid.UUID]:
        selam = person(
            unit,
            given_name="Selam",
            family_name="ተስፋይ 李明 \u200fסלאם",
            date_of_birth=PartialDate("2003-05~", as_typed="May 2003 or so"),
            sex=Sex.FEMALE,
            nationalities=("ER", "XX"),
            restricted=True,
        )
        opened = case(
            unit,
            "A-1",
            risk=Risk(RiskLevel.HIGH, "alone"),
            protection_flags=frozenset({ProtectionFlag.TRAFFICKING, ProtectionFlag.VIOLENCE}),
        )
        return selam.id, opened.id

    (selam_id, case_id), _ = office.perform(act)
    selam = office.ask(lambda reads: reads.get(Person, selam_id))
    opened = office.ask(lambda reads: reads.get(Case, case_id))
    assert selam.family_name == "ተስፋይ 李明 \u200fסלאם"
    assert selam.date_of_birth == PartialDate("2003-05~", as_typed="May 2003 or so")
    assert selam.sex is Sex.FEMALE
    assert selam.nationalities == ("ER", "XX")
    assert selam.restricted is True
    assert selam.registered_at == MOMENT
    assert selam.registered_at.tzinfo == ZoneInfo("Africa/Tunis")
    assert selam.arrival_id is None
    assert opened.risk == Risk(RiskLevel.HIGH, "alone")
    assert opened.protection_flags == {ProtectionFlag.TRAFFICKING, ProtectionFlag.VIOLENCE}


def test_what_is_unknown_is_not_found(office: Office) -> None:
    nobody = uuid.uuid4()
    with pytest.raises(NotFound):
        office.ask(lambda reads: reads.get(Person, nobody))
    assert office.ask(lambda reads: reads.find(Person, nobody)) is None
    assert office.ask(lambda reads: reads.find(Person, None)) is None
    with pytest.raises(NotFound):
        office.ask(lambda reads: reads.content(nobody))  # type: ignore[arg-type]  # nobody's


def test_an_act_is_kept_whole_or_not_at_all(office: Office) -> None:
    def act(unit: UnitOfWork) -> None:
        person(unit, given_name="Half")
        unit.next_number("arrival")
        unit.attach(b"half", "image/png")
        unit.count(Person)
        raise NotAllowed

    with pytest.raises(NotAllowed):
        office.perform(act)
    assert office.ask(lambda reads: reads.count(Person)) == 0
    assert office.ask(lambda reads: reads.count(Attachment)) == 0
    assert office.perform(lambda unit: unit.next_number("arrival"))[0] == 1


def test_changes_name_what_changed_and_nothing_else(office: Office) -> None:
    selam, first = office.perform(lambda unit: person(unit, given_name="Selam").id)
    assert first.touched == {(Person, selam)}
    assert first.kinds() == {Person}

    def rename(unit: UnitOfWork) -> None:
        unit.get(Person, selam).called = "Sela"

    assert office.perform(rename)[1].touched == {(Person, selam)}
    assert office.perform(rename)[1].touched == frozenset()

    def there_and_back(unit: UnitOfWork) -> None:
        found = unit.get(Person, selam)
        found.called = "Other"
        assert unit.count(Person, called="Other") == 1
        found.called = "Sela"

    assert office.perform(there_and_back)[1].touched == frozenset()


def test_an_act_sees_what_it_has_done(office: Office) -> None:
    def act(unit: UnitOfWork) -> None:
        made = person(unit, given_name="Selam")
        assert unit.get(Person, made.id) is made
        made.given_name = "Salam"
        assert [each.id for each in unit.matching(Person, given_name="Salam")] == [made.id]
        assert unit.count(Person, given_name="Selam") == 0

    office.perform(act)


def test_numbers_have_no_gaps(office: Office) -> None:
    def act(unit: UnitOfWork) -> list[int]:
        return [unit.next_number("arrival"), unit.next_number("case"), unit.next_number("arrival")]

    assert office.perform(act)[0] == [1, 1, 2]
    assert office.perform(act)[0] == [3, 2, 4]


def test_conditions(office: Office) -> None:
    def act(unit: UnitOfWork) -> None:
        case(unit, "1", closed_at=MOMENT)
        case(unit, "2", closed_at=MOMENT.astimezone(timezone(timedelta(hours=-3))))
        case(unit, "3", closed_at=MOMENT + timedelta(seconds=1))
        case(unit, "4")

    office.perform(act)
    assert numbers(office, closed_at=MOMENT.astimezone(UTC)) == ["1", "2"]
    assert numbers(office, closed_at=None) == ["4"]
    assert numbers(office, is_not("closed_at", MOMENT)) == ["3", "4"]
    assert numbers(office, is_not("number", "2")) == ["1", "3", "4"]
    assert numbers(office, is_not("closed_at", None)) == ["1", "2", "3"]
    assert numbers(office, before("closed_at", MOMENT + timedelta(microseconds=1))) == ["1", "2"]
    assert numbers(office, before("closed_at", MOMENT)) == []
    assert numbers(office, since("closed_at", MOMENT)) == ["1", "2", "3"]
    assert numbers(office, one_of("number", ["4", "1"])) == ["1", "4"]
    assert numbers(office, one_of("number", [])) == []
    assert numbers(office, none_of("number", ["4", "1"])) == ["2", "3"]
    assert numbers(office, none_of("number", [])) == ["1", "2", "3", "4"]
    assert numbers(office, none_of("closed_at", [MOMENT]), number="4") == ["4"]
    assert numbers(office, missing("closed_at")) == ["4"]
    assert numbers(office, present("closed_at"), number="3") == ["3"]
    assert numbers(office, risk=Risk(RiskLevel.NOT_JUDGED), number="4") == ["4"]


def test_order_puts_missing_values_last(office: Office) -> None:
    def act(unit: UnitOfWork) -> None:
        case(unit, "1", closed_at=MOMENT)
        case(unit, "2")
        case(unit, "3", closed_at=MOMENT - timedelta(days=1))

    office.perform(act)
    assert numbers(office, order_by="closed_at") == ["3", "1", "2"]
    assert numbers(office, order_by="-closed_at") == ["1", "3", "2"]


def test_pages_never_overlap(office: Office) -> None:
    office.perform(lambda unit: [case(unit, "same").id for _ in range(7)])

    def page(offset: int) -> list[uuid.UUID]:
        return office.ask(
            lambda reads: [
                each.id for each in reads.matching(Case, order_by="number", limit=3, offset=offset)
            ]
        )

    pages = page(0) + page(3) + page(6)
    assert len(pages) == len(set(pages)) == 7
    assert pages == sorted(pages)


def test_an_unknown_field_is_our_mistake(office: Office) -> None:
    with pytest.raises(Bug):
        office.ask(lambda reads: reads.count(Case, nonsense=1))
    with pytest.raises(Bug):
        office.ask(lambda reads: reads.matching(Case, order_by="nonsense"))


def test_fields_alone_for_counting(office: Office) -> None:
    def act(unit: UnitOfWork) -> tuple[uuid.UUID, list[tuple[object, ...]]]:
        selam = person(
            unit, given_name="Selam", date_of_birth=PartialDate("2003-05"), nationalities=("ER",)
        )
        case(unit, "1", closed_at=MOMENT).person_id = selam.id
        case(unit, "2").person_id = selam.id
        return selam.id, unit.fields(Case, ("number", "person_id"), missing("closed_at"))

    (selam_id, in_the_act), _ = office.perform(act)
    assert in_the_act == [("2", selam_id)]
    both = office.ask(lambda reads: reads.fields(Case, ("number", "closed_at")))
    assert dict(both) == {"1": MOMENT, "2": None}
    assert office.ask(
        lambda reads: reads.fields(Person, ("date_of_birth", "nationalities"), given_name="Selam")
    ) == [(PartialDate("2003-05"), ("ER",))]
    with pytest.raises(Bug):
        office.ask(lambda reads: reads.fields(Case, ("nonsense",)))


def test_search_finds_by_the_start_of_each_word(office: Office) -> None:
    def act(unit: UnitOfWork) -> None:
        person(unit, given_name="Selam", family_name="Tesfay")
        person(unit, given_name="Bo", family_name="Selamawit")
        person(unit, given_name="Hidden", family_name="Selam", restricted=True)

    office.perform(act)

    def found(words: str) -> set[str]:
        hits = office.ask(lambda reads: reads.search(words, kinds=[Person], limit=10))
        return {hit.words for hit in hits}

    assert found("sel") == {"Selam Tesfay", "Bo Selamawit"}
    assert found("TES sel") == {"Selam Tesfay"}
    assert found("bo") == {"Bo Selamawit"}
    assert found("   ") == set()
    assert found('"*(') == set()
    assert office.ask(lambda reads: reads.search("sel", kinds=[Case], limit=10)) == []
    assert len(office.ask(lambda reads: reads.search("sel", kinds=[Person], limit=1))) == 1


def test_search_follows_a_changed_name(office: Office) -> None:
    selam, _ = office.perform(lambda unit: person(unit, given_name="Selam").id)

    def rename(unit: UnitOfWork) -> None:
        unit.get(Person, selam).given_name = "Hana"

    office.perform(rename)
    assert office.ask(lambda reads: reads.search("selam", kinds=[Person], limit=5)) == []
    assert len(office.ask(lambda reads: reads.search("hana", kinds=[Person], limit=5))) == 1


def test_attachments(office: Office) -> None:
    content = bytes(range(256)) * 3000

    key, changes = office.perform(lambda unit: unit.attach(content, "image/png"))
    assert (Attachment, key) in changes.touched
    assert office.ask(lambda reads: reads.content(key)) == content
    empty, _ = office.perform(lambda unit: unit.attach(b"", "text/plain"))
    assert office.ask(lambda reads: reads.content(empty)) == b""


def test_the_audit_says_who_did_what(office: Office) -> None:
    subject = uuid.uuid4()
    office.perform(lambda unit: unit.record("printed the consent", subject, detail="case 7"))
    (event,) = office.ask(lambda reads: reads.matching(AuditEvent, subject=subject))
    assert (event.action, event.by, event.at) == (
        "printed the consent",
        office.actor.user_id,
        MOMENT,
    )
    assert event.detail == "case 7"


def test_drafts_are_one_for_each_subject_and_form(office: Office) -> None:
    selam, other = uuid.uuid4(), uuid.uuid4()
    office.drafts.save(selam, "intake", b"one")
    office.drafts.save(selam, "intake", b"two")
    office.drafts.save(other, "intake", b"three")
    assert office.drafts.load(selam, "intake") == b"two"
    assert office.drafts.load(selam, "consent") is None
    assert {(draft[0], draft[1]) for draft in office.drafts.all()} == {
        (selam, "intake"),
        (other, "intake"),
    }
    office.drafts.discard(selam, "intake")
    office.drafts.discard(selam, "intake")
    assert office.drafts.load(selam, "intake") is None


def test_an_append_only_kind_keeps_every_note(office: Office) -> None:
    def act(unit: UnitOfWork) -> None:
        note = CaseNote(
            id=NoteId(unit.new_id()),
            case_id=CaseId(unit.new_id()),
            written_at=unit.now(),
            written_by=unit.actor.user_id,
            said="first",
        )
        unit.add(note)

    office.perform(act)
    (note,) = office.ask(lambda reads: reads.matching(CaseNote))
    assert note.said == "first"


def test_answers_leave_the_store_usable(office: Office) -> None:
    made, _ = office.perform(lambda unit: person(unit, given_name="Selam"))
    assert made.given_name == "Selam"
    assert office.ask(lambda reads: reads.get(Person, made.id)).given_name == "Selam"


def test_long_and_odd_names(office: Office) -> None:
    odd = ["ا" * 10_000, "a\0b", "=HYPERLINK('x')", "👩🏽‍🦱", 'O\'Brien "x" -- ;', "\u202eabc"]
    ids, _ = office.perform(lambda unit: [person(unit, given_name=name).id for name in odd])
    kept = office.ask(lambda reads: [reads.get(Person, key).given_name for key in ids])
    assert kept == odd


def test_administrators_enrol_and_remove(office: Office) -> None:
    newcomer = keys.Newcomer(name="Bo", staff_code="02", roles=frozenset({Role.CASEWORKER}))
    bo = office.keys.add(newcomer, "river")
    assert office.ask(lambda reads: reads.get(User, bo).staff_code) == "02"
    office.keys.remove(bo)
    assert office.ask(lambda reads: reads.get(User, bo).removed_at) is not None
    with pytest.raises(NotAllowed):
        office.keys.remove(office.actor.user_id)
    with pytest.raises(WrongPassphrase):
        office.keys.change_passphrase("not it", "new")
    actions = office.ask(lambda reads: [each.action for each in reads.matching(AuditEvent)])
    assert {"added a member of staff", "removed a member of staff"} <= set(actions)


def test_what_is_erased_is_gone(office: Office) -> None:
    def act(unit: UnitOfWork) -> tuple[uuid.UUID, AttachmentId]:
        return person(unit, given_name="Selam").id, unit.attach(b"scan", "image/png")

    (selam, scan), _ = office.perform(act)

    def erase(unit: UnitOfWork) -> None:
        unit.erase(unit.get(Person, selam), unit.get(Attachment, scan))
        unit.record("erased", selam)

    changes = office.perform(erase)[1]
    assert {(Person, selam), (Attachment, scan)} <= changes.touched
    assert office.ask(lambda reads: reads.find(Person, selam)) is None
    assert office.ask(lambda reads: reads.search("selam", kinds=[Person], limit=5)) == []
    with pytest.raises(NotFound):
        office.ask(lambda reads: reads.content(scan))


def test_half_a_character_is_refused_kindly(tmp_path: Path) -> None:
    office = office_of(STORE, tmp_path)
    with pytest.raises(InvalidValue):
        office.perform(lambda unit: person(unit, given_name="\ud800"))
    office.close()
