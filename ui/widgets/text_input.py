"""Places to type in: a line, a passphrase, a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.language import _
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme


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
        follow(self._dress)

    def _dress(self) -> None:
        self.setFont(theme().font(Role.BODY))

    def minimumSizeHint(self) -> QSize:
        """Return a width at which a short answer is whole."""
        return QSize(round(96 * theme().text_scale), super().minimumSizeHint().height())


class PassphraseField(TextField):
    """A line that shows dots; the eye shows the words for as long as it is on."""

    def __init__(self, *, name: str, label: str = "") -> None:
        self._eye = QAction()
        super().__init__(name=name, label=label)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._eye.setCheckable(True)
        self._eye.setObjectName(f"{name}-eye")
        self._eye.toggled.connect(self._show)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._dress()

    def hide_words(self) -> None:
        """Show dots again."""
        self._eye.setChecked(False)

    def _show(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.setEchoMode(modes.Normal if shown else modes.Password)
        self._dress()

    def _dress(self) -> None:
        super()._dress()
        shown = self._eye.isChecked()
        colour = theme().tokens.text2
        self._eye.setIcon(theme().icon("eye-slash" if shown else "eye", 24, colour))
        self._eye.setText(_("Hide the passphrase") if shown else _("Show the passphrase"))


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
