"""What went out on a data access request counts as told to everybody, before and after (R-449).

Whoever signed for figures about protection may read the public ones as well, and may pass on what
she has: no table is safe because of who got it.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from caseworker.aggregates.going_out import Prepared, prepare, send
from caseworker.aggregates.populations import Facet, Population, Scope, data_class
from caseworker.data_access.asking import Asked, keep_signed_form, take_data_request
from caseworker.data_access.deciding import DataAccessDecision, decide
from caseworker.model.case import Case
from caseworker.model.indicator import DataClass
from caseworker.model.person import Sex
from caseworker.model.rights import Outcome
from caseworker.model.values import Risk, RiskLevel
from tests.scene import AMINA, JOSEPHINE, OFFICER, Scene

NOVEMBER = Scope(Population.WITH_OPEN_CASE, date(2026, 11, 1), date(2026, 11, 30))
PUBLIC, BY_RISK = (Facet.SEX,), (Facet.SEX, Facet.RISK)
EVERYBODY, WOMEN = "everybody", "women"
EACH = 12
"""How many women and how many men there are."""


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    come(made, Sex.FEMALE, EACH)
    come(made, Sex.MALE, EACH)
    return made


def come(scene: Scene, sex: Sex, count: int) -> None:
    """Let *count* people come, half of them at high risk, born in years of every age."""
    scene.as_(AMINA)
    for place in range(count):
        case = scene.case(scene.registered(born=str(1990 + place % 3), sex=sex))
        level = RiskLevel.HIGH if place % 2 else RiskLevel.LOW
        scene.do(lambda work, case=case, level=level: risky(work.get(Case, case), level))


def risky(case: Case, level: RiskLevel) -> None:
    case.risk = Risk(level)


def granted(scene: Scene) -> UUID:
    wish = Asked(organisation="University", asked_by="A researcher", what="Risk", purpose="Study")
    request = scene.as_(AMINA).do(lambda work: take_data_request(work, wish)).id
    scene.do(
        lambda work: keep_signed_form(work, request, scene.moment.date(), original_in="Cabinet")
    )
    decision = DataAccessDecision(
        outcome=Outcome.GRANTED, weighed="Worth it", valid_until=date(2026, 12, 31)
    )
    scene.as_(OFFICER).do(lambda work: decide(work, request, decision))
    return request


def sent(scene: Scene, facets: tuple[Facet, ...], request: UUID | None = None) -> Prepared:
    scene.as_(JOSEPHINE)
    table = scene.ask(lambda reads: prepare(reads, NOVEMBER, facets, scene.moment))
    scene.do(lambda work: send(work, [table], "A donor", "", request))
    return table


def told(table: Prepared) -> dict[str, int | None]:
    """Return the counts of everybody and of the women, None where they are hidden."""
    names = table.publication.dimensions
    nobody = tuple(() for _name in names)
    women = tuple(("female",) if name == "sex" else () for name in names)
    return {EVERYBODY: table.written(nobody), WOMEN: table.written(women)}


Order = tuple[tuple[Facet, ...], tuple[Facet, ...]]


@pytest.mark.requirement("R-449", "R-452")
@pytest.mark.parametrize("order", [(PUBLIC, BY_RISK), (BY_RISK, PUBLIC)])
def test_who_came_between_is_told_by_neither_order(scene: Scene, order: Order) -> None:
    """Two women come between a public table and one for a researcher, or the other way round."""
    assert data_class(NOVEMBER.population, BY_RISK) is DataClass.SENSITIVE
    assert data_class(NOVEMBER.population, PUBLIC) is DataClass.PUBLIC
    on = {PUBLIC: None, BY_RISK: granted(scene)}
    first = sent(scene, order[0], on[order[0]])
    assert told(first) == {EVERYBODY: 2 * EACH, WOMEN: EACH}
    come(scene, Sex.FEMALE, 2)
    second = sent(scene, order[1], on[order[1]])
    assert told(second) == {EVERYBODY: None, WOMEN: None}


@pytest.mark.requirement("R-449", "R-452")
def test_a_third_table_knows_the_one_of_class_3_between_two_public_ones(scene: Scene) -> None:
    """Nine came between the public tables, which is many; three since the researcher's."""
    request = granted(scene)
    assert told(sent(scene, PUBLIC))[WOMEN] == EACH
    come(scene, Sex.FEMALE, 6)
    assert told(sent(scene, BY_RISK, request))[WOMEN] == EACH + 6
    come(scene, Sex.FEMALE, 3)
    last = sent(scene, PUBLIC)
    assert told(last) == {EVERYBODY: None, WOMEN: None}
