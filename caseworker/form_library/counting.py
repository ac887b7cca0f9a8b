"""Answers of a survey counted together, choice by choice; words stay where they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from caseworker.centre.settings import the_centre
from caseworker.form_access import require_to_read
from caseworker.form_library.filling import answers_of
from caseworker.form_library.versions import UsableForm, form_in_use, form_of
from caseworker.model.form import FilledForm
from caseworker.ports import Reads
from caseworker.text import Text
from forms import FormEntry
from forms.access import access_of
from forms.language_names import closest
from forms.plain_words import plain

_CHOSEN = frozenset({"select_one", "select_multiple"})


@dataclass(frozen=True)
class CountedQuestion:
    """One question with how often each choice was given; nobody's answer stands alone."""

    question: str
    answered: int
    choices: tuple[tuple[str, int], ...]
    """Each choice in words, and how often it was given; also those that nobody gave."""


@dataclass(frozen=True)
class Counted:
    """A survey of the centre, all answers together (R-154, R-384)."""

    title: str
    forms: int
    questions: tuple[CountedQuestion, ...]


def surveys(reads: Reads) -> tuple[str, ...]:
    """Return the names of forms about the centre that were filled in without a name."""
    centre = the_centre(reads).id
    filled = reads.matching(FilledForm, subject=centre, order_by=("form", "id"))
    return tuple(dict.fromkeys(each.form for each in filled if each.filled_by is None))


def counted(reads: Reads, identifier: str, text: Text) -> Counted:
    """Return all answers to the form *identifier* about the centre, in every version, together.

    Questions are those of the version in use; what only an older one asked is left out.

    Raises:
        NotAllowed: others read these answers.
        NotFound: there is no such form.
    """
    usable = form_in_use(reads, identifier)
    form = usable.definition
    require_to_read(reads.actor, access_of(form))
    kept = [*_answers(reads, identifier)]
    language = closest(form.languages, text.language)
    entry = FormEntry(form, language=language, files=usable.files)
    questions = []
    for question in entry.questions():
        if question.kind not in _CHOSEN:
            continue
        given = [answers.get(question.path, "").split() for answers in kept]
        often = Counter(choice for chosen in given for choice in chosen)
        choices = entry.choices(question.path, every=True)
        questions.append(
            CountedQuestion(
                plain(question.label) or question.name,
                sum(bool(chosen) for chosen in given),
                tuple((plain(choice.label), often[choice.value]) for choice in choices),
            )
        )
    return Counted(text(form.title), len(kept), tuple(questions))


def _answers(reads: Reads, identifier: str) -> list[dict[str, str]]:
    centre = the_centre(reads).id
    filled = reads.matching(FilledForm, subject=centre, form=identifier)
    versions: dict[str, UsableForm] = {}
    found = []
    for each in filled:
        if each.form_version not in versions:
            versions[each.form_version] = form_of(reads, identifier, each.form_version)
        found.append(answers_of(reads, each, versions[each.form_version]))
    return found
