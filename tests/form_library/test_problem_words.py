"""Every sentence that a form's problems may say is marked, so that it can be translated."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import forms
from caseworker.form_library import problem_words
from caseworker.form_library.problem_words import OF_FORMS, in_words, sheet_name
from caseworker.text import Text
from forms import FormProblem
from forms.or_other import SPECIFY

FORMS = Path(forms.__file__).parent
LIBRARY = Path(problem_words.__file__).parent
TOLD = {"message", "remedy"}


def sentences(path: Path) -> Iterator[str]:
    """Yield every text in the code that is a sentence, but for explanations to developers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        said = node.value
        is_sentence = said[:1].isupper() and " " in said and said.endswith((".", "{detail}"))
        if is_sentence and id(node) not in explained:
            yield said


def test_every_sentence_of_forms_is_marked_and_none_is_left_over() -> None:
    said = {sentence for path in FORMS.rglob("*.py") for sentence in sentences(path)}
    # What `or_other` adds is no problem, and is said in other languages where the form is read.
    assert said - {SPECIFY} == set(OF_FORMS)


def test_every_problem_found_here_is_marked_where_it_is_written() -> None:
    for path in LIBRARY.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        marked = {
            id(call.args[0])
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "N_"
        }
        for call in ast.walk(tree):
            for keyword in call.keywords if isinstance(call, ast.Call) else ():
                if keyword.arg in TOLD and isinstance(keyword.value, ast.Constant):
                    assert id(keyword.value) in marked, (path.name, keyword.value.value)


def test_braces_of_the_form_itself_stay() -> None:
    problem = FormProblem(
        code="xlsform.unknown_question",
        message="A rule names a question that the form does not have.",
        remedy="Correct the name between ${ and }, or add the question.",
        sheet="survey",
        row=4,
        column="relevant",
        values=(("detail", "no {such} thing"),),
    )
    said = in_words(problem, Text("en"))
    assert said.remedy == problem.remedy
    assert said.detail == "no {such} thing"
    assert "4" in said.where
    assert "relevant" in said.where
    assert sheet_name(problem, Text("en")) == "Sheet of questions (survey)"


def test_values_are_filled_in_even_where_they_hold_braces() -> None:
    problem = FormProblem("x.y", "“{field}” and {other}.", "Do.", values=(("field", "{other}"),))
    assert "{other}" in in_words(problem, Text("en")).what
