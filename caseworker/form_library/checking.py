"""Look a form over before it is installed: what it is, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from caseworker.form_library import features, media
from caseworker.form_library.bindings import badly_bound
from caseworker.form_library.media import Wanted
from caseworker.form_library.moves import Moved, moved_in, unclear
from caseworker.form_library.versions import built_in, in_use, questions_of, usable
from caseworker.model.form import InstalledForm
from caseworker.ports import Reads
from caseworker.text import N_
from forms import FormDefinition, FormEntry, FormError, FormProblem, library, read_form
from forms.compiler import FILE_TYPES, ROOT_NAME, compile_file

SOURCE_TYPES = (*FILE_TYPES, ".xml")
"""The ends of names of files that may hold a form."""
_MANY_CHOICES = 2_000
_MOST_AT_ONCE = 100
"""Choices with pictures, to be put in order, or side by side: each takes room of its own."""
_SEARCHED = frozenset({"search", "autocomplete", "minimal"})
_ALL_AT_ONCE = frozenset({"likert", "list-nolabel", "label"})


@dataclass(frozen=True, kw_only=True)
class Source:
    """The file that was chosen, and the files that belong to the form."""

    content: bytes
    file_type: str
    """The end of its name, with the dot."""
    media: Mapping[str, bytes] = field(default_factory=dict)
    """By the names that the form gives them."""


@dataclass(frozen=True, kw_only=True)
class CheckedForm:
    """What a file is as a form. `form` is None where it is none."""

    form: FormDefinition | None = None
    xml: str = ""
    problems: tuple[FormProblem, ...] = ()
    """Errors first; each group in the order of the spreadsheet."""
    wanted: tuple[Wanted, ...] = ()
    questions: int = 0
    moved: Moved = ()
    version_before: str = ""
    """The version in whose place it would come; empty for a new form."""

    @property
    def errors(self) -> tuple[FormProblem, ...]:
        """What keeps the form from being installed."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def check(reads: Reads, source: Source) -> CheckedForm:
    """Return what the file is, with every problem; it changes nothing and raises nothing."""
    try:
        xml, found, rows = _compiled(source)
        form = read_form(xml)
        begun = FormEntry(form)
    except FormError as error:
        return CheckedForm(problems=error.problems)
    except RecursionError:
        return CheckedForm(problems=(_too_deep(),))
    version, remarks = _version(reads, form)
    form = replace(form, version=version)
    before = _before(reads, form.identifier)
    problems = [
        *found,
        *form.problems,
        *_endless(begun),
        *remarks,
        *_identity(reads, form, source),
        *_choices(form),
        *features.unsupported(form, xml),
        *badly_bound(form),
        *unclear(form, before),
        *media.unfit(form, source.media),
    ]
    return CheckedForm(
        form=form,
        xml=xml,
        problems=_in_order(_placed(problem, rows) for problem in problems),
        wanted=media.wanted(form),
        questions=questions_of(form),
        moved=moved_in(form, before),
        version_before=before.version if before is not None else "",
    )


def _compiled(source: Source) -> tuple[str, tuple[FormProblem, ...], Mapping[str, int]]:
    if source.file_type == ".xml":
        return source.content.decode("utf-8", "replace"), (), {}
    compiled = compile_file(source.content, source.file_type)
    return compiled.xml, compiled.problems, compiled.rows


def _endless(begun: FormEntry) -> Iterator[FormProblem]:
    """Yield the repeats that have grown to the last instance before anybody wrote a word."""
    for path, kind in begun.troubles:
        if kind == "too_many":
            yield FormProblem(
                code="repeat.endless",
                message=N_("This repeats without an end as soon as the form opens."),
                remedy=N_("Let its number hang on an answer, not on how many there are already."),
                path=path,
                column="repeat_count",
            )


def _version(reads: Reads, form: FormDefinition) -> tuple[str, list[FormProblem]]:
    """Return the version of *form*; one that has none gets the day, and a number where needed."""
    if form.version:
        return form.version, []
    day = reads.now().date().isoformat()
    version, number = day, 1
    while reads.count(InstalledForm, identifier=form.identifier, version=version):
        number += 1
        version = f"{day}.{number}"
    problem = FormProblem(
        code="version.missing",
        message=N_("The form does not say its version, and gets this day as one."),
        remedy=N_("Write a version, so that two versions can be told apart."),
        severity="warning",
        sheet="settings",
        column="version",
    )
    return version, [problem]


def _before(reads: Reads, identifier: str) -> FormDefinition | None:
    installed = in_use(reads, identifier)
    if installed is not None:
        return usable(reads, installed).definition
    return built_in(identifier) if identifier in library.names() else None


def _identity(reads: Reads, form: FormDefinition, source: Source) -> Iterator[FormProblem]:
    if form.identifier == ROOT_NAME and source.file_type != ".xml":
        yield FormProblem(
            code="form.no_identifier",
            message=N_("The form has no name by which its versions belong together."),
            remedy=N_("Write a short name, such as arrival_interview."),
            sheet="settings",
            column="form_id",
        )
    taken = reads.count(InstalledForm, identifier=form.identifier, version=form.version)
    shipped = form.identifier in library.names()
    if taken or (shipped and built_in(form.identifier).version == form.version):
        yield FormProblem(
            code="version.taken",
            message=N_("The version “{version}” of this form is here already, and never changes."),
            remedy=N_("Write another version, and install it beside the one before."),
            sheet="settings",
            column="version",
            values=(("version", form.version),),
        )
    if not questions_of(form):
        yield FormProblem(
            code="form.no_questions",
            message=N_("The form asks nothing."),
            remedy=N_("Add a question."),
            sheet="survey",
        )


def _choices(form: FormDefinition) -> Iterator[FormProblem]:
    entry = FormEntry(form)
    for definition, control in form.controls.items():
        source = control.choices
        if source is None or definition.repeated or source.filtered:
            continue
        choices = entry.choices(definition.path)
        offered, shown = len(choices), set(control.appearance.split())
        at_once = control.kind == "rank" or shown & _ALL_AT_ONCE or any(c.image for c in choices)
        if not offered and not form.external_lists:
            yield FormProblem(
                code="choices.empty",
                message=N_("There is nothing to choose from."),
                remedy=N_("Add choices to its list, or correct the name of the list."),
                path=definition.path,
                column="type",
            )
        if offered > _MOST_AT_ONCE and at_once:
            yield FormProblem(
                code="choices.too_many",
                message=N_("{count} choices would stand on the screen at once."),
                remedy=N_("Offer fewer, or make it a question that is searched."),
                path=definition.path,
                column="type",
                values=(("count", str(offered)),),
            )
        elif offered > _MANY_CHOICES and not shown & _SEARCHED:
            yield FormProblem(
                code="choices.many",
                message=N_("{count} choices are offered at once."),
                remedy=N_("Let an earlier answer narrow them down, or write “search” beside it."),
                severity="warning",
                path=definition.path,
                column="appearance",
                values=(("count", str(offered)),),
            )


def _placed(problem: FormProblem, rows: Mapping[str, int]) -> FormProblem:
    """Return the problem with the row on which its question stands."""
    if problem.path is None or problem.row is not None:
        return problem
    below = "/" + problem.path.strip("/").partition("/")[2]
    row = rows.get(below)
    return problem if row is None else replace(problem, sheet="survey", row=row)


def _in_order(problems: Iterator[FormProblem]) -> tuple[FormProblem, ...]:
    def place(problem: FormProblem) -> tuple[bool, str, int]:
        return problem.severity != "error", problem.sheet or "", problem.row or 0

    return tuple(sorted(dict.fromkeys(problems), key=place))


def _too_deep() -> FormProblem:
    return FormProblem(
        code="form.too_deep",
        message=N_("The form is nested deeper than any form we can use."),
        remedy=N_("Put groups beside each other instead of into each other."),
    )
