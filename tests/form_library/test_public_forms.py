"""A real form of others: installed, filled in both languages, exported in each layout, re-read."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest

from caseworker.answers import collect
from caseworker.form_library.checking import Source, check
from caseworker.form_library.exporting import ExportWish, Layout, export_answers
from caseworker.form_library.filling import entry_of_filled, keep_filled, read_filled
from caseworker.form_library.installing import install
from caseworker.form_library.submission import read_submission
from caseworker.form_library.versions import form_in_use
from caseworker.model.form import FilledForm, InstalledForm
from forms import FormEntry, Question, Surroundings
from tests.form_library.public_forms import PUBLIC, REAL, own_form, real_form
from tests.scene import ADMINISTRATOR, AMINA, JOSEPHINE, Scene

LINES = 2
MOMENT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
_TYPED = {
    "integer": "3", "decimal": "2.5", "date": "2024-02-29", "time": "10:30",
    "date_time": "2024-02-29T10:30:00.000+00:00", "geopoint": "13.5 2.1 0 1100",
    "acknowledge": "OK", "barcode": "4006381333931",
}  # fmt: skip
_FILES = frozenset({"image", "audio", "video", "file", "signature"})


def answer_all(entry: FormEntry) -> None:
    """Answer whatever is asked, until nothing more comes; each free repeat gets two lines."""
    for _round in range(60):
        open_now = [each for each in entry.questions() if _open(entry, each)]
        if not open_now:
            return
        for question in open_now:
            still = entry.exists(question.path) and entry.relevant(question.path)
            if still and not entry.value(question.path):
                _answer(entry, question)
    raise AssertionError(f"still asked: {[each.path for each in open_now]}")


def _open(entry: FormEntry, question: Question) -> bool:
    if question.readonly or question.value or question.kind in _FILES | {"note"}:
        return False
    return question.kind not in _CHOOSES or bool(entry.choices(question.path))


_CHOOSES = frozenset({"select_one", "select_multiple", "rank"})


def _answer(entry: FormEntry, question: Question) -> None:
    chooses = question.kind in _CHOOSES
    choices = [choice.value for choice in entry.choices(question.path)] if chooses else []
    tries = choices or [_TYPED.get(question.kind, "Mango 7"), "1", "10", "2031-01-01", "123456789"]
    if question.kind == "select_multiple":
        tries = [" ".join(choices[:2]), *choices]
    if question.kind == "rank":
        tries = [" ".join(reversed(choices))]
    for value in tries:
        entry.set(question.path, value)
        if entry.valid(question.path):
            return


def _lines(entry: FormEntry) -> int:
    return sum(path.endswith("]") for path in entry.answers())


@pytest.fixture(params=[REAL, "a form of our own of the same shape"])
def form(request: pytest.FixtureRequest) -> Source:
    if request.param != REAL:
        return own_form()
    real = real_form()
    if real is None:
        pytest.skip("the public forms lie in ../shared, which is not here: our own stands in")
    return real


def test_it_is_installed_filled_exported_and_read_again(form: Source) -> None:
    scene = Scene()
    scene.as_(ADMINISTRATOR)
    looked = scene.ask(lambda reads: check(reads, form))
    assert looked.errors == ()
    made = scene.do(lambda work: install(work, form))
    case = scene.as_(AMINA).case()
    usable = scene.ask(lambda reads: form_in_use(reads, made.identifier))
    languages = usable.definition.languages
    assert len(languages) == 2
    assert usable.definition.repeats
    assert any(control.choices and control.choices.filtered
               for control in usable.definition.controls.values())  # fmt: skip

    filled: list[FilledForm] = []
    for language in languages:
        entry = FormEntry(usable.definition, language=language, files=usable.files)
        for repeat, control in usable.definition.repeats.items():
            if control.count is None and repeat.path.count("/") == 2:
                while entry.count(repeat.path) < LINES:
                    entry.add_repeat(repeat.path)
        answer_all(entry)
        assert entry.finish() == ()
        answers = collect(entry)
        filled.append(scene.do(lambda work, given=answers: keep_filled(work, case, given)))
        read = scene.ask(lambda reads: read_filled(reads, filled[-1].id))
        again = entry_of_filled(read, language)
        assert _told(again) == _told(entry)
        labels = {question.label for question in again.questions() if question.label}
        assert labels == {question.label for question in entry.questions() if question.label}
    _leaves_and_comes_back(scene, made, _told(entry), _lines(entry))


def _told(entry: FormEntry) -> dict[str, str]:
    return {
        question.path: question.value
        for question in entry.questions()
        if question.value and question.kind != "note"
    }


def _leaves_and_comes_back(
    scene: Scene, made: InstalledForm, told: dict[str, str], lines: int
) -> None:
    def exported(layout: Layout) -> bytes:
        wish = ExportWish(
            identifier=made.identifier,
            version=made.version,
            layout=layout,
            recipient="The regional office",
            purpose="The yearly report",
        )
        return scene.as_(JOSEPHINE).do(lambda work: export_answers(work, wish)).content

    book = openpyxl.load_workbook(io.BytesIO(exported(Layout.WORKBOOK)))
    main, *repeats = book.worksheets
    assert main.max_row == 3
    assert repeats
    assert sum(sheet.max_row - 1 for sheet in repeats) >= lines
    with zipfile.ZipFile(io.BytesIO(exported(Layout.CSV))) as archive:
        assert len(archive.namelist()) == len(book.worksheets)
        text = archive.read(archive.namelist()[0]).decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == 3
    usable = scene.as_(AMINA).ask(lambda reads: form_in_use(reads, made.identifier))
    with zipfile.ZipFile(io.BytesIO(exported(Layout.SUBMISSIONS))) as archive:
        written = [archive.read(name) for name in archive.namelist()]
    assert len(written) == 2
    for content in written:
        back = read_submission(content, usable.definition, lambda: str(uuid4()))
        assert back.problems == ()
        # What is worked out in words is worked out in the language in which it is read.
        entry = FormEntry(
            usable.definition,
            back.answers,
            language=usable.definition.languages[-1],
            files=usable.files,
        )
        # What belongs to the person's record stayed here.
        kept = {path: value for path, value in told.items() if path in _told(entry)}
        assert _told(entry) == kept
        assert len(kept) >= len(told) - 2


@pytest.mark.skipif(not PUBLIC, reason="the public forms lie in ../shared, which is not here")
@pytest.mark.parametrize("path", PUBLIC, ids=[path.stem[-40:] for path in PUBLIC])
def test_every_public_form_is_looked_over_and_begun(path: Path) -> None:
    scene = Scene()
    scene.as_(ADMINISTRATOR)
    looked = scene.ask(
        lambda reads: check(reads, Source(content=path.read_bytes(), file_type=".xml"))
    )
    assert looked.form is not None
    for problem in looked.problems:
        assert problem.message
        assert problem.remedy
    steady = Surroundings(now=lambda: MOMENT, random=lambda: 0.5, unique=lambda: "one")
    entry = FormEntry(looked.form, surroundings=steady)
    answer_all(entry)
    resumed = FormEntry(looked.form, entry.answers(), surroundings=steady)
    assert resumed.answers() == entry.answers()
