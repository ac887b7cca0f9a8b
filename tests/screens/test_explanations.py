"""A centre records how it explains things, and reception plays and shows it (R-271)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.evidence.kinds import PNG, WAVE
from caseworker.evidence.ready import ReadyFile
from caseworker.model.arrival import OrientationTopic
from caseworker.model.consent import Purpose
from caseworker.model.explanation import Explanation
from caseworker.reception.check_in import AtTheGate, arrive
from caseworker.reception.explanations import Told, explanations, keep_explanation
from tests.evidence.samples import png, sound
from tests.scene import Scene
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles, TapePlayers
from ui.outside import Outside
from ui.window.navigation import Place

FREE = OrientationTopic.FREE_OF_CHARGE
WORDS = "እዚ ነጻ እዩ።"


@pytest.fixture
def files() -> ChosenFiles:
    return ChosenFiles()


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path, files: ChosenFiles) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path, outside=Outside(files=files, players=TapePlayers()))
    yield at_work
    at_work.close()


@pytest.mark.requirement("R-271")
def test_words_a_voice_and_a_picture_are_kept_for_a_language(
    work: AtWork, files: ChosenFiles, tmp_path: Path
) -> None:
    voice, picture = tmp_path / "voice.wav", tmp_path / "picture.png"
    voice.write_bytes(sound())
    picture.write_bytes(png())
    work.go(Place.MORE)
    work.press("more-explanations")
    work.press("explain-free_of_charge")
    work.widget("explanation-words").setProperty("plainText", WORDS)
    files.opens = voice
    work.press("explanation-voice-attach")
    files.opens = picture
    work.press("explanation-picture-attach")
    work.press("keep-explanation")
    assert work.sees(WORDS)
    assert work.sees("Voice")
    kept = work.office.ask(lambda reads: explanations(reads, "ti"))[FREE]
    assert kept.sound_id is not None
    assert kept.picture_id is not None
    work.press("explain-free_of_charge")
    work.widget("explanation-words").setProperty("plainText", "Other words")
    work.press("keep-explanation")
    (again,) = work.office.ask(lambda reads: reads.matching(Explanation))
    assert (again.words, again.sound_id) == ("Other words", kept.sound_id), "the voice stays"


def arrival(work: AtWork) -> str:
    seen = AtTheGate(described_as="Woman, about 30", language="ti")
    return str(work.does(lambda unit: arrive(unit, seen).id))


@pytest.mark.requirement("R-271", "R-272")
def test_reception_shows_and_plays_it_in_the_language_of_whoever_arrives(work: AtWork) -> None:
    told = Told(
        about=FREE,
        language="ti",
        words=WORDS,
        sound=ReadyFile(WAVE, sound()),
        picture=ReadyFile(PNG, png()),
    )
    work.does(lambda unit: keep_explanation(unit, told).id)
    consent = Told(about=Purpose.RECORD, language="ti", words="ሓበሬታ")
    work.does(lambda unit: keep_explanation(unit, consent).id)
    key = arrival(work)
    work.go(Place.RECEPTION, key, "explain")
    if not work.sees(WORDS):
        language = work.widget("explained-in")
        language.set_value("ti")  # type: ignore[attr-defined]  # the list of languages
        language.chosen.emit("ti")  # type: ignore[attr-defined]  # as above
    assert work.sees(WORDS)
    assert not work.find("play"), "nothing plays before somebody looked who can hear it"
    work.press("listen-free_of_charge")
    work.press("play")
    assert not work.sees("ሓበሬታ"), "what is asked later is explained later"


def test_who_speaks_no_interface_language_is_not_left_without_words(scene: Scene) -> None:
    for language in ("ti", "am"):
        told = Told(about=FREE, language=language, words=language)
        scene.do(lambda work, told=told: keep_explanation(work, told).id)
    assert scene.ask(lambda reads: explanations(reads, "am"))[FREE].words == "am"
    assert not scene.ask(lambda reads: explanations(reads, "so"))
