"""Everything that the centre wrote down about somebody's health, for the person alone (R-312).

Nothing is screened out: it is her own. Who may open the forms about health, and nobody else, makes
it (R-311).
"""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.documents import common
from caseworker.documents.blocks import Block, Document, Fact, Facts, Heading, Paragraph
from caseworker.documents.filled_form import answer_blocks
from caseworker.documents.subject_copy import FOR_THE_PERSON
from caseworker.errors import NotAllowed, NotFound
from caseworker.form_access import trainings_for
from caseworker.form_library.filling import answers_of
from caseworker.form_library.reading import parts_of
from caseworker.form_library.versions import UsableForm, form_of
from caseworker.model.case import Case
from caseworker.model.form import FilledForm
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.model.staff import Training
from caseworker.people.restricted import require_sight
from caseworker.permissions import Act, may
from caseworker.ports import Actor, Reads, one_of
from caseworker.text import N_, Text
from caseworker.views.names import number_of
from forms import FormEntry
from forms.access import access_of
from forms.language_names import closest

_YOURS = N_(
    "This is all that the centre has written down about your health. It is yours. Nobody gets it"
    " without your yes. Keep it where it is safe."
)


def may_hand_over(actor: Actor) -> bool:
    """Return whether the actor may make the health record of a person."""
    return may(actor, Act.READ_CASE) and Training.HEALTH in actor.trainings


def health_record(reads: Reads, person_id: PersonId, text: Text) -> Document:
    """Return the whole health record of a person, the oldest entry first.

    Raises:
        NotAllowed: the role reads no cases, the training for health is missing, or the person is
            restricted to others.
    """
    if not may_hand_over(reads.actor):
        raise NotAllowed(act=Act.READ_CASE.value)
    person = reads.get(Person, person_id)
    require_sight(reads, person)
    blocks: list[Block] = [Paragraph(text(_YOURS)), *_facts(person, text)]
    for filled, usable in _about_health(reads, person):
        blocks += _written(reads, filled, usable, text)
    return Document(
        language=text.language,
        title=text("My health"),
        subtitle=common.day(reads.now(), text),
        who_may_see=text(FOR_THE_PERSON),
        reference=number_of(reads, person_id),
        blocks=tuple(blocks),
    )


def _facts(person: Person, text: Text) -> list[Block]:
    said = (
        (text("Allergies and medicines to know about"), person.allergies),
        (text("What does the person not eat?"), person.diet),
    )
    facts = tuple(Fact(label, value) for label, value in said if value)
    return [Facts(facts, columns=1)] if facts else []


def _about_health(reads: Reads, person: Person) -> Iterator[tuple[FilledForm, UsableForm]]:
    """Yield the forms that only people trained for health open, filled with a case or without."""
    cases = reads.matching(Case, person_id=person.id)
    about = one_of("subject", (person.id, *(case.id for case in cases)))
    for filled in reads.matching(FilledForm, about, order_by=("filled_at", "id")):
        try:
            usable = form_of(reads, filled.form, filled.form_version)
        except NotFound:
            continue
        if Training.HEALTH in trainings_for(access_of(usable.definition)):
            yield filled, usable


def _written(reads: Reads, filled: FilledForm, usable: UsableForm, text: Text) -> Iterator[Block]:
    form = usable.definition
    language = closest(form.languages, text.language)
    kept = answers_of(reads, filled, usable)
    entry = FormEntry(form, kept, language=language, files=usable.files)
    day = common.day(filled.filled_at, text)
    yield Heading(text.listed((text(form.title), day)))
    for part in parts_of(entry, text):
        if any(line.answer for line in part.lines):
            yield from answer_blocks(part)
