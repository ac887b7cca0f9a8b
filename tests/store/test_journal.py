"""The journal: what is written, that it says what the rows say, and who can check it."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import cbor2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from caseworker.errors import Bug
from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case, Step, StepProgress, StepState
from caseworker.model.ids import CaseId, PaperId
from caseworker.model.paper import Paper, PaperKind
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.ports import UnitOfWork
from caseworker.sync.circles import circle_of
from caseworker.sync.clock import tick
from caseworker.sync.commit_format import Header
from caseworker.sync.commits import Clock
from db.store.identity import StoreIdentity
from db.store.journal import check, rebuild
from db.store.journal.clock import milliseconds
from db.store.journal.heads import heads_of
from db.store.office import StoreOffice
from db.store.registry import AudienceClass, kinds, registered
from db.store.tables import changes, commits
from tests.store import independent_reader
from tests.store.laptop import Laptop, add_person


def whole_commits(office: StoreOffice) -> list[bytes]:
    """Return the commits as they travel, in order."""

    def read(connection: Any) -> list[bytes]:
        found = []
        for row in connection.execute(select(commits).order_by(commits.c.position)):
            query = select(changes).where(changes.c.position == row.position)
            body = [
                [each.kind, each.entity, each.proof]
                if len(each.proof) == 32
                else [each.kind, each.entity, cbor2.loads(each.packed), *filter(None, [each.proof])]
                for each in connection.execute(query.order_by(changes.c.number))
            ]
            parts = [row.header, row.device_signature, row.person_signature, row.seed, body]
            found.append(cbor2.dumps(parts, canonical=True))
        return found

    return office.write(read)


def headers(office: StoreOffice) -> list[Header]:
    return [Header.from_bytes(cbor2.loads(commit)[0]) for commit in whole_commits(office)]


def rows_equal_journal(office: StoreOffice) -> bool:
    return office.write(
        lambda connection: not any(rebuild.differences(connection, kind) for kind in kinds())
    )


def test_what_the_store_writes_an_independent_reader_accepts(office: StoreOffice) -> None:
    person, _ = office.perform(add_person("Selam"))

    def rename(unit: UnitOfWork) -> None:
        unit.get(Person, person.id).given_name = "Salam"
        unit.record("renamed", person.id)

    office.perform(rename)
    device = office.store.identity.device_public_key
    author = office.store.opened.secrets.verifying_key
    last: dict[bytes, tuple[int, bytes]] = {}
    for commit in whole_commits(office):
        content = cbor2.loads(commit)[0]
        header = Header.from_bytes(content)
        before = last.get(header.run)
        assert independent_reader.read(commit, device, author, before) == "ok"
        last[header.run] = header.number, independent_reader.commit_id(content)


def test_one_commit_for_each_record_and_class_touched(office: StoreOffice) -> None:
    known = len(headers(office))

    def act(unit: UnitOfWork) -> tuple[Person, Person]:
        selam, tesfay = add_person("Selam")(unit), add_person("Tesfay")(unit)
        unit.record("registered", selam.id)
        return selam, tesfay

    people, _ = office.perform(act)
    *records, audit = headers(office)[known:]
    identity = office.store.identity
    assert {each.audience for each in records} == {circle_of(each.id.bytes) for each in people}
    assert audit.audience == identity.audiences[AudienceClass.AUDIT]
    for each in records:
        assert each.unit == audit.unit
        assert each.clock == audit.clock
        assert each.person == office.actor.user_id.bytes
        assert each.device == identity.device_id


def test_what_hangs_on_a_record_is_written_for_its_circle(office: StoreOffice) -> None:
    selam, _ = office.perform(add_person("Selam"))
    known = len(headers(office))

    def act(unit: UnitOfWork) -> None:
        file = unit.attach(b"a scan", "image/png")
        case = Case(
            id=CaseId(unit.new_id()),
            number="T-1",
            person_id=selam.id,
            opened_at=unit.now(),
            opened_by=unit.actor.user_id,
        )
        unit.add(case)
        unit.add(
            Paper(
                id=PaperId(unit.new_id()),
                person_id=selam.id,
                attachment_id=file,
                kind=PaperKind.LETTER,
                filed_at=unit.now(),
                filed_by=unit.actor.user_id,
            )
        )
        unit.add(
            StepProgress(
                id=unit.new_id(),
                case_id=case.id,
                step=Step.ASSESSMENT,
                state=StepState.STARTED,
                since=unit.now(),
                by=unit.actor.user_id,
            )
        )

    office.perform(act)
    (only,) = headers(office)[known:]
    assert only.audience == circle_of(selam.id.bytes)


def test_what_hangs_on_nobody_lies_with_its_class(office: StoreOffice) -> None:
    known = len(headers(office))
    office.perform(lambda unit: unit.attach(b"nobody names it", "image/png"))
    (only,) = headers(office)[known:]
    assert only.audience == office.store.identity.audiences[AudienceClass.CASE_TEAM]


def test_a_value_set_again_is_no_change(office: StoreOffice) -> None:
    person, _ = office.perform(add_person("Selam"))
    known = len(headers(office))

    def again(unit: UnitOfWork) -> None:
        found = unit.get(Person, person.id)
        found.given_name = "Other"
        unit.count(Person)
        found.given_name = "Selam"
        found.sex = Sex.NOT_ASKED

    office.perform(again)
    office.perform(lambda unit: None)
    assert len(headers(office)) == known


def test_several_flushes_make_one_change(office: StoreOffice) -> None:
    person, _ = office.perform(add_person("Selam"))
    known = len(headers(office))

    def act(unit: UnitOfWork) -> None:
        found = unit.get(Person, person.id)
        for name in ("A", "B", "C"):
            found.given_name = name
            unit.count(Person)

    office.perform(act)
    (last,) = whole_commits(office)[known:]
    ((_, entity, values),) = cbor2.loads(last)[4]
    field = registered(Person).fields["given_name"]
    assert entity == person.id.bytes
    assert list(values) == [field]
    assert values[field][0] == "C"


def test_bases_name_the_commit_that_was_seen(office: StoreOffice) -> None:
    person, _ = office.perform(add_person("Selam"))
    field = registered(Person).fields["given_name"]

    def heads() -> list[bytes]:
        return office.write(lambda connection: heads_of(connection, person.id.bytes)[field])

    first = heads()

    def rename(unit: UnitOfWork) -> None:
        unit.get(Person, person.id).given_name = "Salam"

    office.perform(rename)
    last = cbor2.loads(whole_commits(office)[-1])
    assert last[4][0][2][field][1:] == first
    assert heads() == [independent_reader.commit_id(last[0])] != first


def test_deps_name_the_heads_relied_on(office: StoreOffice) -> None:
    person, _ = office.perform(add_person("Selam"))
    made_by = independent_reader.commit_id(cbor2.loads(whole_commits(office)[-1])[0])

    def open_case(unit: UnitOfWork) -> None:
        found = unit.get(Person, person.id)
        case = Case(
            id=CaseId(unit.new_id()),
            number="1",
            person_id=found.id,
            opened_at=unit.now(),
            opened_by=unit.actor.user_id,
        )
        unit.add(case)
        unit.rely_on(found, case)

    office.perform(open_case)
    deps = {entity: ids for _, entity, ids in headers(office)[-1].deps}
    assert deps[person.id.bytes] == [made_by]
    assert sorted(map(len, deps.values())) == [0, 1]


def test_each_unlock_is_a_run_of_its_own(laptop: Laptop) -> None:
    laptop.set_up().perform(add_person("Selam"))
    laptop.lock()
    office = laptop.unlock()
    office.perform(add_person("Tesfay"))
    found = headers(office)
    assert found[-1].run != found[-2].run
    assert (found[-1].number, found[-1].previous) == (1, b"")
    assert found[-1].clock > found[-2].clock


def test_a_clock_set_back_never_makes_a_change_look_earlier(laptop: Laptop) -> None:
    office = laptop.set_up()
    office.perform(add_person("Selam"))
    laptop.moment -= timedelta(days=365)
    office.perform(add_person("Tesfay"))
    laptop.lock()
    office = laptop.unlock()
    office.perform(add_person("Hana"))
    clocks = [header.clock for header in headers(office)]
    assert clocks == sorted(clocks)
    assert len(set(clocks[-3:])) == 3


def test_the_clock_counts_where_it_stands_still() -> None:
    now = datetime(2026, 11, 18, tzinfo=UTC)
    first = tick(Clock(0, 0), milliseconds(now))
    assert first.counter == 0
    assert tick(first, milliseconds(now)) == (first.milliseconds, 1)
    later = milliseconds(now + timedelta(milliseconds=1))
    assert tick(first, later) == (first.milliseconds + 1, 0)
    assert tick(Clock(0, 0), milliseconds(datetime(1950, 1, 1, tzinfo=UTC))) == (0, 1)


def test_what_is_appended_stays(office: StoreOffice) -> None:
    office.perform(lambda unit: unit.record("looked", unit.actor.user_id))

    def rewrite(unit: UnitOfWork) -> None:
        unit.matching(AuditEvent)[0].action = "did nothing"

    with pytest.raises(Bug):
        office.perform(rewrite)


@pytest.mark.parametrize("statement", [update(Person).values(given_name="x"), delete(Person)])
def test_bulk_changes_are_refused(office: StoreOffice, statement: Any) -> None:
    with pytest.raises(Bug):
        office.perform(lambda unit: unit._session.execute(statement))  # type: ignore[attr-defined]  # past the port, on purpose


def test_deleting_is_refused(office: StoreOffice) -> None:
    person, _ = office.perform(add_person("Selam"))

    def remove(unit: UnitOfWork) -> None:
        unit._session.delete(unit.get(Person, person.id))  # type: ignore[attr-defined]  # as above

    with pytest.raises(Bug):
        office.perform(remove)
    assert office.ask(lambda reads: reads.count(Person)) == 1


def test_a_row_altered_behind_the_journal_is_found(office: StoreOffice) -> None:
    person, _ = office.perform(add_person("Selam"))
    table = Person.__table__  # type: ignore[attr-defined]  # given by the mapping
    office.write(lambda connection: connection.execute(update(table).values(given_name="Eve")))
    found = office.write(lambda connection: rebuild.differences(connection, Person))
    assert found == [person.id]
    office.write(lambda connection: connection.execute(delete(table)))
    assert office.write(lambda connection: rebuild.differences(connection, Person)) == [person.id]


def test_an_altered_journal_is_found(office: StoreOffice) -> None:
    office.perform(add_person("Selam"))

    def faults_after(statement: Any) -> set[str]:
        identity: StoreIdentity = office.store.identity

        def look(connection: Any) -> set[str]:
            with connection.begin_nested() as attempt:
                connection.execute(statement)
                found = {fault for _, fault in check.faults(connection, identity)}
                attempt.rollback()
            return found

        return office.write(look)

    last = office.store.journal.state.position
    own = commits.c.position == last
    assert faults_after(select(1)) == set()
    packed = cbor2.dumps({1: [bytes(16), "Eve", []]})
    at = changes.c.position == last
    assert faults_after(update(changes).where(at).values(packed=packed)) == {"bad-changes"}
    assert faults_after(delete(changes).where(at)) == {"bad-changes"}
    other = bytes(64)
    assert faults_after(update(commits).where(own).values(person_signature=other)) == {
        "bad-signature"
    }
    assert faults_after(update(commits).where(own).values(running=bytes(32))) == {"broken-chain"}
    middle = commits.c.position == last - 1
    assert "broken-chain" in faults_after(delete(commits).where(middle))


def test_the_same_instant_in_another_zone_is_a_change(office: StoreOffice) -> None:
    person, _ = office.perform(add_person("Selam"))
    for zone in (ZoneInfo("UTC"), ZoneInfo("Asia/Kathmandu")):

        def act(unit: UnitOfWork, zone: ZoneInfo = zone) -> None:
            unit.get(Person, person.id).registered_at = datetime.fromtimestamp(0, tz=zone)

        office.perform(act)
        assert rows_equal_journal(office)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
MOMENTS = st.tuples(
    st.integers(-(10**10), 10**11),
    st.sampled_from(["UTC", "Africa/Tunis", "Asia/Kathmandu", "America/Bogota"]).map(ZoneInfo),
).map(lambda parts: datetime.fromtimestamp(parts[0], tz=parts[1]))
PERSON_EDITS = st.fixed_dictionaries(
    {},
    optional={
        "given_name": TEXTS,
        "called": TEXTS,
        "date_of_birth": st.none() | st.sampled_from(["2003", "2003-05~"]).map(PartialDate),
        "sex": st.sampled_from(Sex),
        "nationalities": st.lists(st.sampled_from(["ER", "SD", "XX"]), max_size=3).map(tuple),
        "restricted": st.booleans(),
        "arrival_id": st.none() | st.uuids(),
        "registered_at": MOMENTS,
    },
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(st.tuples(st.integers(0, 3), PERSON_EDITS), max_size=12))
def test_rows_equal_what_the_journal_tells(
    office: StoreOffice, acts: list[tuple[int, dict[str, Any]]]
) -> None:
    made: list[UUID] = []

    for place, values in acts:

        def act(unit: UnitOfWork, place: int = place, values: dict[str, Any] = values) -> None:
            if place >= len(made):
                made.append(add_person("Somebody")(unit).id)
                unit.count(Person)
            person = unit.get(Person, made[min(place, len(made) - 1)])
            for name, value in values.items():
                setattr(person, name, value)

        office.perform(act)
    assert rows_equal_journal(office)
    for key in made:
        person = office.ask(lambda reads, key=key: reads.get(Person, key))
        assert {field.name for field in fields(person)} <= set(vars(person))


def test_no_default_of_sql_fills_what_the_journal_does_not_say() -> None:
    for kind in kinds():
        for column in kind.__table__.c:  # type: ignore[attr-defined]  # given by the mapping
            assert column.server_default is None
            assert column.default is None
            assert not column.foreign_keys


def test_bulk_insert_is_refused(office: StoreOffice) -> None:
    with pytest.raises(Bug):
        office.perform(lambda unit: unit._session.execute(insert(Person).values(id=UUID(int=1))))  # type: ignore[attr-defined]  # as above
