"""XLSForm and XForms: definitions, compiler and engine. Knows nothing of cases.

What a screen needs:

    form = read_form(xml)                 # or library.load("registration"), or compiler.compile_*
    entry = FormEntry(form)               # begin; FormEntry(form, answers) resumes
    entry.outline()                       # Question, Group, Repeat views, in order, as they stand
    entry.questions()                     # the same, flat: relevant questions only
    entry.question(path), entry.choices(path), entry.label(path)
    entry.set(path, value) -> Changes     # also add_repeat, remove_repeat, set_language
    entry.undo(), entry.redo() -> Changes
    entry.findings(), entry.form_valid()  # what is missing or wrong, in order
    entry.answers()                       # plain data {path: text}: save it at any time
    entry.fields()                        # answers bound to fields of entities

`FormDefinition` is immutable and shared; a `FormEntry` belongs to one thread. Problems of a form
are data (`FormProblem`): `form.problems` are those one can live with, `FormError` carries those
one cannot.
"""

from __future__ import annotations

from forms.definition import FormDefinition
from forms.engine import Surroundings
from forms.entry import FormEntry, UnknownPathError
from forms.errors import FormError, FormProblem
from forms.reader import read_form
from forms.views import Changes, Choice, FieldValue, Finding, Group, Question, Repeat

__all__ = [
    "Changes",
    "Choice",
    "FieldValue",
    "Finding",
    "FormDefinition",
    "FormEntry",
    "FormError",
    "FormProblem",
    "Group",
    "Question",
    "Repeat",
    "Surroundings",
    "UnknownPathError",
    "read_form",
]
