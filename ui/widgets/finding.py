"""A finding stands at the gap: what is missing, why it matters, one act that mends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.theme import follow, theme
from ui.theme.tokens import Tone
from ui.widgets.button import quiet, secondary
from ui.widgets.notice import Notice


class Weight(StrEnum):
    """How much a finding weighs; the values are those of `caseworker.findings.Severity`."""

    STOPS = "stops"
    MISSING = "missing"
    NOTE = "note"


@dataclass(frozen=True)
class FindingAct:
    """An act that mends a finding; *mild* for "prefers not to say"."""

    key: str
    words: str
    icon: str = ""
    mild: bool = False


@dataclass(frozen=True)
class FindingWords:
    """A finding in the reader's words."""

    what: str
    why: str
    weight: Weight = Weight.MISSING
    acts: tuple[FindingAct, ...] = ()


_LOOK = {
    Weight.STOPS: (Tone.BAD, "hand"),
    Weight.MISSING: (Tone.WARN, "warning-circle"),
    Weight.NOTE: (Tone.QUIET, "info"),
}


class Finding(Notice):
    """Amber where something is missing, red with a hand where it stops."""

    acted = Signal(str)
    """The key of the act pressed."""

    def __init__(self, words: FindingWords, *, name: str = "finding") -> None:
        self.words = words
        buttons = []
        for act in words.acts:
            make = quiet if act.mild else secondary
            buttons.append(make(act.words, name=f"{name}-{act.key}", icon=act.icon, small=True))
        tone, icon = _LOOK[words.weight]
        super().__init__(tone, icon, words.what, words.why, buttons)
        self.setObjectName(name)
        for act, button in zip(words.acts, buttons, strict=True):
            button.clicked.connect(lambda _on=False, key=act.key: self.acted.emit(key))


class Findings(QWidget):
    """Findings one below the other; empty takes no room."""

    acted = Signal(int, str)
    """The place of the finding in the list, and the key of the act pressed."""

    def __init__(self, *, name: str = "findings") -> None:
        super().__init__()
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.shown: list[Finding] = []
        follow(self._dress)
        self.hide()

    def _dress(self) -> None:
        self._column.setSpacing(theme().space(8))

    def show_findings(self, findings: Sequence[FindingWords]) -> None:
        """Show *findings* instead."""
        for finding in self.shown:
            finding.hide()
            finding.deleteLater()
        self.shown = []
        for index, words in enumerate(findings):
            finding = Finding(words, name=f"{self.objectName()}-{index}")
            finding.acted.connect(lambda key, index=index: self.acted.emit(index, key))
            self.shown.append(finding)
            self._column.addWidget(finding)
        self.setVisible(bool(findings))
