"""Step 4: who gives which help, and that a no to it changes nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.answers import Answers, collect
from caseworker.errors import GateClosed
from caseworker.form_library.versions import built_in
from caseworker.model.case import CaseStatus
from caseworker.model.plan import ServiceDelivery, ServiceOutcome
from caseworker.model.staff import Training
from caseworker.steps import implementation
from forms import FormEntry
from tests.scene import AMINA, Scene, codes

COUNSELLOR = replace(AMINA, trainings=frozenset({Training.COUNSELLING}))


def answers(**said: str) -> Answers:
    entry = FormEntry(built_in("implementation"))
    for name, value in {"what": "An hour of talking", **said}.items():
        entry.set(f"/data/{name}", value)
    entry.finish()
    return collect(entry)


@pytest.mark.requirement("R-320")
def test_counselling_one_to_one_is_given_by_trained_colleagues_alone(scene: Scene) -> None:
    case = scene.as_(AMINA).case()
    mine = answers(outcome="given", counselling="by_me")
    with pytest.raises(GateClosed) as closed:
        scene.do(lambda work: implementation.keep(work, case, mine).id)
    assert codes(closed.value.findings) == {"counselling-needs-training"}
    assert scene.ask(lambda reads: reads.count(ServiceDelivery)) == 0
    for said in (answers(outcome="given", counselling="specialist"),
                 answers(outcome="given", counselling="no")):  # fmt: skip
        scene.do(lambda work, said=said: implementation.keep(work, case, said).id)
    scene.as_(COUNSELLOR).do(lambda work: implementation.keep(work, case, mine).id)
    assert scene.ask(lambda reads: reads.count(ServiceDelivery)) == 3


@pytest.mark.requirement("R-189")
def test_help_that_is_not_wanted_changes_nothing_else(scene: Scene) -> None:
    case = scene.case()
    said = answers(outcome="not_wanted", not_wanted="Rather a course in the evening")
    delivery = scene.do(lambda work: implementation.keep(work, case, said))
    assert delivery.outcome is ServiceOutcome.NOT_WANTED
    assert scene.the_case(case).status is CaseStatus.OPEN
    found = codes(scene.ask(lambda reads: implementation.findings(reads, case)))
    assert found <= {"no-plan"}, "nothing follows from a no"
