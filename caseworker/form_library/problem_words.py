"""What is wrong with a form, in words: where, what, and what mends it.

`forms` writes its problems in English and knows no other language; its sentences are marked for
translation here, and a test looks that none is forgotten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseworker.text import N_, Text, isolate
from forms import FormProblem

OF_FORMS = (
    N_("The form shows “{name}”, for which it keeps no answer."),
    N_("What sets “{name}” stands outside every question, and is not done."),
    N_("Move it into a question, or beside the rules of the form."),
    N_("Export the form again, or take this part out."),
    N_("The list of choices “{name}” is missing."),
    N_("Add the list to the sheet “choices”, or its file."),
    N_("Ask for the form again, as XLSX."),
    N_("A choice of which several can be chosen has a space in its name."),
    N_("Write “_” instead of the space."),
    N_("A choice has no name."),
    N_("Give each choice a name; it is what is kept."),
    N_("The sheet has the same column twice."),
    N_("Take one of the two columns out."),
    N_("This question waits for another one that waits for it: neither is ever asked."),
    N_("Take one of the two conditions out."),
    N_("A list of choices names the same choice twice."),
    N_("Give each choice of a list its own name."),
    N_("A name holds letters that names cannot hold."),
    N_("Use letters, digits, “_” and “-”, and begin with a letter."),
    N_("A rule names a question that the form does not have."),
    N_("Correct the name between ${ and }, or add the question."),
    N_("Two questions have the same name."),
    N_("Give each question of a group its own name."),
    N_("A question names a list of choices that the form does not have."),
    N_("Add the list to the sheet “choices”, or correct its name."),
    N_("A group or repeat is opened and not closed, or closed and not opened."),
    N_("Check that every “begin” row has its “end” row."),
    N_("A question has a type that does not exist."),
    N_("Correct the type: text, integer, date, select_one and so on."),
    N_("A question or choice has nothing to show."),
    N_("Add a label."),
    N_("The file has no sheet “survey” that we can read."),
    N_("Put the questions on a sheet called “survey”."),
    N_("The spreadsheet cannot be read as a form."),
    N_("Compare the row with the XLSForm guide and correct it."),
    N_("This kind of file cannot hold a form."),
    N_("The file is larger than any form we can use."),
    N_("The spreadsheet is usable, but one place is worth a look: {detail}"),
    N_("Look at the row; correct it if it is not meant so."),
    N_("The spreadsheet is damaged."),
    N_("A list of choices names the same choice twice. The form works as it is."),
    N_("There is no form called “{name}”."),
    N_("Choose one from the list of forms."),
    N_("The file “{name}” of this form cannot be read."),
    N_("Ask for the file again, as CSV, XML or GeoJSON."),
    N_("Ask for the form again, or export it once more from the spreadsheet."),
    N_("The form file carries a document type, which is not safe."),
    N_("The form is larger than any form we can use."),
    N_("The form file is empty."),
    N_("The form is nested deeper than any form we can use."),
    N_("The form file is damaged at line {line}."),
    N_("Ask for the form again, or open it in the program that made it."),
    N_("Choose an XForm, or an XLSForm that can be turned into one."),
    N_("This file is not a form."),
    N_("This calculation goes round in a circle: it needs its own result ({names})."),
    N_("This calculation needs its own result."),
    N_("Take the question out of its own calculation; once(…) keeps a first value."),
    N_("This is asked only where it, or what stands in it, is answered already."),
    N_("Let the condition look at a question that is asked before."),
    N_("Take one of the questions out of the calculation."),
    N_("This form holds no questions."),
    N_("A rule of this question uses the function “{detail}”, which we do not know."),
    N_("Write the rule with another function."),
    N_("The function “{detail}” is given too few or too many values."),
    N_("Look the function up and give it what it asks for."),
    N_("A pattern of this question cannot be read."),
    N_("Write the pattern more simply."),
    N_("A rule of this question cannot be read, near “{detail}”."),
    N_("Correct the rule in the spreadsheet."),
    N_("A rule belongs to “{name}”, which the form does not have."),
    N_("Nothing is lost: the rule is left out. Export the form again to be sure."),
    N_("A rule of this question names “{name}”, which the form does not have."),
    N_("Correct the name, or add the question."),
    N_("A translation has lost or changed a place to fill, such as ${name}."),
    N_("Keep what stands between ${ and } as it is."),
)
"""Every sentence of `forms`, as it stands there."""

SHEETS = {
    "survey": N_("Sheet of questions (survey)"),
    "choices": N_("Sheet of choices (choices)"),
    "settings": N_("Sheet of settings (settings)"),
    "entities": N_("Sheet of entities (entities)"),
}
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class ProblemWords:
    """A problem in the words of the reader."""

    where: str
    """Sheet, row and column, as far as they are known; empty for the form as a whole."""
    what: str
    remedy: str
    detail: str
    """What the program that reads spreadsheets said, in English; empty where we said it all."""


def in_words(problem: FormProblem, text: Text) -> ProblemWords:
    """Return *problem* in the language of *text*."""
    values = {
        # What a feature is called is ours, and so is translated too.
        name: text(value) if name == "what" else value
        for name, value in problem.values
    }
    detail = "" if "{detail}" in problem.message else values.get("detail", "")
    return ProblemWords(
        where=_where(problem, text),
        what=_filled(text(problem.message), values),
        remedy=_filled(text(problem.remedy), values),
        detail=detail,
    )


def sheet_name(problem: FormProblem, text: Text) -> str:
    """Return what the sheet of *problem* is called; other problems are those of the form."""
    sheet = problem.sheet or ""
    return text(SHEETS[sheet]) if sheet in SHEETS else text("The form as a whole")


def _where(problem: FormProblem, text: Text) -> str:
    parts = []
    if problem.row is not None:
        parts.append(text("Row {row}", row=text.number(problem.row)))
    if problem.column:
        parts.append(text("column {column}", column=isolate(problem.column)))
    if problem.path:
        name = problem.path.rpartition("/")[2]
        parts.append(text("question {name}", name=isolate(name)))
    return text.listed(parts)


def _filled(sentence: str, values: dict[str, str]) -> str:
    """Return *sentence* with its places filled; other braces are the form's own, and stay."""
    return _PLACE.sub(lambda place: isolate(values.get(place[1], place[0])), sentence)
