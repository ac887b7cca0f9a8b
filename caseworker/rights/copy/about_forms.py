"""What was answered in forms of the centre, in the version in which it was asked."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.errors import NotFound
from caseworker.form_library import chosen_words
from caseworker.form_library.filling import answers_of
from caseworker.form_library.reading import answer_words
from caseworker.form_library.versions import UsableForm, form_of
from caseworker.model.audit import FormAnswer
from caseworker.model.case import Case
from caseworker.model.form import FilledForm
from caseworker.ports import one_of
from caseworker.rights.copy.about_looks import OF_OTHERS
from caseworker.rights.copy.items import Gathering, HeldBack, Item
from forms import FormEntry
from forms.language_names import closest
from forms.plain_words import plain


def filled(gather: Gathering) -> Iterator[Item]:
    """Return the answers of every form filled about the person, with a case or without one."""
    reads, person = gather.reads, gather.person
    cases = reads.matching(Case, person_id=person.id)
    about = one_of("subject", (person.id, *(case.id for case in cases)))
    for form in reads.matching(FilledForm, about, order_by=("filled_at", "id")):
        try:
            usable = form_of(reads, form.form, form.form_version)
        except NotFound:
            yield from _as_kept(gather, form)
        else:
            yield from _in_words(gather, form, usable)


def _in_words(gather: Gathering, form: FilledForm, usable: UsableForm) -> Iterator[Item]:
    language = closest(usable.definition.languages, gather.text.language)
    kept = answers_of(gather.reads, form, usable)
    entry = FormEntry(usable.definition, kept, language=language, files=usable.files)
    for question in entry.questions():
        # What is bound stands in the record, and is told from there.
        if question.value and question.field is None and question.kind != "note":
            words = answer_words(entry, question, gather.text)
            label = plain(question.label) or question.name
            yield gather.item(form, question.path, label, words, _held(question.path))


def _as_kept(gather: Gathering, form: FilledForm) -> Iterator[Item]:
    """Return the answers of a form that is not on this laptop: nothing is left out silently."""
    for answer in gather.reads.matching(FormAnswer, subject=form.id, order_by="path"):
        if not answer.path.endswith("]"):
            label, words = chosen_words.answer_words(
                answer.form, answer.path, answer.value, gather.text
            )
            yield gather.item(answer, "answer", label, words, _held(answer.path))


def _held(path: str) -> HeldBack | None:
    speaks = any(part in path for part in OF_OTHERS)
    return HeldBack.OTHER_PEOPLE if speaks else None
