"""Who used a record, as the person reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseworker.documents.audit_extract import audit_extract
from caseworker.documents.blocks import Grid
from caseworker.documents.paper import typeset
from caseworker.errors import NotAllowed
from caseworker.model.consent import Basis, Disclosure
from caseworker.model.ids import PersonId, ProviderId
from caseworker.model.staff import User
from caseworker.ports import UnitOfWork
from caseworker.rights.audit import ACTS, neutral
from caseworker.text import LANGUAGES, Text
from caseworker.views.extract import Extract, extract
from tests.directory.entries import enter
from tests.scene import AMINA, DANIEL, JOSEPHINE, OFFICER, Scene


def staffed(scene: Scene) -> Scene:
    def enrol(work: UnitOfWork) -> None:
        for who in (AMINA, JOSEPHINE, OFFICER):
            work.add(User(id=who.user_id, name=who.name, staff_code=who.staff_code,
                          roles=who.roles, added_at=work.now()))  # fmt: skip

    scene.do(enrol)
    return scene


def shown(scene: Scene, person: PersonId) -> Extract:
    return scene.as_(OFFICER).ask(lambda reads: extract(reads, person, scene.moment))


@pytest.mark.requirement("R-441")
def test_the_person_reads_who_did_what_on_which_day(scene: Scene) -> None:
    person = staffed(scene).registered()
    case_id = scene.case(person)
    scene.office.saw(person)
    scene.office.saw(case_id)
    scene.later(days=1)
    scene.as_(JOSEPHINE).office.saw(person)
    used = shown(scene, person).used
    day = scene.moment.date()
    assert (used[0].day, used[0].who, used[0].what, used[0].times) == (
        day, "02", "Looked at the record", 1,
    )  # fmt: skip
    looked = [line for line in used if line.who == "07" and line.what == "Looked at the record"]
    assert [(line.day, line.times) for line in looked] == [(day - timedelta(days=1), 2)]
    assert "Began the record" in {line.what for line in used}


@pytest.mark.requirement("R-441")
def test_nothing_on_it_tells_a_finder_what_is_feared(scene: Scene) -> None:
    person = staffed(scene).registered()
    case_id = scene.case(person)

    def flagged(work: UnitOfWork) -> None:
        work.record("protocol opened: suicide risk", case_id)
        work.record("protection flags changed", case_id)
        work.record("screened for protection", case_id)

    scene.do(flagged)
    words = " ".join(line.what for line in shown(scene, person).used).casefold()
    for told in ("suicide", "protection", "protocol", "specialist", AMINA.name.casefold()):
        assert told not in words


def test_every_act_of_the_trail_has_neutral_words() -> None:
    for action in ACTS:
        assert not {"risk", "protection", "missing"} & set(neutral(action).casefold().split())


@pytest.mark.requirement("R-441")
def test_what_went_to_others_is_told_but_no_secret_place(scene: Scene) -> None:
    person = staffed(scene).registered()

    def went(work: UnitOfWork, name: str, *, secret: bool, gone: bool = True) -> None:
        provider, _service = enter(name, confidential=secret)(work)
        disclosure = Disclosure(
            id=work.new_id(),
            person_id=person,
            recipient=name,
            provider_id=ProviderId(provider),
            data_items=("first name",),
            basis=Basis.CONSENT,
            medium="printed",
            disclosed_at=work.now(),
            disclosed_by=work.actor.user_id,
            did_not_go_at=None if gone else work.now(),
        )
        work.add(disclosure)

    scene.do(lambda work: went(work, "Sail workshop", secret=False))
    scene.do(lambda work: went(work, "House of the lamp", secret=True))
    scene.do(lambda work: went(work, "Never went there", secret=False, gone=False))
    lines = shown(scene, person).went
    assert sorted(line.recipient for line in lines) == ["", "Sail workshop"]
    paper = scene.ask(lambda reads: audit_extract(reads, person, scene.moment, Text("en")))
    cells = [cell for block in paper.blocks if isinstance(block, Grid) for row in block.rows
             for cell in row]  # fmt: skip
    assert "A place that is not named on paper" in cells
    assert not any("lamp" in cell or "Never went" in cell for cell in cells)


def test_another_person_is_not_on_it(scene: Scene) -> None:
    person, other = staffed(scene).registered(), scene.registered()
    scene.office.saw(other)
    assert "Looked at the record" not in {line.what for line in shown(scene, person).used}


def test_reception_reads_no_extract(scene: Scene) -> None:
    person = staffed(scene).registered()
    with pytest.raises(NotAllowed):
        scene.as_(DANIEL).ask(lambda reads: extract(reads, person, scene.moment))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_extract_is_set_in_every_language(scene: Scene, language: str) -> None:
    person = staffed(scene).registered()
    scene.as_(OFFICER)
    paper = scene.ask(lambda reads: audit_extract(reads, person, scene.moment, Text(language)))
    assert typeset(paper).startswith(b"%PDF")
