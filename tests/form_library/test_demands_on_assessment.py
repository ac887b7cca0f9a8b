"""The needs assessment, and vulnerability on four levels, against what the guidance demands."""

from __future__ import annotations

import pytest

from caseworker.form_library.versions import built_in
from forms import FormEntry
from tests.form_library.demanded import Demand, asks, chooses, flat, hold, tells

_CHILDREN = {"life/children_have": "yes", "life/children_count": "1"}
_HEALTH = {"health/health_asked": "yes"}
_FATHER = {**_CHILDREN, "child/child_father": "known"}

NEEDS = flat(
    asks("R-001", "head/organisation"),
    asks("R-002", "head/country", takes="NE"),
    asks("R-003", "head/city"),
    asks("R-004", "head/assessed_on", kinds=("date",), refuses=("2999-01-01",)),
    asks("R-005", "person/given_initial", takes="S", refuses=("Selam",)),
    asks("R-006", "person/family_initial", takes="T", refuses=("Tesfay",)),
    asks("R-007", "person/age", kinds=("integer",), takes="34", refuses=("-1", "131")),
    asks("R-008", "person/country_of_birth", takes="ER", bound="person.country_of_birth"),
    asks("R-009", "person/nationalities", takes="ER ET", bound="person.nationalities"),
    chooses("R-010", "person/documents", "some none prefers_not_to_say not_asked",
            bound="person.documents"),
    asks("R-010", "person/documents_note", when={"person/documents": "some"}),
    chooses("R-011", "person/marital_status", "single married divorced widowed other",
            bound="person.marital_status"),
    asks("R-011", "person/marital_other", when={"person/marital_status": "other"}),
    asks("R-012", "learning/education", bound="assessment.education"),
    asks("R-013", "learning/activity[1]/activity_what", "learning/activity[1]/activity_when"),
    chooses("R-013", "learning/wished_sector", "catering cleaning hair textile other"),
    asks("R-013", "learning/wished_other", when={"learning/wished_sector": "other"}),
    chooses("R-014", "life/housing", "safe_house other_centre own_contract",
            bound="assessment.housing"),
    asks("R-014", "life/housing_note", when={"life/housing": "own_contract"}),
    asks("R-015", "life/income", bound="assessment.income"),
    asks("R-130", "life/remittances"),
    asks("R-016", "health/health_now", when=_HEALTH),
    chooses("R-017", "health/pregnant", "yes no prefers_not_to_say not_asked", when=_HEALTH),
    asks("R-017", "health/pregnancy_month", when={**_HEALTH, "health/pregnant": "yes"},
         kinds=("integer",), takes="9", refuses=("0", "10")),
    chooses("R-018", "life/children_have", "yes no"),
    asks("R-018", "life/children_count", when={"life/children_have": "yes"}, kinds=("integer",),
         takes="3", refuses=("0",)),
    asks("R-019", "health/other"),
    asks("R-020", "child[1]/child_given_initial", when=_CHILDREN, takes="R"),
    asks("R-020", "child[2]/child_given_initial", takes="M",
         when={"life/children_have": "yes", "life/children_count": "2"}),
    asks("R-021", "child[1]/child_given_initial", when=_CHILDREN, takes="R", refuses=("Robel",)),
    asks("R-022", "child[1]/child_family_initial", when=_CHILDREN, takes="T", refuses=("Tesfay",)),
    asks("R-023", "child[1]/child_age", when=_CHILDREN, kinds=("integer",), takes="7",
         refuses=("18", "-1")),
    asks("R-024", "child[1]/child_born_in", when=_CHILDREN),
    asks("R-025", "child[1]/child_health", when=_CHILDREN),
    asks("R-026", "child[1]/child_school", when=_CHILDREN),
    asks("R-027", "child[1]/child_documents", when=_CHILDREN),
    chooses("R-028", "child[1]/child_father", "known unknown", when=_CHILDREN),
    asks("R-029", "child[1]/child_father_permit", when=_FATHER),
    asks("R-030", "child[1]/child_father_city", when=_FATHER),
    chooses("R-031", "child[1]/child_father_supports", "yes no", when=_FATHER),
    asks("R-032", "path/expectations", bound="assessment.expectations"),
    asks("R-032", "path/skills", bound="assessment.skills"),
    asks("R-032", "path/main_needs"),
    chooses("R-033", "path/priority_needs", "rent psychosocial training internship",
            refuses=("rent psychosocial training internship parenting",)),
    chooses("R-034", "path/priority_needs", "rent", says="independence"),
    chooses("R-034", "path/priority_needs", "rent", says="other people's hands"),
    chooses("R-035", "path/priority_needs", "rent"),
    chooses("R-036", "path/priority_needs", "psychosocial"),
    chooses("R-037", "path/priority_needs", "training"),
    chooses("R-038", "path/priority_needs", "internship"),
    chooses("R-039", "path/priority_needs", "parenting"),
    chooses("R-040", "path/priority_needs", "school_things"),
    chooses("R-041", "path/priority_needs", "childcare"),
    asks("R-042", "path/priority_other", when={"path/priority_needs": "other"},
         bound="assessment.priority_other"),
    asks("R-043", "path/proposed_path", "path/results"),
)  # fmt: skip

LEVELS = flat(
    chooses("R-417", "levels/factor[1]/level", "individual household community structural",
            bound="factor.level"),
    chooses("R-418", "levels/factor[1]/polarity", "risk protective", bound="factor.polarity"),
    asks("R-418", "levels/factor[1]/place", bound="factor.place"),
    chooses("R-419", "levels/factor[1]/stage", "before during after", bound="factor.stage"),
    asks("R-419", "levels/factor[1]/place", bound="factor.place"),
    tells("R-428", "levels/levels_advice", "Nobody is vulnerable by being who they are"),
    tells("R-420", "levels/level_individual", "reads well"),
    tells("R-421", "levels/level_household", "parent alone"),
    tells("R-422", "levels/level_community", "school"),
    tells("R-423", "levels/level_structural", "rights"),
    asks("R-424", "exposed/exposed_when"),
    tells("R-424", "judge/together", "weighs"),
    asks("R-426", "carries/community"),
    asks("R-426", "carries/coping", bound="assessment.coping"),
    chooses("R-426", "carries/coping_costs", "no partly yes"),
    asks("R-426", "carries/other_ways"),
    asks("R-427", *(f"exposed/{name}" for name in (
        "who_exposed", "exposed_to", "exposed_why", "exposed_when", "reduce"))),
    chooses("R-429", "levels/factor[1]/strategy",
            "reduce_threat reduce_vulnerability increase_capacity",
            when={"levels/factor[1]/polarity": "risk"}, bound="factor.strategy"),
    asks("R-430", "carries/strengths", bound="assessment.strengths"),
)  # fmt: skip

ASSESSMENT = flat(
    chooses("R-135", "hopes/language_level", "A1 A2 B1 B2 C1 C2",
            bound="assessment.language_level"),
    chooses("R-184", "life/barriers",
            "language transport childcare isolation status_tied confidence discrimination",
            bound="assessment.barriers"),
    chooses("R-413", "life/barriers", "violence checkpoints remote unequal language not_informed"),
    chooses("R-285", "read_back", "yes no", bound="assessment.read_back"),
    asks("R-220", "hopes/resources", bound="assessment.resources"),
    chooses("R-218", "choose/needs", "safety housing health psychosocial legal education work"),
    asks("R-218", "hopes/skills", bound="assessment.skills"),
)  # fmt: skip


@pytest.mark.requirement(
    "R-001", "R-002", "R-003", "R-004", "R-005", "R-006", "R-007", "R-008", "R-009", "R-010",
    "R-011", "R-012", "R-013", "R-014", "R-015", "R-016", "R-017", "R-018", "R-019", "R-020",
    "R-021", "R-022", "R-023", "R-024", "R-025", "R-026", "R-027", "R-028", "R-029", "R-030",
    "R-031", "R-032", "R-033", "R-034", "R-035", "R-036", "R-037", "R-038", "R-039", "R-040",
    "R-041", "R-042", "R-043", "R-130",
)  # fmt: skip
@pytest.mark.parametrize("demand", NEEDS, ids=lambda each: f"{each.number}-{each.at}")
def test_the_needs_assessment(demand: Demand) -> None:
    hold("needs_assessment", demand)


@pytest.mark.requirement(
    "R-417", "R-418", "R-419", "R-420", "R-421", "R-422", "R-423", "R-424", "R-426", "R-427",
    "R-428", "R-429", "R-430",
)  # fmt: skip
@pytest.mark.parametrize("demand", LEVELS, ids=lambda each: f"{each.number}-{each.at}")
def test_vulnerability_on_four_levels(demand: Demand) -> None:
    hold("vulnerability", demand)


@pytest.mark.requirement("R-135", "R-184", "R-218", "R-220", "R-285", "R-413")
@pytest.mark.parametrize("demand", ASSESSMENT, ids=lambda each: f"{each.number}-{each.at}")
def test_the_assessment_of_the_step(demand: Demand) -> None:
    hold("assessment", demand)


@pytest.mark.requirement("R-428")
@pytest.mark.parametrize("name", ["assessment", "vulnerability"])
@pytest.mark.parametrize("sex", ["female", "male"])
def test_nobody_is_called_vulnerable_by_her_profile(name: str, sex: str) -> None:
    form = built_in(name)
    profile = {"person.sex": sex, "person.nationalities": "ER", "person.date_of_birth": "2010"}
    entry = FormEntry(form, prefill=profile)
    answered = {path for path in entry.answers() if not path.endswith("]") and "/meta/" not in path}
    assert not answered, "nothing is filled in beforehand"
    assert not [each.path for each in form.definitions if each.bind.calculate], "nor worked out"
