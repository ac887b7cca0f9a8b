"""Answers leave the laptop: for supervisors and data protection officers, without who it was.

Names and every other answer that belongs to the person's record stay here, and so do ties, case
numbers, the words of feedback, and the files and signatures that answer a question. Restricted
people are never among them, nor is who said no to being counted. What only trained colleagues, or
only some roles, may read is exported by these alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from caseworker.centre.settings import the_centre
from caseworker.consent.standing import standing_no
from caseworker.errors import GateClosed, NotAllowed, NotFound
from caseworker.evidence.answers import attachment_of
from caseworker.findings import stops
from caseworker.form_access import is_trained, may_read
from caseworker.form_library.answer_tables import Record, tables_of
from caseworker.form_library.filling import answers_of
from caseworker.form_library.subjects import any_subject
from caseworker.form_library.submission import as_submission
from caseworker.form_library.table_files import as_csv_files, as_workbook, zipped
from caseworker.form_library.versions import UsableForm, form_of
from caseworker.model.consent import Purpose
from caseworker.model.form import FilledForm
from caseworker.people.restricted import is_restricted
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.text import N_
from forms import FormDefinition, FormEntry
from forms.access import access_of
from forms.language_names import closest

_STAYS = (
    "person.", "relationship.", "safe_contact.",
    "feedback.words", "feedback.said_by", "feedback.answer",
)  # fmt: skip
"""Bound answers that tell who somebody is, or whose words they are."""


class Layout(StrEnum):
    """How the file is laid out."""

    WORKBOOK = "workbook"
    """XLSX, one sheet for the form and one for each repeat, as KoBo writes it."""
    CSV = "csv"
    """The same as CSV files in a ZIP."""
    SUBMISSIONS = "submissions"
    """XForms instances, one file a filled form, in a ZIP."""


@dataclass(frozen=True, kw_only=True)
class ExportWish:
    """Which answers go where, and how."""

    identifier: str
    version: str
    layout: Layout
    labels: bool = False
    language: str = "en"
    recipient: str
    """Who gets the file."""
    purpose: str
    """What for."""


@dataclass(frozen=True, kw_only=True)
class ExportFile:
    """A file that is ready to leave."""

    name: str
    """Says nothing about anybody."""
    content: bytes
    count: int
    """How many filled forms are in it."""


def exportable(reads: Reads, identifier: str, version: str) -> int:
    """Return how many filled forms may leave.

    Raises:
        NotAllowed: the role exports no answers.
    """
    require(reads.actor, Act.EXPORT_ANSWERS)
    if not may_export(reads, identifier, version):
        return 0
    return len(_may_leave(reads, identifier, version))


def may_export(reads: Reads, identifier: str, version: str) -> bool:
    """Return whether whoever asks may take answers of this form out of the house.

    Raises:
        NotFound: the form is not on this laptop.
    """
    access = access_of(form_of(reads, identifier, version).definition)
    read = not access.read_by or may_read(reads.actor, access)
    return may(reads.actor, Act.EXPORT_ANSWERS) and is_trained(reads.actor, access) and read


def export_answers(work: UnitOfWork, wish: ExportWish) -> ExportFile:
    """Return the file, and keep in the audit trail that it left.

    Raises:
        NotAllowed: the role exports no answers, or others read these.
        GateClosed: it is not said who gets it, or what for.
        NotFound: the form is not on this laptop.
    """
    require(work.actor, Act.EXPORT_ANSWERS)
    if not may_export(work, wish.identifier, wish.version):
        raise NotAllowed(act=Act.EXPORT_ANSWERS.value)
    _say_whereto(wish)
    usable = form_of(work, wish.identifier, wish.version)
    form = usable.definition
    stays = frozenset(
        definition.path for definition in form.definitions if definition.field is not None
        and definition.field.startswith(_STAYS)
    )  # fmt: skip
    language = closest(form.languages, wish.language)
    leaving = _may_leave(work, wish.identifier, wish.version)
    records = [
        Record(_id_outside(filled), filled.filled_at, _entry(work, filled, usable, language))
        for filled in leaving
    ]
    records.sort(key=lambda record: (record.filled_at, record.id))
    content = _content(wish, form, records, stays, usable, language)
    _record(work, wish, usable, {filled.subject for filled in leaving})
    return ExportFile(name=_name(wish.layout), content=content, count=len(records))


def _say_whereto(wish: ExportWish) -> None:
    missing = []
    if not wish.recipient.strip():
        missing.append(
            stops(
                "recipient-missing",
                N_("Who gets the file is missing"),
                N_("It is kept with who exported it, so that anybody can ask."),
                answer="recipient",
            )
        )
    if not wish.purpose.strip():
        missing.append(
            stops(
                "purpose-missing",
                N_("What the file is for is missing"),
                N_("Answers leave only for a purpose that somebody can name."),
                answer="purpose",
            )
        )
    if missing:
        raise GateClosed(tuple(missing))


def _may_leave(reads: Reads, identifier: str, version: str) -> list[FilledForm]:
    found = reads.matching(
        FilledForm, form=identifier, form_version=version, order_by=("filled_at", "id")
    )
    return [filled for filled in found if _person_may(reads, filled)]


def _person_may(reads: Reads, filled: FilledForm) -> bool:
    try:
        about = any_subject(reads, filled.subject)
    except NotFound:
        return False
    person = about.person
    if person is None:
        return True
    if is_restricted(reads, person):
        return False
    return not any(
        standing_no(reads, person.id, purpose) for purpose in (Purpose.FIGURES, Purpose.RECORD)
    )


def _id_outside(filled: FilledForm) -> UUID:
    """Return the id under which a form leaves: its own tells when it was made (R-407)."""
    return filled.id if filled.filled_by is not None else uuid5(filled.id, "outside")


def _entry(reads: Reads, filled: FilledForm, usable: UsableForm, language: str | None) -> FormEntry:
    kept = answers_of(reads, filled, usable)
    answers = {path: text for path, text in kept.items() if attachment_of(text) is None}
    return FormEntry(usable.definition, answers, language=language, files=usable.files)


def _content(
    wish: ExportWish,
    form: FormDefinition,
    records: Sequence[Record],
    stays: frozenset[str],
    usable: UsableForm,
    language: str | None,
) -> bytes:
    if wish.layout is Layout.SUBMISSIONS:
        return zipped({f"{record.id}.xml": as_submission(record, stays) for record in records})
    tables = tables_of(
        form, records, labels=wish.labels, leave_out=stays, files=usable.files, language=language
    )
    return as_workbook(tables) if wish.layout is Layout.WORKBOOK else as_csv_files(tables)


def _record(work: UnitOfWork, wish: ExportWish, usable: UsableForm, subjects: set[UUID]) -> None:
    """Note it once for the form, and once for everybody whose answers are in the file (R-441)."""
    detail = f"{wish.identifier} {wish.version}: {wish.recipient.strip()}, {wish.purpose.strip()}"
    about = usable.id or the_centre(work).id
    for subject in (about, *sorted(subjects)):
        work.record("answers exported", subject, detail=detail)


def _name(layout: Layout) -> str:
    """Return a name that says neither form nor centre to whoever sees the folder."""
    return "answers.xlsx" if layout is Layout.WORKBOOK else "answers.zip"
