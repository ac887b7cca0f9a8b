"""What is written about health lies on laptops of those who are trained for it, and on no other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import pytest
from sqlalchemy import Connection

from caseworker.answers import collect
from caseworker.evidence.answers import KEPT
from caseworker.form_library.filling import keep_filled
from caseworker.form_library.versions import built_in
from caseworker.model.audit import AuditEvent, FormAnswer
from caseworker.model.case import Case
from caseworker.model.consent import Attachment
from caseworker.model.erasure import Erasure
from caseworker.model.form import FilledForm
from caseworker.model.ids import AttachmentId, PaperId, PersonId, UserId
from caseworker.model.paper import Paper, PaperKind
from caseworker.model.person import Person
from caseworker.model.staff import Role, Training, User
from caseworker.ports import UnitOfWork
from caseworker.sync.batch_file import Refused, read_file
from caseworker.sync.circles import HEALTH
from caseworker.sync.enrolment import Request
from db.store.journal.rebuild import differences
from db.store.registry import AudienceClass, kinds
from db.store.verify import verify
from forms import FormEntry
from tests.sync.stores import (
    Desk,
    World,
    decided_by,
    everything_in,
    rename,
)
from tests.sync.test_exclusions import restrict
from tests.sync.test_outreach import audiences_with_keys, case_of, device, raw_pages_of

SAID = "Insulin-Vermilion"
pytestmark = pytest.mark.requirement("R-311")


class Ward:
    """Amina, administrator and nurse; Hodan, who is not trained for health; somebody's record."""

    def __init__(self, centre: World) -> None:
        self.centre = centre
        self.amina = centre.founded()
        self.hodan_id = centre.enrol(self.amina, "Hodan Ali", "03", Role.SUPERVISOR)
        self.bo_id = centre.enrol(self.amina, "Bo Li")
        self.selam = self.amina.act(case_of("Selamawit", self.hodan_id))
        self.train(self.amina.actor)
        self.amina.reopen()
        self.amina.act(health_of(self.selam, SAID))

    def train(self, *people: UserId, trained: bool = True) -> None:
        def act(unit: UnitOfWork) -> None:
            for key in people:
                marks = frozenset({Training.HEALTH}) if trained else frozenset()
                unit.get(User, key).trainings = marks

        self.amina.act(act)
        self.amina.office.space.align()

    def becomes(self, who: UserId, role: Role) -> None:
        self.amina.act(lambda unit: setattr(unit.get(User, who), "roles", frozenset({role})))
        self.amina.office.space.align()

    def join(self, who: UserId, name: str, place: str) -> Desk:
        return self.centre.join(self.amina, who, name, place)


def health_of(person: UUID, said: str) -> Callable[[UnitOfWork], UUID]:
    def act(unit: UnitOfWork) -> UUID:
        entry = FormEntry(built_in("health_follow_up"))
        for path, value in {"private": "yes", "wishes_to_talk": "yes", "now/since": said}.items():
            entry.set(f"/data/{path}", value)
        entry.finish()
        return keep_filled(unit, person, collect(entry)).id

    return act


def answers_on(desk: Desk) -> list[str]:
    said = desk.office.ask(lambda reads: [each.value for each in reads.matching(FormAnswer)])
    return [each for each in said if "Vermilion" in each]


def health_keys(desk: Desk) -> bool:
    return desk.office.store.identity.audiences[AudienceClass.HEALTH] in audiences_with_keys(desk)


def holds_no_byte_of_it(desk: Desk, *words: str) -> None:
    inside, pages = everything_in(desk), raw_pages_of(desk)
    for word in words:
        assert word.encode() not in inside
        assert word.encode() not in pages
    for kind in kinds():
        assert not desk.office.write(lambda connection, kind=kind: differences(connection, kind))


def test_where_nobody_is_trained_or_everybody_is_all_laptops_have_all(centre: World) -> None:
    ward = Ward(centre)
    ward.train(ward.hodan_id)
    hodan = ward.join(ward.hodan_id, "Hodan Ali", "office")
    assert SAID in answers_on(hodan)
    assert health_keys(hodan)
    assert not hodan.office.write(
        lambda c: [
            circle
            for circle in hodan.office.exchange._log(c).members.audiences.values()
            if HEALTH in circle.names and not circle.open
        ]
    )


def test_a_laptop_without_anybody_trained_holds_no_byte_of_health(centre: World) -> None:
    ward = Ward(centre)
    hodan = ward.join(ward.hodan_id, "Hodan Ali", "office")
    assert hodan.names() == ["Selamawit"]
    assert answers_on(hodan) == []
    assert not health_keys(hodan)
    assert not hodan.office.ask(lambda reads: reads.has_health)
    assert ward.amina.office.ask(lambda reads: reads.has_health)
    holds_no_byte_of_it(hodan, SAID)
    # Both work on: what she writes comes, what is written about health stays where it may lie.
    hodan.act(rename(ward.selam, "Selam"))
    ward.amina.act(health_of(ward.selam, "Asthma-Vermilion"))
    centre.round(hodan, ward.amina, hodan, ward.amina)
    assert ward.amina.names() == hodan.names() == ["Selam"]
    assert sorted(answers_on(ward.amina)) == ["Asthma-Vermilion", SAID]
    holds_no_byte_of_it(hodan, SAID, "Vermilion")
    assert verify(hodan.office).problems == ()
    # Nor could she read, with effort, what lay on the stick.
    assert "Vermilion" not in readable_on(hodan, centre)
    # She has a slot on the ward's laptop too, and the page of the laptops says so.
    told = {each.code: each.shares_health for each in ward.amina.office.space.laptops()}
    assert told == {ward.amina.code: True, hodan.code: False}


def test_a_scan_about_health_lies_on_no_laptop_without_anybody_trained(centre: World) -> None:
    ward = Ward(centre)
    scan = b"Scan-Vermilion" * 40

    def file(unit: UnitOfWork) -> None:
        paper = Paper(
            id=PaperId(unit.new_id()),
            person_id=PersonId(ward.selam),
            attachment_id=unit.attach(scan, "image/png"),
            kind=PaperKind.HEALTH,
            filed_at=unit.now(),
            filed_by=unit.actor.user_id,
        )
        unit.add(paper)

    ward.amina.act(file)
    hodan = ward.join(ward.hodan_id, "Hodan Ali", "office")
    assert hodan.names() == ["Selamawit"]
    for kind in (Paper, Attachment):
        assert not hodan.office.ask(lambda reads, kind=kind: reads.count(kind))
    assert not [each for each in (hodan.folder / "attachments").rglob("*") if each.is_file()]


def readable_on(desk: Desk, centre: World) -> str:
    def read(connection: Connection) -> str:
        exchange = desk.office.exchange
        reader = exchange._reader(connection, exchange._log(connection).members)
        told = b""
        for file in centre.stick.rglob("*"):
            if file.is_file():
                with suppress(Refused):
                    body = reader.open(read_file(file.read_bytes()))
                    told += b"".join(each.to_bytes() for each in body.commits)
        return told.decode("utf-8", "replace")

    return desk.office.write(read)


def test_the_mark_taken_takes_health_from_her_laptop_and_given_brings_it_back(
    centre: World,
) -> None:
    ward = Ward(centre)
    ward.train(ward.hodan_id)
    hodan = ward.join(ward.hodan_id, "Hodan Ali", "office")
    hodan.reopen()
    hodan.act(health_of(ward.selam, "Asthma-Vermilion"))
    ward.train(ward.hodan_id, trained=False)
    (told,) = [each for each in ward.amina.office.space.laptops() if each.device == device(hodan)]
    assert not told.reads_health
    assert told.keeps_health
    centre.round(ward.amina, hodan, ward.amina, hodan, ward.amina)
    holds_no_byte_of_it(hodan, SAID, "Asthma-Vermilion")
    assert not health_keys(hodan)
    # What she alone had is not lost, and she told that it is gone from hers.
    assert sorted(answers_on(ward.amina)) == ["Asthma-Vermilion", SAID]
    (told,) = [each for each in ward.amina.office.space.laptops() if each.device == device(hodan)]
    assert not told.keeps_health
    ward.amina.act(health_of(ward.selam, "Cough-Vermilion"))
    centre.round(ward.amina, hodan)
    assert answers_on(hodan) == []
    ward.train(ward.hodan_id)
    centre.round(ward.amina, hodan, ward.amina, hodan)
    assert sorted(answers_on(hodan)) == ["Asthma-Vermilion", "Cough-Vermilion", SAID]
    assert verify(hodan.office).problems == ()


def test_a_trained_worker_outside_has_the_health_of_her_cases_and_hands_in_the_rest(
    centre: World,
) -> None:
    ward = Ward(centre)
    hodan = ward.join(ward.hodan_id, "Hodan Ali", "office")
    ward.train(ward.bo_id)
    tesfay = ward.amina.act(case_of("Tesfay", ward.bo_id))
    ward.amina.act(health_of(tesfay, "Cast-Vermilion"))
    bo = outreach(ward)
    assert bo.names() == ["Tesfay"]
    assert answers_on(bo) == ["Cast-Vermilion"]
    assert not health_keys(bo)
    bo.act(health_of(tesfay, "Fever-Vermilion"))
    hiwot = bo.act(case_of("Hiwot", ward.hodan_id))
    bo.act(health_of(hiwot, "Burn-Vermilion"))
    centre.round(bo, hodan, ward.amina, bo, hodan)
    assert {"Fever-Vermilion", "Burn-Vermilion"} <= set(answers_on(ward.amina))
    assert "Hiwot" in hodan.names()
    holds_no_byte_of_it(hodan, "Vermilion")
    assert "Vermilion" not in readable_on(hodan, centre)
    # And from who is not trained, outside too.
    ward.train(ward.bo_id, trained=False)
    centre.round(ward.amina, bo, ward.amina, bo, ward.amina)
    assert "Tesfay" in bo.names()
    holds_no_byte_of_it(bo, "Cast-Vermilion", "Fever-Vermilion")


def outreach(ward: Ward) -> Desk:
    bo = ward.centre.invited(ward.amina, ward.bo_id, "Bo Li", "outreach")
    request = Request.from_bytes(bo.office.space.signed_request())
    ward.amina.office.space.admit(request, outreach=True)
    ward.amina.office.space.align()
    ward.centre.round(ward.amina, bo)
    bo.reopen()
    ward.centre.round(bo, ward.amina, bo)
    return bo


def test_health_of_a_closed_record_is_for_those_who_may_see_both(centre: World) -> None:
    ward = Ward(centre)
    ward.train(ward.bo_id)
    bo = ward.join(ward.bo_id, "Bo Li", "second")
    hodan = ward.join(ward.hodan_id, "Hodan Ali", "office")
    for each in (ward.bo_id, ward.hodan_id):
        ward.amina.office.keys.close_here(each)
    # The record is closed to Bo, who is trained; Hodan, who is not, may see it.
    ward.amina.act(restrict(PersonId(ward.selam), ward.amina.actor, ward.hodan_id))
    ward.amina.office.space.align()
    centre.round(ward.amina, bo, hodan, ward.amina, bo, hodan, ward.amina)
    assert bo.names() == []
    assert hodan.names() == ["Selamawit"]
    for desk in (bo, hodan):
        holds_no_byte_of_it(desk, SAID)
    ward.amina.act(health_of(ward.selam, "Asthma-Vermilion"))
    centre.round(ward.amina, bo, hodan)
    for desk in (bo, hodan):
        assert "Asthma-Vermilion" not in readable_on(desk, centre)


def test_an_erasure_takes_health_with_the_record(centre: World) -> None:
    ward = Ward(centre)
    ward.becomes(ward.hodan_id, Role.SUPERVISOR)
    hodan = ward.join(ward.hodan_id, "Hodan Ali", "office")
    erasure = decided_by(ward.amina, ward.selam, agreed_by=hodan)
    centre.round(hodan, ward.amina)

    def erase(unit: UnitOfWork) -> None:
        unit.rely_on(unit.get(Erasure, erasure))
        gone = [*unit.matching(FormAnswer), *unit.matching(FilledForm), *unit.matching(Case)]
        unit.erase(*gone, unit.get(Person, ward.selam))

    ward.amina.act(erase)
    centre.round(ward.amina, hodan)
    assert answers_on(ward.amina) == []
    assert hodan.names() == []
    holds_no_byte_of_it(ward.amina, SAID)


def test_once_closed_a_slot_more_or_a_mark_less_opens_it_to_nobody(centre: World) -> None:
    ward = Ward(centre)
    hodan = ward.join(ward.hodan_id, "Hodan Ali", "office")
    ward.train(ward.bo_id)
    bo = ward.join(ward.bo_id, "Bo Li", "second")
    for each in (ward.bo_id, ward.hodan_id):
        ward.amina.office.keys.close_here(each)
    # Now no laptop that an administrator unlocks is for health: only Bo's is.
    ward.train(ward.amina.actor, trained=False)
    for _ in range(2):
        centre.round(ward.amina, bo, hodan)
    assert answers_on(bo) == [SAID]
    for desk in (ward.amina, hodan):
        holds_no_byte_of_it(desk, SAID)
    bo.act(health_of(ward.selam, "Asthma-Vermilion"))
    centre.round(bo, ward.amina, hodan)
    for desk in (ward.amina, hodan):
        holds_no_byte_of_it(desk, "Vermilion")


def test_a_file_with_which_an_answer_is_corrected_lies_with_the_form(centre: World) -> None:
    ward = Ward(centre)
    hodan = ward.join(ward.hodan_id, "Hodan Ali", "office")
    filled = ward.amina.act(health_of(ward.selam, "Asthma-Vermilion"))

    def correct(unit: UnitOfWork) -> AttachmentId:
        answers = unit.matching(FormAnswer, subject=filled)
        (answer,) = [each for each in answers if "Vermilion" in each.value]
        file = unit.attach(b"Scan-Vermilion" * 90, "image/png")
        answer.value = f"{KEPT}{file}"
        return file

    file = ward.amina.act(correct)
    for _ in range(2):
        centre.round(ward.amina, hodan)
    assert ward.amina.office.ask(lambda reads: reads.find(Attachment, file)) is not None
    assert hodan.office.ask(lambda reads: reads.find(Attachment, file)) is None
    holds_no_byte_of_it(hodan, "Vermilion")


def test_the_audit_trail_that_all_have_does_not_name_the_form(centre: World) -> None:
    ward = Ward(centre)
    hodan = ward.join(ward.hodan_id, "Hodan Ali", "office")
    (filled,) = hodan.office.ask(lambda reads: reads.matching(AuditEvent, action="form filled"))
    assert (filled.subject, filled.detail) == (ward.selam, "")
