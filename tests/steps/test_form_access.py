"""Who opens which form: role and training, one rule for all, and no answers past it."""

from __future__ import annotations

import pytest

from caseworker import form_access
from caseworker.answers import Answers, free_answers, keep_free
from caseworker.errors import NotAllowed
from caseworker.model.consent import Purpose
from caseworker.model.staff import Role, Training
from caseworker.permissions import Act, may
from forms import library
from forms.access import Access, access_of
from tests.scene import TRAINED, Scene
from tests.twin import actor

SPECIALISED = {
    "child_alone": Training.CHILD_PROTECTION,
    "trafficking": Training.TRAFFICKING,
    "gender_based_violence": Training.GENDER_BASED_VIOLENCE,
    "disability": Training.DISABILITY,
    "sogiesc": Training.SOGIESC,
    "health_follow_up": Training.HEALTH,
    "suicide_risk": Training.SUICIDE_RISK,
    "detention_visit": Training.DETENTION_VISITS,
    "screening_flags": Training.PROTECTION_SCREENING,
    "threats": Training.PROTECTION_SCREENING,
}


@pytest.mark.parametrize("name", library.names())
def test_every_form_names_acts_and_trainings_that_exist(name: str) -> None:
    access = library.access(name)
    assert access == access_of(library.load(name))
    assert access.open_to == form_access.EVERYBODY or access.open_to.upper() in Act.__members__
    assert len(form_access.trainings_for(access)) == len(access.trainings)
    assert not access.needs_consent or form_access.consent_for(access) is not None


@pytest.mark.requirement("R-247", "R-250", "R-264", "R-283", "R-392", "R-393", "R-394", "R-400")
@pytest.mark.parametrize(("name", "training"), SPECIALISED.items())
def test_specialised_forms_open_to_people_trained_for_them(name: str, training: Training) -> None:
    access = library.access(name)
    others = frozenset(Training) - {training}
    assert form_access.may_open(actor(trainings=frozenset({training})), access)
    assert not form_access.may_open(actor(trainings=others), access)
    assert not form_access.may_open(actor(Role.RECEPTION, trainings=frozenset({training})), access)
    assert not form_access.may_open(actor(Role.ADMINISTRATOR), access)


@pytest.mark.requirement("R-219")
def test_the_form_of_the_flags_and_the_act_agree() -> None:
    access = library.access("screening_flags")
    for who in (actor(), TRAINED, actor(Role.RECEPTION)):
        assert form_access.may_open(who, access) is may(who, Act.SCREEN_FOR_PROTECTION)


def test_what_nobody_knows_opens_to_nobody() -> None:
    everything = actor(*Role, trainings=frozenset(Training))
    assert not form_access.may_open(everything, Access(trainings=frozenset({"something_new"})))
    assert not form_access.may_open(everything, Access(open_to="something_new"))
    assert form_access.may_open(everything, Access())
    assert not form_access.may_open(actor(Role.RECEPTION), Access())


@pytest.mark.requirement("R-283", "R-400")
def test_no_answer_is_read_or_kept_past_the_rule(scene: Scene) -> None:
    case_id = scene.case()
    said = Answers(form="trafficking", version="1", free={"/data/told/own_words": "a debt"})
    with pytest.raises(NotAllowed):
        scene.do(lambda work: keep_free(work, case_id, said))
    scene.as_(actor(trainings=frozenset({Training.TRAFFICKING})))
    scene.do(lambda work: keep_free(work, case_id, said))
    assert scene.ask(lambda reads: free_answers(reads, case_id, "trafficking")) == said.free
    scene.as_(actor())
    with pytest.raises(NotAllowed):
        scene.ask(lambda reads: free_answers(reads, case_id, "trafficking"))


@pytest.mark.requirement("R-050")
def test_forms_that_need_a_written_yes_say_so() -> None:
    needing = {name for name in library.names() if library.access(name).needs_consent}
    assert needing == {"interview", "sogiesc", "threats", "trafficking"}
    for name in needing:
        assert form_access.consent_for(library.access(name)) is Purpose.INTERVIEW_NOTES
    assert form_access.consent_for(library.access("registration")) is None
