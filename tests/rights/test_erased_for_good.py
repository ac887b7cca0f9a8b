"""On real stores: what two people decided to erase is gone, on every laptop, to the last byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import cbor2
import pytest

from caseworker.errors import GateClosed
from caseworker.model.case import Case, CaseNote, ProtocolRun
from caseworker.model.consent import Attachment
from caseworker.model.erasure import Erasure, RecordPart
from caseworker.model.ids import CaseId, NoteId, PersonId
from caseworker.model.incident import Incident
from caseworker.model.person import HouseholdMembership, Person, Relationship
from caseworker.model.rights import Outcome, PersonRequest, RequestKind, Restriction
from caseworker.model.staff import Role
from caseworker.ports import Reads, UnitOfWork
from caseworker.rights.answering import Decision, answer
from caseworker.rights.erasing import agree, came_late, carry_out, erase_what_came_late
from caseworker.rights.whole_record import whole_record
from caseworker.rights.wishes import take_request
from db.store.journal.rebuild import differences
from db.store.registry import kinds, registered
from db.store.verify import verify
from tests.rights.whole_person import CANARY, a_sibling, write_everything
from tests.store import independent_reader
from tests.store.raw_pages import raw_pages
from tests.store.test_journal import whole_commits
from tests.sync.stores import Desk, World, everything_in, rename, world

GRANTED = Decision(outcome=Outcome.GRANTED, verified=f"A colleague knows the {CANARY}")


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


class Two:
    """Lucía, who decides, at one laptop; Josephine, who agrees, at another."""

    def __init__(self, centre: World) -> None:
        self.centre = centre
        self.first = centre.founded()
        officer = Role.DATA_PROTECTION_OFFICER
        centre.enrol(self.first, "Lucia Ferrer", "04", officer)
        josephine = centre.enrol(self.first, "Josephine Okafor", "03", Role.SUPERVISOR)
        self.second = centre.join(self.first, josephine, "Josephine Okafor", "second")
        self.person, self.case = self.first.act(write_everything)
        self.first.act(settled)
        self.first.lock()
        self.first.name = "Lucia Ferrer"
        self.first.unlock()

    def carry(self, times: int = 2) -> None:
        self.centre.round(*[self.first, self.second] * times)

    def decided(self) -> UUID:
        wish = self.first.act(
            lambda work: (
                take_request(work, self.person, RequestKind.ERASURE, in_her_words=CANARY).id
            )
        )
        self.first.act(lambda work: answer(work, wish, GRANTED))
        (made,) = self.first.office.ask(lambda reads: reads.matching(Erasure))
        return made.id

    def agreed(self) -> UUID:
        erasure = self.decided()
        self.carry()
        self.second.act(lambda work: agree(work, erasure))
        self.carry()
        return erasure


def settled(work: UnitOfWork) -> None:
    """End what is under way: it would rightly stop an erasure."""
    for incident in work.matching(Incident):
        incident.ended_at = work.now()
    for run in work.matching(ProtocolRun):
        run.ended_at = work.now()
    for restriction in work.matching(Restriction):
        restriction.ended_at = work.now()
    for case in work.matching(Case):
        case.assigned_to = None


def readable(desk: Desk) -> bytes:
    """Return all that can be read with the key of a store: rows, kept batches, bare pages."""
    return everything_in(desk) + raw_pages_of(desk)


def raw_pages_of(desk: Desk) -> bytes:
    return raw_pages(desk.office.store.place.store, desk.office.store.opened.keys[0])


def nothing_left(desk: Desk, person: PersonId) -> None:
    assert CANARY.encode() not in readable(desk).lower().replace(b"\0", b"")
    for path in desk.folder.rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes().lower(), path
    assert not [path for path in (desk.folder / "attachments").rglob("*") if path.is_file()]
    wal = desk.office.store.place.store.with_name(desk.office.store.place.store.name + "-wal")
    assert not wal.exists() or CANARY.encode() not in wal.read_bytes()

    def gone(reads: Reads) -> None:
        assert reads.find(Person, person) is None
        assert not reads.matching(PersonRequest)
        assert not reads.matching(Attachment)
        assert not reads.search(CANARY, kinds=(Person, Case), limit=5)

    desk.office.ask(gone)
    assert verify(desk.office).problems == ()
    for kind in kinds():
        assert not desk.office.write(lambda connection, kind=kind: differences(connection, kind))


@pytest.mark.requirement("R-442")
def test_an_erasure_leaves_no_byte_on_any_laptop(centre: World) -> None:
    two = Two(centre)
    erasure = two.agreed()
    two.second.office.drafts.save(two.case, "note", f"{CANARY} again".encode())
    assert CANARY.encode() in readable(two.first).lower()
    assert CANARY.encode() in raw_pages_of(two.second).lower()
    two.first.act(lambda work: carry_out(work, erasure))
    nothing_left(two.first, two.person)
    # Josephine's laptop did not exchange yet: it still has everything.
    assert two.second.office.ask(lambda reads: reads.find(Person, two.person)) is not None
    two.carry()
    nothing_left(two.second, two.person)
    nothing_left(two.first, two.person)
    assert not two.second.office.drafts.all()
    for desk in (two.first, two.second):
        proof = desk.office.ask(lambda reads: reads.get(Erasure, erasure))
        assert proof.carried_out_at is not None
        assert {count.part for count in proof.erased} == set(RecordPart) - {RecordPart.HEALTH}


def test_others_keep_their_records_without_her_name(centre: World) -> None:
    two = Two(centre)
    sibling = two.first.act(lambda work: a_sibling(work, two.person))
    erasure = two.agreed()
    two.first.act(lambda work: carry_out(work, erasure))
    two.carry()
    for desk in (two.first, two.second):
        assert desk.person(sibling).given_name == "Kibrom"
        (tie,) = desk.office.ask(lambda reads: reads.matching(Relationship))
        assert (tie.person_id, tie.relative_id, tie.relative_name) == (sibling, None, "")
        assert tie.verified_at is not None
        (place,) = desk.office.ask(lambda reads: reads.matching(HouseholdMembership))
        assert place.person_id == sibling


@pytest.mark.requirement("R-442")
def test_each_commit_relies_on_the_decision_and_on_what_it_erases_itself(centre: World) -> None:
    """Whoever reads one audience alone never waits for what only others may have."""
    two = Two(centre)
    erasure = two.agreed()
    two.first.act(lambda work: carry_out(work, erasure))
    by_audience: dict[bytes, list[set[str]]] = {}
    names = {registered(kind).number: registered(kind) for kind in kinds()}
    for commit in whole_commits(two.first.office):
        header = independent_reader.header_fields(cbor2.loads(commit)[0])
        assert header is not None
        deps = {names[kind].name: names[kind].audience for kind, _, _ in header[13] if kind}
        if len(deps) > 1 and "Person" not in deps:
            by_audience.setdefault(header[9], []).append({*deps})
    of_the_centre = {"Arrival", "CarriedRecord", "Orientation", "Screening", "Stay"}
    assert [of_the_centre | {"Erasure"}] in by_audience.values(), by_audience
    erasing = [
        header[13]
        for commit in whole_commits(two.first.office)
        if (header := independent_reader.header_fields(cbor2.loads(commit)[0])) is not None
        if any(kind and names[kind].name == "Person" for kind, _, _ in header[13])
    ]
    ((relied,),) = [
        [commits for kind, _, commits in deps if kind and names[kind].name == "Erasure"]
        for deps in erasing
    ]
    # The decision and the agreement.
    assert len(relied) == 2


@pytest.mark.requirement("R-442")
def test_what_somebody_wrote_meanwhile_does_not_bring_her_back(centre: World) -> None:
    two = Two(centre)
    erasure = two.agreed()
    two.second.act(rename(two.person, f"{CANARY} renamed"))
    two.second.act(lambda work: work.add(note(work, two.case)))
    two.first.act(lambda work: carry_out(work, erasure))
    two.carry()
    for desk in (two.first, two.second):
        assert desk.office.ask(lambda reads: reads.find(Person, two.person)) is None
        late = desk.office.ask(lambda reads: came_late(reads, reads.get(Erasure, erasure)))
        assert [type(each) for each in late] == [CaseNote]
    two.first.act(lambda work: erase_what_came_late(work, erasure))
    two.carry()
    for desk in (two.first, two.second):
        nothing_left(desk, two.person)
        assert not desk.office.ask(lambda reads: came_late(reads, reads.get(Erasure, erasure)))


def note(work: UnitOfWork, case: CaseId) -> CaseNote:
    return CaseNote(
        id=NoteId(work.new_id()), case_id=case, written_at=work.now(),
        written_by=work.actor.user_id, said=f"{CANARY} says",
    )  # fmt: skip


def test_nothing_is_erased_where_nobody_agreed(centre: World) -> None:
    two = Two(centre)
    erasure = two.decided()
    with pytest.raises(GateClosed):
        two.first.act(lambda work: carry_out(work, erasure))
    kept = two.first.office.ask(lambda reads: whole_record(reads, two.person).counts())
    assert {count.part for count in kept} == set(RecordPart) - {RecordPart.HEALTH}
