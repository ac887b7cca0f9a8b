"""What people need, need by need: at the gate, at registration, in assessments."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from caseworker.charts.chart import Bars
from caseworker.documents.blocks import Grid
from caseworker.documents.indicator_table import indicator_table
from caseworker.errors import NotAllowed
from caseworker.form_library.checking import Source
from caseworker.indicators import words
from caseworker.indicators.editing import Wording, findings, keep_indicator, library_of_centre
from caseworker.indicators.facts import FACTS
from caseworker.indicators.indicator import Indicator
from caseworker.indicators.library import LIBRARY
from caseworker.indicators.measuring import Apart, apart, measured
from caseworker.model.arrival import Arrival, UrgentNeed
from caseworker.model.assessment import Assessment
from caseworker.model.duplicate import Duplicate, DuplicateState
from caseworker.model.ids import ArrivalId, AssessmentId, CaseId, DuplicateId, PersonId
from caseworker.model.indicator import DataClass, Unit
from caseworker.people.restricted import restrict
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate, arrive
from caseworker.text import LANGUAGES, Text
from forms import library
from tests.form_library.centre_with_form import installed
from tests.scene import AMINA, JOSEPHINE, OFFICER, Scene, codes, works_here

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def scene() -> Scene:
    return Scene(AMINA)


def shipped(key: str) -> Indicator:
    return next(each for each in LIBRARY if each.key == key)


def parts(scene: Scene, key: str) -> Apart:
    scene.as_(JOSEPHINE)
    found = scene.ask(lambda reads: apart(reads, shipped(key), NOW))
    scene.as_(AMINA)
    assert found is not None
    return found


def counted(scene: Scene, key: str) -> dict[str, tuple[int, int]]:
    """Return how many of each kind there were last month and are in this one, in their order."""
    return {part.kind: (part.before, part.now) for part in parts(scene, key).parts}


def in_all(scene: Scene, key: str) -> float | None:
    scene.as_(JOSEPHINE)
    (found,), _months = scene.ask(lambda reads: measured(reads, [shipped(key)], NOW))
    scene.as_(AMINA)
    return found.values[-1]


def assess(scene: Scene, case: CaseId, needs: str, first: str = "") -> None:
    def act(work: UnitOfWork) -> None:
        work.add(
            Assessment(
                id=AssessmentId(work.new_id()),
                case_id=case,
                held_on=work.now().date(),
                held_by=AMINA.user_id,
                needs=tuple(needs.split()),
                priority_needs=tuple(first.split()),
            )
        )

    scene.do(act)


def close_to_josephine(scene: Scene, person: PersonId) -> None:
    works_here(scene, AMINA, JOSEPHINE)
    scene.as_(OFFICER).do(
        lambda work: restrict(
            work, person, open_to=(AMINA.user_id,), reason="A relative works here"
        )
    )
    scene.as_(AMINA)


def joined(scene: Scene, first: PersonId, second: PersonId) -> None:
    def act(work: UnitOfWork) -> None:
        work.add(
            Duplicate(
                id=DuplicateId(work.new_id()),
                person_id=first,
                duplicate_id=second,
                state=DuplicateState.ONE_PERSON,
                asked_at=work.now(),
                asked_by=work.actor.user_id,
            )
        )

    scene.do(act)


@pytest.mark.requirement("R-217", "R-455")
def test_each_person_registered_counts_once_and_in_each_of_her_needs(scene: Scene) -> None:
    scene.later(days=-30)
    scene.registered(immediate_needs=("telephone",))
    scene.later(days=30)
    scene.registered(immediate_needs=("food", "health"))
    scene.registered(immediate_needs=("food",))
    scene.registered()
    assert [*counted(scene, "needed at once").items()] == [
        ("food", (0, 2)), ("health", (0, 1)), ("telephone", (1, 0)),
    ], "those that most need come first"  # fmt: skip
    assert in_all(scene, "needed at once") == 2


@pytest.mark.requirement("R-218", "R-455")
def test_an_assessed_person_counts_once_a_month_in_each_need(scene: Scene) -> None:
    case = scene.case()
    assess(scene, case, "housing work", "rent training")
    assess(scene, case, "work legal", "rent")
    other = scene.case()
    assess(scene, other, "work")
    assert counted(scene, "needs") == {"work": (0, 2), "housing": (0, 1), "legal": (0, 1)}
    assert in_all(scene, "needs") == 2


@pytest.mark.requirement("R-033", "R-455")
def test_what_comes_first_is_counted_by_person(scene: Scene) -> None:
    first, second = scene.case(), scene.case()
    assess(scene, first, "work", "training rent")
    assess(scene, first, "work", "training")
    assess(scene, second, "work", "training")
    assert counted(scene, "what comes first") == {"training": (0, 2), "rent": (0, 1)}
    assert in_all(scene, "what comes first") == 2


@pytest.mark.requirement("R-208")
def test_two_records_of_one_person_are_one(scene: Scene) -> None:
    first = scene.registered(immediate_needs=("food",))
    again = scene.registered(immediate_needs=("food",))
    assess(scene, scene.case(first), "work", "rent")
    assess(scene, scene.case(again), "work housing", "rent")
    joined(scene, first, again)
    assert counted(scene, "needed at once") == {"food": (0, 1)}
    assert counted(scene, "needs") == {"work": (0, 1), "housing": (0, 1)}
    assert counted(scene, "what comes first") == {"rent": (0, 1)}


def test_nobody_out_of_sight_is_counted_also_not_at_the_gate(scene: Scene) -> None:
    person = scene.registered(immediate_needs=("safety",))
    assess(scene, scene.case(person), "safety", "rent")
    arrival = scene.the_person(person).arrival_id
    assert arrival is not None
    urgent_at(scene, arrival, UrgentNeed.DANGER_NOW)
    every = ("needed at once", "needs", "what comes first", "urgent needs")
    assert [in_all(scene, key) for key in every] == [1, 1, 1, 1]
    close_to_josephine(scene, person)
    assert [in_all(scene, key) for key in every] == [0, 0, 0, 0]
    assert [counted(scene, key) for key in every] == [{}, {}, {}, {}]


def urgent_at(scene: Scene, arrival: ArrivalId, *needs: UrgentNeed) -> None:
    def act(work: UnitOfWork) -> None:
        work.get(Arrival, arrival).urgent_needs = frozenset(needs)

    scene.do(act)


@pytest.mark.requirement("R-451")
def test_urgent_needs_at_the_gate_are_counted_by_arrival_and_not_public(scene: Scene) -> None:
    both = frozenset({UrgentNeed.CHILD_ALONE, UrgentNeed.MEDICAL})
    for people, needs in ((3, both), (1, frozenset({UrgentNeed.MEDICAL})), (2, frozenset())):
        seen = AtTheGate(described_as="Somebody", people=people, urgent_needs=needs)
        scene.do(lambda work, seen=seen: arrive(work, seen))
    assert counted(scene, "urgent needs") == {"medical": (0, 2), "child alone": (0, 1)}
    assert in_all(scene, "urgent needs") == 2
    fact = FACTS[shipped("urgent needs").counts]
    assert fact.data_class is shipped("urgent needs").data_class is DataClass.SENSITIVE
    assert fact.parts is not None
    assert fact.parts.leave_as is None


@pytest.mark.requirement("R-455")
@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Health care"), ("fr", "Soins de santé"), ("es", "Atención de salud"),
     ("ar", "رعاية صحية")],
)  # fmt: skip
def test_a_need_is_called_as_the_form_calls_it(scene: Scene, language: str, said: str) -> None:
    assert language in LANGUAGES
    scene.registered(immediate_needs=("health", "a need of later"))
    scene.registered(immediate_needs=("health", "safety"))
    text = Text(language)
    chart = drawn(scene, text)
    assert [bar.value.count for bar in chart.bars] == [2, 1, 1]
    assert chart.bars[0].name == said
    assert chart.bars[1].name == "a need of later"
    not_public = text("{note} (not public)", note="")
    assert [not_public in bar.note for bar in chart.bars] == [False, False, True]
    table = chart.table(text)
    assert table.rows[0][:2] == (said, text.number(2))


def drawn(scene: Scene, text: Text) -> Bars:
    shown = parts(scene, "needed at once")
    names = scene.ask(lambda reads: shown.how.names(reads, text))
    return words.chart_of_parts(shown, names, text)


def test_a_need_is_called_as_the_centre_s_own_form_calls_it(scene: Scene) -> None:
    own = (
        library.source("registration")
        .replace("| | Registration | registration | 1 |", "| | Registration | registration | 2 |")
        .replace("| | needs | food | Food |", "| | needs | food | Meals |")
        .replace("| | needs | telephone | Telephone |\n", "")
    )
    installed(scene, Source(content=own.encode(), file_type=".md", media={}))
    scene.registered(immediate_needs=("food", "telephone"))
    bars = drawn(scene, Text("en")).bars
    assert {bar.name for bar in bars} == {"Meals", "Telephone"}, "also one no longer offered"


def test_the_printed_definitions_say_that_there_are_parts(scene: Scene) -> None:
    paper = scene.as_(JOSEPHINE).ask(lambda reads: indicator_table(reads, Text("en")))
    rows = [row for block in paper.blocks if isinstance(block, Grid) for row in block.rows]
    told = {str(row[0]): str(row[2]) for row in rows}
    assert told["What people need at once"].endswith("at once, by need")
    assert told["Households"].endswith(", by who is in it")
    assert told["Arrivals"] == "People who came to the desk"


def test_one_of_the_centre_s_own_is_told_apart_and_a_share_is_not(scene: Scene) -> None:
    own = Wording(name="Needs", definition="Of all", counts="people with needs", source="Donor")
    share = Wording(**{**vars(own), "unit": Unit.PERCENT, "of": "people registered"})
    assess(scene, scene.case(), "work")
    scene.as_(JOSEPHINE)
    for wording, told in ((own, True), (share, False)):
        key = scene.do(lambda work, it=wording: keep_indicator(work, "", it)).key
        kept = next(each for each in scene.ask(library_of_centre) if each.key == key)
        shown = scene.ask(lambda reads, it=kept: apart(reads, it, NOW))
        assert (shown is not None) == told


@pytest.mark.requirement("R-451")
def test_what_is_urgent_at_the_gate_cannot_be_called_public() -> None:
    own = Wording(name="A", definition="B", counts="arrivals with an urgent need")
    assert "class-too-low" in codes(findings(own))


def test_only_supervisors_see_them(scene: Scene) -> None:
    for who in (AMINA, OFFICER):
        with pytest.raises(NotAllowed):
            scene.as_(who).ask(lambda reads: apart(reads, shipped("needs"), NOW))
