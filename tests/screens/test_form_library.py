"""Forms from the file to the filled form: installed, filled, corrected, printed, exported."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.evidence.answers import attachment_of
from caseworker.form_library.checking import Source
from caseworker.form_library.exporting import ExportWish, Layout, export_answers
from caseworker.form_library.filling import read_filled
from caseworker.form_library.installing import install
from caseworker.model.form import FilledForm, InstalledForm
from caseworker.model.ids import CaseId
from caseworker.model.staff import Role
from tests.evidence.samples import sound
from tests.form_library.arrival_interview import EN, MEDIA, workbook
from tests.form_library.centre_with_form import INTERVIEW, small, source
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles, TapePlayers
from ui.form_library.filling_page import FillingPage
from ui.outside import Outside
from ui.window.navigation import Place

HEAD = ("type", "name", f"label::{EN}")


@pytest.fixture
def files() -> ChosenFiles:
    return ChosenFiles()


@pytest.fixture
def at_work(qtbot: QtBot, tmp_path: Path, files: ChosenFiles) -> Iterator[AtWork]:
    work = AtWork(qtbot, tmp_path, frozenset(Role), outside=Outside(files=files))
    yield work
    work.close()


@pytest.fixture
def choose(files: ChosenFiles, tmp_path: Path) -> Callable[..., None]:
    """Let the next file dialogs answer with a file of this name and content."""

    def will(name: str, content: bytes) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        files.opens = path

    return will


def installs(at_work: AtWork, form: Source | None = None) -> None:
    at_work.does(lambda work: install(work, form or source()).id)


def begins(at_work: AtWork) -> CaseId:
    case = at_work.selam()
    at_work.go(Place.CASE, case)
    at_work.press("fill-in-form")
    at_work.press(f"fill-{INTERVIEW}")
    return case


def filling(at_work: AtWork) -> FillingPage:
    page = at_work.session.page
    assert isinstance(page, FillingPage)
    return page


def keys_in(at_work: AtWork, *answers: str) -> None:
    for answer in answers:
        here = QApplication.focusWidget()
        assert here is not None, answer
        QTest.keyClicks(here, answer)
        at_work.press_key(Qt.Key.Key_Return)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def kept(at_work: AtWork) -> list[FilledForm]:
    return at_work.office.ask(lambda reads: reads.matching(FilledForm, order_by="filled_at"))


def answer(at_work: AtWork, path: str) -> str:
    key = kept(at_work)[-1].id
    return at_work.office.ask(lambda reads: read_filled(reads, key)).answers.get(path, "")


@pytest.mark.procedure("forms")
def test_a_form_is_installed_from_its_file_and_its_media(
    at_work: AtWork, choose: Callable[..., None]
) -> None:
    at_work.go(Place.MORE)
    at_work.press("more-forms")
    assert at_work.sees("No form of the centre yet")
    at_work.press("install-form")
    assert not at_work.widget("install-now").isEnabled()
    choose("interview.xlsx", workbook())
    at_work.press("choose-form")
    assert at_work.sees("The list “routes.csv” is missing.")
    assert not at_work.widget("install-now").isEnabled()
    for name, content in MEDIA.items():
        choose(name, content)
        at_work.press(f"choose-{name}")
    assert not at_work.find("form-problems")
    assert at_work.find("preview"), "the form can be tried"
    at_work.press("install-now")
    assert at_work.sees("Version 1 · 13 questions · English, Arabic")
    assert at_work.find(f"form-{INTERVIEW}-1")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("torn.xlsx", workbook()[:-300], "The spreadsheet is damaged."),
        ("photo.jpg", b"\xff\xd8\xff", "This kind of file cannot hold a form."),
        ("noend", b"", "This kind of file cannot hold a form."),
        ("bomb.xml", b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', "carries a document type"),
        ("deep.xml", b"<a>" * 5_000, "nested deeper than any form"),
        ("large.xlsx", b"\x00" * 20_000_001, "larger than any form we can use"),
        ("empty.csv", b"", "survey"),
    ],
)
def test_files_that_are_no_forms_end_in_the_report(
    at_work: AtWork, choose: Callable[..., None], name: str, content: bytes, words: str
) -> None:
    at_work.go(Place.FORMS, part="install")
    choose(name, content)
    at_work.press("choose-form")
    assert at_work.sees(words)
    assert at_work.sees("Must be mended")
    assert not at_work.widget("install-now").isEnabled()
    assert at_work.widget("choose-form").isEnabled(), "another file can be chosen"
    assert not at_work.office.ask(lambda reads: reads.count(InstalledForm))


def test_problems_stand_with_their_place_and_remedy(
    at_work: AtWork, choose: Callable[..., None]
) -> None:
    form = small(
        (*HEAD, "calculation", "bind::caseworker:field"),
        ("calculate", "one", "", "${two} + 1", ""),
        ("calculate", "two", "", "${one} + 1", ""),
        ("text", "key", "Key", "", "person.restricted"),
        ("geotrace", "way", "Way"),
    )
    at_work.go(Place.FORMS, part="install")
    choose("form.xlsx", form.content)
    at_work.press("choose-form")
    assert at_work.sees("Sheet of questions (survey)")
    assert at_work.sees("goes round in a circle")
    assert at_work.sees("Row 4, column bind::caseworker:field, question key")
    assert at_work.sees("Take the binding out")
    assert at_work.sees("Good to know")


def test_a_form_is_keyed_in_with_enter_and_digits(at_work: AtWork) -> None:
    installs(at_work)
    begins(at_work)
    at_work.press("key-in")
    keys_in(at_work, "Sela", "1", "1", "2", "2", "7", "13", "1", "Robel", "7", "1")
    QTest.keyClicks(focused(), "A ball")
    at_work.press_key(Qt.Key.Key_Return)
    area = focused()
    QTest.keyClicks(area, "A quiet")
    at_work.press_key(Qt.Key.Key_Return)
    QTest.keyClicks(area, "room")
    QTest.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_work.settle()
    assert QApplication.focusWidget() is at_work.widget("keep-filling")
    at_work.press_key(Qt.Key.Key_Space)
    assert at_work.sees("The form is kept")
    assert answer(at_work, "/data/journey/town") == "sandbay"
    assert answer(at_work, "/data/journey/means") == "foot sea"
    assert answer(at_work, "/data/child[1]/wish[1]/wished") == "A ball"
    assert answer(at_work, "/data/hope") == "A quiet\nroom"
    assert answer(at_work, "/data/called") == "Sela"


def test_who_comes_back_stands_at_the_question_where_she_stopped(at_work: AtWork) -> None:
    installs(at_work)
    case = begins(at_work)
    at_work.press("part-after")
    at_work.write("weeks", "12")
    at_work.go(Place.TODAY)
    at_work.go(Place.FORMS, case, "about")
    assert at_work.sees("Begun, and waits for you")
    at_work.press(f"fill-{INTERVIEW}")
    assert filling(at_work).filling.entry.value("/data/journey/weeks") == "12"
    assert filling(at_work).filling.where() == (1, "/data/journey/weeks")
    assert at_work.widget("weeks").hasFocus()


def test_a_draft_stays_in_its_version_and_a_filled_form_goes_on_in_the_new_one(
    at_work: AtWork,
) -> None:
    installs(at_work, small(HEAD, ("text", "hope", "What do you hope for?")))
    case = at_work.selam()
    at_work.go(Place.FORMS, case, "fill:small")
    at_work.write("hope", "A workshop")
    was = ("bind::caseworker:was",)
    installs(
        at_work,
        small((*HEAD, *was), ("text", "wish", "What do you wish for?", "hope"), version="2"),
    )
    at_work.go(Place.TODAY)
    at_work.go(Place.FORMS, case, "fill:small")
    assert at_work.sees("What do you hope for?")
    at_work.press("keep-filling")
    first = kept(at_work)[0]
    assert first.form_version == "1"
    at_work.go(Place.FORMS, first.id, "filled")
    assert at_work.sees("A workshop")
    at_work.press("onward-filled")
    assert at_work.sees("What do you wish for?")
    assert filling(at_work).filling.entry.value("/data/wish") == "A workshop"
    at_work.press("keep-filling")
    assert [each.form_version for each in kept(at_work)] == ["1", "2"]
    at_work.go(Place.FORMS, first.id, "filled")
    assert at_work.sees("What do you hope for?"), "the first stays as it was"


def test_a_signature_is_kept_with_the_form_and_never_exported(at_work: AtWork) -> None:
    installs(
        at_work,
        small(
            (*HEAD, "appearance"),
            ("text", "word", "A word"),
            ("image", "sign", "Sign", "signature"),
        ),
    )
    case = at_work.selam()
    at_work.go(Place.FORMS, case, "about")
    at_work.press("fill-small")
    at_work.write("word", "Yes")
    pad = at_work.widget("sign")
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(pad, QPoint(80, 40))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(120, 30))
    at_work.settle()
    at_work.press("keep-filling")
    assert attachment_of(answer(at_work, "/data/sign")) is not None
    at_work.press(f"filled-{kept(at_work)[0].id}")
    assert at_work.sees("Kept with the form")
    wish = ExportWish(
        identifier="small", version="1", layout=Layout.CSV, recipient="Office", purpose="Report"
    )
    left = at_work.office.perform(lambda work: export_answers(work, wish))[0]
    with zipfile.ZipFile(io.BytesIO(left.content)) as archive:
        assert b"attachment:" not in archive.read(archive.namelist()[0])


@pytest.mark.requirement("R-271")
def test_a_question_that_the_centre_recorded_is_heard_on_one_press(
    qtbot: QtBot, tmp_path: Path
) -> None:
    players = TapePlayers()
    work = AtWork(qtbot, tmp_path, frozenset(Role), outside=Outside(players=players))
    form = small((*HEAD, f"audio::{EN}"), ("text", "well", "Are you well?", "well.wav"))
    installs(work, replace(form, media={"well.wav": sound()}))
    work.go(Place.FORMS, work.selam(), "fill:small")
    assert not players.made, "nothing is played before somebody wishes to hear it"
    work.press("well-listen")
    assert players.made[0].did == ["play"]
    assert players.made[0].file.content == sound()
    work.press("well-listen")
    assert players.made[0].did == ["play", "pause"]
    players.plays = False
    work.go(Place.TODAY)
    work.go(Place.FORMS, work.selam(), "fill:small")
    work.press("well-listen")
    assert work.sees("cannot play")
    work.close()


def test_several_drafts_wait_and_each_goes_on_where_it_stopped(
    at_work: AtWork,
) -> None:
    installs(at_work)
    first, second = at_work.selam(), at_work.selam()
    for case, name, words in (
        (first, INTERVIEW, "Aquamarine"),
        (second, INTERVIEW, "Beryl"),
        (first, "solutions", "Citrine"),
    ):
        at_work.go(Place.FORMS, case, f"fill:{name}")
        field = "called" if name == INTERVIEW else "hopes"
        filling(at_work).filling.form.go_to(
            "/data/called" if name == INTERVIEW else "/data/wishes/hopes"
        )
        at_work.write(field, words)
    for case, name, path, words in (
        (first, INTERVIEW, "/data/called", "Aquamarine"),
        (second, INTERVIEW, "/data/called", "Beryl"),
        (first, "solutions", "/data/wishes/hopes", "Citrine"),
    ):
        at_work.go(Place.TODAY)
        at_work.go(Place.FORMS, case, f"fill:{name}")
        assert filling(at_work).filling.entry.value(path) == words
        assert filling(at_work).filling.where()[1] == path


def test_a_missing_answer_is_shown_and_nothing_is_kept(at_work: AtWork) -> None:
    installs(at_work)
    begins(at_work)
    at_work.press("keep-filling")
    assert at_work.sees("Something is missing here.")
    assert not kept(at_work)


def test_what_was_typed_is_thrown_away_and_brought_back(at_work: AtWork) -> None:
    installs(at_work)
    case = begins(at_work)
    at_work.write("called", "Sela")
    at_work.press("discard-filling")
    assert not at_work.sees("Begun, and waits for you")
    at_work.press("toast-undo")
    at_work.go(Place.FORMS, case, f"fill:{INTERVIEW}")
    assert filling(at_work).filling.entry.value("/data/called") == "Sela"


def test_a_filled_form_is_read_searched_corrected_and_printed(at_work: AtWork) -> None:
    installs(at_work)
    case = begins(at_work)
    at_work.press("key-in")
    keys_in(at_work, "Sela", "1", "1", "2", "1", "7", "13", "2", "A lamp")
    at_work.press("keep-filling")
    key = kept(at_work)[0].id
    at_work.write("search-answers", "workshop")
    assert at_work.sees("Nothing was found")
    at_work.widget("search-answers").clear()  # type: ignore[attr-defined]  # a line
    at_work.write("search-answers", "lamp")
    at_work.press(f"filled-{key}")
    assert at_work.sees("On foot, By sea")
    at_work.press("leave-filled")
    at_work.press(f"filled-{key}")
    at_work.press("correct-filled")
    at_work.press("part-1")
    at_work.write("weeks", "0")
    at_work.press("keep-filling")
    assert at_work.sees("70")
    assert len(kept(at_work)) == 1
    at_work.press("print-filled")
    assert at_work.find("document-page-1")
    at_work.go(Place.FORMS, case, "about")
    assert at_work.find(f"filled-{key}")


def test_a_blank_form_is_printed_and_a_version_retired(at_work: AtWork) -> None:
    installs(at_work)
    at_work.go(Place.FORMS)
    at_work.press(f"form-{INTERVIEW}-1")
    at_work.press("print-blank")
    assert at_work.find("document-page-1")
    at_work.press("close-document")
    at_work.press("retire-form")
    assert at_work.sees("Retired")
    assert not at_work.find("retire-form")
    at_work.press("toast-undo")
    assert at_work.find("retire-form")


def test_others_see_the_forms_and_change_none(qtbot: QtBot, tmp_path: Path) -> None:
    work = AtWork(qtbot, tmp_path, frozenset({Role.RECEPTION}))
    work.go(Place.FORMS)
    assert work.sees("Assessment")
    assert not work.find("install-form")
    for subject, part, shown in (
        ("", "install", "forms"),
        (uuid4(), "about", "today"),
        ("assessment", "export:1", "forms"),
    ):
        work.go(Place.FORMS, subject, part)
        assert work.session.page.objectName() == shown
    work.go(Place.FORMS, "assessment", "1")
    assert work.find("print-blank")
    assert not work.find("export-answers")
    work.close()
