"""The copy of a record: everything in it, and nothing of others or of what could harm."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from caseworker.documents.blocks import Document, Facts
from caseworker.documents.paper import typeset
from caseworker.documents.subject_copy import subject_copy
from caseworker.errors import GateClosed, NotAllowed
from caseworker.model.arrival import Stay
from caseworker.model.assessment import Assessment, ProtectionScreening, SafetyPlan, ScreeningFlag
from caseworker.model.audit import AuditEvent, FormAnswer
from caseworker.model.case import Case, CaseNote, ProtectionFlag
from caseworker.model.ids import AssessmentId, CaseId, NoteId, PersonId
from caseworker.model.incident import Incident, IncidentKind
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Channel, NameVariant, Person, SafeContact, Tie
from caseworker.model.rights import Asker, Outcome, PersonRequest, RecordCopy, RequestKind
from caseworker.model.staff import User
from caseworker.model.values import Risk, RiskLevel
from caseworker.people.ties import Claim, claim
from caseworker.ports import UnitOfWork
from caseworker.rights.answering import Decision, answer
from caseworker.rights.copy import (
    about_forms,
    about_handovers,
    about_looks,
    about_person,
    about_work,
)
from caseworker.rights.copy.items import Chosen, HeldBack, Item
from caseworker.rights.copy.screening import copies, give, sections
from caseworker.rights.wishes import take_request
from caseworker.text import LANGUAGES, Text
from db.store.registry import kinds
from tests.form_library.centre_with_form import answered, begun, installed, kept
from tests.scene import AMINA, JOSEPHINE, OFFICER, Scene

ENGLISH = Text("en")
HELD = {
    "Brother of Yonas": HeldBack.OTHER_PEOPLE,
    "Yonas came to the gate": HeldBack.MENTIONS,
    "A thought among colleagues": HeldBack.STAFF_ONLY,
    "Her neighbour is ill": HeldBack.OTHER_PEOPLE,
    "Trafficking": HeldBack.DANGER,
    "Fears traffickers": HeldBack.DANGER,
    "Medium · Threatened last week": HeldBack.DANGER,
    "Back door, then the harbour": HeldBack.DANGER,
    "The harbour cafe": HeldBack.DANGER,
    "Say it is the language course": HeldBack.DANGER,
    "Somebody shouted": HeldBack.OTHER_PEOPLE,
}
GOES = ("Selam", "Tesfay", "Saba", "Came with a letter", "I want to learn", "Room 4, bed 2")


def record(scene: Scene, born: str = "1996") -> PersonId:
    """Return somebody whose record holds one of everything that matters."""
    person = scene.registered()
    case_id = scene.case(person)

    def fill(work: UnitOfWork) -> None:
        me = work.actor.user_id
        work.add(
            User(id=me, name="Amina Karim", staff_code="07", roles=AMINA.roles,
                 added_at=work.now())
        )  # fmt: skip
        selam = work.get(Person, person)
        selam.date_of_birth = PartialDate(born)
        selam.avoid = "The harbour cafe"
        case = work.get(Case, case_id)
        case.protection_flags = frozenset({ProtectionFlag.TRAFFICKING})
        case.risk = Risk(RiskLevel.MEDIUM, "Threatened last week")
        work.add(NameVariant(id=work.new_id(), person_id=person, name="Saba"))
        work.add(Stay(id=work.new_id(), person_id=person, bed="Room 4, bed 2", since=work.now()))
        work.add(
            SafeContact(
                id=work.new_id(),
                person_id=person,
                channel=Channel.PHONE,
                address="555 0100",
                pretext="Say it is the language course",
            )
        )
        claim(work, Claim(person_id=person, tie=Tie.SIBLING, relative_name="Brother of Yonas"))
        claim(work, Claim(person_id=person, tie=Tie.SPOUSE, relative_name="Yonas Tesfay"))
        _notes(work, case_id)
        work.add(
            ProtectionScreening(
                id=work.new_id(),
                case_id=case_id,
                screened_at=work.now(),
                screened_by=me,
                flags=frozenset({ScreeningFlag.TRAFFICKING}),
            )
        )
        work.add(SafetyPlan(id=work.new_id(), case_id=case_id, made_on=work.now().date(),
                            made_by=me, what_helps="Back door, then the harbour"))  # fmt: skip
        work.add(Incident(id=work.new_id(), kind=IncidentKind.SAFETY, noticed_at=work.now(),
                          noticed_by=me, person_id=person, account="Somebody shouted"))  # fmt: skip
        work.add(Assessment(id=AssessmentId(work.new_id()), case_id=case_id,
                            held_on=date(2026, 11, 18), held_by=me, needs=("legal",)))  # fmt: skip

    scene.do(fill)
    return person


def _notes(work: UnitOfWork, case_id: CaseId) -> None:
    for observed, said, staff_only, third_party in (
        ("Came with a letter, said Amina Karim", "I want to learn", False, False),
        ("Yonas came to the gate", "", False, False),
        ("A thought among colleagues", "", True, False),
        ("Her neighbour is ill", "", False, True),
    ):
        work.add(
            CaseNote(
                id=NoteId(work.new_id()),
                case_id=case_id,
                written_at=work.now(),
                written_by=work.actor.user_id,
                observed=observed,
                said=said,
                staff_only=staff_only,
                third_party=third_party,
            )
        )


def granted(scene: Scene, person: PersonId, by: Asker = Asker.PERSON, who: str = "") -> UUID:
    request = scene.do(
        lambda work: (
            take_request(work, person, RequestKind.ACCESS, asked_by=by, asked_by_other=who).id
        )
    )
    decision = Decision(outcome=Outcome.GRANTED, verified="A colleague knows her")
    scene.as_(OFFICER).do(lambda work: answer(work, request, decision).id)
    return request


def items(scene: Scene, request: UUID, chosen: Chosen = Chosen()) -> list[Item]:  # noqa: B008  frozen
    found = scene.ask(lambda reads: sections(reads, request, ENGLISH, chosen))
    return [item for section in found for item in section.items]


def holding(found: list[Item], words: str) -> Item:
    (item,) = [item for item in found if words in item.value.translate(_ISOLATES)]
    return item


_ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))


def printed(paper: Document) -> str:
    said = [
        f"{fact.label}: {fact.value}"
        for block in paper.blocks
        if isinstance(block, Facts)
        for fact in block.facts
    ]
    return "\n".join([paper.title, paper.subtitle, *said]).translate(_ISOLATES)


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize(("words", "why"), HELD.items())
def test_what_speaks_of_others_or_could_harm_is_held_back(
    scene: Scene, words: str, why: HeldBack
) -> None:
    request = granted(scene, record(scene))
    assert holding(items(scene, request), words).held is why
    paper = scene.ask(lambda reads: subject_copy(reads, request, ENGLISH, Chosen()))
    assert words not in printed(paper)


@pytest.mark.requirement("R-442")
@pytest.mark.parametrize("words", GOES)
def test_what_is_hers_goes_along(scene: Scene, words: str) -> None:
    request = granted(scene, record(scene))
    paper = scene.ask(lambda reads: subject_copy(reads, request, ENGLISH, Chosen()))
    assert words in printed(paper)


def test_answers_of_forms_are_said_in_the_language_of_the_copy(scene: Scene) -> None:
    person = record(scene)
    case = scene.ask(lambda reads: reads.matching(Case, person_id=person))[0]

    def answered(work: UnitOfWork, path: str, value: str) -> None:
        work.add(
            FormAnswer(
                id=work.new_id(),
                form="assessment",
                form_version="1",
                subject=case.id,
                path=path,
                value=value,
                answered_at=work.now(),
                answered_by=work.actor.user_id,
            )
        )

    def both(work: UnitOfWork) -> None:
        answered(work, "/data/an_old_question", "kept words")
        answered(work, "/data/children[1]/name", "Little Abel")

    scene.do(both)
    request = granted(scene, person)
    found = items(scene, request)
    needs = holding(found, "Legal advice")
    assert needs.label == "What is needed?"
    assert holding(found, "kept words").label == "An old question"
    assert holding(found, "Little Abel").held is HeldBack.OTHER_PEOPLE


def test_forms_of_the_centre_are_in_the_copy(scene: Scene) -> None:
    person = record(scene)
    installed(scene)
    case = scene.ask(lambda reads: reads.matching(Case, person_id=person))[0]
    kept(scene, case.id, answered(begun(scene, case.id)))
    found = items(scene, granted(scene, person))
    assert holding(found, "Sand Bay").label == "From which town?"
    assert holding(found, "Robel").held is HeldBack.OTHER_PEOPLE


def test_paper_carries_codes_of_staff_and_no_names(scene: Scene) -> None:
    request = granted(scene, record(scene))
    said = printed(scene.ask(lambda reads: subject_copy(reads, request, ENGLISH, Chosen())))
    assert "Came with a letter, said 07" in said
    assert "Amina" not in said


def test_her_own_family_name_holds_nothing_back(scene: Scene) -> None:
    """Her husband has the same family name; what she says of herself still goes along."""
    person = record(scene)
    request = granted(scene, person)
    assert holding(items(scene, request), "I want to learn").held is None
    family = [item for item in items(scene, request) if item.value == "Tesfay"]
    assert [item.held for item in family] == [None]


def test_the_officer_holds_back_more_and_lets_go_only_what_mentions_a_name(scene: Scene) -> None:
    request = granted(scene, record(scene))
    before = items(scene, request)
    learn = holding(before, "I want to learn").key
    yonas = holding(before, "Yonas came").key
    trafficking = holding(before, "Fears traffickers").key
    chosen = Chosen(held_back=frozenset({learn}), let_go=frozenset({yonas, trafficking}))
    after = {item.key: item.held for item in items(scene, request, chosen)}
    assert after[learn] is HeldBack.OFFICER
    assert after[yonas] is None
    assert after[trafficking] is HeldBack.DANGER, "nobody lets this go"


@pytest.mark.parametrize("by", [Asker.PARENT, Asker.GUARDIAN, Asker.SOMEBODY_ELSE])
def test_whoever_asks_for_a_child_reads_nothing_told_in_confidence(scene: Scene, by: Asker) -> None:
    request = granted(scene, record(scene, born="2014"), by, "A man")
    found = items(scene, request)
    for words in ("I want to learn", "Room 4, bed 2", "555 0100", "Came with a letter"):
        assert holding(found, words).held is HeldBack.CONFIDED
    said = printed(scene.ask(lambda reads: subject_copy(reads, request, ENGLISH, Chosen())))
    assert "Selam" in said
    assert "Room 4" not in said


def test_what_is_learnt_after_the_answer_still_stops_the_copy(scene: Scene) -> None:
    person = record(scene, born="2014")
    request = granted(scene, person, Asker.PARENT, "The father")
    harm = Claim(person_id=person, tie=Tie.FATHER, relative_name="Dawit", may_be_abuser=True)
    scene.as_(AMINA).do(lambda work: claim(work, harm).id)
    with pytest.raises(NotAllowed):
        items(scene.as_(OFFICER), request)


@pytest.mark.parametrize("who", [AMINA, JOSEPHINE])
def test_only_the_officer_screens_a_copy(scene: Scene, who: object) -> None:
    request = granted(scene, record(scene))
    scene.as_(who)  # type: ignore[arg-type]  # an actor, as parametrized
    with pytest.raises(NotAllowed):
        items(scene, request)


@pytest.mark.parametrize("outcome", [None, Outcome.REFUSED])
def test_no_copy_without_a_grant(scene: Scene, outcome: Outcome | None) -> None:
    person = record(scene)
    request = scene.do(lambda work: take_request(work, person, RequestKind.ACCESS).id)
    scene.as_(OFFICER)
    if outcome is not None:
        decision = Decision(outcome=outcome, reason="Another day")
        scene.do(lambda work: answer(work, request, decision).id)
    with pytest.raises(NotAllowed):
        items(scene, request)


@pytest.mark.requirement("R-442")
def test_the_copy_given_is_kept_without_its_words(scene: Scene) -> None:
    person = record(scene)
    request = granted(scene, person)
    with pytest.raises(GateClosed):
        scene.do(lambda work: give(work, request, ENGLISH, Chosen(), safe_to_carry=False))
    assert not scene.ask(lambda reads: copies(reads, person))
    every = items(scene, request)
    scene.do(lambda work: give(work, request, Text("ar"), Chosen(), safe_to_carry=True).id)
    (copy,) = scene.ask(lambda reads: reads.matching(RecordCopy))
    assert (copy.language, copy.given_by) == ("ar", OFFICER.user_id)
    assert copy.items == sum(item.held is None for item in every)
    assert set(copy.held_back) == {item.key for item in every if item.held is not None}
    assert not any("Yonas" in key for key in copy.held_back)
    assert scene.ask(lambda reads: reads.get(PersonRequest, request)).carried_out_at is not None
    acts = scene.ask(lambda r: [each.action for each in r.matching(AuditEvent, subject=person)])
    assert "copy of the record given" in acts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_copy_is_set_in_every_language(scene: Scene, language: str) -> None:
    request = granted(scene, record(scene))
    paper = scene.ask(lambda reads: subject_copy(reads, request, Text(language), Chosen()))
    assert paper.language == language
    assert paper.who_may_see
    assert typeset(paper).startswith(b"%PDF")


def test_every_copy_says_the_same_about_what_is_left_out(scene: Scene) -> None:
    """A finder learns nothing from it: neither that something is missing, nor how much."""
    full = granted(scene, record(scene))
    plain = granted(scene.as_(AMINA), scene.registered())
    papers = [
        scene.ask(lambda reads, request=request: subject_copy(reads, request, ENGLISH, Chosen()))
        for request in (full, plain)
    ]
    assert papers[0].blocks[0] == papers[1].blocks[0]
    assert papers[0].reference != ""


ELSEWHERE = {
    "Absence": "of staff",
    "Agreement": "of a provider",
    "AnsweredHandover": "about nobody: a number",
    "Attachment": "a picture of a signature; how she signed is said beside each yes",
    "AuditEvent": "on a paper of its own: who used the record",
    "CarriedRecord": "of laptops: who used the record tells of it too",
    "Centre": "of the centre",
    "CentreCard": "of another centre",
    "OutsideColleague": "of staff of another centre, by code",
    "OwnCard": "of the centre",
    "Erasure": "it outlives the record; before that, the wish tells of it",
    "Explanation": "of the centre",
    "ForgettingAsked": "about somebody without a record, and nothing but an id",
    "FormMedium": "of the centre",
    "InstalledForm": "of the centre",
    "Provider": "of a provider",
    "Debriefing": "of staff; it says nothing of what was said",
    "CentreIndicator": "of the centre",
    "DataAccessRequest": "of somebody outside, about figures",
    "PublishedFigures": "about nobody: counts alone",
    "Refusal": "about nobody",
    "Service": "of a provider",
    "StaffConcern": "about nobody who is helped",
    "TeamMeeting": "of staff; what was decided about somebody is told with the case",
    "User": "of staff",
}
"""Kinds that no copy shows, and why."""


@pytest.mark.requirement("R-442")
def test_whatever_is_kept_about_somebody_is_in_the_copy_or_told_why_not() -> None:
    """A kind that is added to the record is thought of here too."""
    modules = (about_person, about_work, about_looks, about_forms, about_handovers)
    shown = {name for module in modules for name in vars(module)} | {"Person", "CasePlan",
             "Objective", "PlannedAction"}  # fmt: skip
    forgotten = {kind.__name__ for kind in kinds()} - shown - set(ELSEWHERE)
    assert forgotten == set()
