"""The forms that come with the program."""

from __future__ import annotations

import re

import pytest

from forms import FormDefinition, FormEntry, FormError, Question, library
from forms.compiler import compile_tables
from forms.translation import messages

NAMES = library.names()
FORBIDDEN = re.compile(
    r"violen|traffick|smuggl|exploit|abus|rape|sexual|orientation|lesbian|gay|tortur|prostitut|"
    r"harmed you|hurt you|beaten|perpetrator",
    re.IGNORECASE,
)
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
        "implementation", "review", "closure", "transfer", "referral", "incident",
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
        path = re.sub(r"/(child|children|factor|objective|action)(?=/)", r"/\1[1]", definition.path)
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
    first = next(view for view in entry.questions() if isinstance(view, Question))
    source = first.label
    entry.set_language("ar")
    assert entry.label(first.path) == f"[ar] {source}"
    assert library.load_translated(name, ("en", "fr", "es", "ar"), reverse) is form


@pytest.mark.requirement("R-283")
def test_registration_asks_about_no_forbidden_subject() -> None:
    for message in messages(library.source("registration")):
        assert not FORBIDDEN.search(message.text), message


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
    entry = FormEntry(library.load("registration"))
    for text, fits in (("1994", True), ("1994-05", True), ("1994-05-17", True), ("94", False),
                       ("1994-13", False), ("2999", False), ("", True)):  # fmt: skip
        entry.set("/data/who/date_of_birth", text)
        assert entry.constraint_valid("/data/who/date_of_birth") is fits, text


@pytest.mark.requirement("R-033")
def test_at_most_four_priorities() -> None:
    entry = FormEntry(library.load("assessment"))
    path = "/data/choose/priority_needs"
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


def test_an_unknown_form_is_told() -> None:
    with pytest.raises(FormError) as caught:
        library.load("nothing")
    assert caught.value.problems[0].code == "library.unknown"
