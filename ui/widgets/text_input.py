"""Places to type in: a line, a passphrase, a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.language import _
from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Radius

LEARN_NOTHING = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
"""What is typed may be about somebody: keyboards are asked to neither learn nor guess words."""


def repolish(widget: QWidget) -> None:
    """Let the stylesheet see that a property of *widget* changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_wrong(widget: QWidget, wrong: bool) -> None:
    """Give *widget* the edge of a wrong answer, or take it away."""
    if bool(widget.property("wrong")) != wrong:
        widget.setProperty("wrong", wrong)
        repolish(widget)


class TextField(QLineEdit):
    """One line. The label stands above (`Field`); a placeholder is only ever an example."""

    def __init__(self, text: str = "", *, name: str, label: str = "", example: str = "") -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(example)
        self.setMaxLength(10_000)
        self.setInputMethodHints(LEARN_NOTHING)
        follow(self._dress)

    def _dress(self) -> None:
        self.setFont(theme().font(Role.BODY))

    def minimumSizeHint(self) -> QSize:
        """Return a width at which a short answer is whole."""
        return QSize(round(96 * theme().text_scale), super().minimumSizeHint().height())


class _Eye(QAbstractButton):
    """The eye at the end of a passphrase; on while the words are shown."""

    def __init__(self, field: QLineEdit, name: str) -> None:
        super().__init__(field)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self) -> None:
        """Say what a press does."""
        words = _("Hide the passphrase") if self.isChecked() else _("Show the passphrase")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the eye, and a ring while focused."""
        painter = QPainter(self)
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()), Radius.SEGMENT)
        side = theme().icon_size(18)
        inset = (self.width() - side) // 2
        colours = theme().tokens
        ink = colours.text if self.underMouse() else colours.text2
        name = "eye-slash" if self.isChecked() else "eye"
        paint.icon(painter, name, QRect(inset, inset, side, side), ink)


class PassphraseField(TextField):
    """A line that shows dots; the eye shows the words for as long as it is on."""

    def __init__(self, *, name: str, label: str = "") -> None:
        self.eye: _Eye | None = None
        super().__init__(name=name, label=label)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye = _Eye(self, f"{name}-eye")
        self.eye.toggled.connect(self._show)
        self._show(False)

    def hide_words(self) -> None:
        """Show dots again."""
        if self.eye is not None:
            self.eye.setChecked(False)

    def _show(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.setEchoMode(modes.Normal if shown else modes.Password)
        # Qt takes these away where the words are shown, and they are as secret then.
        secret = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoAutoUppercase
        self.setInputMethodHints(LEARN_NOTHING | secret)
        if self.eye is not None:
            self.eye.say()
        self._dress()

    def _dress(self) -> None:
        super()._dress()
        if self.eye is not None:
            side = self._eye_side()
            left, right = (side, 0) if paint.mirrored(self) else (0, side)
            self.setTextMargins(left, 0, right, 0)
            self._place_eye()

    def _eye_side(self) -> int:
        return theme().control_height(small=True)

    def _place_eye(self) -> None:
        if self.eye is not None:
            side = self._eye_side()
            area = QRect(self.width() - side - 4, (self.height() - side) // 2, side, side)
            self.eye.setGeometry(paint.placed(self, area))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye at the end."""
        super().resizeEvent(event)
        self._place_eye()


class TextArea(QPlainTextEdit):
    """A paragraph that grows with its words, from *lines* to *most* lines. Tab goes on."""

    def __init__(
        self, text: str = "", *, name: str, label: str = "", lines: int = 3, most: int = 12
    ) -> None:
        super().__init__()
        self._lines = lines
        self._most = most
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setTabChangesFocus(True)
        self.setInputMethodHints(LEARN_NOTHING)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlainText(text)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        follow(self._dress)

    def _dress(self) -> None:
        self.setFont(theme().font(Role.BODY))
        self._grow()

    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        wanted = max(self._lines, min(self._most, round(self.document().size().height())))
        height = wanted * line + 2 * round(self.document().documentMargin()) + 18
        if self.height() != height:
            self.setFixedHeight(height)
