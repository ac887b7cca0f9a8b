"""Files and players of a test: what a person would choose in the dialog, and what was played."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QWidget

from caseworker.evidence.keeping import OpenedFile
from caseworker.evidence.kinds import Sort
from ui.preferences import Preferences
from ui.sync.network import Costs, Reach


@dataclass
class ChosenFiles:
    """Answers instead of the person before the dialog."""

    opens: Path | None = None
    saves: Path | None = None
    goes_to: Path | None = None
    offered: list[tuple[str, ...]] = field(default_factory=list)

    def to_open(self, parent: QWidget, title: str, suffixes: tuple[str, ...]) -> Path | None:
        assert parent.isVisible()
        assert title
        self.offered.append(suffixes)
        return self.opens

    def folder(self, parent: QWidget, title: str) -> Path | None:
        assert parent.isVisible()
        assert title
        return self.goes_to

    def to_save(self, parent: QWidget, title: str, suffix: str) -> Path | None:
        assert parent.isVisible()
        assert title
        return self.saves.with_suffix(f".{suffix}") if self.saves else None


@dataclass
class ToldNetwork:
    """A network as a test tells of it; QNetworkInformation without a system."""

    reached: Reach = Reach.UNKNOWN
    costing: Costs = Costs.UNKNOWN
    watchers: list[Callable[[], None]] = field(default_factory=list)

    def reach(self) -> Reach:
        return self.reached

    def costs(self) -> Costs:
        return self.costing

    def watch(self, changed: Callable[[], None]) -> None:
        self.watchers.append(changed)

    def becomes(self, reached: Reach, costing: Costs = Costs.UNKNOWN) -> None:
        self.reached, self.costing = reached, costing
        for each in self.watchers:
            each()


@dataclass
class TellingVoices:
    """A voice that notes what it says, in the languages it has."""

    languages: tuple[str, ...] = ("en", "fr", "es", "ar")
    said: list[str] = field(default_factory=list)
    speaking: str = ""

    def voice(
        self, language: str, parent: QObject, silent: Callable[[], None]
    ) -> TellingVoices | None:
        self.speaking = language
        return self if language in self.languages else None

    def say(self, words: str) -> None:
        self.said.append(words)

    def stop(self) -> None:
        self.said.append("")


@dataclass
class KeptLooks:
    """Keeps what was chosen on this laptop, as the front door does."""

    preferences: Preferences = field(default_factory=Preferences)

    def change(self, wanted: Preferences) -> None:
        self.preferences = wanted


@dataclass
class TapePlayer:
    """Notes what it was asked to do."""

    file: OpenedFile
    picture: QWidget | None
    did: list[str] = field(default_factory=list)

    def play(self) -> None:
        self.did.append("play")

    def pause(self) -> None:
        self.did.append("pause")

    def move(self, seconds: float) -> None:
        self.did.append(f"{seconds:+.0f}")


@dataclass
class TapePlayers:
    """A laptop that plays, or one that does not."""

    plays: bool = True
    made: list[TapePlayer] = field(default_factory=list)

    def player(self, file: OpenedFile, parent: QWidget) -> TapePlayer | None:
        if not self.plays:
            return None
        picture = QLabel(parent) if file.kind.sort is Sort.PICTURES else None
        self.made.append(TapePlayer(file, picture))
        return self.made[-1]
