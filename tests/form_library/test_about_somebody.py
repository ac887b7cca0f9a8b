"""Forms about a household, a child or a tie: what they make in the record, and what stops them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from caseworker.answers import collect
from caseworker.errors import GateClosed, NotAllowed, NotFound
from caseworker.form_library.filling import (
    entry_of_filled,
    filled_forms,
    first_answers,
    keep_filled,
    read_filled,
)
from caseworker.form_library.opening import to_begin
from caseworker.form_library.subjects import subject_of
from caseworker.form_library.versions import built_in, form_in_use
from caseworker.model.assessment import BestInterests
from caseworker.model.consent import Basis, BasisUse, Disclosure
from caseworker.model.form import FilledForm
from caseworker.model.ids import FilledFormId, PersonId
from caseworker.model.person import Household, HouseholdMembership, Person, Relationship, Tie
from caseworker.model.staff import Training
from caseworker.rights.copy.about_forms import filled as filled_items
from caseworker.rights.copy.items import Gathering, HeldBack
from caseworker.steps.assessment import keep_best_interests
from caseworker.text import Text
from forms import FormEntry
from tests.scene import AMINA, DANIEL, TRAINED, Scene, codes

PROTECTS = replace(TRAINED, trainings=frozenset(Training))


def filled_in(form: str, answers: dict[str, str], members: tuple[tuple[str, str], ...] = ()):  # type: ignore[no-untyped-def]  # an entry
    entry = FormEntry(built_in(form))
    for path, value in answers.items():
        entry.set(f"/data/{path}", value)
    for number, (name, tie) in enumerate(members, start=1):
        while entry.count("/data/member") < number:
            entry.add_repeat("/data/member")
        entry.set(f"/data/member[{number}]/relative_name", name)
        entry.set(f"/data/member[{number}]/tie", tie)
        entry.set(f"/data/member[{number}]/about_age", "adult")
    return entry


def keep(
    scene: Scene, subject: UUID, entry: FormEntry, again: FilledFormId | None = None
) -> FilledForm:
    entry.finish()
    answers = collect(entry)
    return scene.do(lambda work: keep_filled(work, subject, answers, again))


def stopped(scene: Scene, subject: UUID, entry: FormEntry) -> set[str]:
    with pytest.raises(GateClosed) as closed:
        keep(scene, subject, entry)
    assert scene.ask(lambda reads: reads.count(FilledForm)) == 0
    return codes(closed.value.findings)


def again(scene: Scene, filled: FilledForm) -> FormEntry:
    return entry_of_filled(scene.ask(lambda reads: read_filled(reads, filled.id)))


def ties(scene: Scene, person: PersonId) -> dict[str, Relationship]:
    found = scene.ask(lambda reads: reads.matching(Relationship, person_id=person))
    return {tie.relative_name: tie for tie in found}


def test_a_correction_stays_with_whom_and_what_it_corrects(scene: Scene) -> None:
    hers, others = scene.registered(), scene.registered()
    filled = keep(scene, hers, filled_in("registration_household", {"together/journey": "By sea"}))
    other = filled_in("registration_household", {"together/journey": "On foot"})
    scene.do(lambda work: setattr(work.get(Person, hers), "restricted", True))
    for subject, entry in ((others, other), (hers, filled_in("mandatory_report", REPORT))):
        with pytest.raises((NotAllowed, NotFound)):
            keep(scene, subject, entry, filled.id)
    (household,) = scene.ask(lambda reads: reads.matching(Household))
    assert household.journey == "By sea"


@pytest.mark.requirement("R-209", "R-169")
def test_reception_registers_a_household_and_corrects_it(scene: Scene) -> None:
    person = scene.as_(DANIEL).registered()
    entry = filled_in(
        "registration_household",
        {"together/people": "3", "together/country_of_origin": "ER", "together/journey": "By sea"},
        (("Robel", "child"), ("Miriam", "sibling")),
    )
    filled = keep(scene, person, entry)
    (household,) = scene.ask(lambda reads: reads.matching(Household))
    (place,) = scene.ask(lambda reads: reads.matching(HouseholdMembership))
    assert (household.journey, household.country_of_origin) == ("By sea", "ER")
    assert (place.person_id, place.head) == (person, True)
    claimed = ties(scene, person)
    assert {name: tie.tie for name, tie in claimed.items()} == {
        "Robel": Tie.CHILD,
        "Miriam": Tie.SIBLING,
    }
    assert all(tie.verified_at is None for tie in claimed.values()), "a tie is a claim"

    read = again(scene, filled)
    assert read.value("/data/member[2]/relative_name") == "Miriam"
    assert read.value("/data/member[2]/about_age") == "adult"
    assert read.value("/data/together/journey") == "By sea"
    read.set("/data/member[1]/relative_name", "Robiel")
    keep(scene, person, read, filled.id)
    assert {*ties(scene, person)} == {"Robiel", "Miriam"}
    assert scene.ask(lambda reads: reads.count(Household)) == 1


def test_a_second_look_begins_from_the_household_that_is_known(scene: Scene) -> None:
    person = scene.registered()
    keep(scene, person, filled_in("registration_household", {"together/journey": "On foot"}))
    usable = scene.ask(lambda reads: form_in_use(reads, "registration_household"))
    first = scene.ask(lambda reads: first_answers(reads, person, usable))
    assert first["household.journey"] == "On foot"


def test_a_form_is_begun_from_no_part_of_somebody_elses_record(scene: Scene) -> None:
    hers, others = scene.registered(), scene.registered()
    members = (("Robel", "child"),)
    keep(scene, hers, filled_in("registration_household", {"together/journey": "By sea"}, members))
    (tie,) = ties(scene, hers).values()
    usable = scene.ask(lambda reads: form_in_use(reads, "relative_verification"))
    trained = scene.as_(PROTECTS)
    own = trained.ask(lambda reads: first_answers(reads, hers, usable, tie.id))
    assert own["relationship.relative_name"] == "Robel"
    assert (
        "Robel"
        not in trained.ask(lambda reads: first_answers(reads, others, usable, tie.id)).values()
    )


def test_somebody_named_without_a_tie_stops_the_household(scene: Scene) -> None:
    person = scene.registered()
    entry = filled_in("registration_household", {}, (("Robel", ""),))
    assert stopped(scene, person, entry) == {"tie-missing"}
    assert scene.ask(lambda reads: reads.count(Household)) == 0


@pytest.mark.requirement("R-438", "R-289")
def test_the_registration_of_a_child_names_who_answers_for_it(scene: Scene) -> None:
    child = scene.as_(DANIEL).registered(born="2010")
    entry = filled_in(
        "registration_child",
        {
            "who/given_name": "Selam",
            "with/with_whom": "nobody",
            "with/responsible_adult": "Colleague 12",
            "with/authority_told": "The guardianship office, since today",
            "day/allergies": "Nuts",
        },
    )
    filled = keep(scene, child, entry)
    responsible = ties(scene, child)["Colleague 12"]
    assert responsible.tie is Tie.RESPONSIBLE_ADULT
    assert responsible.authority_notified_at is not None
    assert scene.the_person(child).allergies == "Nuts"
    read = again(scene, filled)
    read.set("/data/with/responsible_adult", "Colleague 14")
    keep(scene, child, read, filled.id)
    assert {*ties(scene, child)} == {"Colleague 14"}


def test_forms_for_children_are_offered_for_children_alone(scene: Scene) -> None:
    scene.as_(PROTECTS)

    def offered(subject: UUID) -> set[str]:
        lines = scene.ask(lambda reads: to_begin(reads, Text("en"), subject_of(reads, subject)))
        return {line.identifier for line in lines}

    adult = scene.as_(AMINA).registered()
    child = scene.registered(born="2010")
    case = scene.case(child)
    for_children = {"registration_child", "best_interests_determination"}
    assert for_children <= offered(case) | offered(child) | {"best_interests_determination"}
    scene.as_(PROTECTS)
    assert "best_interests_determination" in offered(case)
    assert not for_children & offered(scene.as_(AMINA).case(adult))
    with pytest.raises(NotFound):
        keep(scene, adult, filled_in("registration_child", {"who/given_name": "Selam"}))


@pytest.mark.requirement("R-247", "R-438")
def test_a_tie_is_verified_by_two_and_stays_claimed_otherwise(scene: Scene) -> None:
    child = scene.registered(born="2010")
    keep(scene, child, filled_in("registration_household", {}, (("Yonas", "uncle_or_aunt"),)))
    scene.as_(PROTECTS)
    check = {
        "claim/claimed_by": "yonas",
        "claim/tie": "uncle_or_aunt",
        "checks_part/verified_how": "Papers, and talks apart",
        "result/verdict": "verified",
    }
    entry = filled_in("relative_verification", {**check, "result/decided_by": "08"})
    with pytest.raises(GateClosed) as closed:
        keep(scene, child, entry)
    assert codes(closed.value.findings) == {"decided-alone"}
    assert ties(scene, child)["Yonas"].verified_at is None
    entry.set("/data/result/decided_by", "08 and 02")
    filled = keep(scene, child, entry)
    tie = ties(scene, child)["Yonas"]
    assert tie.verified_at is not None, "the claim that was there is the one that is checked"
    assert tie.verified_how == "Papers, and talks apart"
    read = again(scene, filled)
    read.set("/data/result/verdict", "open")
    keep(scene, child, read, filled.id)
    assert ties(scene, child)["Yonas"].verified_at is None
    with pytest.raises(NotAllowed):
        keep(scene.as_(AMINA), child, filled_in("relative_verification", check))


@pytest.mark.requirement("R-247", "R-437")
def test_a_panel_decides_after_a_look_and_hears_the_child(scene: Scene) -> None:
    child = scene.registered(born="2010")
    case = scene.as_(PROTECTS).case(child)
    decided = {"decision/determination": "Stays with the aunt", "panel_part/panel": "health lawyer"}
    entry = filled_in("best_interests_determination", decided)
    assert stopped(scene, case, entry) == {
        "best-interests-missing",
        "panel-too-small",
        "child-not-heard",
    }
    looked = collect(filled_in("best_interests", {}))
    scene.do(lambda work: keep_best_interests(work, case, looked).id)
    entry.set("/data/panel_part/panel", "health lawyer guardian")
    entry.set("/data/child/how_heard", "play")
    filled = keep(scene, case, entry)
    (look,) = scene.ask(lambda reads: reads.matching(BestInterests))
    assert look.determination == "Stays with the aunt"
    assert look.determined_by == PROTECTS.user_id
    assert again(scene, filled).value("/data/decision/determination") == "Stays with the aunt"


REPORT = {
    "law_part/duty": "yes",
    "law_part/law": "Article 12",
    "decide/decided": "report",
    "decide/reason": "The law asks, and it is safer",
    "decide/decided_by": "07, 02",
    "said/recipient": "The youth office",
    "said/disclosed": "first_name age danger",
    "said/how": "phone",
    "said/person_told": "yes",
}


@pytest.mark.requirement("R-447", "R-441", "R-282")
def test_a_report_names_its_law_and_what_went_out(scene: Scene) -> None:
    person = scene.registered()
    case = scene.case(person)
    filled = keep(scene, case, filled_in("mandatory_report", REPORT))
    (use,) = scene.ask(lambda reads: reads.matching(BasisUse))
    assert (use.basis, use.law, use.person_told) == (Basis.LEGAL_DUTY, "Article 12", True)
    assert use.review_due > use.used_at
    (went,) = scene.ask(lambda reads: reads.matching(Disclosure))
    assert went.recipient == "The youth office"
    assert went.data_items == ("first name", "age", "danger")
    read = again(scene, filled)
    assert read.value("/data/said/recipient") == "The youth office"
    read.set("/data/decide/decided", "wait")
    keep(scene, case, read, filled.id)
    (went,) = scene.ask(lambda reads: reads.matching(Disclosure))
    assert went.did_not_go_at is not None, "it was kept by mistake, and nothing went"


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"decide/decided_by": "07"}, {"decided-alone"}),
        ({"law_part/law": ""}, {"duty-without-law"}),
        ({"said/recipient": ""}, {"recipient-missing"}),
        ({"decide/reason": ""}, {"basis-without-reason"}),
    ],
)
@pytest.mark.requirement("R-447")
def test_what_is_missing_stops_a_report(
    scene: Scene, changed: dict[str, str], found: set[str]
) -> None:
    case = scene.case()
    assert stopped(scene, case, filled_in("mandatory_report", {**REPORT, **changed})) == found
    assert scene.ask(lambda reads: reads.count(Disclosure)) == 0


def test_danger_that_is_now_does_not_wait_for_a_second_colleague(scene: Scene) -> None:
    urgent = {**REPORT, "decide/decided_by": "07", "risk/how_soon": "now"}
    keep(scene, scene.case(), filled_in("mandatory_report", urgent))


def test_waiting_leaves_nothing_but_the_form(scene: Scene) -> None:
    case = scene.case()
    keep(scene, case, filled_in("mandatory_report", {"decide/decided": "wait"}))
    assert len(scene.ask(lambda reads: filled_forms(reads, case))) == 1
    assert scene.ask(lambda reads: reads.count(BasisUse) + reads.count(Disclosure)) == 0


def test_reception_reads_no_more_than_it_may_fill(scene: Scene) -> None:
    person = scene.as_(AMINA).registered()
    keep(scene, person, filled_in("registration_household", {"together/people": "2"}))
    keep(scene, person, filled_in("legal_screening", {}))
    assert len(scene.ask(lambda reads: filled_forms(reads, person))) == 2
    lines = scene.as_(DANIEL).ask(lambda reads: filled_forms(reads, person))
    assert [line.form for line in lines] == ["registration_household"]


def test_the_copy_holds_back_what_speaks_of_others(scene: Scene) -> None:
    person = scene.registered()
    entry = filled_in("registration_household", {"together/people": "2"}, (("Robel", "child"),))
    keep(scene, person, entry)
    whose = scene.the_person(person)
    items = scene.ask(
        lambda reads: [*filled_items(Gathering(reads, whose, Text("en"), confided=False))]
    )
    held = {item.label: item.held for item in items}
    assert held["How old, about?"] is HeldBack.OTHER_PEOPLE
    assert held["How many people are there?"] is None
