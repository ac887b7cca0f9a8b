"""Fields that a form may write into the record, and whether its questions fit them (R-286)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from caseworker.answers import typed
from caseworker.errors import InvalidValue
from caseworker.form_access import is_about_health
from caseworker.model.assessment import Assessment
from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.person import Person
from caseworker.text import N_
from forms import FormDefinition, FormEntry, FormProblem, library
from forms.access import access_of
from forms.definition import NodeDefinition


@dataclass(frozen=True)
class Bindable:
    """An entity that a form may write into, and which of its fields."""

    kind: type[Entity]
    fields: frozenset[str]


BINDABLE = {
    "person": Bindable(
        Person,
        frozenset(
            {
                "given_name", "family_name", "called", "date_of_birth", "age_disputed", "sex",
                "gender", "nationalities", "country_of_birth", "languages", "interpreter_needed",
                "interpreter_sex", "communication_needs", "marital_status", "documents",
                "reasons_for_migrating", "immediate_needs", "vulnerabilities", "childcare_needed",
                "intends_to_stay", "allergies", "diet",
            }
        ),
    ),
    "case": Bindable(
        Case,
        frozenset(
            {"delivery", "risk_level", "risk_reason", "tutor", "peer_mentor",
             "expected_departure"}
        ),
    ),
    "assessment": Bindable(
        Assessment,
        frozenset(
            {
                "expectations", "needs", "priority_needs", "priority_other", "strengths", "skills",
                "resources", "coping", "barriers", "housing", "income", "education",
                "language_level", "summary", "read_back",
            }
        ),
    ),
}  # fmt: skip
"""What an installed form may write. All else has a page, a gate or a person of its own: who may
be called where, what is hidden, who decides, what was agreed to."""

_JUDGED = frozenset({"case.risk_level", "case.risk_reason"})
"""Judged by a person, never computed (R-424)."""
_YES_OR_NO = frozenset({"age_disputed", "interpreter_needed", "childcare_needed", "read_back"})
_SAMPLES = {
    "int": "1",
    "decimal": "1.5",
    "date": "2026-11-18",
    "time": "10:00:00.000+00:00",
    "dateTime": "2026-11-18T10:00:00.000+00:00",
    "geopoint": "0 0 0 0",
    "string": "words of hers",
}


_EVERYBODY_HAS_TO_KNOW = frozenset({"person.allergies", "person.diet"})
"""What a form about health may write into the record all the same: the kitchen has to know it."""

Own: TypeAlias = "dict[str, tuple[FormEntry, NodeDefinition]]"
"""Field to the question of the built-in form that is bound to it."""


def badly_bound(form: FormDefinition) -> Iterator[FormProblem]:
    """Yield what stands in the way of keeping the bound answers of *form* in the record."""
    own = _own_bindings(form.identifier)
    entry = FormEntry(form)
    apart = must_be_apart(form)
    for definition in form.definitions:
        if definition.field is None:
            continue
        if definition.field in apart:
            yield _problem(
                "binding.about_health",
                N_("All who work with the record read “{field}”, and the form is about health."),
                N_("Take the binding out: the answer is then kept with the form."),
                definition,
            )
        elif definition.field in own:
            yield from _beside(own[definition.field], entry, definition)
        else:
            yield from _against_entity(entry, definition)
    yield from _left_out(form, own)


def must_be_apart(form: FormDefinition) -> frozenset[str]:
    """Return the fields of the record that a form about health is bound to, and may not write.

    Its answers lie in the part about health, and only there (R-311).
    """
    if not is_about_health(access_of(form)):
        return frozenset()
    fields = {definition.field for definition in form.definitions if definition.field}
    return frozenset(fields) - _EVERYBODY_HAS_TO_KNOW


def bound_entities(form: FormDefinition) -> frozenset[str]:
    """Return the entities that *form* writes into: "person", "case"."""
    return frozenset(
        definition.field.partition(".")[0]
        for definition in form.definitions
        if definition.field is not None
    )


def _own_bindings(identifier: str) -> Own:
    """Return what the built-in form is bound to, where the form takes the place of one."""
    if identifier not in library.names():
        return {}
    entry = FormEntry(library.load(identifier))
    return {
        definition.field: (entry, definition)
        for definition in entry.form.definitions
        if definition.field is not None
    }


def _beside(
    own: tuple[FormEntry, NodeDefinition], entry: FormEntry, definition: NodeDefinition
) -> Iterator[FormProblem]:
    """Yield how a question differs from that of the built-in form which is bound alike."""
    built_in, theirs = own
    ours, known = _choices(entry, definition), _choices(built_in, theirs)
    unknown = sorted(ours - known) if known else []
    if unknown:
        yield _unknown_choice(definition, unknown[0])
    same = definition.data_type == theirs.data_type and bool(ours) == bool(known)
    if not same or definition.repeated is not theirs.repeated:
        yield _wrong_type(definition)


def _against_entity(entry: FormEntry, definition: NodeDefinition) -> Iterator[FormProblem]:
    field = definition.field or ""
    entity, _, name = field.partition(".")
    if entity not in BINDABLE:
        yield _problem(
            "binding.unknown_entity",
            N_("“{field}” names no record that a form may write into."),
            N_("Bind to a field of person, case or assessment, or take the binding out."),
            definition,
        )
        return
    bindable = BINDABLE[entity]
    if name not in bindable.fields:
        known = hasattr(bindable.kind, name) or name in bindable.kind.__dataclass_fields__
        yield _problem(
            "binding.forbidden" if known else "binding.unknown_field",
            N_("No form may write into “{field}”.")
            if known
            else N_("The record has no field “{field}”."),
            N_("Take the binding out: the answer is then kept with the form."),
            definition,
        )
        return
    if definition.repeated:
        yield _problem(
            "binding.repeated",
            N_("“{field}” is one answer, and the question is asked again and again."),
            N_("Put the question outside of the repeat, or take the binding out."),
            definition,
        )
        return
    if field in _JUDGED and definition.bind.calculate is not None:
        yield _problem(
            "binding.judged",
            N_("How urgent it is to look again is judged by a person, never worked out."),
            N_("Make it a question, and show what was worked out in a note beside it."),
            definition,
        )
        return
    yield from _of_its_type(entry, definition, bindable, name)


def _of_its_type(
    entry: FormEntry, definition: NodeDefinition, bindable: Bindable, name: str
) -> Iterator[FormProblem]:
    choices = _choices(entry, definition)
    if name in _YES_OR_NO and not choices <= {"yes", "no"}:
        yield _unknown_choice(definition, sorted(choices - {"yes", "no"})[0])
    elif name in _YES_OR_NO and not choices:
        yield _wrong_type(definition)
    elif choices:
        odd = (each for each in sorted(choices) if not _fits(bindable, name, each))
        unknown = next(odd, None)
        if unknown is not None:
            yield _unknown_choice(definition, unknown)
    elif not _fits(bindable, name, _sample(entry, definition)):
        yield _wrong_type(definition)


def _fits(bindable: Bindable, name: str, text: str) -> bool:
    try:
        typed(bindable.kind, {name: text})
    except InvalidValue:
        return False
    return True


def _sample(entry: FormEntry, definition: NodeDefinition) -> str:
    control = entry.form.controls.get(definition)
    if control is not None and "partial-date" in control.appearance:
        return "1996"
    return _SAMPLES.get(definition.data_type, _SAMPLES["string"])


def _choices(entry: FormEntry, definition: NodeDefinition) -> frozenset[str]:
    """Return every choice of a question, also those that a filter holds back."""
    spoken = "/".join(f"{step.name}[1]" if step.repeat else step.name for step in definition.chain)
    path = f"/{spoken}"
    if definition not in entry.form.controls or not entry.exists(path):
        return frozenset()
    return frozenset(choice.value for choice in entry.choices(path, every=True))


def _left_out(form: FormDefinition, own: Own) -> Iterator[FormProblem]:
    """Yield what the built-in form asks for, and the form in its place does not."""
    here = {definition.field for definition in form.definitions}
    for field, (_built_in, theirs) in own.items():
        if field in here:
            continue
        needed = theirs.bind.required is not None
        yield FormProblem(
            code="binding.left_out",
            message=N_("The form takes the place of a built-in one, and leaves out “{field}”."),
            remedy=N_("Without this answer the step cannot be kept. Ask for it.")
            if needed
            else N_("Leave it out only if the centre does without this answer."),
            severity="error" if needed else "warning",
            sheet="survey",
            column="bind::caseworker:field",
            values=(("field", field),),
        )


def _wrong_type(definition: NodeDefinition) -> FormProblem:
    return _problem(
        "binding.wrong_type",
        N_("The answer to this question does not fit into “{field}”."),
        N_("Ask with another type of question, or take the binding out."),
        definition,
    )


def _unknown_choice(definition: NodeDefinition, choice: str) -> FormProblem:
    return _problem(
        "binding.unknown_choice",
        N_("“{field}” has no value “{choice}”."),
        N_("Use the names of choices that the built-in forms use for this field."),
        definition,
        ("choice", choice),
    )


def _problem(
    code: str, message: str, remedy: str, definition: NodeDefinition, *values: tuple[str, str]
) -> FormProblem:
    return FormProblem(
        code=code,
        message=message,
        remedy=remedy,
        column="bind::caseworker:field",
        path=definition.path,
        values=(("field", definition.field or ""), *values),
    )
