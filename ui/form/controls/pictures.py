"""Choices with pictures: a card for each, its words below, so that nobody has to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from forms import Choice
from ui.theme.fonts import Role
from ui.theme.theme import theme
from ui.widgets.flow import FlowLayout
from ui.widgets.keyboard import stand_on_chosen
from ui.widgets.label import Label
from ui.widgets.pick_card import PickCard

_SIDE = 128
"""The side of a picture in pixels, at usual text size."""


def framed(image: QImage, side: int) -> QLabel:
    """Return *image* on screen, no wider or taller than *side* pixels at usual text size."""
    most = round(side * theme().text_scale)
    shown = QLabel()
    shown.setPixmap(
        QPixmap.fromImage(image).scaled(
            most,
            most,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    )
    return shown


class _PictureCard(PickCard):
    """A picture above its words."""

    def __init__(self, choice: Choice, image: QImage | None, *, name: str) -> None:
        super().__init__(choice.label, name=name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if image is not None:
            self.add(framed(image, _SIDE))
        self.add(Label(choice.label, Role.STRONG))

    def _start(self) -> int:
        return 16


class PictureList(QWidget):
    """One of some pictures; where one is missing, its words stand alone."""

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[Choice],
        picture: Callable[[str], QImage | None],
        *,
        name: str,
        label: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        cards = QWidget()
        flow = FlowLayout(gap=12)
        cards.setLayout(flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(cards)
        self.cards: dict[str, PickCard] = {}
        for choice in choices:
            image = picture(choice.image) if choice.image else None
            card = _PictureCard(choice, image, name=f"{name}-{choice.value}")
            card.clicked.connect(lambda _on=True, key=choice.value: self.chosen.emit(key))
            self.cards[choice.value] = card
            card.toggled.connect(self._stand)
            flow.addWidget(card)
        self._stand()

    def value(self) -> str | None:
        """Return the key chosen, or none."""
        return next((key for key, card in self.cards.items() if card.isChecked()), None)

    def set_value(self, key: str | None) -> None:
        """Choose *key*, or nothing."""
        for card in self.cards.values():
            card.setAutoExclusive(False)
            card.setChecked(False)
            card.setAutoExclusive(True)
        if key in self.cards:
            self.cards[key].setChecked(True)

    def _stand(self) -> None:
        stand_on_chosen(self, self.cards.values())
