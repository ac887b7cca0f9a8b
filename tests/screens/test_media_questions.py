"""Questions that a file or a signature answers: in the draft at once, attached when it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.answers import collect, keep_free
from caseworker.errors import NotFound
from caseworker.evidence.answers import attachment_of, open_answer, with_files
from caseworker.evidence.kinds import PNG
from caseworker.model.audit import FormAnswer
from caseworker.model.ids import AttachmentId
from caseworker.ports import UnitOfWork
from forms import FormEntry, read_form
from forms.compiler import compile_tables
from tests.evidence.samples import png
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles
from ui.form.form_view import FormView
from ui.form.media_questions import MediaQuestions
from ui.form.surroundings import Surroundings
from ui.outside import Outside

TABLES = """
| survey |
| | type | name | label | appearance |
| | begin_repeat | child | Child | |
| | image | paper | Birth certificate | |
| | end_repeat | | | |
| | image | signed | Signature | signature |
"""
FORM = read_form(compile_tables(TABLES).xml)


class Filling:
    """A form with files, as a screen shows it."""

    def __init__(self, qtbot: QtBot, work: AtWork) -> None:
        self.qtbot, self.work = qtbot, work
        self.subject = work.selam()
        self.shown: list[FormView] = []

    def show(self, answers: dict[str, str] | None = None) -> FormView:
        owner = QWidget()
        self.media = MediaQuestions(self.work.session, owner, self.subject, "papers")
        form = FormView(
            FormEntry(FORM, answers),
            name="papers",
            surroundings=Surroundings(controls=self.media.controls()),
        )
        owner.setParent(form)
        self.qtbot.addWidget(form)
        form.resize(800, 900)
        form.show()
        self.shown.append(form)
        return form

    def press(self, form: FormView, name: str, place: int = 0) -> None:
        found = [each for each in form.findChildren(QWidget, name) if each.isVisible()]
        QTest.mouseClick(found[place], Qt.MouseButton.LeftButton)
        self.work.settle()
        QApplication.processEvents()


@pytest.fixture
def filling(qtbot: QtBot, tmp_path: Path) -> Iterator[Filling]:
    scan = tmp_path / "Selam.png"
    scan.write_bytes(png())
    work = AtWork(qtbot, tmp_path, outside=Outside(files=ChosenFiles(opens=scan)))
    yield Filling(qtbot, work)
    work.close()


def test_a_file_lies_in_the_draft_and_is_attached_with_the_answers(filling: Filling) -> None:
    form = filling.show()
    filling.press(form, "paper-attach")
    token = form.entry.value("/data/child[1]/paper")
    assert token
    assert "Selam" not in token
    resumed = filling.show(form.entry.answers())
    assert any(each.isVisible() for each in resumed.findChildren(QWidget, "paper-look"))
    files, answers = filling.media.files(resumed.entry), collect(resumed.entry)

    def keep(work: UnitOfWork) -> None:
        keep_free(work, filling.subject, with_files(work, filling.subject, answers, files))

    filling.work.does(keep)
    filling.media.discard(resumed.entry)
    assert not filling.media.files(resumed.entry)
    kept = filling.work.office.ask(
        lambda reads: reads.matching(FormAnswer, subject=filling.subject)
    )
    # A line of a repeat is a row too, beside its answers.
    (answer,) = (each for each in kept if not each.path.endswith("]"))
    attachment_id = attachment_of(answer.value)
    assert attachment_id is not None
    opened = filling.work.does(lambda work: open_answer(work, attachment_id))
    assert opened.kind is PNG


def test_a_file_stays_with_its_line_when_another_is_taken_out(filling: Filling) -> None:
    form = filling.show()
    filling.press(form, "add-child")
    filling.press(form, "paper-attach", place=1)
    token = form.entry.value("/data/child[2]/paper")
    assert token
    filling.press(form, "remove-child-1")
    assert form.entry.value("/data/child[1]/paper") == token
    assert list(filling.media.files(form.entry)) == [token]
    filling.press(form, "paper-remove")
    assert form.entry.value("/data/child[1]/paper") == ""
    assert not filling.media.files(form.entry)


def test_a_signature_is_drawn_kept_and_drawn_again(filling: Filling) -> None:
    form = filling.show()
    (pad,) = form.findChildren(QWidget, "signed")
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center())
    QTest.mouseMove(pad, pad.rect().center() * 0.5)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center() * 0.5)
    filling.work.settle()
    token = form.entry.value("/data/signed")
    assert filling.media.files(form.entry)[token].kind is PNG
    resumed = filling.show(form.entry.answers())
    (again,) = resumed.findChildren(QWidget, "signed")
    assert not again.isVisible(), "who has signed is not asked again"
    filling.press(resumed, "signed-again")
    assert again.isVisible()
    assert resumed.entry.value("/data/signed") == ""


def test_a_file_that_answers_nothing_is_not_opened(filling: Filling) -> None:
    with pytest.raises(NotFound):
        filling.work.does(lambda work: open_answer(work, AttachmentId(uuid4())))
