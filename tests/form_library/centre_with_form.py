"""A centre that has installed the interview, for tests of what comes after."""

from __future__ import annotations

from uuid import UUID

from caseworker.answers import collect
from caseworker.form_library.checking import CheckedForm, Source, check
from caseworker.form_library.filling import first_answers, keep_filled
from caseworker.form_library.installing import install
from caseworker.form_library.versions import form_in_use
from caseworker.model.form import FilledForm, InstalledForm
from forms import FormEntry
from tests.form_library import arrival_interview
from tests.form_library.arrival_interview import MEDIA, Sheet, settings, workbook
from tests.scene import ADMINISTRATOR, AMINA, Scene

INTERVIEW = "arrival_interview"


def source(content: bytes | None = None, **media: bytes) -> Source:
    return Source(content=content or workbook(), file_type=".xlsx", media={**MEDIA, **media})


def source_of(
    survey: Sheet = arrival_interview.SURVEY,
    choices: Sheet = arrival_interview.CHOICES,
    about: Sheet | None = None,
) -> Source:
    return source(workbook(survey, choices, about))


def small(*rows: tuple[str, ...], version: str = "1", identifier: str = "small") -> Source:
    """Return a form of a few questions: type, name, label, then what the first row names."""
    return source(workbook(rows, about=settings(version, identifier)))


def looked_over(scene: Scene, form: Source) -> CheckedForm:
    return scene.ask(lambda reads: check(reads, form))


def codes(checked: CheckedForm) -> set[str]:
    return {problem.code for problem in checked.problems}


def installed(scene: Scene, form: Source | None = None) -> InstalledForm:
    scene.as_(ADMINISTRATOR)
    made = scene.do(lambda work: install(work, form or source()))
    scene.as_(AMINA)
    return made


def begun(scene: Scene, subject: UUID, identifier: str = INTERVIEW) -> FormEntry:
    usable = scene.ask(lambda reads: form_in_use(reads, identifier))
    first = scene.ask(lambda reads: first_answers(reads, subject, usable))
    return FormEntry(usable.definition, prefill=first, files=usable.files)


def kept(scene: Scene, subject: UUID, entry: FormEntry) -> FilledForm:
    entry.finish()
    answers = collect(entry)
    return scene.do(lambda work: keep_filled(work, subject, answers))


def answered(entry: FormEntry, **answers: str) -> FormEntry:
    """Answer the interview: the journey, and two children with wishes."""
    told = {
        "called": "Sela",
        "sex": "female",
        "journey/region": "coast",
        "journey/town": "sandbay",
        "journey/route": "island",
        "journey/weeks": "7",
        "journey/means": "foot sea",
        "with_children": "yes",
        **answers,
    }
    for name, value in told.items():
        entry.set(f"/data/{name}", value)
    for number, (name, age, wish) in enumerate((("Robel", "7", "A ball"), ("Miriam", "2", "")), 1):
        while entry.count("/data/child") < number:
            entry.add_repeat("/data/child")
        child = f"/data/child[{number}]"
        entry.set(f"{child}/child_name", name)
        entry.set(f"{child}/child_age", age)
        while not entry.count(f"{child}/wish"):
            entry.add_repeat(f"{child}/wish")
        entry.set(f"{child}/wish[1]/wished", wish)
    entry.set("/data/hope", "A quiet room")
    return entry
