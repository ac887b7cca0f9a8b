"""The forms that come with the program."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

import pytest

from caseworker.model.partial_date import PartialDate
from forms import FormDefinition, FormEntry, FormError, library
from forms.compiler import compile_tables
from forms.translation import messages

NAMES = library.names()
FORBIDDEN = re.compile(
    r"violen|traffick|smuggl|exploit|abus|rape|sexual|orientation|lesbian|gay|tortur|prostitut|"
    r"harmed you|hurt you|beaten|perpetrator",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(he|she|him|her|his|hers)\b", re.IGNORECASE)
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
"""Signs that the converter of spreadsheets makes straight."""
ENTITY_FIELD = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def form(name: str) -> FormDefinition:
    return library.load(name)


@pytest.mark.requirement("R-205")
def test_every_step_and_act_has_its_form() -> None:
    assert set(NAMES) >= {
        "eligibility", "urgent_needs", "orientation", "registration", "identification",
        "assessment", "screening_flags", "safety_plan", "best_interests", "planning",
        "implementation", "review", "closure", "transfer", "referral", "incident", "follow_up",
        "consent_general", "consent_audiovisual", "consent_data_sharing", "assent",
        "guardian_consent", "consent_withdrawal", "registration_household", "registration_child",
        "needs_assessment", "vulnerability", "threats", "child_alone", "trafficking",
        "gender_based_violence", "disability", "sogiesc", "health_follow_up", "suicide_risk",
        "detention_visit", "best_interests_determination", "family_tracing",
        "relative_verification", "mandatory_report", "solutions", "return_decision",
        "legal_screening", "food_and_items", "interview", "satisfaction", "training_needs",
        "feedback", "centre_standards",
    }  # fmt: skip


def test_it_compiles_without_a_remark(name: str, form: FormDefinition) -> None:
    assert compile_tables(library.source(name)).problems == ()
    assert form.problems == ()
    assert form.identifier == name
    assert form.title
    assert form.version
    assert library.load(name) is form


def test_its_names_are_unique_so_that_a_field_is_found_by_name(form: FormDefinition) -> None:
    names = [definition.name for definition in form.definitions if not definition.children]
    repeated = {found for found in names if names.count(found) > 1}
    assert not repeated - {"what"}  # a goal and its actions each have a `what` of their own


def test_every_question_says_something_and_choices_are_labelled(form: FormDefinition) -> None:
    entry = FormEntry(form)
    for definition in form.controls:
        path = "/".join(f"/{each.name}" + "[1]" * each.repeat for each in definition.chain)
        path = path.replace("//", "/")
        if not entry.exists(path) or definition.repeat:
            continue
        question = entry.question(path)
        assert question.label, path
        assert len(question.label) < 400, path
        assert "!" not in question.label + question.hint, path
        if question.kind in {"select_one", "select_multiple"}:
            choices = entry.choices(path)
            assert len(choices) > 1, path
            assert all(choice.label for choice in choices), path


def test_every_rule_runs_with_every_choice(form: FormDefinition) -> None:
    entry = FormEntry(form)
    for question in entry.questions():
        for choice in entry.choices(question.path):
            entry.set(question.path, choice.value)
            entry.findings()
            entry.outline(hidden=True)
    assert entry.troubles == ()


def test_bindings_name_an_entity_and_a_field_once(form: FormDefinition) -> None:
    fields = [definition.field for definition in form.definitions if definition.field is not None]
    assert all(ENTITY_FIELD.fullmatch(field) for field in fields)
    assert len(fields) == len(set(fields))


def test_what_is_sensitive_is_never_required(form: FormDefinition) -> None:
    for definition, control in form.controls.items():
        if control.choices is None or definition.bind.required is None:
            continue
        values = [choice.value for choice in FormEntry(form).choices(definition.path)]
        assert "prefers_not_to_say" not in values


def test_every_text_names_its_requirement(name: str) -> None:
    lines = [
        line
        for line in library.source(name).splitlines()
        if re.match(r"\| \| (text|integer|decimal|date|note|select_\w+|acknowledge) ", line)
    ]
    for line in lines:
        if " | " in line and line.count("|") > 5:
            assert re.search(r"R-\d{3}", line), line


def test_translations_merge(name: str) -> None:
    def reverse(message: str, language: str) -> str:
        return f"[{language}] {message}"

    form = library.load_translated(name, ("en", "fr", "es", "ar"), reverse)
    assert form.languages == ("en", "fr", "es", "ar")
    entry = FormEntry(form)
    first = entry.questions()[0]
    source = first.label
    entry.set_language("ar")
    assert entry.label(first.path) == f"[ar] {source}"
    assert library.load_translated(name, ("en", "fr", "es", "ar"), reverse) is form


@pytest.mark.requirement("R-283")
@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("registration")])
def test_registration_asks_about_no_forbidden_subject(name: str) -> None:
    for message in messages(library.source(name)):
        assert not FORBIDDEN.search(message.text), message


@pytest.mark.requirement("R-206", "R-283")
@pytest.mark.parametrize("name", ["eligibility", "urgent_needs"])
def test_at_the_gate_no_question_is_about_a_forbidden_subject(name: str) -> None:
    form = library.load(name)
    entry = FormEntry(form)
    for definition in form.controls:
        question = entry.question(definition.path)
        if question.kind != "note":
            words = (question.label, question.hint, *map(str, entry.choices(definition.path)))
            assert not FORBIDDEN.search(" ".join(words)), question.label


def test_nobody_is_called_he_or_she(name: str) -> None:
    for message in messages(library.source(name)):
        assert not PRONOUN.search(message.text) or "another word" in message.text, message


@pytest.mark.requirement("R-402")
def test_nothing_is_asked_about_what_staff_may_have_done(form: FormDefinition) -> None:
    entry = FormEntry(form)
    for definition in form.controls:
        if definition.parent is None or definition.repeated:
            continue
        question = entry.question(definition.path)
        if "somebody who works here" in question.label.lower():
            assert question.kind == "note"
    if form.identifier == "feedback":
        entry.set("/data/about", "staff")
        assert [view.kind for view in entry.questions()] == ["select_one", "note"]


@pytest.mark.requirement("R-045", "R-283", "R-400")
def test_what_only_trained_people_open_requires_nothing(name: str) -> None:
    if library.access(name).trainings:
        form = library.load(name)
        assert not [each.path for each in form.definitions if each.bind.required is not None]


@pytest.mark.requirement("R-392", "R-393", "R-394")
def test_an_incident_asks_for_no_account() -> None:
    form = library.load("incident")
    names = {definition.name for definition in form.definitions}
    assert not names & {"account", "who", "perpetrator", "where", "when", "what_happened"}


@pytest.mark.requirement("R-209")
def test_registration_of_an_adult_stays_within_25_fields() -> None:
    entry = FormEntry(library.load("registration"))
    entry.set("/data/who/date_of_birth", "1990")
    entry.set("/data/speaking/interpreter_needed", "yes")
    answered = [view for view in entry.questions() if view.kind not in {"note"}]
    assert len(answered) <= 25
    assert [view.path for view in answered if view.required] == ["/data/who/given_name"]


@pytest.mark.requirement("R-211")
def test_a_date_of_birth_may_be_partial() -> None:
    for name in ("registration", "registration_child"):
        entry = FormEntry(library.load(name))
        for text, fits in (("1994", True), ("1994-05", True), ("1994-05-17", True), ("94", False),
                           ("1994~", True), ("1994-05~", True), ("1994-13", False), ("~", False),
                           ("1994~~", False), ("2999", False), ("2999~", False),
                           ("1994-02-30", False), ("1994-02-30~", False), ("", True)):  # fmt: skip
            entry.set("/data/who/date_of_birth", text)
            assert entry.constraint_valid("/data/who/date_of_birth") is fits, text
            assert not fits or not text or PartialDate(text).earliest is not None


@pytest.mark.requirement("R-033")
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("assessment", "/data/choose/priority_needs"),
        ("needs_assessment", "/data/path/priority_needs"),
    ],
)
def test_at_most_four_priorities(name: str, path: str) -> None:
    entry = FormEntry(library.load(name))
    entry.set(path, "rent psychosocial training internship")
    assert entry.constraint_valid(path)
    entry.set(path, "rent psychosocial training internship parenting")
    assert not entry.constraint_valid(path)


@pytest.mark.requirement("R-237", "R-242", "R-243")
def test_a_closure_asks_for_the_transition_and_open_needs() -> None:
    entry = FormEntry(library.load("closure"))
    entry.set("/data/reason", "support_ended")
    entry.set("/data/no_unmet_needs", "no")
    assert [finding.path for finding in entry.findings()] == [
        "/data/prepared/transition",
        "/data/unmet_needs",
    ]
    entry.set("/data/reason", "lost_contact")
    assert entry.relevant("/data/lost/tries")
    assert not entry.relevant("/data/prepared/transition")


@pytest.mark.requirement(*(f"R-{number:03}" for number in range(1, 44)))
def test_the_needs_assessment_has_every_field_of_its_sheet() -> None:
    source = library.source("needs_assessment")
    assert {f"R-{number:03}" for number in range(1, 44)} <= _numbers(source)


@pytest.mark.requirement(*(f"R-{number:03}" for number in range(44, 73)))
def test_the_interview_has_every_question_of_its_guide() -> None:
    source = library.source("interview")
    assert {f"R-{number:03}" for number in range(44, 73)} <= _numbers(source)


@pytest.mark.requirement("R-050")
def test_nothing_of_the_interview_opens_before_a_written_yes() -> None:
    entry = FormEntry(library.load("interview"))
    before = {view.path for view in entry.questions() if view.kind != "note"}
    assert all(path.startswith("/data/prepare/") for path in before)
    entry.set("/data/prepare/notes_consent", "no")
    assert {view.path for view in entry.questions() if view.kind != "note"} == before
    entry.set("/data/prepare/notes_consent", "yes")
    assert len(entry.questions()) >= 30


@pytest.mark.requirement("R-071")
def test_the_four_dreams_have_drawings() -> None:
    entry = FormEntry(library.load("interview"))
    entry.set("/data/prepare/notes_consent", "yes")
    images = [choice.image for choice in entry.choices("/data/goals/dream") if choice.image]
    assert len(images) == 4
    for image in images:
        content = library.picture(image.rpartition("/")[2])
        assert content is not None
        assert b"<svg" in content
    assert library.picture("../registration.md") is None


@pytest.mark.requirement(*(f"R-{number:03}" for number in range(139, 153)))
def test_the_training_survey_keeps_its_numbers() -> None:
    entry = FormEntry(library.load("training_needs"))
    labels = [view.label for view in entry.questions()]
    numbers = [int(found[1]) for label in labels if (found := re.match(r"(\d+)\. ", label))]
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15]
    assert {f"R-{number:03}" for number in range(139, 153)} <= _numbers(
        library.source("training_needs")
    )


@pytest.mark.requirement("R-298")
def test_who_approves_does_not_hand_out() -> None:
    entry = FormEntry(library.load("food_and_items"))
    entry.set("/data/items_part/items", "clothes")
    entry.set("/data/hands/approved_by", "07")
    entry.set("/data/hands/distributed_by", "07")
    assert not entry.constraint_valid("/data/hands/distributed_by")
    entry.set("/data/hands/distributed_by", "08")
    assert entry.constraint_valid("/data/hands/distributed_by")


@pytest.mark.requirement("R-348", "R-351", "R-352", "R-354", "R-356", "R-360")
def test_the_figures_of_the_standards_can_be_replaced() -> None:
    entry = FormEntry(library.load("centre_standards"))
    entry.set("/data/centre/people", "100")
    entry.set("/data/water/toilets", "5")
    assert not entry.relevant("/data/water/toilets_few")
    entry.set("/data/water/most_toilet", "15")
    assert entry.relevant("/data/water/toilets_few")
    entry.set("/data/space/covered", "300")
    assert entry.relevant("/data/space/covered_small")


@pytest.mark.requirement("R-338", "R-339", "R-340", "R-342", "R-343", "R-344")
def test_a_return_is_confirmed_again_and_asylum_is_explained_first() -> None:
    entry = FormEntry(library.load("return_decision"))
    entry.set("/data/before/alternatives", "third_country")
    assert entry.relevant("/data/before/asylum_missing")
    entry.set("/data/before/alternatives", "asylum third_country")
    assert not entry.relevant("/data/before/asylum_missing")
    entry.set("/data/decision/chosen", "return")
    entry.set("/data/again/confirmed", "no")
    assert entry.relevant("/data/again/changed_mind")
    assert not entry.relevant("/data/again/departure")


@pytest.mark.requirement("R-431", "R-432", "R-433", "R-434", "R-435", "R-436")
@pytest.mark.parametrize(
    "name",
    ["consent_general", "consent_audiovisual", "consent_data_sharing", "guardian_consent"],
)
def test_no_consent_is_answered_beforehand_and_a_spoken_one_is_certified(name: str) -> None:
    form = library.load(name)
    entry = FormEntry(form)
    assert not [view.path for view in entry.questions() if view.value]
    entry.set("/data/given/how_said", "verbal")
    required = [view.name for view in entry.questions() if view.required]
    assert required[-2:] == ["certified_by", "certified_on"]
    assert {f"R-{number}" for number in range(431, 437)} <= _numbers(library.source(name))


def _numbers(source: str) -> set[str]:
    return set(re.findall(r"R-\d{3}", source))


def test_an_unknown_form_is_told() -> None:
    with pytest.raises(FormError) as caught:
        library.load("nothing")
    assert caught.value.problems[0].code == "library.unknown"


def test_whoever_fills_a_form_sees_every_word_of_it(name: str) -> None:
    """A group has a heading and nothing more in this language: what else is said is a note."""
    document = compile_tables(library.source(name)).xml.translate(STRAIGHT)
    for message in messages(library.source(name)):
        if message.sheet == "survey" and message.column in {"label", "hint", "guidance_hint"}:
            first = escape(message.text.split("${")[0].translate(STRAIGHT))
            assert first in document, f"line {message.line}: {message.text}"
