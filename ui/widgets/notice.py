"""Coloured ground with an icon, words and acts: told things, findings, joined parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme.theme import theme
from ui.theme.tokens import Ink, Radius, Tone
from ui.widgets.flow import Flow
from ui.widgets.icon import Icon
from ui.widgets.label import Label, small, strong
from ui.widgets.panel import Panel
from ui.widgets.stack import Column


class Notice(Panel):
    """A heading and a sentence on the ground of *tone*, acts at the end."""

    def __init__(
        self,
        tone: Tone,
        icon: str,
        heading: str,
        sentence: str = "",
        acts: Sequence[QWidget] = (),
    ) -> None:
        self._across = QHBoxLayout()
        super().__init__(_FILL[tone], _EDGE[tone] if theme().tokens.high_contrast else "")
        self.setLayout(self._across)
        ink = theme().tokens.ink(tone)
        self._across.addWidget(Icon(icon, 18, ink), 0, Qt.AlignmentFlag.AlignTop)
        words = Column(gap=2)
        self.heading: Label | None = None
        if heading:
            self.heading = strong(heading, ink)
            words.box.addWidget(self.heading)
        self.sentence = small(sentence, Ink.TEXT)
        words.box.addWidget(self.sentence)
        self.sentence.setVisible(bool(sentence))
        self._across.addWidget(Flow(words, *acts, gap=12, lead=200) if acts else words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(" ".join(filter(None, (heading, sentence))))

    def _dress(self) -> None:
        now = theme()
        self._radius = Radius.CONTROL
        self._across.setContentsMargins(now.space(15), now.space(9), now.space(12), now.space(12))
        self._across.setSpacing(now.space(12))
        super()._dress()


_FILL = {
    Tone.QUIET: "sunken",
    Tone.CHOSEN: "soft",
    Tone.WARN: "warn",
    Tone.BAD: "bad",
    Tone.OK: "ok",
}
_EDGE = {
    Tone.QUIET: "edge",
    Tone.CHOSEN: "soft_text",
    Tone.WARN: "warn_text",
    Tone.BAD: "bad_text",
    Tone.OK: "ok_text",
}
