"""Questions read aloud: off until somebody switches it on, never an answer, never unheard of."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from forms import FormEntry, read_form
from forms.compiler import compile_tables
from tests.screens.chosen import TellingVoices
from tests.screens.conftest import Show
from ui.form.form_filling import FormFilling
from ui.speech import SystemVoices

TABLES = """
| survey |
| | type | name | label::English (en) | label::French (fr) | hint::English (en) |
| | text | name | What are you called? | Comment vous appelle-t-on ? | Any name. |
| | select_one yn | sure | Are you **sure**? | Est-ce sûr ? | |
| choices |
| | list_name | name | label::English (en) | label::French (fr) |
| | yn | yes | Yes | Oui |
| | yn | no | No | Non |
"""
SECRET = "Quartzine"


@pytest.fixture
def voices() -> TellingVoices:
    return TellingVoices()


@pytest.fixture
def filling(show: Show, voices: TellingVoices) -> FormFilling:
    entry = FormEntry(read_form(compile_tables(TABLES).xml), language="English (en)")
    form = FormFilling(entry, name="small", voices=voices)
    show(form, 1000, 700)
    return form


def switch(filling: FormFilling) -> None:
    QTest.mouseClick(filling.aloud.switch, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def stand_on(filling: FormFilling, path: str) -> None:
    filling.form.go_to(path)
    QApplication.processEvents()


@pytest.mark.requirement("R-271")
def test_nothing_is_said_until_it_is_switched_on(
    filling: FormFilling, voices: TellingVoices
) -> None:
    stand_on(filling, "/data/name")
    stand_on(filling, "/data/sure")
    assert voices.said == []
    assert not filling.aloud.note.isVisible()


@pytest.mark.requirement("R-271")
def test_each_question_is_said_with_its_choices_and_no_answer(
    filling: FormFilling, voices: TellingVoices
) -> None:
    filling.entry.set("/data/name", SECRET)
    switch(filling)
    assert voices.said[-1] == "What are you called?\nAny name."
    assert "hear" in filling.aloud.note.text()
    stand_on(filling, "/data/sure")
    assert voices.said[-1] == "Are you sure?\nYes\nNo"
    stand_on(filling, "/data/name")
    assert SECRET not in " ".join(voices.said)
    filling.aloud.switch.setFocus()
    assert voices.said[-1] == "", "the keyboard left the form, and so did the voice"
    switch(filling)
    said = len(voices.said)
    stand_on(filling, "/data/sure")
    assert len(voices.said) == said


def test_the_voice_follows_the_language_of_the_form(
    filling: FormFilling, voices: TellingVoices
) -> None:
    switch(filling)
    filling.form.show_language("French (fr)")
    filling.aloud.speak_again()
    assert voices.speaking == "fr"
    assert voices.said[-1].startswith("Comment vous appelle-t-on")


def test_a_laptop_without_a_voice_says_so(filling: FormFilling, voices: TellingVoices) -> None:
    voices.languages = ()
    switch(filling)
    assert not filling.aloud.switch.isChecked()
    assert filling.aloud.note.isVisible()
    assert "English" in filling.aloud.note.text()


@pytest.mark.skipif(sys.platform != "linux", reason="the programs that speak have other names")
def test_the_systems_program_gets_the_words_where_nobody_else_sees_them(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, asked = tmp_path / "heard", tmp_path / "asked"
    program = tmp_path / "espeak-ng"
    program.write_text(
        f'#!/bin/sh\n[ "$3" = xx ] && exit 1\necho "$@" > {asked}\n'
        f"/bin/cat > {heard}.part && /bin/mv {heard}.part {heard}\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    parent = QWidget()
    silent: list[str] = []
    qtbot.addWidget(parent)
    voice = _voice("fr", parent, silent)
    voice.say("Comment ça va ?")
    qtbot.waitUntil(heard.exists)
    assert heard.read_text() == "Comment ça va ?"
    assert asked.read_text().split() == ["--stdin", "-v", "fr"]
    _voice("xx", parent, silent).say("?")
    qtbot.waitUntil(lambda: bool(silent))
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert SystemVoices().voice("fr", parent, lambda: None) is None


def _voice(language: str, parent: QObject, silent: list[str]):  # type: ignore[no-untyped-def]  # a voice
    voice = SystemVoices().voice(language, parent, lambda: silent.append(language))
    assert voice is not None
    return voice
