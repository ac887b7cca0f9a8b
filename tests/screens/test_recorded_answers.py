"""A voice as an answer: only after a yes to recording, recorded into memory, kept encrypted."""

from __future__ import annotations

import io
import stat
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.answers import collect, keep_free
from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked
from caseworker.errors import GateClosed
from caseworker.evidence.answers import attachment_of, open_answer, with_files
from caseworker.evidence.kinds import WAVE
from caseworker.model.audit import FormAnswer
from caseworker.model.case import Case
from caseworker.model.consent import Purpose
from caseworker.model.ids import CaseId
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from forms import FormDefinition, FormEntry, read_form
from forms.compiler import compile_tables
from tests.scene import GOOD_TALK
from tests.screens.at_work import AtWork
from tests.screens.chosen import TapeRecorders
from ui.evidence.recorder import RATE, SystemRecorders, as_wave
from ui.form.form_view import FormView
from ui.form.media_questions import MediaQuestions
from ui.form.surroundings import Surroundings
from ui.outside import Outside

FORM = read_form(
    compile_tables("| survey |\n| | type | name | label |\n| | audio | told | In her voice |\n").xml
)
TWO_LANGUAGES = read_form(
    compile_tables(
        "| survey |\n"
        "| | type | name | label::English (en) | label::French (fr) |\n"
        "| | text | name | Name | Nom |\n"
        "| | audio | told | In her voice | De sa voix |\n"
        "| | begin_repeat | child | Child | Enfant |\n"
        "| | text | called | Called | Nom |\n"
        "| | end_repeat | | | |\n"
    ).xml
)
SECOND = as_wave(b"\x01\x02" * RATE)


class Telling:
    """A form that asks for a voice, about Selam's case."""

    def __init__(self, qtbot: QtBot, work: AtWork, recorders: TapeRecorders) -> None:
        self.qtbot, self.work, self.recorders = qtbot, work, recorders
        self.case: CaseId = work.selam()

    def agree(self) -> None:
        def say_yes(work: UnitOfWork) -> None:
            person = work.get(Case, self.case).person_id
            yes = Asked(purpose=Purpose.RECORDING, answer=Answer.YES)
            keep_answers(work, (yes,), GOOD_TALK, person_id=person)

        self.work.does(say_yes)

    def show(self, form_to_fill: FormDefinition = FORM) -> FormView:
        owner = QWidget()
        self.media = MediaQuestions(self.work.session, owner, self.case, "told")
        form = FormView(
            FormEntry(form_to_fill),
            name="told",
            surroundings=Surroundings(controls=self.media.controls()),
        )
        owner.setParent(form)
        self.qtbot.addWidget(form)
        form.resize(800, 700)
        form.show()
        return form

    def press(self, form: FormView, name: str) -> None:
        found = next(each for each in form.findChildren(QWidget, name) if each.isVisible())
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        self.work.settle()

    def keep(self, form: FormView) -> None:
        answers, files = collect(form.entry), self.media.files(form.entry)

        def keep(work: UnitOfWork) -> None:
            keep_free(work, self.case, with_files(work, self.case, answers, files))

        self.work.office.perform(keep)


@pytest.fixture
def telling(qtbot: QtBot, tmp_path: Path) -> Iterator[Telling]:
    recorders = TapeRecorders(SECOND)
    work = AtWork(qtbot, tmp_path, outside=Outside(recorders=recorders))
    yield Telling(qtbot, work, recorders)
    work.close()


def names(form: FormView) -> set[str]:
    return {each.objectName() for each in form.findChildren(QWidget) if each.isVisible()}


@pytest.mark.requirement("R-050", "R-444")
def test_nothing_can_be_recorded_before_a_yes_to_it(telling: Telling) -> None:
    shown = names(telling.show())
    assert "told-needs-yes" in shown
    assert not shown & {"told-record", "told-attach"}


@pytest.mark.requirement("R-050")
def test_a_recording_without_a_yes_is_not_kept_by_any_way(telling: Telling) -> None:
    telling.agree()
    form = telling.show()
    telling.press(form, "told-record")
    telling.press(form, "told-record")
    answers, files = collect(form.entry), telling.media.files(form.entry)
    assert files
    other = telling.work.selam()
    with pytest.raises(GateClosed):
        telling.work.office.perform(lambda work: with_files(work, other, answers, files))


@pytest.mark.requirement("R-434")
def test_a_voice_is_recorded_kept_and_heard_again(telling: Telling, tmp_path: Path) -> None:
    telling.agree()
    form = telling.show()
    before = set(tmp_path.rglob("*"))
    telling.press(form, "told-record")
    assert telling.recorders.running
    assert any("Recording" in each.property("text") for each in form.findChildren(QWidget)
               if isinstance(each.property("text"), str))  # fmt: skip
    telling.press(form, "told-record")
    assert form.entry.value("/data/told").startswith("file-")
    assert not {each.suffix for each in set(tmp_path.rglob("*")) - before} & {".wav", ".raw"}
    telling.keep(form)
    stored = telling.work.office.ask(lambda reads: reads.matching(FormAnswer))
    attached = attachment_of(stored[0].value)
    assert attached is not None
    opened = telling.work.office.perform(lambda work: open_answer(work, attached))[0]
    assert (opened.kind, opened.content) == (WAVE, SECOND)


def test_a_laptop_that_cannot_record_says_so(telling: Telling) -> None:
    telling.agree()
    telling.recorders.there = False
    form = telling.show()
    telling.press(form, "told-record")
    assert says(form, "cannot record")
    telling.recorders.there, telling.recorders.sound = True, b""
    telling.press(form, "told-record")
    telling.press(form, "told-record")
    assert says(form, "No microphone")
    assert form.entry.value("/data/told") == ""
    assert "told-attach" in names(form)


def says(form: FormView, words: str) -> bool:
    return any(words in str(each.property("text")) for each in form.findChildren(QWidget)
               if each.isVisible())  # fmt: skip


def test_nobody_is_recorded_without_seeing_it(telling: Telling) -> None:
    telling.agree()
    form = telling.show()
    telling.press(form, "told-record")
    form.hide()
    QApplication.processEvents()
    assert not telling.recorders.running


@pytest.fixture
def microphone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that gives four letters of sound until it is ended, and none on the way out."""
    program = tmp_path / "bin" / "arecord"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\ntrap 'exit 0' TERM\nprintf 'abcd'\n: > \"$0.said\"\n"
        "while :; do /bin/sleep 0.01; done\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the programs have other names")
@pytest.mark.parametrize("how", ["language", "line", "leave"])
@pytest.mark.usefixtures("microphone")
def test_a_recording_that_runs_is_kept_when_the_form_is_drawn_anew(
    qtbot: QtBot, tmp_path: Path, how: str
) -> None:
    work = AtWork(qtbot, tmp_path / "centre", outside=Outside(recorders=SystemRecorders()))
    telling = Telling(qtbot, work, TapeRecorders())
    telling.agree()
    form = telling.show(TWO_LANGUAGES)
    telling.press(form, "told-record")
    qtbot.waitUntil((tmp_path / "bin" / "arecord.said").exists)
    match how:
        case "language":
            form.show_language("French (fr)")
        case "line":
            telling.press(form, "add-child")
        case "leave":
            form.hide()
    (kept,) = telling.media.files(form.entry).values()
    with wave.open(io.BytesIO(kept.content)) as heard:
        assert heard.readframes(9) == b"abcd"
    work.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the programs have other names")
@pytest.mark.usefixtures("microphone")
def test_the_systems_program_gives_its_samples_through_a_pipe(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QWidget()
    took: list[bytes] = []
    qtbot.addWidget(parent)
    recorder = SystemRecorders().recorder(parent, took.append)
    assert recorder is not None
    recorder.start()
    qtbot.waitUntil(lambda: b"abcd" in bytes(recorder._samples))  # type: ignore[attr-defined]  # only then is there a sound
    recorder.stop()
    assert took, "whoever asks may be gone a moment later"
    with wave.open(io.BytesIO(took[0])) as heard:
        assert (heard.getnchannels(), heard.getframerate()) == (1, RATE)
        assert heard.readframes(9) == b"abcd"
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert SystemRecorders().recorder(parent, took.append) is None
